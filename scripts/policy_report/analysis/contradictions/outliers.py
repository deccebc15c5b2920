"""Levels that leave their series by orders of magnitude: a unit misprint, a lost decimal point."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.explanations import explained
from policy_report.analysis.contradictions.values import Evidence, Value, grouped

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
            yield explained(
                Kind.LEAVES_SERIES, [point.value], found, [Explanation.MISPRINT, Explanation.SCOPE], scope=False
            )


def _neighbours(points: list[_Point], place: int) -> list[_Point]:
    """The two points next to one in time: on both sides, or at an end of the series on one."""
    first = min(max(place - 1, 0), len(points) - 3)
    return [point for point in points[first : first + 3] if point is not points[place]]
