"""Turn a number and its hedge into an interval (rules 1 to 6), and join two one-sided ones into a range."""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from policy_report.quantities.numerals import Kind, Numeral, nonzero_place
from policy_report.quantities.quantity import BoundKind, Change, Qualifier, Quantity

STATED: Final = BoundKind.STATED
ROUNDING: Final = BoundKind.ROUNDING
IMPLICATURE: Final = BoundKind.IMPLICATURE
_BETWEEN: Final = re.compile(r"[、，,]?[但且并而]?\s?")
_FROM_BELOW: Final = frozenset((Qualifier.AT_LEAST, Qualifier.MORE_THAN))
_FROM_ABOVE: Final = frozenset((Qualifier.AT_MOST, Qualifier.LESS_THAN))


class Interval(NamedTuple):
    """A value, its bounds, whether they are included, and where they come from."""

    value: float | None
    lower: float | None
    upper: float | None
    lower_closed: bool
    upper_closed: bool
    lower_kind: BoundKind | None
    upper_kind: BoundKind | None
    qualifier: Qualifier


class Factor(NamedTuple):
    """A rational factor, kept as two integers: 100/3 turns thirds into percent."""

    over: int
    under: int


ONE: Final = Factor(1, 1)


def exactly(value: float, qualifier: Qualifier) -> Interval:
    """Give an interval of one point."""
    return Interval(value, value, value, True, True, STATED, STATED, qualifier)


def mirrored(interval: Interval) -> Interval:
    """Turn an amount into a fall by that amount: its bounds swap with its sign (rule 7)."""
    return Interval(
        _negative(interval.value), _negative(interval.upper), _negative(interval.lower),
        interval.upper_closed, interval.lower_closed, interval.upper_kind, interval.lower_kind,
        interval.qualifier,
    )  # fmt: skip


def _negative(number: float | None) -> float | None:
    return None if number is None else 0.0 - number


def interval(number: Numeral, hedge: Qualifier | None, factor: Factor = ONE) -> Interval:
    """Apply a hedge to a number.

    `number`: the number as printed.
    `hedge`: the hedge; `ROUNDED` for a number that its printed digits round; `None` for an exact one.
    `factor`: what turns the number into the unit of the interval.
    """
    if number.kind is not Kind.PLAIN:
        return _unstated(number, hedge, factor.over / (factor.under * number.scale))
    under = factor.under * number.scale
    value = number.value * factor.over / under
    if hedge is Qualifier.ROUNDED or hedge is Qualifier.APPROX:
        place = number.place if hedge is Qualifier.ROUNDED else nonzero_place(number.value, number.place)
        return _around(number.value * factor.over, place * factor.over, under, hedge)
    if hedge is Qualifier.OVER:
        upper = (number.value + over_place(number)) * factor.over / under
        return Interval(value, value, upper, False, False, STATED, IMPLICATURE, hedge)
    if hedge is Qualifier.NEARLY:
        lower = _tenfold_lower(number) * factor.over / (10 * under)
        return Interval(value, lower, value, False, False, IMPLICATURE, STATED, hedge)
    return _one_sided(value, hedge)


def _one_sided(value: float, hedge: Qualifier | None) -> Interval:
    """Bound a number by itself, on one side or on both (rule 1)."""
    if hedge is Qualifier.MORE_THAN or hedge is Qualifier.AT_LEAST:
        return Interval(value, value, None, hedge is Qualifier.AT_LEAST, False, STATED, None, hedge)
    if hedge is Qualifier.LESS_THAN or hedge is Qualifier.AT_MOST:
        return Interval(value, None, value, False, hedge is Qualifier.AT_MOST, None, STATED, hedge)
    return exactly(value, hedge or Qualifier.EXACT)


def _around(value: int, place: int, under: int, hedge: Qualifier) -> Interval:
    """Give half a place to each side: what the digits imply (rule 5), or what 约 means (rule 4)."""
    rounded = hedge is Qualifier.ROUNDED
    kind = ROUNDING if rounded else IMPLICATURE
    lower, upper = (2 * value - place) / (2 * under), (2 * value + place) / (2 * under)
    return Interval(value / under, lower, upper, True, not rounded, kind, kind, hedge)


def over_place(number: Numeral) -> int:
    """Give the place that 余 refers to: where it stands, else the last place that is not zero (rule 2)."""
    if number.over:
        return number.over
    return number.place if number.place >= 10**4 else nonzero_place(number.value, number.place)


def _tenfold_lower(number: Numeral) -> int:
    """Give ten times the lower end of 近: a place below, or a tenth of it if that is zero (rule 3)."""
    place = nonzero_place(number.value, number.place)
    if number.value > place:
        return 10 * (number.value - place)
    return 10 * number.value - place


def _unstated(number: Numeral, hedge: Qualifier | None, factor: float) -> Interval:
    """Bound 数百, 十几 and 三四十, which state no single number (rules 6 and 7)."""
    low, high = number.value * factor, number.high * factor
    match hedge, number.kind:
        case ((Qualifier.MORE_THAN | Qualifier.AT_LEAST), _):
            return Interval(None, low, None, hedge is Qualifier.AT_LEAST, False, STATED, None, hedge)
        case ((Qualifier.LESS_THAN | Qualifier.AT_MOST), _):
            return Interval(None, None, high, False, hedge is Qualifier.AT_MOST, None, STATED, hedge)
        case _, Kind.BETWEEN:
            return Interval(None, low, high, True, True, STATED, STATED, Qualifier.RANGE)
        case _, Kind.TEENS:
            return Interval(None, low, high, False, False, STATED, STATED, Qualifier.INDEFINITE)
        case _:
            return Interval(None, low, high, True, False, IMPLICATURE, IMPLICATURE, Qualifier.INDEFINITE)


def joined(text: str, low: Quantity, high: Interval, span: tuple[int, int], unit: str) -> Quantity | None:
    """Give the range that a lower bound makes with the upper bound after it: 已满14周岁不满16周岁 (rules 1 and 7).

    `None` if they make none.

    `text`: the folded text.
    `low`: the quantity before.
    `high`, `span`, `unit`: the interval that may close the range, where it stands, and its unit.
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
