"""Join two one-sided bounds that stand together into one range: 已满14周岁不满16周岁 (rules 1 and 7)."""

import re
from dataclasses import replace
from typing import Final

from policy_report.quantities.bounds import Interval
from policy_report.quantities.quantity import Change, Qualifier, Quantity

_BETWEEN: Final = re.compile(r"[、，,]?[但且并而]?\s?")
_FROM_BELOW: Final = frozenset((Qualifier.AT_LEAST, Qualifier.MORE_THAN))
_FROM_ABOVE: Final = frozenset((Qualifier.AT_MOST, Qualifier.LESS_THAN))


def joined(text: str, low: Quantity, high: Interval, span: tuple[int, int], unit: str) -> Quantity | None:
    """Give the range that a lower bound makes with the upper bound after it; `None` if they make none.

    Parameters
    ----------
    text
        The folded text.
    low
        The quantity before.
    high, span, unit
        The interval that may close the range, where it stands, and its unit.
    """
    if high.qualifier not in _FROM_ABOVE or low.qualifier not in _FROM_BELOW or low.change is not Change.LEVEL:
        return None
    if low.unit != unit or low.lower is None or high.upper is None or low.lower >= high.upper:
        return None
    if _BETWEEN.fullmatch(text, low.span[1], span[0]) is None:
        return None
    return replace(
        low, value=None, upper=high.upper, upper_closed=high.upper_closed, upper_kind=high.upper_kind,
        qualifier=Qualifier.RANGE, span=(low.span[0], span[1]),
    )  # fmt: skip
