"""Read an amount: one number with its measure, or a range of two (`range` and `hedged` in the grammar)."""

import re
from typing import Final, NamedTuple

from policy_report.quantities.grammar.numbers import FIGURES, RANGE_MARKS
from policy_report.quantities.measures import Measure, read_measure
from policy_report.quantities.numerals import Kind, Numeral, read_numeral
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


_HAN_RANGE: Final = "|".join(re.escape(mark) for mark in RANGE_MARKS.split() if mark != "to")
_RANGE: Final = re.compile(
    rf"\s?(?:(?:{_HAN_RANGE}){{1,2}}\s?|to\s)(?=[0-9零一二两三四五六七八九十百千万亿几数廿卅半])(?![百千万]分之)"
)
_LISTED: Final = re.compile(r"个?(?:(?:[、和及与]|以及)[0-9]+(?:\.[0-9]+)?(?:个(?=[、和及与以]))?){1,6}")
_LISTED_UNITS: Final = frozenset(("percent", "pp", "permille"))
_AND: Final = re.compile(r"\sand\s(?=[0-9])")
_BETWEEN: Final = re.compile(r"(?i:between)\s$")
_YEAR_LIKE: Final = range(1600, 2100)


def read_term(text: str, start: int) -> Term | None:
    """Read a number and its measure."""
    number = read_numeral(text, start)
    if number is None:
        return None
    measure = read_measure(text, number.end)
    if (measure.half or measure.tail) and number.kind is Kind.PLAIN:
        number = _with_half(number, measure)
    return Term(number, measure, start, measure.end)


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
    return _range(text, low) or _bounded(text, low) or Amount(low)


def _with_listed_unit(text: str, term: Term) -> Term:
    """Give a member of a list the 百分点 or % that is printed behind the last: 5.2、3.1个百分点 (rule 7)."""
    listed = _LISTED.match(text, term.number.end)
    if listed is None:
        return term
    unit = read_measure(text, listed.end()).unit
    return term._replace(measure=term.measure._replace(unit=unit)) if unit in _LISTED_UNITS else term


def _range(text: str, low: Term) -> Amount | None:
    """Read 30至50元, 3-5, 幾十萬至幾百萬元, between 3 and 5 (rule 7)."""
    mark = _RANGE.match(text, low.end)
    opening = _BETWEEN.search(text, max(0, low.start - 8), low.start)
    if opening is not None:
        mark = _AND.match(text, low.end)
        low = low._replace(start=opening.start())
    if mark is None or low.measure.after is not None:
        return None
    high = read_term(text, mark.end())
    if high is None or low.unit not in ("", high.unit) or high.unit == "番":
        return None
    low = sharing(low, high)
    if not ascending(low.number, high.number) or (not high.unit and _years(low.number, high.number)):
        return None
    return Amount(low, high)


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
    return low.scale == high.scale == 1 and low.value in _YEAR_LIKE and high.value in _YEAR_LIKE


_THEN: Final = re.compile(r"[、，,]?(?=[0-9一二两三四五六七八九十百千万亿])")


def _bounded(text: str, low: Term) -> Amount | None:
    """Read 三年以上七年以下, 18周岁以上、35周岁以下 as one range."""
    if low.measure.after is not Qualifier.AT_LEAST:
        return None
    mark = _THEN.match(text, low.end)
    high = read_term(text, mark.end()) if mark else None
    if high is None or high.measure.after is not Qualifier.AT_MOST or high.unit != low.unit:
        return None
    return Amount(low, high) if ascending(low.number, high.number) else None
