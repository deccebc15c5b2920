"""Whether intervals exclude each other, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from policy_report.analysis.contradictions.values import Value
from policy_report.analysis.published import without_implicatures
from policy_report.quantities import BoundKind, Quantity

_NOISE = 1e-9
"""Relative size below which a gap is an artefact of floating-point arithmetic."""


@dataclass(frozen=True)
class Clash:
    """Two intervals that exclude each other."""

    gap: float  # from the upper bound of the lower interval to the lower bound of the higher one
    relative: float | None  # the gap as a share of the smaller of the two bounds' sizes; `None` where that is zero
    strict: bool  # whether they do so by stated and rounding bounds alone


def above(high: Quantity, low: Quantity) -> float | None:
    """Compute how far all of `high` lies above all of `low`; `None` if some number is in both or between them.

    Intervals that touch exclude each other only where the words themselves leave the bound out (under 500 against
    500): a rounded number stands for both sides of a half.
    """
    if high.lower is None or low.upper is None:
        return None
    gap = high.lower - low.upper
    noise = _NOISE * max(abs(high.lower), abs(low.upper))
    if gap > noise:
        return gap
    left_out = _leaves_out(high.lower_closed, high.lower_kind) or _leaves_out(low.upper_closed, low.upper_kind)
    return 0.0 if abs(gap) <= noise and left_out else None


def _leaves_out(closed: bool, kind: BoundKind | None) -> bool:
    return not closed and kind is BoundKind.STATED


def exceeding(high: Quantity, low: Quantity) -> Clash | None:
    """Find the clash of two quantities the first of which should not lie above the second."""
    gap = above(high, low)
    if gap is None:
        return None
    return _clash(high, low, gap, strict=above(without_implicatures(high), without_implicatures(low)) is not None)


def _clash(high: Quantity, low: Quantity, gap: float, *, strict: bool) -> Clash:
    size = min(abs(high.lower or 0.0), abs(low.upper or 0.0))
    return Clash(gap, gap / size if size else None, strict)


def clash(left: Quantity, right: Quantity) -> Clash | None:
    """Find the clash of two quantities that should share a number."""
    return exceeding(left, right) or exceeding(right, left)


@dataclass(frozen=True)
class Extremes:
    """The value that lies highest and the one that lies lowest, which should not be below it."""

    # high, low: the two values
    high: Value
    low: Value
    clash: Clash  # how they clash

    def involve(self, value: Value) -> bool:
        """Tell whether a value excludes one of the two, by the same kind of bounds."""
        high, low, other = (_reading(each, strict=self.clash.strict) for each in (self.high, self.low, value))
        return above(high, other) is not None or above(other, low) is not None


def extremes(parts: Sequence[Value], wholes: Sequence[Value]) -> Extremes | None:
    """Find the part and the whole that clash by the widest gap: by strict bounds if any do, else by implicature."""
    for strict in (True, False):
        high, low = highest(parts, strict=strict), lowest(wholes, strict=strict)
        upper, lower = _reading(high, strict=strict), _reading(low, strict=strict)
        gap = above(upper, lower)
        if gap is not None:
            return Extremes(high, low, _clash(upper, lower, gap, strict=strict))
    return None


def highest(values: Sequence[Value], *, strict: bool = False) -> Value:
    """Find the value whose interval begins last."""
    return max(values, key=lambda value: _low_end(_reading(value, strict=strict)))


def lowest(values: Sequence[Value], *, strict: bool = False) -> Value:
    """Find the value whose interval ends first."""
    return min(values, key=lambda value: _high_end(_reading(value, strict=strict)))


def _reading(value: Value, *, strict: bool) -> Quantity:
    return value.strict if strict else value.quantity


def _low_end(quantity: Quantity) -> tuple[float, bool]:
    return (-math.inf if quantity.lower is None else quantity.lower), not quantity.lower_closed


def _high_end(quantity: Quantity) -> tuple[float, bool]:
    return (math.inf if quantity.upper is None else quantity.upper), quantity.upper_closed
