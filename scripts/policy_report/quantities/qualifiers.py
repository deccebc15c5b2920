"""Choose how an amount is hedged, and bound it (rules 1 to 7)."""

import re
from typing import Final

from policy_report.quantities.amounts import Amount, Term
from policy_report.quantities.bounds import ONE, STATED, Factor, Interval, exactly, interval
from policy_report.quantities.context import Found
from policy_report.quantities.grammar import HEDGES, UNITS, before
from policy_report.quantities.lexer import Role
from policy_report.quantities.measures import words
from policy_report.quantities.numerals import Kind
from policy_report.quantities.quantity import Qualifier

POINTS: Final = {"千分点": Factor(1, 10), "万分点": Factor(1, 100), "基点": Factor(1, 100)}
"""Parts of a percentage point."""
PERCENTS: Final = {"percent": ONE, "permille": Factor(1, 10), "permyriad": Factor(1, 100), "成": Factor(10, 1)}
"""Units that are turned into percent, and how."""
_HUNDREDFOLD: Final = Factor(100, 1)
_DECIMAL_WHOLES: Final = (100, 1000, 10**4, 10**5, 10**6)
_WINDOW_UNITS: Final = frozenset(UNITS["window_units"].split())
_AMOUNT_OF_TIME: Final = re.compile(rf"(?:{words(HEDGES['durations'])})$")
_TIME_NOUN: Final = re.compile(rf"的?(?:{words(HEDGES['duration_nouns'])})|的[一-鿿]{{2}}(?:生涯|经验|历史|岁月)")


def amount_interval(
    text: str, amount: Amount, unit: str, *, share: Factor | None, hedge: Found | None, sign: int
) -> tuple[Interval, str]:
    """Bound an amount and name its unit.

    `text`: the folded text.
    `amount`: one term, or the two ends of a range.
    `unit`: its unit, before shares and multiples of a change are turned into percent.
    `share`: what turns the number into percent if it is a share (三分之二), else `None`.
    `hedge`: the hedge before it.
    `sign`: +1 or -1 if it is a change, else 0.
    """
    term, factor = amount.low, share or PERCENTS.get(unit, POINTS.get(unit, ONE))
    unit = "pp" if unit in POINTS else unit
    percent = share is not None or unit in PERCENTS or unit == "pp"
    if unit == "番":
        term, percent = _doubled(term), False
    elif unit == "倍" and sign:
        factor, percent = _HUNDREDFOLD, True
    name = "percent" if unit != "pp" and (percent or unit == "番") else unit
    if amount.high is not None:
        return _between(term, amount.high, factor, hedge.word.sense if hedge else None), name
    if hedge is not None and hedge.word.role is Role.ABOVE:
        return _at_least(term, factor), name
    qualifier = _qualifier(text, term, hedge=hedge, percent=percent, share=share, sign=sign)
    if qualifier is Qualifier.FULL:
        return exactly(100.0, Qualifier.FULL), name
    return interval(term.number, qualifier, factor), name


def _at_least(term: Term, factor: Factor) -> Interval:
    """Bound 上百, 上千 (rule 6)."""
    least = term.number.value * factor.over / (term.number.scale * factor.under)
    return Interval(None, least, None, True, False, STATED, None, Qualifier.INDEFINITE)


def _between(low: Term, high: Term, factor: Factor, hedge: Qualifier | int | None) -> Interval:
    """Give the closed range between two terms, wider where an end is itself indefinite (rule 7)."""
    first, last = (
        interval(term.number, Qualifier.OVER if term.measure.over or term.number.over else None, factor)
        for term in (low, high)
    )
    if hedge is Qualifier.NEARLY:
        first = interval(low.number, hedge, factor)  # 近千元至百多万元
    if high.measure.after is Qualifier.LESS_THAN:
        last = last._replace(upper_closed=False)  # 逾六月至一年未满
    if high.measure.after in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        last = last._replace(upper=None, upper_closed=False, upper_kind=None)
    kinds = (first.lower_kind, last.upper_kind)
    closed = hedge not in (Qualifier.NEARLY, Qualifier.MORE_THAN)
    return Interval(None, first.lower, last.upper, closed, last.upper_closed, *kinds, Qualifier.RANGE)


def _doubled(term: Term) -> Term:
    """Turn a number of doublings into percent: 翻两番 is +300 (rule 7)."""
    times = term.number.value // term.number.scale
    return term._replace(number=term.number._replace(value=100 * (2**times - 1), place=100, scale=1))


def _qualifier(
    text: str, term: Term, *, hedge: Found | None, percent: bool, share: Factor | None, sign: int
) -> Qualifier | None:
    """Choose the hedge of a term: the words before it, those behind it, else its printed digits."""
    measure, number = term.measure, term.number
    if hedge is not None and isinstance(hedge.word.sense, Qualifier):
        return None if _is_window(text, hedge, term) else hedge.word.sense
    if measure.after is not None:
        return measure.after
    if measure.over or number.over:
        return Qualifier.OVER
    if measure.about:
        return Qualifier.APPROX
    if percent:
        return _percent_qualifier(term, share, sign)
    rounded = number.scale % 10 == 0 or (number.myriad and number.place > 1)
    return Qualifier.ROUNDED if rounded and not measure.half else None


def _percent_qualifier(term: Term, share: Factor | None, sign: int) -> Qualifier | None:
    """Tell 100% that means all from a rounded percentage and from a plain fraction (rules 5 and 6)."""
    number = term.number
    if share is not None and share.under not in _DECIMAL_WHOLES:
        return None
    whole = number.value == 100 and number.scale == 1 and number.kind is Kind.PLAIN
    if whole and not sign and (term.unit == "percent" or (share is not None and share.under == 100)):
        return Qualifier.FULL
    return Qualifier.ROUNDED


def _is_window(text: str, hedge: Found, term: Term) -> bool:
    """Say whether 近 makes a window of recency: 近三年, not 历时近3年 (rule 3)."""
    if hedge.text != "近" or term.unit not in _WINDOW_UNITS or term.measure.over or term.number.bare:
        return False
    return before(_AMOUNT_OF_TIME, text, hedge.start) is None and _TIME_NOUN.match(text, term.end) is None
