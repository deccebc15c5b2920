"""The forms in which a sentence takes a number: `{{< var en.x_rose >}}` is "rose by 55%", `en.x_words` is "seven".

Each form is a table of the catalogue, `[form.NAME]`, with the words for what goes up and down; a further one needs no
code. Every form keeps the hedge of the number. Quarto's variables are a tree whose leaves are texts, so that a form is
a name of its own beside the number's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from policy_report.quantities import Change, Quantity
from policy_report.text.language import Language
from policy_report.text.numbers import computed, is_change, written
from policy_report.text.words import word

_DIGIT = re.compile(r"(?<![\d.,])\d(?![\d.,%‰万亿])")
"""A whole number below ten that stands alone."""

_OF_COUNTS = ("words", "Words", "ordinal")
_SHARES = ("percent", "pp")


def in_prose(quantity: Quantity, language: Language, decimals: int | None = None) -> str:
    """Write a number as the language's sentences take it: as `written` or `computed` have it, or a change in words.

    `decimals`: decimals of a derived quantity; none for a published one.
    """
    form = word.entry("form.plain", language)
    if form and is_change(quantity):
        return _moved(quantity, language, decimals, word.entry(f"form.{form}", language))
    return _plain(quantity, language, decimals)


def forms(quantity: Quantity, language: Language, decimals: int | None = None) -> dict[str, str]:
    """Write a number in each form that it has.

    Returns for a change `rose` ("rose by 55%"), `rising`, `rise` ("a rise of 55%") and `size` ("55%"); for a whole
    number below ten `words` ("over seven"), `Words` for the start of a sentence, and `ordinal`; a derived number that
    was below ten once has them in figures, so that no text breaks.
    """
    if is_change(quantity):
        return {name: _moved(quantity, language, decimals, form) for name, form in _of_changes(language).items()}
    text = _plain(quantity, language, decimals)
    found = _DIGIT.findall(text)
    if quantity.unit in _SHARES or (len(found) != 1 and decimals != 0):
        return {}
    count, order = (_in_words(text, found, f"form.{name}", language) for name in _OF_COUNTS[::2])
    return dict(zip(_OF_COUNTS, (count, count[0].upper() + count[1:], order), strict=True))


def _in_words(text: str, found: Sequence[str], key: str, language: Language) -> str:
    return _DIGIT.sub(word.entry(key, language)[int(found[0])], text) if len(found) == 1 else text


def without_form(name: str) -> str:
    """Give the name of the number whose variable, in one of its forms, has this name: `x` for `x_rose`."""
    number, _, form = name.rpartition("_")
    return number if form in (*_OF_COUNTS, *_of_changes(Language.EN)) else name


def _of_changes(language: Language) -> dict[str, Mapping[str, Any]]:
    return {name: form for name, form in word.entry("form", language).items() if isinstance(form, Mapping)}


def _plain(quantity: Quantity, language: Language, decimals: int | None) -> str:
    return written(quantity, language) if decimals is None else computed(quantity, language, decimals)


def _moved(quantity: Quantity, language: Language, decimals: int | None, form: Mapping[str, Any]) -> str:
    """Say a change in words; 下降54%以上 is a change of at most −54%."""
    rose, fell = form["rate" if quantity.unit in _SHARES else "count"]
    size, mirrored = (
        _plain(replace(one, change=Change.LEVEL), language, decimals) for one in (quantity, _mirrored(quantity))
    )
    low, high = (
        quantity.value if end is None and decimals is None else end for end in (quantity.lower, quantity.upper)
    )
    if low is not None and low >= 0:
        said = form["one_way"].format(move=rose, size=size)
    elif high is not None and high <= 0:
        said = form["one_way"].format(move=fell, size=mirrored)
    elif low is None and high is not None:
        said = form["either_way"].format(move=rose, size=size, other=fell)
    elif high is None and low is not None:
        said = form["either_way"].format(move=fell, size=mirrored, other=rose)
    else:
        said = form["between"].format(size=_plain(quantity, language, decimals))
    return str(said)


def _mirrored(quantity: Quantity) -> Quantity:
    """Give the quantity with its sign turned: the size of a fall."""
    value, lower, upper = (None if end is None else -end for end in (quantity.value, quantity.lower, quantity.upper))
    return replace(
        quantity,
        value=value,
        lower=upper,
        upper=lower,
        lower_closed=quantity.upper_closed,
        upper_closed=quantity.lower_closed,
    )
