"""Read ranks: 第一, 第3名, 前三, 首位 (rule 8)."""

import re
from typing import Final

from policy_report.quantities.bounds import Interval, exactly
from policy_report.quantities.grammar import UNITS, WHOLES, before
from policy_report.quantities.measures import words
from policy_report.quantities.numerals import read_numeral
from policy_report.quantities.quantity import Qualifier

_NOUN: Final = f"(?:{words(WHOLES['rank_nouns'])})(?![被嫌受犯患女男学])"
_END: Final = (
    r"(?=$|[\s，。；、！？,.;:：!?)）】」』”’\]…]|[的和与及至到升降跃跌滑回晋攀退提]|[前后]移|上升|下降|下滑|前进)"
)
_PLACE: Final = re.compile(rf"(?P<noun>{_NOUN})|[{WHOLES['rank_grades']}](?![会队中赛学道厦桥街])|{_END}")
_LEADING: Final = re.compile(rf"(?P<noun>{_NOUN})|大?{_END}")
_ENUMERATOR: Final = re.compile(r"[，,、：:]")
_SENTENCE_START: Final = re.compile(r"(?:^|[。；！？：\n，])\s*$")
_NEXT_RANK: Final = re.compile(r"第\s?[0-9一二三四五六七八九十]+(?=[、和及与]第)")
_TIMES: Final = re.compile(rf"[{UNITS['counted_terms'].replace(' ', '')}](?=$|[\s，。；、,;)）”])")


def read_rank(text: str, start: int, end: int) -> tuple[Interval, int] | None:
    """Read the rank of an ordinal that stands at `start` to `end`; `None` if it is part of a name.

    Returns the rank, and where its words end.
    """
    number = read_numeral(text, start + 1 + (text[start + 1] == " "))
    if number is None or number.end != end or number.value < 1:
        return None
    if text[start] == "第":
        place = _PLACE.match(text, end)
        if place is None or _is_enumerator(text, start, place.end()):
            return None
        return exactly(float(number.value), Qualifier.RANK), place.end() if place["noun"] else end
    place = _LEADING.match(text, end)
    if place is None:
        return None
    top = float(number.value)
    return exactly(top, Qualifier.RANK)._replace(lower=1.0), place.end() if place["noun"] else end


def first_of_ranks(text: str, start: int, end: int) -> int:
    """Give where the first of several ranks ends, 分列第一、第二; `end` if what stands to there is no list of ranks."""
    first = _NEXT_RANK.match(text, start, end)
    last = text.rfind("第", start, end)
    return first.end() if first and read_rank(text, last, end) else end


def _is_enumerator(text: str, start: int, end: int) -> bool:
    """Say whether 第一 opens a list of points: "第一，加强…"."""
    return _ENUMERATOR.match(text, end) is not None and before(_SENTENCE_START, text, start) is not None


def counts_times(text: str, start: int, end: int) -> int:
    """Give the end of 第18次 where it closes a clause and so counts the times; 0 where it names one."""
    times = _TIMES.match(text, end)
    return times.end() if times and text[end - 1].isdigit() and text[start] == "第" else 0
