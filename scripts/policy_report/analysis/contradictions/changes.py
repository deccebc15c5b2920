"""Published changes against the two levels between which they lie."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from policy_report.analysis.contradictions.bounds import clash
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.explanations import explained
from policy_report.analysis.contradictions.values import Evidence, Value, grouped
from policy_report.evidence.periods import year_before
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import change, difference, hull, ratio

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
    if found is not None:
        involved = [value, *levels]
        yield explained(Kind.CHANGE_NOT_FROM_LEVELS, involved, found)


def _recomputed(value: Value, earlier: list[Value], later: list[Value]) -> Iterator[Contradiction]:
    first, last = (hull(level.quantity for level in levels) for levels in (earlier, later))
    kind = value.quantity.change
    positive = first.lower is not None and first.lower > 0
    if (kind in _RELATIVE and not positive) or (kind in _POINTS and earlier[0].unit != "percent"):
        return
    found = clash(value.quantity, replace(_FORMULAS[kind](first, last), unit=value.quantity.unit))
    if found is not None:
        involved = list(dict.fromkeys((value, *earlier, *later)))
        yield explained(Kind.CHANGE_NOT_FROM_LEVELS, involved, found, [Explanation.SCOPE])
