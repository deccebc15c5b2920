"""What bounds allow to be said for certain of a quantity against a limit, and of two quantities."""

from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import Comparison, compare


def above(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies above the limit."""
    lower = quantity.lower
    return lower is not None and (lower > limit or (lower == limit and not quantity.lower_closed))


def below(quantity: Quantity, limit: float) -> bool:
    """Tell whether every value that the quantity allows lies below the limit."""
    upper = quantity.upper
    return upper is not None and (upper < limit or (upper == limit and not quantity.upper_closed))


def within(quantity: Quantity, least: float, most: float) -> bool:
    """Tell whether every value that the quantity allows lies between the limits."""
    return above(quantity, least) and below(quantity, most)


def greater(left: Quantity, right: Quantity) -> bool:
    """Tell whether the first is greater than the second, whatever values the two allow."""
    return compare(left, right) is Comparison.CERTAINLY_GREATER


def apart(left: Quantity, right: Quantity) -> bool:
    """Tell whether no value is allowed by both."""
    return greater(left, right) or greater(right, left)
