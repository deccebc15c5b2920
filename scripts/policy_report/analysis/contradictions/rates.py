"""Rates and changes against the levels that they are made of, and against the scale that a definition allows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from policy_report.analysis.contradictions.bounds import clash, exceeding
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind, explained
from policy_report.analysis.contradictions.values import Evidence, Value, grouped
from policy_report.analysis.published import exactly
from policy_report.evidence.periods import year_before
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.quantities.arithmetic import change, difference, hull, ratio, scaled

_FORMULAS: dict[Change, Callable[[Quantity, Quantity], Quantity]] = {
    Change.YOY_PERCENT: change,
    Change.PERCENT_CHANGE: change,
    Change.YOY_PP: lambda earlier, later: difference(later, earlier),
    Change.PP_CHANGE: lambda earlier, later: difference(later, earlier),
    Change.ABS_CHANGE: lambda earlier, later: difference(later, earlier),
    Change.MULTIPLE: lambda earlier, later: ratio(later, earlier),
}

_RELATIVE = (Change.YOY_PERCENT, Change.PERCENT_CHANGE, Change.MULTIPLE)

_POINTS = (Change.YOY_PP, Change.PP_CHANGE)

_PER = {"percent": 100.0, "per_100k": 1e5, "per_10k": 1e4}
"""What a ratio of two counts is multiplied by, by the indicator's unit."""


def rate_not_from_counts(evidence: Evidence) -> Iterator[Contradiction]:
    """Find rates that no published counts of their numerator and denominator give.

    The dictionary names the two (`numerator_indicator`, `denominator_indicator`); counts and rate must be of one
    case, category and period. Where the two are one indicator, as in a composition, the denominator is the whole.
    """
    for rate in evidence.levels:
        indicator = rate.indicator
        if not (indicator.numerator and indicator.denominator and indicator.unit in _PER):
            continue
        parts = _counts(rate, indicator.numerator, rate.category, evidence)
        category = "" if indicator.numerator == indicator.denominator else rate.category
        wholes = _counts(rate, indicator.denominator, category, evidence)
        if not parts or not wholes:
            continue
        whole = hull(value.quantity for value in wholes)
        if whole.lower is None or whole.lower <= 0:
            continue
        given = scaled(ratio(hull(value.quantity for value in parts), whole), _PER[indicator.unit], "")
        found = clash(_printed(rate.quantity), given)
        involved = list(dict.fromkeys((rate, *parts, *wholes)))
        yield from explained(Kind.RATE_NOT_FROM_COUNTS, involved, found, [Explanation.DENOMINATOR])


def _counts(rate: Value, indicator: str, category: str, evidence: Evidence) -> Sequence[Value]:
    start = "" if evidence.indicators[indicator].measure == "stock" else rate.start
    return evidence.levels_at.get((rate.case, indicator, category, "", (start, rate.end)), ())


def _printed(rate: Quantity) -> Quantity:
    """A ratio printed as a whole number is rounded, though a count printed so is exact."""
    if rate.qualifier is not Qualifier.EXACT or rate.value is None or rate.value != int(rate.value):
        return rate
    low, high = rate.value - 0.5, rate.value + 0.5
    kind = BoundKind.ROUNDING
    return replace(rate, lower=low, upper=high, upper_closed=False, lower_kind=kind, upper_kind=kind)


def outside_scale(evidence: Evidence) -> Iterator[Contradiction]:
    """Find levels below or above what the definition allows (`scale_min`, `scale_max`)."""
    for value in evidence.levels:
        least, most = value.indicator.scale_min, value.indicator.scale_max
        below = None if least is None else exceeding(exactly(least), value.quantity)
        found = below or (None if most is None else exceeding(value.quantity, exactly(most)))
        yield from explained(Kind.OUTSIDE_SCALE, [value], found, [Explanation.MISPRINT])


def not_a_share(evidence: Evidence) -> Iterator[Contradiction]:
    """Find rates above 100% of indicators without an upper end: no fault, but no share of a whole either."""
    for value in evidence.levels:
        unbounded = value.indicator.measure == "rate" and value.indicator.scale_max is None
        found = exceeding(value.quantity, exactly(100.0)) if unbounded and value.unit == "percent" else None
        yield from explained(Kind.NOT_A_SHARE, [value], found, [Explanation.DENOMINATOR], scope=False)


@dataclass(frozen=True)
class _Levels:
    """The levels of a subject by period, by first day and by last day; the latter two of at most a year."""

    by_period: dict[tuple[str, str], list[Value]]
    by_start: dict[str, list[Value]]
    by_end: dict[str, list[Value]]


def change_not_from_levels(evidence: Evidence) -> Iterator[Contradiction]:
    """Find changes that no published levels of their base and their later date give.

    A change within one year is on the year before; one over several years runs from the first to the last, as
    `datapackage.json` says. Levels in percent have their changes in points, or in percent of the base.
    """
    subjects = grouped(evidence.levels, _subject)
    indexed = {subject: _index(values) for subject, values in subjects.items()}
    for value in evidence.values:
        levels = indexed.get(_subject(value))
        if value.is_level or levels is None or not value.end:
            continue
        earlier, later = _ends(value, levels)
        if value.quantity.change is Change.FROM_TO:
            yield from _held_against(value, earlier if value.part % 2 else later)
        elif earlier and later and value.quantity.change in _FORMULAS:
            yield from _recomputed(value, earlier, later)


def _subject(value: Value) -> tuple[str, str, str]:
    return value.case, value.indicator.id, value.category


def _index(values: list[Value]) -> _Levels:
    dated = [value for value in values if value.end]
    yearly = [value for value in dated if not value.start or value.start[:4] == value.end[:4]]
    return _Levels(
        by_period=grouped(dated, lambda value: value.period),
        by_start=grouped(yearly, lambda value: value.start),
        by_end=grouped(yearly, lambda value: value.end),
    )


def _ends(value: Value, levels: _Levels) -> tuple[list[Value], list[Value]]:
    """The levels of the base and of the later date."""
    if value.start[:4] in ("", value.end[:4]):
        start, end = value.period
        return levels.by_period.get((year_before(start), year_before(end)), []), levels.by_period.get((start, end), [])
    if value.quantity.change in (Change.YOY_PERCENT, Change.YOY_PP):
        return [], []
    return levels.by_start.get(value.start, []), levels.by_end.get(value.end, [])


def _held_against(value: Value, levels: list[Value]) -> Iterator[Contradiction]:
    found = clash(value.quantity, hull(level.quantity for level in levels)) if levels else None
    yield from explained(Kind.CHANGE_NOT_FROM_LEVELS, [value, *levels], found)


def _recomputed(value: Value, earlier: list[Value], later: list[Value]) -> Iterator[Contradiction]:
    first, last = (hull(level.quantity for level in levels) for levels in (earlier, later))
    kind = value.quantity.change
    positive = first.lower is not None and first.lower > 0
    if (kind in _RELATIVE and not positive) or (kind in _POINTS and earlier[0].unit != "percent"):
        return
    found = clash(value.quantity, replace(_FORMULAS[kind](first, last), unit=value.quantity.unit))
    involved = list(dict.fromkeys((value, *earlier, *later)))
    yield from explained(Kind.CHANGE_NOT_FROM_LEVELS, involved, found, [Explanation.SCOPE])
