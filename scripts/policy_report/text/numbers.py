"""How a quantity is written in each language: localised digits, and every hedge kept."""

import math
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from policy_report.quantities import Change, Qualifier, Quantity
from policy_report.text.language import Language
from policy_report.text.words import word

_MONEY = ("元", "美元", "港元", "CNY")


def written(quantity: Quantity, language: Language) -> str:
    """Write a published quantity in words and digits, with its hedge: "over 80%", "more than 10,000", "+55%"."""
    if quantity.qualifier is Qualifier.RANK and quantity.value is not None:
        return _rank(int(quantity.value), language)
    if quantity.value is None:
        return _span_of(quantity, language)
    number = _with_unit(quantity.value, _resolution(quantity), quantity, language)
    return _hedged(number, quantity.qualifier, language)


def _hedged(number: str, qualifier: Qualifier, language: Language) -> str:
    hedge: str = word.entry(f"hedge.{qualifier}", language, "{number}")
    return hedge.format(number=number)


def computed(quantity: Quantity, language: Language, decimals: int) -> str:
    """Write a derived quantity: one number where its bounds agree at `decimals`, else the range or the one bound."""
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
        return joined(low, high, language)
    if low is not None:
        hedge = Qualifier.AT_LEAST if shown.lower_closed else Qualifier.MORE_THAN
        return _hedged(low, hedge, language)
    if high is not None:
        hedge = Qualifier.AT_MOST if shown.upper_closed else Qualifier.LESS_THAN
        return _hedged(high, hedge, language)
    return word("number.unknown", language)


def outward(quantity: Quantity, decimals: int) -> Quantity:
    """Round the ends of a quantity outward, so that it holds every value that it held; equal ends stay equal."""
    lower, upper = quantity.lower, quantity.upper
    exact = lower is not None and lower == upper
    down, up = (ROUND_HALF_EVEN, ROUND_HALF_EVEN) if exact else (ROUND_FLOOR, ROUND_CEILING)
    return replace(
        quantity,
        lower=None if lower is None else _to_place(lower, decimals, down),
        upper=None if upper is None else _to_place(upper, decimals, up),
    )


def _to_place(number: float, places: int, rounding: str) -> float:
    """Round in decimal arithmetic, after dropping the noise of binary fractions beyond twelve digits."""
    clean = Decimal(f"{number:.12g}")
    return float(clean.quantize(Decimal(1).scaleb(-places), rounding))


def interval(quantity: Quantity, language: Language) -> str:
    """Write the bounds in interval notation, for tables: `[112,650, 112,750)` or `[11.265万, 11.275万)`.

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
    """Write a bound with all its digits: by millions and billions in English, by 万 and 亿 in Chinese."""
    return _scaled(number, _step_of(number), False, language, "bound_scales")


def _rank(rank: int, language: Language) -> str:
    words, endings = word.entry("rank.words", language), word.entry("rank.endings", language)
    if rank <= len(words):
        return str(words[rank - 1])
    last = 0 if 11 <= rank % 100 <= 13 else rank % 10
    return word("rank.form", language, rank=rank, ending=endings[last if last < len(endings) else 0])


def _span_of(quantity: Quantity, language: Language) -> str:
    if quantity.lower is not None and quantity.upper is not None:
        low, high = (_with_unit(end, _step_of(end), quantity, language) for end in (quantity.lower, quantity.upper))
        return joined(low, high, language)
    end, hedge = (quantity.lower, Qualifier.AT_LEAST) if quantity.upper is None else (quantity.upper, Qualifier.AT_MOST)
    if end is None:
        return ""
    return _hedged(_with_unit(end, _step_of(end), quantity, language), hedge, language)


def joined(low: str, high: str, language: Language) -> str:
    """Write a range, 20–30%: a shared unit once, unless the language has it at both ends; signed ends in words."""
    unit, end = (text.lstrip("+−0123456789.,") for text in (low, high))
    if unit.startswith(tuple(word.entry("number.range_units", language))):
        return word("number.range", language, low=low, high=high)
    start = low.removesuffix(unit) if unit == end else low
    if low[0] in "+−" or high[0] in "+−":
        return word("number.range_signed", language, low=start if len(unit) > 1 else low, high=high)
    return word("number.range", language, low=start, high=high)


def _resolution(quantity: Quantity) -> float:
    """Find the last printed place: the width of a rounding interval, or the places of the number itself."""
    if quantity.qualifier is Qualifier.ROUNDED and quantity.lower is not None and quantity.upper is not None:
        return float(f"{quantity.upper - quantity.lower:.6g}")
    return _step_of(quantity.value or 0.0)


def _step_of(number: float) -> float:
    """Find the last place that a number needs: 0.1 for 11.8, 1,000 for 74,000."""
    whole, _, decimals = f"{abs(number):.10f}".rstrip("0").partition(".")
    if decimals:
        return float(f"1e-{len(decimals)}")
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 1.0


def is_change(quantity: Quantity) -> bool:
    """Tell whether a quantity says by how much something moved, so that its sign matters."""
    return quantity.change not in (Change.LEVEL, Change.FROM_TO, Change.MULTIPLE)


def _with_unit(number: float, step: float, quantity: Quantity, language: Language) -> str:
    unit, signed = quantity.unit, is_change(quantity)
    if unit == "percent":
        return _digits(number, step, signed, language) + word("unit.percent", language)
    if unit == "pp":
        return _digits(number, step, signed, language) + _unit(unit, language)
    if unit in _MONEY:
        return _scaled(number, step, signed, language, "money_scales") + _unit(unit, language)
    return _scaled(number, step, signed, language, "scales")


def _unit(unit: str, language: Language) -> str:
    return word("number.unit_gap", language) + unit_name(unit, language)


def unit_name(unit: str, language: Language) -> str:
    """Name a unit behind a number, such as `percent` or 天; in English one without a name has none."""
    return str(word.entry(f"unit.{unit}", language, None) or word("unit.other", language, unit=unit))


def _scaled(number: float, step: float, signed: bool, language: Language, scales: str) -> str:
    """Write a number in the units that readers expect of large ones, if not too many decimals of them hold it."""
    for scale in word.entry(f"number.{scales}", language):
        unit = scale["unit"]
        if abs(number) >= scale["from"] and step / unit >= 10.0 ** -scale["decimals"]:
            return _digits(number / unit, step / unit, signed, language) + str(scale["word"])
    return _digits(number, step, signed, language)


def _digits(number: float, step: float, signed: bool, language: Language) -> str:
    """Write a number in figures, down to the place of `step`, with a plus sign if it is `signed`."""
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    sign = "−" if number < 0 else "+" if signed and number > 0 else ""
    return sign + f"{abs(number):{word('number.grouping', language)}.{places}f}"


def grouped(number: float, language: Language) -> str:
    """Write a number with all its digits, which are grouped as the language has it: 25,000."""
    return f"{number:{word('number.grouping', language)}{'.0f' if number == round(number) else '.10g'}}"


def short_number(value: float, language: Language) -> str:
    """Write a plain number as a reader of the language writes it: 25,000 or 2.5万."""
    sign, size = "−" if value < 0 else "", abs(value)
    for scale in word.entry("number.short_scales", language):
        if size >= scale["from"]:
            return f"{sign}{size / scale['unit']:.6g}{scale['word']}"
    return sign + grouped(size, language)


def short_range(low: float, high: float, language: Language) -> str:
    """Write a range of numbers: with a dash, and in words if an end is negative."""
    key = "number.range_signed" if low < 0 else "number.range_short"
    return word(key, language, low=short_number(low, language), high=short_number(high, language))


def short_hedge(number: str, qualifier: str, language: Language) -> str:
    """Write a number with the sign of its hedge, such as a qualifier of `Quantity`: >80, 2.5万余."""
    form: str = word.entry(f"hedge_short.{qualifier}", language, "{number}")
    return form.format(number=number)


def short_quantity(quantity: Quantity, language: Language) -> str:
    """Write a published quantity: >80%, ≥90%, +55%, over 25,000."""
    bound = quantity.lower if quantity.lower is not None else quantity.upper
    size = quantity.value if quantity.value is not None else bound
    if size is None:
        return ""
    number = short_number(size, language)
    if quantity.qualifier is Qualifier.RANK:
        return word("rank.short", language, place=number)
    plus = "+" if quantity.change not in (Change.LEVEL, Change.MULTIPLE) and size > 0 else ""
    unit = str(word.entry(f"unit_short.{quantity.unit}", language, ""))
    return short_hedge(plus + number, quantity.qualifier, language) + unit
