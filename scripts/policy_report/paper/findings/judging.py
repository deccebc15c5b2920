"""What bounds allow to be said for certain of a quantity against a limit, and of two quantities."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import isfinite
from typing import Final

from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import Comparison, compare

_NOTED: Final[ContextVar[list[float]]] = ContextVar("margins")


@contextmanager
def margins() -> Iterator[list[float]]:
    """Note of each comparison made meanwhile, in its own unit, how far the bounds are from where it would turn out."""
    noted: list[float] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def _note(end: float | None, limit: float | None) -> None:
    """Note how far an end of bounds is from a limit, but for the noise of floating point."""
    if end is not None and limit is not None and isfinite(end - limit):
        _NOTED.get([]).append(float(f"{abs(end - limit):.6g}"))


def above(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies above the limit."""
    lower = quantity.lower
    _note(lower, limit)
    return lower is not None and (lower > limit or (lower == limit and not quantity.lower_closed))


def below(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies below the limit."""
    upper = quantity.upper
    _note(upper, limit)
    return upper is not None and (upper < limit or (upper == limit and not quantity.upper_closed))


def within(quantity: Quantity, least: float, most: float) -> bool:
    """Tell whether every value that the quantity allows lies between the limits."""
    return above(quantity, least) and below(quantity, most)


def greater(left: Quantity, right: Quantity) -> bool:
    """Tell whether the first is greater than the second, whatever values the two allow."""
    _note(left.lower, right.upper)
    return compare(left, right) is Comparison.CERTAINLY_GREATER


def apart(left: Quantity, right: Quantity) -> bool:
    """Tell whether no value is allowed by both."""
    ends = [(left.lower, right.upper), (right.lower, left.upper)]
    known = [(end, limit) for end, limit in ends if end is not None and limit is not None]
    _note(*max(known, key=lambda pair: pair[0] - pair[1], default=(None, None)))
    return any(compare(*pair) is Comparison.CERTAINLY_GREATER for pair in ((left, right), (right, left)))
