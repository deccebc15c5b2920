"""Values of one subject against each other: at one time, in a run, in a series, and where one figure stands twice."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from policy_report.analysis.contradictions.bounds import Clash, above, exceeding, extremes, highest, lowest
from policy_report.analysis.contradictions.contradiction import (
    Contradiction,
    Explanation,
    Kind,
    contradiction,
    explained,
)
from policy_report.analysis.contradictions.values import Evidence, Value, grouped, significant_digits
from policy_report.analysis.published import exactly
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import difference

_SAME_BASE = {
    Change.YOY_PERCENT: "percent",
    Change.PERCENT_CHANGE: "percent",
    Change.YOY_PP: "points",
    Change.PP_CHANGE: "points",
}
"""Changes of one period have one base, which `datapackage.json` derives from the period: 同比 may go unsaid."""

_DIGITS = 3
"""Significant digits from which an equal count is hardly chance."""

_DIGITS_OF_PERCENT = 4
"""The same for a percentage: those of one subject crowd together, as survey rates between 96 and 99 do."""

_EXPLANATIONS = (Explanation.RELABELLED, Explanation.SCOPE, Explanation.COINCIDENCE)

_FEWEST = 5
"""Values of a series from which the median and the spread hold with one of them wrong, and one more on each side."""

_FAR = 0.8
"""Powers of ten from the median. A lost decimal point moves a value by one; 0.2 is left for the value's own distance
(a factor of 1.6), and a unit (万 for 亿) moves it by four."""

_SPREADS = 5.0
"""Median absolute deviations, scaled to the standard deviation of a normal distribution, beyond which a value is no
part of a series that itself grows over orders of magnitude."""

_MAD_TO_SIGMA = 1.4826

_DAYS_OF_YEAR = 365.25


@dataclass(frozen=True)
class _Point:
    """A level, and its size in powers of ten; of a count, its size a day."""

    value: Value
    size: float


def leaves_series(evidence: Evidence) -> Iterator[Contradiction]:
    """Find levels far from the median of their case, indicator and category, and from those next to them in time.

    Counts and amounts are compared by the day, so that half-years and five years stand beside years. A value whose
    neighbour in time stands near it marks a new level or another definition, not a misprint.
    """
    measured = (value for value in evidence.levels if (value.quantity.value or 0) > 0 and not value.run)
    for values in grouped(measured, lambda value: value.subject).values():
        points = [_Point(value, size) for value in values if (size := _size(value)) is not None]
        if len(points) >= _FEWEST:
            yield from _outliers(sorted(points, key=lambda point: (point.value.end, point.value.start)))


def _size(value: Value) -> float | None:
    number = value.quantity.value or 0.0
    if value.indicator.measure not in ("count", "amount"):
        return math.log10(number)
    if value.yearly:
        return math.log10(number / _DAYS_OF_YEAR)
    if not (value.start and value.end):
        return None
    days = (date.fromisoformat(value.end) - date.fromisoformat(value.start)).days + 1
    return math.log10(number / days)


def _outliers(points: list[_Point]) -> Iterator[Contradiction]:
    middle = median(point.size for point in points)
    spread = _MAD_TO_SIGMA * median(abs(point.size - middle) for point in points)
    limit = max(_FAR, _SPREADS * spread)
    for place, point in enumerate(points):
        distance = abs(point.size - middle)
        if distance >= limit and all(abs(point.size - near.size) >= _FAR for near in _neighbours(points, place)):
            found = Clash(distance, 10**distance - 1, strict=True)
            yield from explained(
                Kind.LEAVES_SERIES, [point.value], found, [Explanation.MISPRINT, Explanation.SCOPE], scope=False
            )


def _neighbours(points: list[_Point], place: int) -> list[_Point]:
    """The two points next to one in time: on both sides, or at an end of the series on one."""
    first = min(max(place - 1, 0), len(points) - 3)
    return [point for point in points[first : first + 3] if point is not points[place]]


def falling_count(evidence: Evidence) -> Iterator[Contradiction]:
    """Find each value of a running count that lies below an earlier one, with the highest before it."""
    for values in _runs(evidence, years=False):
        best = values[0]
        for earlier, value in pairwise(values):
            best = highest((best, earlier))
            found = exceeding(best.quantity, value.quantity) if best.end < value.end else None
            likeliest = [Explanation.RESTARTED, Explanation.RELABELLED]
            yield from explained(Kind.FALLING_COUNT, (best, value), found, likeliest)


def years_out_of_step(evidence: Evidence) -> Iterator[Contradiction]:
    """Find counts of consecutive years that do not begin in one year, counted back from when each was published."""
    for values in _runs(evidence, years=True):
        begun = [replace(value, quantity=_year_before_first(value)) for value in values]
        top, bottom = highest(begun), lowest(begun)
        found = exceeding(top.quantity, bottom.quantity)
        if found is None:
            continue
        involved = [
            value
            for value, begin in zip(values, begun, strict=True)
            if above(top.quantity, begin.quantity) is not None or above(begin.quantity, bottom.quantity) is not None
        ]
        yield from explained(
            Kind.YEARS_OUT_OF_STEP, involved, replace(found, relative=None), [Explanation.RESTARTED, Explanation.DATES]
        )


def _runs(evidence: Evidence, years: bool) -> Iterator[list[Value]]:
    """The running counts by subject, in order of time."""
    counted = (value for value in evidence.levels if value.run and value.end and (value.unit == "年") == years)
    for values in grouped(counted, lambda value: value.subject).values():
        yield sorted(values, key=lambda value: value.end)


def _year_before_first(value: Value) -> Quantity:
    """The year after which the count began.

    A text of the middle of a year may or may not count that year, so either the year or the one before is the last
    that counts.
    """
    year = float(value.end[:4])
    complete = value.end.endswith("-12-31")
    last = replace(exactly(year, "年"), lower=year if complete else year - 1.0)
    return difference(last, value.quantity)


def excluding_values(evidence: Evidence) -> Iterator[Contradiction]:
    """Find one contradiction for each subject and period whose values have no number in common.

    Levels are held against levels, and changes against changes of the same base. Intervals that meet in pairs have
    a number in common (Helly's theorem on a line), so the last to begin and the first to end decide.
    """
    dated = (value for value in evidence.values if value.is_dated)
    for values in grouped(dated, _key).values():
        found = extremes(values, values)
        if found is not None:
            involved = [value for value in values if found.involve(value)]
            # An area does not change, so two figures of it differ in what they cover.
            first = [Explanation.SCOPE] if involved[0].indicator.measure == "area" else []
            yield from explained(Kind.EXCLUDING_VALUES, involved, found.clash, first)


def _key(value: Value) -> tuple[str, ...]:
    change = value.quantity.change
    part = str(value.part) if change is Change.FROM_TO else ""
    return (*value.subject, *value.period, _SAME_BASE.get(change, str(change)), part)


def repeated_figure(evidence: Evidence) -> Iterator[Contradiction]:
    """Find figures that sources repeat with all but one of place, subject and period in common.

    Places must lie one in the other, as a national total in a city's article does; subjects must be of one
    phenomenon; periods must not be of a stock, which can stand still.
    """
    telling = [value for value in evidence.levels if _is_telling(value)]
    for key, differ in _COMPARISONS:
        for values in grouped(telling, key).values():
            odd = differ(values, evidence)
            if len({value.source for value in odd}) > 1:
                found = Clash(0.0, 0.0, strict=True)
                yield contradiction(Kind.REPEATED_FIGURE, odd, found, _EXPLANATIONS)


def _is_telling(value: Value) -> bool:
    number = value.quantity.value
    if number is None or not value.end or value.indicator.measure == "rank":
        return False
    if value.run:
        return value.unit != "年"
    return significant_digits(number) >= (_DIGITS_OF_PERCENT if value.unit == "percent" else _DIGITS)


def _figure(value: Value) -> tuple[Hashable, ...]:
    """What makes two figures one: number and unit, or the words in which a run of titles is told."""
    return (value.phrase,) if value.run else (value.quantity.value, value.quantity.qualifier, value.unit)


def _other_case(values: Sequence[Value], evidence: Evidence) -> list[Value]:
    cases = {value.case for value in values}
    nested = {
        case
        for inner in cases
        for case in (inner, *evidence.hierarchies[inner][1:])
        if case in cases and cases & set(evidence.hierarchies[inner][1:])
    }
    return [value for value in values if value.case in nested]


def _other_subject(values: Sequence[Value], evidence: Evidence) -> list[Value]:  # noqa: ARG001
    return list(values) if len({value.what for value in values}) > 1 else []


def _other_period(values: Sequence[Value], evidence: Evidence) -> list[Value]:  # noqa: ARG001
    still = values[0].indicator.measure == "stock" or values[0].run
    return list(values) if len({value.period for value in values}) > 1 and not still else []


def _by_case(value: Value) -> tuple[Hashable, ...]:
    return (*_figure(value), *value.what, *value.period)


def _by_subject(value: Value) -> tuple[Hashable, ...]:
    period = () if value.run else value.period
    return (*_figure(value), value.case, value.indicator.phenomenon, *period)


def _by_period(value: Value) -> tuple[Hashable, ...]:
    return (*_figure(value), value.case, *value.what)


_COMPARISONS: tuple[
    tuple[Callable[[Value], tuple[Hashable, ...]], Callable[[Sequence[Value], Evidence], list[Value]]], ...
] = ((_by_case, _other_case), (_by_subject, _other_subject), (_by_period, _other_period))
"""For each of place, subject and period: what the values have in common, and which of them differ in it."""
