"""Numbers in the few signs that a figure has room for."""

from policy_report.quantities import Change, Qualifier, Quantity
from policy_report.text.language import Language
from policy_report.text.numbers import grouped
from policy_report.text.words import word


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
