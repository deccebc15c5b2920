"""Whether intervals exclude each other, and by how much."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policy_report.analysis.contradictions.values import Value
from policy_report.analysis.published import without_habit
from policy_report.evidence.quantities import BoundKind, Quantity

_NOISE = 1e-9
"""Relative size below which a gap is an artefact of floating-point arithmetic."""


@dataclass(frozen=True)
class Clash:
    """Two intervals that exclude each other.

    Attributes
    ----------
    gap
        From the upper bound of the lower interval to the lower bound of the higher one.
    relative
        The gap as a share of the smaller of the two bounds' sizes; `None` where that is zero.
    strict
        Whether they do so by stated and rounding bounds alone.
    """

    gap: float
    relative: float | None
    strict: bool


def above(high: Quantity, low: Quantity) -> float | None:
    """How far the whole of `high` lies above the whole of `low`; `None` if some number is in both or between them.

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
    """The clash of two quantities the first of which should not lie above the second."""
    gap = above(high, low)
    if gap is None or high.lower is None or low.upper is None:
        return None
    size = min(abs(high.lower), abs(low.upper))
    return Clash(gap, gap / size if size else None, above(without_habit(high), without_habit(low)) is not None)


def clash(left: Quantity, right: Quantity) -> Clash | None:
    """The clash of two quantities that should share a number."""
    return exceeding(left, right) or exceeding(right, left)


def highest(values: Sequence[Value]) -> Value:
    """The value whose interval begins last."""
    return max(values, key=lambda value: (_low(value.quantity), not value.quantity.lower_closed))


def lowest(values: Sequence[Value]) -> Value:
    """The value whose interval ends first."""
    return min(values, key=lambda value: (_high(value.quantity), value.quantity.upper_closed))


def _low(quantity: Quantity) -> float:
    return -math.inf if quantity.lower is None else quantity.lower


def _high(quantity: Quantity) -> float:
    return math.inf if quantity.upper is None else quantity.upper


def hull(quantities: Iterable[Quantity]) -> Quantity:
    """The narrowest interval around all that the quantities allow."""
    found = list(quantities)
    low = min(found, key=lambda quantity: (_low(quantity), not quantity.lower_closed))
    high = max(found, key=lambda quantity: (_high(quantity), quantity.upper_closed))
    return replace(
        low,
        value=low.value if len(found) == 1 else None,
        upper=high.upper,
        upper_closed=high.upper_closed,
        upper_kind=high.upper_kind,
    )
