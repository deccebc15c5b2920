"""Arithmetic on quantities: every result contains all values that its inputs allow.

Bounds follow interval arithmetic (Moore, Kearfott and Cloud, *Introduction to Interval Analysis*, 2009) with open
and missing ends. A result's bound is as weak as the weakest bound it comes from: `implicature` before `rounding` before
`stated`.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from operator import add

from policy_report.quantities.quantity import BoundKind, Change, Qualifier, Quantity

_WEAKEST_FIRST = (BoundKind.IMPLICATURE, BoundKind.ROUNDING, BoundKind.STATED)


class Comparison(StrEnum):
    """What two quantities allow to be said of `left > right`."""

    CERTAINLY_GREATER = "certainly greater"
    CERTAINLY_NOT_GREATER = "certainly not greater"
    POSSIBLY_GREATER = "possibly greater"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class _End:
    """An end of an interval; `at` may be infinite, and then is never closed."""

    at: float
    closed: bool
    kind: BoundKind | None


@dataclass(frozen=True)
class _Interval:
    value: float | None
    low: _End
    high: _End


def _interval(quantity: Quantity) -> _Interval:
    low = _End(-math.inf if quantity.lower is None else quantity.lower, quantity.lower_closed, quantity.lower_kind)
    high = _End(math.inf if quantity.upper is None else quantity.upper, quantity.upper_closed, quantity.upper_kind)
    return _Interval(quantity.value, low, high)


def _quantity(interval: _Interval, unit: str, change: Change) -> Quantity:
    low, high = interval.low, interval.high
    exact = low.at == high.at
    return Quantity(
        value=interval.value,
        lower=None if math.isinf(low.at) else low.at,
        upper=None if math.isinf(high.at) else high.at,
        lower_closed=low.closed and not math.isinf(low.at),
        upper_closed=high.closed and not math.isinf(high.at),
        lower_kind=None if math.isinf(low.at) else low.kind,
        upper_kind=None if math.isinf(high.at) else high.kind,
        unit=unit,
        qualifier=Qualifier.EXACT if exact else Qualifier.RANGE,
        change=change,
        span=(0, 0),
    )


def _weaker(kinds: Iterable[BoundKind | None]) -> BoundKind | None:
    present = set(kinds)
    return next((kind for kind in _WEAKEST_FIRST if kind in present), None)


def _combine(left: _Interval, right: _Interval, operation: Callable[[float, float], float]) -> _Interval:
    """The hull of a monotone operation over the corners of two intervals."""
    corners = [_corner(a, b, operation) for a, b in product((left.low, left.high), (right.low, right.high))]
    value = None if left.value is None or right.value is None else operation(left.value, right.value)
    return _Interval(value, *_outermost(corners, corners))


def _outermost(lows: Iterable[_End], highs: Iterable[_End]) -> tuple[_End, _End]:
    low = min(lows, key=lambda end: (end.at, not end.closed))
    return low, max(highs, key=lambda end: (end.at, end.closed))


def _corner(left: _End, right: _End, operation: Callable[[float, float], float]) -> _End:
    at = operation(left.at, right.at)
    # A closed end at zero keeps a product at zero closed, whatever the other factor.
    zero_held = at == 0 and ((left.at == 0 and left.closed) or (right.at == 0 and right.closed))
    return _End(at, (left.closed and right.closed) or zero_held, _weaker((left.kind, right.kind)))


def _exact(at: float) -> _Interval:
    end = _End(at, True, None)
    return _Interval(at, end, end)


def _times(left: float, right: float) -> float:
    return 0.0 if left == 0 or right == 0 else left * right


def total(parts: Iterable[Quantity]) -> Quantity:
    """Add up quantities of one unit.

    Raises `ValueError` if there is none.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> found = total(read("3起、120余起"))
    >>> found.lower, found.upper
    (123.0, 133.0)
    """
    first, *rest = parts
    interval = _interval(first)
    for part in rest:
        interval = _combine(interval, _interval(part), add)
    return _quantity(interval, first.unit, Change.LEVEL)


def difference(left: Quantity, right: Quantity) -> Quantity:
    """Compute `left - right`, an absolute change in the unit of `left`.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> difference(*read("5000起、4000余起")).upper
    1000.0
    """
    taken = _interval(right)
    low, high = replace(taken.high, at=-taken.high.at), replace(taken.low, at=-taken.low.at)
    negative = _Interval(None if taken.value is None else -taken.value, low, high)
    return _quantity(_combine(_interval(left), negative, add), left.unit, Change.ABS_CHANGE)


def scaled(quantity: Quantity, factor: float, unit: str) -> Quantity:
    """Multiply a quantity by an exact factor, in a new unit."""
    return _quantity(_combine(_interval(quantity), _exact(factor), _times), unit, quantity.change)


def ratio(left: Quantity, right: Quantity, unit: str = "") -> Quantity:
    """Compute `left / right` for a positive divisor.

    Raises `ValueError` if the divisor may be zero or negative.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> ratio(*read("10起、4起")).value
    2.5
    """
    return _quantity(_combine(_interval(left), _reciprocal(right), _times), unit, Change.LEVEL)


def _reciprocal(quantity: Quantity) -> _Interval:
    interval = _interval(quantity)
    if interval.low.at < 0 or (interval.low.at == 0 and interval.low.closed):
        raise ValueError(f"the divisor may be zero or negative: {quantity}")
    value = None if interval.value is None else 1 / interval.value
    return _Interval(value, _inverse(interval.high), _inverse(interval.low))


def _inverse(end: _End) -> _End:
    if math.isinf(end.at):
        return _End(0.0, False, None)
    return _End(math.inf, False, None) if end.at == 0 else _End(1 / end.at, end.closed, end.kind)


def share(part: Quantity, whole: Quantity) -> Quantity:
    """Compute `part / whole` in percent. It is not capped: only an indicator's definition can do that.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> found = share(*read("30余起、100起"))
    >>> found.lower, found.upper, found.unit
    (30.0, 40.0, 'percent')
    """
    return scaled(ratio(part, whole), 100.0, "percent")


def per_head(amount: Quantity, population: Quantity, heads: float = 1.0, unit: str = "") -> Quantity:
    """Compute `amount` per `heads` of a population, for example per 100,000."""
    return scaled(ratio(amount, population), heads, unit)


def change(earlier: Quantity, later: Quantity) -> Quantity:
    """Compute the change from a positive level to a later one, in percent of the earlier.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> change(*read("80起、60起")).value
    -25.0
    """
    grown = _combine(_interval(ratio(later, earlier)), _exact(-1.0), add)
    return replace(scaled(_quantity(grown, "", Change.LEVEL), 100.0, "percent"), change=Change.PERCENT_CHANGE)


def before(later: Quantity, percent: Quantity) -> Quantity:
    """Compute the earlier level that a relative change in percent turned into `later`.

    Raises `ValueError` if the change may be a fall by 100% or more.
    """
    factor = _combine(_interval(scaled(percent, 0.01, "")), _exact(1.0), add)
    return ratio(later, _quantity(factor, "", Change.LEVEL), later.unit)


def hull(given: Iterable[Quantity]) -> Quantity:
    """Find the narrowest quantity that holds all of several for the same thing; its value only if all have the same.

    Raises `ValueError` if there is none.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> found = hull(read("100余起、90起以上"))
    >>> found.lower, found.upper is None
    (90.0, True)
    """
    first, *rest = given
    if not rest:
        return first
    intervals = [_interval(one) for one in (first, *rest)]
    values = {interval.value for interval in intervals}
    ends = _outermost((interval.low for interval in intervals), (interval.high for interval in intervals))
    return _quantity(_Interval(values.pop() if len(values) == 1 else None, *ends), first.unit, first.change)


def compare(left: Quantity, right: Quantity) -> Comparison:
    """Say what the bounds allow to be said of `left > right`.

    Examples
    --------
    >>> from policy_report.quantities import read
    >>> compare(*read("40余起、40起")).value
    'certainly greater'
    """
    first, second = _interval(left), _interval(right)
    if _beyond(first.low, second.high):
        return Comparison.CERTAINLY_GREATER
    if first.high.at <= second.low.at:
        return Comparison.CERTAINLY_NOT_GREATER
    if left.value is not None and right.value is not None and left.value > right.value:
        return Comparison.POSSIBLY_GREATER
    return Comparison.CANNOT_TELL


def _beyond(low: _End, high: _End) -> bool:
    return low.at > high.at or (low.at == high.at and not (low.closed and high.closed))
