"""Read ratios, 3:1 and 2.4比1, where a word says that they are some: a score or a time of day is none."""

import re
from typing import Final

from policy_report.quantities.arithmetic import ratio
from policy_report.quantities.bounds import Interval, interval
from policy_report.quantities.grammar import before
from policy_report.quantities.numerals import Numeral, read_numeral
from policy_report.quantities.quantity import Change, Qualifier, Quantity

RATIO_START: Final = frozenset("0123456789一二两三四五六七八九十")
_PRINTED: Final = re.compile(r"[0-9.一二两三四五六七八九十]+\s?[:：比]\s?(?=(?:[0-9.]+|[一二三四五六七八九十]+)$)")
_NAMED: Final = re.compile("(?:比例|比率|比值|之比|[一-鿿](?<![同环对相占])比)[^，。；、]{0,20}$")


def is_ratio(text: str, start: int, end: int) -> bool:
    """Say whether a word names two numbers of a folded text a ratio: 男女比例为3:1."""
    return before(_NAMED, text, start) is not None and _PRINTED.match(text, start, end) is not None


def read_ratio(text: str, start: int, end: int, hedge: Qualifier | None) -> Interval | None:
    """Read the ratio between two indices of a folded text; `None` if it is none."""
    second = _PRINTED.match(text, start, end)
    over, under = read_numeral(text, start), read_numeral(text, second.end() if second else end)
    return ratio_of(over, under, hedge) if over and under else None


def ratio_of(over: Numeral, under: Numeral, hedge: Qualifier | None) -> Interval | None:
    """Divide two printed numbers: 2.4 to 1 is 2.35 to 2.45; `None` for 1:16, whose value may be meant either way."""
    if over.value == over.scale or not under.value:
        return None
    first, second = (_quantity(number, own) for number, own in ((over, hedge), (under, None)))
    found = ratio(first, second)
    exact = found.qualifier is Qualifier.EXACT
    return Interval(
        found.value, found.lower, found.upper, found.lower_closed, found.upper_closed,
        found.lower_kind, found.upper_kind, hedge or (Qualifier.EXACT if exact else Qualifier.ROUNDED),
    )  # fmt: skip


def _quantity(number: Numeral, hedge: Qualifier | None) -> Quantity:
    found = interval(number, hedge or (Qualifier.ROUNDED if number.scale > 1 else None))
    return Quantity(*found[:7], "", found.qualifier, Change.LEVEL, (0, 0))
