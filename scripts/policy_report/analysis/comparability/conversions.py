"""What a published figure can be turned into with one other published row; the formulas are `arithmetic`'s.

Every result contains all values that both phrases allow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from policy_report.analysis.comparability.collection import Dictionary, sign
from policy_report.analysis.comparability.degree import Step
from policy_report.analysis.comparability.statement import RATIOS, Construct, Kind, Statement
from policy_report.analysis.published import exactly
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import (
    before,
    change,
    difference,
    per_head,
    ratio,
    scaled,
    share,
    total,
)

_HEADS = {"per_100k": 100_000.0, "per_10k": 10_000.0}

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A statement with the conversion that led to it, `None` as published."""

    statement: Statement
    step: Step | None


class Converter:
    """The conversions that a body of evidence allows.

    Parameters
    ----------
    statements
        All published statements by id.
    dictionary
        The indicator dictionary.
    heads
        Indicators of whom a rate per head is taken, the first that is published.
    """

    def __init__(self, statements: Mapping[str, Statement], dictionary: Dictionary, heads: tuple[str, ...]) -> None:
        self._dictionary = dictionary
        self._heads = heads
        self._levels: dict[Key, list[tuple[str, Statement]]] = defaultdict(list)
        self._people: dict[tuple[str, str, str], list[tuple[str, Statement]]] = defaultdict(list)
        for row, statement in sorted(statements.items()):
            if statement.kind is Kind.LEVEL and statement.is_dated:
                self._levels[_key(statement)].append((row, statement))
                if statement.construct.id in heads:
                    people = (statement.place.case, statement.construct.id, statement.end[:4])
                    self._people[people].append((row, statement))
        self._ratios = [
            (str(row["id"]), str(row["numerator_indicator"]), str(row["denominator_indicator"]))
            for row in dictionary.rows.values()
            if row["measure"] in RATIOS and _has_parts(row)
        ]
        self._per_head = {
            str(row["numerator_indicator"]): str(row["id"])
            for row in dictionary.rows.values()
            if row["measure"] == "per_head" and row["numerator_indicator"]
        }

    def forms(self, statement: Statement) -> tuple[Form, ...]:
        """Say what the statement can be turned into; the statement itself is not among them."""
        if statement.quantity is None or not statement.is_dated or statement.is_timeless:
            return ()
        ways: tuple[Callable[[Statement], Iterator[Form]], ...] = (
            self._over_population, self._rate_of_parts, self._parts_of_rate, self._level_after, self._change_since,
        )  # fmt: skip
        return tuple(form for way in ways for form in way(statement))

    def _over_population(self, count: Statement) -> Iterator[Form]:
        """A count or amount of at most a year over the population of the place at the end of that year."""
        if not count.grows_with_place or count.start[:4] != count.end[:4]:
            return
        year = count.end[:4]
        people = [found for name in self._heads for found in self._people[count.place.case, name, year]]
        if not people:
            return
        row, population = people[0]
        construct = self._construct_per_head(count.construct)
        heads = _HEADS.get(construct.unit, 1.0)
        made = _computed(per_head, count.quantity, population.quantity, heads, construct.unit)
        yield from _form(_of(count, construct), made, "per_heads" if heads > 1 else "per_head", row, heads)

    def _construct_per_head(self, counted: Construct) -> Construct:
        known = self._per_head.get(counted.id)
        unit = str(self._dictionary.rows[known]["unit"]) if known else "per_100k" if counted.measure == "count" else ""
        return replace(counted, measure="per_head", unit=unit or f"{counted.unit} per head")

    def _rate_of_parts(self, count: Statement) -> Iterator[Form]:
        """A rate from its numerator and denominator of the same place and period."""
        for rate, above, below in self._ratios:
            target = self._dictionary.construct(rate)
            if count.construct.key == (above, ""):
                for row, other in self._beside(count, below):
                    made = _computed(share, count.quantity, other.quantity)
                    yield from _form(_of(count, target), made, "by_denominator", row)
            elif count.construct.key == (below, ""):
                for row, other in self._beside(count, above):
                    made = _computed(share, other.quantity, count.quantity)
                    yield from _form(_of(count, target), made, "of_numerator", row)

    def _parts_of_rate(self, given: Statement) -> Iterator[Form]:
        """Either count of a rate from the rate and the other count, whichever of the two is given."""
        for rate, above, below in self._ratios:
            numerator, denominator = (self._dictionary.construct(part) for part in (above, below))
            if given.construct.key == (rate, ""):
                for row, other in self._beside(given, below):
                    made = _computed(_part, given.quantity, other.quantity)
                    yield from _form(_of(given, numerator), made, "times_denominator", row)
                for row, other in self._beside(given, above):
                    made = _computed(_whole, given.quantity, other.quantity)
                    yield from _form(_of(given, denominator), made, "divides_numerator", row)
            elif given.construct.key == (below, ""):
                for row, other in self._beside(given, rate):
                    made = _computed(_part, other.quantity, given.quantity)
                    yield from _form(_of(given, numerator), made, "times_rate", row)
            elif given.construct.key == (above, ""):
                for row, other in self._beside(given, rate):
                    made = _computed(_whole, other.quantity, given.quantity)
                    yield from _form(_of(given, denominator), made, "by_rate", row)

    def _level_after(self, changed: Statement) -> Iterator[Form]:
        """The level that a published base and a published change lead to."""
        formula = _AFTER.get(changed.unit, _plus if changed.unit == changed.construct.unit else None)
        if formula is None:
            return
        over_years = changed.start[:4] != changed.end[:4]
        start = f"{changed.end[:4]}-01-01" if over_years else changed.start
        level = replace(
            changed, kind=Kind.LEVEL, unit=changed.construct.unit, start=start, direction=0,
        )  # fmt: skip
        base = (changed.start, f"{changed.start[:4]}-12-31") if over_years else _year_before(level)
        for row, earlier in self._levels[_key(replace(level, start=base[0], end=base[1]))]:
            yield from _form(level, _computed(formula, changed.quantity, earlier.quantity), "level", row)

    def _change_since(self, level: Statement) -> Iterator[Form]:
        """The change on the same span of the year before."""
        if level.construct.measure in ("rank", "duration"):
            return
        start, end = _year_before(level)
        ratio_ = level.unit == "percent"
        for row, earlier in self._levels[_key(replace(level, start=start, end=end))]:
            made = _computed(_points if ratio_ else change, earlier.quantity, level.quantity)
            if made is not None:
                unit = "pp" if ratio_ else "percent"
                changed = replace(
                    level, kind=Kind.CHANGE, unit=unit, start=level.start or level.end, direction=sign(made)
                )
                yield from _form(changed, made, "change", row)

    def _beside(self, statement: Statement, indicator: str) -> list[tuple[str, Statement]]:
        """Levels of another indicator for the same place and period."""
        key = (statement.place.case, indicator, "", *_key(statement)[3:])
        return self._levels.get(key, [])


def _has_parts(row: Mapping[object, object]) -> bool:
    above, below = row["numerator_indicator"], row["denominator_indicator"]
    return bool(above and below and above != below)


def _key(statement: Statement) -> Key:
    """What is measured, where and when; of a stock only the last day counts."""
    start = "" if statement.is_moment else statement.start
    return statement.place.case, *statement.construct.key, start, statement.end


def _of(statement: Statement, construct: Construct) -> Statement:
    return replace(statement, construct=construct, unit=construct.unit)


def _form(statement: Statement, quantity: Quantity | None, formula: str, row: str, per: float = 1.0) -> Iterator[Form]:
    if quantity is not None:
        yield Form(replace(statement, quantity=quantity), Step(formula, row, quantity, per))


def _computed(formula: Callable[..., Quantity], *inputs: object) -> Quantity | None:
    """The formula's result; `None` where a bound of a divisor is open or at zero."""
    try:
        return formula(*inputs)
    except ValueError:
        return None


def _part(rate: Quantity, whole: Quantity) -> Quantity:
    return ratio(whole, ratio(exactly(100.0), rate), whole.unit)


def _whole(rate: Quantity, part: Quantity) -> Quantity:
    return scaled(ratio(part, rate), 100.0, part.unit)


def _grown(percent: Quantity, earlier: Quantity) -> Quantity:
    """The reciprocal of going back by the change from one."""
    return ratio(earlier, before(exactly(1.0), percent), earlier.unit)


def _plus(added: Quantity, earlier: Quantity) -> Quantity:
    return total((earlier, added))


def _points(earlier: Quantity, later: Quantity) -> Quantity:
    return replace(difference(later, earlier), unit="pp", change=Change.PP_CHANGE)


_AFTER: dict[str, Callable[[Quantity, Quantity], Quantity]] = {"percent": _grown, "pp": _plus}


@cache
def _earlier(day: str) -> str:
    """The same day of the year before; the last of February stays the last."""
    year = int(day[:4]) - 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    rest = day[4:]
    if rest in ("-02-29", "-02-28"):
        rest = "-02-29" if leap else "-02-28"
    return f"{year}{rest}"


def _year_before(statement: Statement) -> tuple[str, str]:
    return (_earlier(statement.start) if statement.start else ""), _earlier(statement.end)
