"""Read an amount: one number with its measure, or a range of two (`range` and `hedged` in the grammar)."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from policy_report.quantities.grammar import before
from policy_report.quantities.grammar.numbers import FIGURES, RANGE_MARKS
from policy_report.quantities.measures import Measure, read_measure
from policy_report.quantities.numerals import Kind, Numeral, nonzero_place, read_numeral
from policy_report.quantities.quantity import Qualifier


class Term(NamedTuple):
    """A number with its measure; `half` and the figure of 三成五 are already part of the number."""

    number: Numeral
    measure: Measure
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The unit as the convention names it."""
        return self.measure.unit


class Amount(NamedTuple):
    """One term, or the two ends of a range."""

    low: Term
    high: Term | None = None


_HAN_RANGE: Final = "|".join(map(re.escape, RANGE_MARKS.split()))
_RANGE: Final = re.compile(
    rf"\s?(?:(?:{_HAN_RANGE}){{1,2}}\s?)(?=[0-9零一二两三四五六七八九十百千万亿几数廿卅半逾超约近将不])(?![百千万]分之)"
)
_FURTHER_BELOW: Final = re.compile(r"\s?(?:至|到|~|～)(?:零下|[-−])(?=[0-9一二三四五六七八九十])")
"""What joins two ends below zero, -7℃至-2℃; from below zero to above it is no range that is read."""
_HIGH_HEDGE: Final = re.compile(r"(逾|超过|超)|(?:约|近|将近|不超过)")
"""What hedges the second end of a range: 3000元至逾百万元."""
_LISTED: Final = re.compile(r"个?(?:(?:[、和及与]|以及)[0-9]+(?:\.[0-9]+)?(?:个(?=[、和及与以]))?){1,6}")
_LISTED_UNITS: Final = frozenset(("percent", "pp", "permille"))
_EACH: Final = re.compile(r"(?:分别|各)[^，。；！？]*$")
_THE_NEXT: Final = re.compile(r"(?:[、和及与]|以及)(?=[0-9])")
_FIGURES: Final = {**FIGURES, **{str(figure): figure for figure in range(10)}}
_NEIGHBOUR: Final = re.compile(r"[、](?=[0-9一二三四五六七八九](?![0-9.、]))")
_AND: Final = re.compile("[与和及](?=[0-9一二两三四五六七八九十百])")
_LIST_START: Final = re.compile(r"(?:^|[\s，。；、0-9.第])$")
_LATE: Final = re.compile("[、和及或](?=[0-9]{1,4}[一-鿿]{1,2}(?:及|或)?以[上下内])")
YEAR_LIKE: Final = range(1600, 2100)
_SIZES: Final = {
    "年": ("months", 12), "月": ("months", 1),
    "周": ("seconds", 604800), "星期": ("seconds", 604800), "天": ("seconds", 86400), "日": ("seconds", 86400),
    "小时": ("seconds", 3600), "分钟": ("seconds", 60), "分": ("seconds", 60), "秒": ("seconds", 1),
    "倍": ("share", 100), "成": ("share", 10), "percent": ("share", 1),
}  # fmt: skip
"""Units that can be turned into each other: their family, and their size in it."""
_FIGURE: Final = "[0-9一二两三四五六七八九十]{1,3}"
_SMALLER: Final = {
    unit: re.compile(rf"(?:零|又)?(?={_FIGURE} ?(?:{smaller}))")
    for unit, smaller in {
        "年": "个?月", "天": "个?小时", "小时": "分钟|分(?!之|别|布|[一-鿿]?局)|秒", "分钟": "秒", "分": "秒",
    }.items()
}  # fmt: skip
"""What shows that a duration goes on in a smaller unit."""
_SENTENCED: Final = re.compile("(?:刑|拘役|羁押|历时|为期|长达|持续|耗时)[^，。；,;]{0,12}$")
"""What makes months of 3年6月, as Taiwan prints durations."""


def read_term(text: str, start: int) -> Term | None:
    """Read a number and its measure."""
    number = read_numeral(text, start)
    if number is None:
        return None
    measure = read_measure(text, number.end, figures=number.figures)
    if (measure.half or measure.tail) and number.kind is Kind.PLAIN:
        number = _with_half(number, measure)
    return with_smaller(text, Term(number, measure, start, measure.end), read_term, _SMALLER)


def with_smaller(
    text: str, term: Term, read: Callable[[str, int], Term | None], links: dict[str, re.Pattern[str]]
) -> Term:
    """Join the smaller unit of a duration to it, in the larger unit: 3年6个月 is three and a half years."""
    number, measure = term.number, term.measure
    link = links[measure.unit].match(text, term.end) if measure.unit in links else None
    if (
        link is None
        or number.kind is not Kind.PLAIN
        or number.scale > 1
        or number.bare
        or measure.over
        or measure.after
    ):
        return term
    more = read(text, link.end())
    if more is None or more.number.kind is not Kind.PLAIN or (more.unit and not _is_smaller(more.unit, measure.unit)):
        return term
    if text[more.end - 1] == "月" and text[more.end - 2] != "个" and not _SENTENCED.search(text, 0, term.start):
        return term
    parts = _SIZES[measure.unit][1] // _SIZES[more.unit][1] if more.unit else 0
    if parts * more.number.scale <= more.number.value:
        return term
    scale = parts * more.number.scale
    joined = more.number._replace(
        value=number.value * scale + more.number.value, scale=scale, place=1, over=int(more.measure.over)
    )
    unit = "分钟" if measure.unit == "分" else measure.unit
    return Term(joined, more.measure._replace(unit=unit, half=True), term.start, more.end)


def _is_smaller(unit: str, larger: str) -> bool:
    family, size = _SIZES.get(unit, ("", 0))
    return family == _SIZES[larger][0] and size < _SIZES[larger][1]


def alike(low: Term, high: Term) -> tuple[Term, Term] | None:
    """Give the ends of a range one unit (6个月至3年, 四成至1.8倍); `None` if they have none."""
    if low.unit in ("", high.unit):
        return low, high
    (family, small), (other, large) = _SIZES.get(low.unit, ("", 1)), _SIZES.get(high.unit, ("", 1))
    if not family or family != other:
        return None
    if family == "share":
        return _resized(low, "percent", small, 1), _resized(high, "percent", large, 1)
    return _resized(low, high.unit, small, large), high


def _resized(term: Term, unit: str, over: int, under: int) -> Term:
    number = term.number
    number = number._replace(value=number.value * over, place=number.place * over, scale=number.scale * under)
    return term._replace(number=number, measure=term.measure._replace(unit=unit))


def _with_half(number: Numeral, measure: Measure) -> Numeral:
    """Add the 半 of 两年半, or the 五 of 三成五, to the number."""
    if measure.tail:
        figure = FIGURES[measure.tail] if measure.tail in FIGURES else int(measure.tail)
        return number._replace(
            value=number.value * 10 + figure * number.scale, scale=number.scale * 10, place=number.scale
        )
    return number._replace(value=2 * number.value + number.scale, scale=2 * number.scale, place=number.scale)


def read_amount(text: str, start: int) -> Amount | None:
    """Read the amount that starts at an index of a folded text; `None` if there is none."""
    low = read_term(text, start)
    if low is None:
        return None
    if low.unit in ("", "个") and low.number.figures:
        low = _with_listed_unit(text, low)
    if not low.unit:
        low = _with_shared_unit(text, low)
    elif low.measure.after is None and low.number.figures and (late := _LATE.match(text, low.end)):
        low = _with_late_hedge(low, read_term(text, late.end()))
    return _range(text, low) or _bounded(text, low) or Amount(low)


def _with_listed_unit(text: str, term: Term) -> Term:
    """Give a member of a list the 百分点 or % that is printed behind the last: 5.2、3.1个百分点 (rule 7)."""
    listed = _LISTED.match(text, term.number.end)
    if listed is None:
        return term
    unit = read_measure(text, listed.end()).unit
    return term._replace(measure=term.measure._replace(unit=unit)) if unit in _LISTED_UNITS else term


def _with_shared_unit(text: str, term: Term) -> Term:
    """Give a member of a list behind 分别 the unit and the 万 of the last: 分别达4700和3900余万元 (rule 7)."""
    mark = _THE_NEXT.match(text, term.end)
    if mark and before(_EACH, text, term.start) is None:
        return term
    last = read_term(text, mark.end()) if mark else None
    if last is None:
        return term
    last = last if last.unit else _with_shared_unit(text, last)
    number, shared = term.number, last.number
    if not last.unit:
        return term
    if shared.myriad and not number.myriad:
        size = 10**8 if text[shared.end - 1] == "亿" else 10**4
        over = nonzero_place(number.value, 1) * size if shared.over else 0
        number = number._replace(value=number.value * size, place=size, myriad=True, over=over)
    measure = last.measure._replace(after=None, half=False, tail="", end=term.end)
    return term._replace(number=number, measure=measure)


def _with_late_hedge(term: Term, last: Term | None) -> Term:
    """Give a member of a list the hedge behind the last: 死亡3人、5人以上 (rule 7)."""
    if last is None or last.unit != term.unit:
        return term
    return term._replace(measure=term.measure._replace(after=last.measure.after))


def _range(text: str, low: Term) -> Amount | None:
    """Read 30至50元, 3-5, 幾十萬至幾百萬元, between 3 and 5 (rule 7)."""
    below = text.endswith(("-", "−", "零下"), 0, low.start)
    mark = (_FURTHER_BELOW if below else _RANGE).match(text, low.end)
    if mark is None and text.endswith(("介乎", "介于"), 0, low.start):
        mark = _AND.match(text, low.end)
    mark = mark or _neighbours(text, low)
    if mark is None or low.measure.after is not None:
        return None
    hedge = _HIGH_HEDGE.match(text, mark.end())
    high = read_term(text, hedge.end() if hedge else mark.end())
    if high is not None and hedge and hedge[1]:
        high = high._replace(measure=high.measure._replace(after=Qualifier.MORE_THAN))
    ends = alike(low, high) if high is not None and high.unit != "番" else None
    if ends is None:
        return None
    low, high = ends
    low, high = _sharing_tens(low, high) if mark.group() == "、" else (sharing(low, high), high)
    if below and not ascending(low.number, high.number):
        low, high = low._replace(number=high.number), high._replace(number=low.number)
    if not ascending(low.number, high.number) or (not high.unit and _years(low.number, high.number)):
        return None
    return Amount(low, high)


def _neighbours(text: str, low: Term) -> re.Match[str] | None:
    """Find the mark of 1、2亿元, 三、四十人, 十二、三岁: figures that follow each other, a unit behind the second."""
    mark = _NEIGHBOUR.match(text, low.end)
    if (
        mark is None
        or low.unit
        or (low.end != low.start + 1 and (low.number.figures or low.number.value > 99))
        or before(_LIST_START, text, low.start)
    ):
        return None
    first, second = (_FIGURES.get(sign) for sign in (text[low.end - 1], text[mark.end()]))
    return mark if first is not None and second == first + 1 else None


def _sharing_tens(low: Term, high: Term) -> tuple[Term, Term]:
    """Give each end the 十 and the 万 that it shares with the other: 三、四十名, 十二、三岁, 四、五十万元."""
    if 10 < low.number.value < 100 and high.number.value < 10:
        tens = low.number.value // 10 * 10
        return low, high._replace(number=high.number._replace(value=tens + high.number.value))
    step = high.number.value // (low.number.value + 1)
    if step > 1:
        number = low.number._replace(value=low.number.value * step, place=step, myriad=high.number.myriad)
        low = low._replace(number=number)
    return low, high


def sharing(low: Term, high: Term) -> Term:
    """Give the first end the 万 that it shares with the second: 3至5万元."""
    shared = high.number.place
    if low.unit or low.number.myriad or shared < 10**4 or not high.number.myriad:
        return low
    if low.number.value * high.number.scale * shared > high.number.value * low.number.scale:
        return low
    number = low.number._replace(value=low.number.value * shared, high=low.number.high * shared)
    return low._replace(number=number)


def ascending(low: Numeral, high: Numeral) -> bool:
    """Say whether the second end of a range is not below the first."""
    return low.value * high.scale <= high.value * low.scale


def _years(low: Numeral, high: Numeral) -> bool:
    return low.scale == high.scale == 1 and low.value in YEAR_LIKE and high.value in YEAR_LIKE


_THEN: Final = re.compile(r"[、，,]?(?=[0-9一二两三四五六七八九十百千万亿])")


def _bounded(text: str, low: Term) -> Amount | None:
    """Read 三年以上七年以下, 18周岁以上、35周岁以下 as one range."""
    if low.measure.after is not Qualifier.AT_LEAST:
        return None
    mark = _THEN.match(text, low.end)
    high = read_term(text, mark.end()) if mark else None
    ends = alike(low, high) if high is not None and high.measure.after is Qualifier.AT_MOST else None
    return Amount(*ends) if ends and ascending(ends[0].number, ends[1].number) else None
