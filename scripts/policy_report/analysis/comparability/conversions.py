"""What a published figure can be turned into with one other published row; the formulas are `arithmetic`'s.

Every result contains all values that both phrases allow.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from policy_report.analysis.comparability.degree import Step
from policy_report.analysis.comparability.statement import RATIOS, Construct, Dictionary, Kind, Statement, sign
from policy_report.analysis.published import exactly, part_of, points
from policy_report.evidence.periods import year_before
from policy_report.evidence.records import IndicatorRow
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import before, change, per_head, ratio, scaled, share, total

_HEADS = {"per_100k": 100_000.0, "per_10k": 10_000.0}

Key = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A statement with the conversion that led to it, `None` as published."""

    statement: Statement
    step: Step | None


class Converter:
    """The conversions that a body of evidence allows."""

    def __init__(self, statements: Mapping[str, Statement], dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._levels: dict[Key, list[tuple[str, Statement]]] = defaultdict(list)
        self._people: dict[tuple[str, str, str], list[tuple[str, Statement]]] = defaultdict(list)
        for row, statement in sorted(statements.items()):
            if statement.kind is Kind.LEVEL and statement.is_dated:
                self._levels[_key(statement)].append((row, statement))
                if statement.construct.id in dictionary.heads:
                    people = (statement.place.case, statement.construct.id, statement.end[:4])
                    self._people[people].append((row, statement))
        self._ratios = [
            {"rate": row["id"], "above": row["numerator_indicator"], "below": row["denominator_indicator"]}
            for row in dictionary.rows.values()
            if row["measure"] in RATIOS and _has_parts(row)
        ]
        self._per_head = {
            row["numerator_indicator"]: row["id"]
            for row in dictionary.rows.values()
            if row["measure"] == "per_head" and row["numerator_indicator"]
        }

    def forms(self, statement: Statement) -> tuple[Form, ...]:
        """Say what the statement can be turned into; the statement itself is not among them."""
        if statement.quantity is None or not statement.is_dated or statement.is_timeless:
            return ()
        ways: tuple[Callable[[Statement], Iterator[Form]], ...] = (
            self._over_population, self._ratio_of_parts, self._level_after, self._change_since,
        )  # fmt: skip
        return tuple(form for way in ways for form in way(statement))

    def _over_population(self, count: Statement) -> Iterator[Form]:
        """A count or amount of at most a year over the population of the place at the end of that year."""
        if not count.grows_with_place or count.start[:4] != count.end[:4]:
            return
        year = count.end[:4]
        people = [found for name in self._dictionary.heads for found in self._people[count.place.case, name, year]]
        if not people:
            return
        row, population = people[0]
        construct = self._construct_per_head(count.construct)
        heads = _HEADS.get(construct.unit, 1.0)
        made = _computed(per_head, count.quantity, population.quantity, heads, construct.unit)
        yield from _form(_of(count, construct), made, "per_heads" if heads > 1 else "per_head", row, heads)

    def _construct_per_head(self, counted: Construct) -> Construct:
        known = self._per_head.get(counted.id)
        unit = self._dictionary.rows[known]["unit"] if known else "per_100k" if counted.measure == "count" else ""
        return replace(counted, measure="per_head", unit=unit or f"{counted.unit} per head")

    def _ratio_of_parts(self, given: Statement) -> Iterator[Form]:
        """A rate, its numerator or its denominator from the two others of the same place and period."""
        for parts in self._ratios:
            for role, beside, wanted, formula, name in _OF_TWO:
                if given.construct.key == (parts[role], ""):
                    target = _of(given, self._dictionary.construct(parts[wanted]))
                    for row, other in self._beside(given, parts[beside]):
                        yield from _form(target, _computed(formula, given.quantity, other.quantity), name, row)

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


def _has_parts(row: IndicatorRow) -> bool:
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


def _whole(rate: Quantity, part: Quantity) -> Quantity:
    return scaled(ratio(part, rate), 100.0, part.unit)


def _grown(percent: Quantity, earlier: Quantity) -> Quantity:
    """The reciprocal of going back by the change from one."""
    return ratio(earlier, before(exactly(1.0), percent), earlier.unit)


def _plus(added: Quantity, earlier: Quantity) -> Quantity:
    return total((earlier, added))


def _points(earlier: Quantity, later: Quantity) -> Quantity:
    return points(later, earlier)


_OF_TWO: tuple[tuple[str, str, str, Callable[[Quantity, Quantity], Quantity], str], ...] = (
    ("above", "below", "rate", share, "by_denominator"),
    ("below", "above", "rate", lambda whole, part: share(part, whole), "of_numerator"),
    ("rate", "below", "above", part_of, "times_denominator"),
    ("rate", "above", "below", _whole, "divides_numerator"),
    ("below", "rate", "above", lambda whole, rate: part_of(rate, whole), "times_rate"),
    ("above", "rate", "below", lambda part, rate: _whole(rate, part), "by_rate"),
)
"""What is given, what is published beside it, what follows by which formula, and what the catalogues call that."""
_AFTER: dict[str, Callable[[Quantity, Quantity], Quantity]] = {"percent": _grown, "pp": _plus}


def _year_before(statement: Statement) -> tuple[str, str]:
    return year_before(statement.start), year_before(statement.end)
