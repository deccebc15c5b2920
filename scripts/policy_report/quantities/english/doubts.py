"""Find the words beside English quantities that the productions have not explained (`[[doubt]]` in the grammar)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from policy_report.quantities.english.words import ENGLISH

if TYPE_CHECKING:
    from policy_report.quantities.english.parser import EnglishParser

_DOUBTS: Final = [(entry["kind"], re.compile(entry["when"])) for entry in ENGLISH["doubt"]]
_KNOWN: Final[dict[str, str]] = {word: sign for sign, words in ENGLISH["known"].items() for word in words.split()}
_ENDINGS: Final = {"'s": "k", "s'": "k", "ly": "l", "er": "E", "ed": "d", "ing": "g"}
_ASIDE: Final = re.compile(r"\([^()npsKWXZRSGU]*\)|,[wdkLHlgE.]{1,4},")
_CALLED: Final = ("999", "911", "101")
"""Numbers of emergency lines, where no rule passes them over."""
_GREAT: Final = 20
"""How many times as much the end of a range may be as its beginning, before it is likely to be none."""
_ONE_IN: Final = re.compile(" in | out of ")
"""What makes a share of no percentage, which no verb changes by: one in ten."""
_SIGNED: Final = "+-−–"
_ADDING: Final = re.compile("(?:than|over|on|from|below|above) ")
"""What begins a base that only changes have, as levels may be compared with another."""
_TOLD: Final[dict[str, str]] = {word: sign for sign, words in ENGLISH["told"].items() for word in words.split()}
_KEPT: Final = "KZ,;&()"


def doubts(parser: "EnglishParser") -> Iterator[tuple[tuple[int, int], str]]:
    """Find the words that may change a quantity beside them, and say what each may be."""
    if not parser.items:
        return
    signs = "".join(_sign(parser, index, sign) for index, sign in enumerate(parser.signs))
    signs = _ASIDE.sub(lambda aside: "." * len(aside.group()), signs)
    for kind, pattern in _DOUBTS:
        for found in pattern.finditer(signs):
            first, last = found.span(found.lastindex or 0)
            yield (parser.spans[first][0], parser.spans[last - 1][1]), kind


def _sign(parser: "EnglishParser", index: int, sign: str) -> str:
    """Write a sign for the doubts: what a production took in is filler, a word tells by its ending."""
    word = parser.text[slice(*parser.spans[index])]
    if sign in "npsWwZ" and (sign != "Z" or index in parser.items):
        inner = index > 0 and parser.signs[index - 1] != ";"
        if sign != "w":
            return _amount(parser, index, word, inner=inner)
        written = _word(word, inner=inner)
        return "k" if written in "wH" and index in parser.spent else written
    if sign in "yz.q":
        return _TOLD.get(word.lower(), sign) if sign in ".q" else "Y" if _ADDING.match(word) else sign
    return "." if index in parser.spent and sign not in _KEPT else sign


@lru_cache(4096)
def _word(word: str, *, inner: bool) -> str:
    """Tell a word that no production knows by its meaning, its capital within a sentence, or its ending."""
    if known := _KNOWN.get(word if inner else word.lower()):
        return known
    if " " in word:
        return "k"
    if "year-" in word or "-year" in word:
        return "B"
    if inner and word[0].isupper():
        return "H"
    return next((sign for ending, sign in _ENDINGS.items() if word.endswith(ending)), "w")


def _amount(parser: "EnglishParser", index: int, printed: str, *, inner: bool) -> str:
    """Tell ranges, bare ends of ways, levels that look like changes and numbers with a capital from other amounts."""
    sign, reading = parser.signs[index], parser.items[index][0]
    number = reading.amount.low.number
    if sign == "W":
        return "X" if parser.items[parser.others[index]][0].unit and not reading.unit else sign
    if (high := reading.amount.high) is not None:
        far = number.value * high.number.scale * _GREAT < high.number.value * number.scale
        return "G" if far and sign != "Z" else "R"
    if sign == "Z":
        return sign
    if sign == "p" and _ONE_IN.search(printed):
        return "n"
    if printed[0] in _SIGNED or (sign == "p" and number.value > 100 * number.scale):
        return "S"
    return "U" if (inner and printed[0].isupper() and not number.figures) or printed in _CALLED else sign
