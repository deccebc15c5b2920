"""How a quantity is written in each language: localised digits, and every hedge kept."""

import math
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from policy_report.quantities import Change, Qualifier, Quantity
from policy_report.text.language import Language

_MONEY = {
    "元": ("yuan", "元"),
    "美元": ("US dollars", "美元"),
    "港元": ("Hong Kong dollars", "港元"),
    "CNY": ("yuan", "元"),
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CHINESE_RANKS = "一二三四五六七八九十"
_REPEATED = ("%", "万", "亿")
_HEDGES = {
    Language.EN: {
        Qualifier.MORE_THAN: "over {}",
        Qualifier.AT_LEAST: "at least {}",
        Qualifier.LESS_THAN: "under {}",
        Qualifier.AT_MOST: "at most {}",
        Qualifier.NEARLY: "nearly {}",
        Qualifier.APPROX: "about {}",
        Qualifier.OVER: "more than {}",
    },
    Language.ZH: {
        Qualifier.MORE_THAN: "超过{}",
        Qualifier.AT_LEAST: "{}以上",
        Qualifier.LESS_THAN: "不足{}",
        Qualifier.AT_MOST: "{}以内",
        Qualifier.NEARLY: "近{}",
        Qualifier.APPROX: "约{}",
        Qualifier.OVER: "{}余",
    },
}

_MOVES = {True: ("上升", "下降"), False: ("增加", "减少")}
"""How Chinese says that a rate or an index, or a count or an amount, rose or fell."""

_LARGE = {
    Language.EN: ((1e7, 1e6, " million"),),
    Language.ZH: ((1e8, 1e8, "亿"), (1e4, 1e4, "万")),
}
"""From which number on, in which unit, with which word."""


def written(quantity: Quantity, language: Language) -> str:
    """A published quantity in words and digits, with its hedge: "over 80%", "more than 10,000", "+55%"."""
    if quantity.qualifier is Qualifier.RANK and quantity.value is not None:
        return _rank(int(quantity.value), language)
    if quantity.value is None:
        return _span_of(quantity, language)
    number = _with_unit(quantity.value, _resolution(quantity), quantity, language)
    return _HEDGES[language].get(quantity.qualifier, "{}").format(number)


def computed(quantity: Quantity, language: Language, decimals: int) -> str:
    """A derived quantity: one number where its bounds agree at `decimals`, else the range or the one bound."""
    step = 10.0**-decimals
    if quantity.lower is not None and quantity.upper is not None:
        nearest = round(quantity.lower, decimals)
        if nearest == round(quantity.upper, decimals):
            return _with_unit(nearest, step, quantity, language)
    shown = outward(quantity, decimals)
    low, high = (
        None if end is None else _with_unit(end, step, quantity, language) for end in (shown.lower, shown.upper)
    )
    if low is not None and high is not None:
        return _joined(low, high, language)
    if low is not None:
        hedge = Qualifier.AT_LEAST if shown.lower_closed else Qualifier.MORE_THAN
        return _HEDGES[language][hedge].format(low)
    if high is not None:
        hedge = Qualifier.AT_MOST if shown.upper_closed else Qualifier.LESS_THAN
        return _HEDGES[language][hedge].format(high)
    return {Language.EN: "unknown", Language.ZH: "未知"}[language]


def in_prose(quantity: Quantity, language: Language, decimals: int | None = None) -> str:
    """A number as a sentence takes it: in English as `written` or `computed` have it, in Chinese a change in words.

    Parameters
    ----------
    decimals
        Decimals of a derived quantity; none for a published one.

    Notes
    -----
    Chinese has no sentence for "a change of −30.1%": it says 下降30.1%, and 下降54%以上 of a change of at most −54%.
    """

    def plain(said: Quantity) -> str:
        return written(said, language) if decimals is None else computed(said, language, decimals)

    if language is Language.EN or not _signed(quantity):
        return plain(quantity)
    low, high = (
        quantity.value if end is None and decimals is None else end for end in (quantity.lower, quantity.upper)
    )
    rose, fell = _MOVES[quantity.unit in ("percent", "pp")]
    size = replace(quantity, change=Change.LEVEL)
    if low is not None and low >= 0:
        return rose + plain(size)
    if high is not None and high <= 0:
        return fell + plain(_mirrored(size))
    if low is None and high is not None:
        return f"{rose}{plain(size)}或{fell}"
    if high is None and low is not None:
        return f"{fell}{plain(_mirrored(size))}或{rose}"
    return f"变化{plain(quantity)}"


def _mirrored(quantity: Quantity) -> Quantity:
    """The quantity with its sign turned: the size of a fall."""
    value, lower, upper = (None if end is None else -end for end in (quantity.value, quantity.lower, quantity.upper))
    return replace(
        quantity,
        value=value,
        lower=upper,
        upper=lower,
        lower_closed=quantity.upper_closed,
        upper_closed=quantity.lower_closed,
    )


def outward(quantity: Quantity, decimals: int) -> Quantity:
    """A quantity with its ends rounded outward, so that it holds every value that it held; equal ends stay equal."""
    lower, upper = quantity.lower, quantity.upper
    exact = lower is not None and lower == upper
    down, up = (ROUND_HALF_EVEN, ROUND_HALF_EVEN) if exact else (ROUND_FLOOR, ROUND_CEILING)
    return replace(
        quantity,
        lower=None if lower is None else _to_place(lower, decimals, down),
        upper=None if upper is None else _to_place(upper, decimals, up),
    )


def _to_place(number: float, places: int, rounding: str) -> float:
    """Rounded in decimal arithmetic, after dropping the noise of binary fractions beyond twelve digits."""
    clean = Decimal(f"{number:.12g}")
    return float(clean.quantize(Decimal(1).scaleb(-places), rounding))


def interval(quantity: Quantity, language: Language) -> str:
    """The bounds in interval notation, for tables: `[112,650, 112,750)` or `[11.265万, 11.275万)`.

    One number if they are equal.
    """
    if quantity.lower is not None and quantity.lower == quantity.upper:
        return _end(quantity.lower, language)
    ends = [
        sign if end is None else _end(end, language) for end, sign in ((quantity.lower, "−∞"), (quantity.upper, "∞"))
    ]
    left = "[" if quantity.lower_closed else "("
    right = "]" if quantity.upper_closed else ")"
    return f"{left}{ends[0]}, {ends[1]}{right}"


def _end(number: float, language: Language) -> str:
    """A bound with all its digits: in full in English, by ten thousands and hundred millions in Chinese."""
    step = _step_of(number)
    for least, unit, word in _LARGE[Language.ZH] if language is Language.ZH else ():
        if abs(number) >= least and step / unit >= 0.001:
            return _digits(number / unit, step / unit, False, language) + word
    return _digits(number, step, False, language)


def _rank(rank: int, language: Language) -> str:
    if language is Language.ZH:
        return f"第{_CHINESE_RANKS[rank - 1]}" if rank <= len(_CHINESE_RANKS) else f"第{rank}"
    if rank <= len(_ORDINALS):
        return _ORDINALS[rank - 1]
    teens = 11 <= rank % 100 <= 13
    return f"{rank}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(rank % 10, 'th')}"


def _span_of(quantity: Quantity, language: Language) -> str:
    if quantity.lower is not None and quantity.upper is not None:
        low, high = (_with_unit(end, _step_of(end), quantity, language) for end in (quantity.lower, quantity.upper))
        return _joined(low, high, language)
    end, hedge = (quantity.lower, Qualifier.AT_LEAST) if quantity.upper is None else (quantity.upper, Qualifier.AT_MOST)
    if end is None:
        return ""
    return _HEDGES[language][hedge].format(_with_unit(end, _step_of(end), quantity, language))


def _joined(low: str, high: str, language: Language) -> str:
    """A range: "20–30%", the unit once if both ends share it; words between signed ends, and in Chinese always.

    In Chinese a percent sign or a numeral word (万, 亿) is repeated, as "7至9%" or "478至480万" could be read as
    running from seven or from 478.
    """
    unit, end = (text.lstrip("+−0123456789.,") for text in (low, high))
    if language is Language.ZH and unit.startswith(_REPEATED):
        return f"{low}至{high}"
    if low[0] in "+−" or high[0] in "+−":
        start = low.removesuffix(unit) if unit == end and len(unit) > 1 else low
        return start + {Language.EN: " to ", Language.ZH: "至"}[language] + high
    return (low.removesuffix(unit) if unit == end else low) + {Language.EN: "–", Language.ZH: "至"}[language] + high


def _resolution(quantity: Quantity) -> float:
    """The last printed place: the width of a rounding interval, or the places of the number itself."""
    if quantity.qualifier is Qualifier.ROUNDED and quantity.lower is not None and quantity.upper is not None:
        return float(f"{quantity.upper - quantity.lower:.6g}")
    return _step_of(quantity.value or 0.0)


def _step_of(number: float) -> float:
    """The last place that a number needs: 0.1 for 11.8, 1,000 for 74,000."""
    whole, _, decimals = f"{abs(number):.10f}".rstrip("0").partition(".")
    if decimals:
        return float(f"1e-{len(decimals)}")
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 1.0


def _signed(quantity: Quantity) -> bool:
    return quantity.change not in (Change.LEVEL, Change.FROM_TO, Change.MULTIPLE)


def _with_unit(number: float, step: float, quantity: Quantity, language: Language) -> str:
    signed = _signed(quantity)
    if quantity.unit == "percent":
        return f"{_digits(number, step, signed, language)}%"
    if quantity.unit == "pp":
        return (
            _digits(number, step, signed, language)
            + {Language.EN: " percentage points", Language.ZH: "个百分点"}[language]
        )
    if quantity.unit in _MONEY:
        return _money(number, step, signed, quantity.unit, language)
    return _count(number, step, signed, language)


def _money(number: float, step: float, signed: bool, unit: str, language: Language) -> str:
    name = _MONEY[unit][language is Language.ZH]
    if language is Language.ZH:
        return _count(number, step, signed, language) + name
    for scale, word in ((1e9, "billion "), (1e6, "million ")):
        if abs(number) >= scale:
            return f"{_digits(number / scale, step / scale, signed, language)} {word}{name}"
    return f"{_digits(number, step, signed, language)} {name}"


def _count(number: float, step: float, signed: bool, language: Language) -> str:
    """A count in the units that readers expect, if two decimals of them hold it."""
    for least, unit, word in _LARGE[language]:
        if abs(number) >= least and step / unit >= 0.01:
            return _digits(number / unit, step / unit, signed, language) + word
    return _digits(number, step, signed, language)


def _digits(number: float, step: float, signed: bool, language: Language) -> str:
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    sign = "−" if number < 0 else "+" if signed and number > 0 else ""
    grouping = "," if language is Language.EN else ""
    return sign + f"{abs(number):{grouping}.{places}f}"
