"""Find signs that no number holds and that a number would be misread around: a zero-width space, a quote, a circle.

A number is never read past such a sign: `1'234` is neither 1 nor 234.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.grammar import SHAPES, shape

_BROKEN: Final = {name: shape(pattern) for name, pattern in SHAPES["broken"].items()}
_SUSPECT: Final = re.compile(rf"[\n IOlo±]|[+]/|{_BROKEN['foreign']}")
_FOREIGN: Final = re.compile(_BROKEN["foreign"])
_SPLIT_NUMBER: Final = re.compile("|".join(f"(?:{pattern})" for name, pattern in _BROKEN.items() if name != "foreign"))
_IN_NUMBERS: Final = frozenset("0123456789" + SHAPES["parts"]["in_number"])
_BESIDE_NUMBERS: Final = _IN_NUMBERS | frozenset(".,，%‰余多来分之成个第")
_SEPARATORS: Final = tuple(".,，")
_UNSEEN: Final = frozenset(("Cf", "Cc", "Cn", "Co", "Cs", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zl", "Zp"))
"""Categories of signs that are not seen, or are seen as a part of the digit beside them."""
_PAIRS: Final = ("“”", "‘’", "「」", "『』", "《》", "〈〉")
_REASON: Final = "a sign that is no part of a number stands in it or at it"


def foreign_signs(text: str) -> Iterator[BrokenNumberError]:
    """Find the signs around which the numbers of a folded text cannot be read.

    Examples
    --------
    >>> [fault.text for fault in foreign_signs("12'345起，“110”专案")]
    ["2'3"]
    """
    if _SUSPECT.search(text) is None:
        return
    for run in _FOREIGN.finditer(text):
        start, end = run.span()
        before, after = _beside(text[max(start - 3, 0) : start][::-1]), _beside(text[end : end + 3])
        if _breaks(text, run.group(), before, after):
            first = max(start - 1, 0)
            yield BrokenNumberError(first, text[first : end + 1], _REASON)
    for split in _SPLIT_NUMBER.finditer(text):
        yield BrokenNumberError(split.start(), text[split.start() : split.end() + 1], _REASON)


def is_unseen(sign: str) -> bool:
    r"""Say whether a character is a format character or a control, which no reader sees.

    Examples
    --------
    >>> is_unseen("\u200b"), is_unseen("起")
    (True, False)
    """
    return unicodedata.category(sign) in ("Cf", "Cc")


def _breaks(text: str, run: str, before: str, after: str) -> bool:
    """Say whether a run of foreign signs breaks the number that stands before or after it."""
    unseen = any(unicodedata.category(sign) in _UNSEEN and sign not in "\t\r" for sign in run)
    if unseen and not _BESIDE_NUMBERS.isdisjoint((before, after)):
        return True
    if before not in _IN_NUMBERS or after not in _IN_NUMBERS:
        return False
    return not _is_balanced(text, run) or (
        len(run) == 1 and f"{before}{after}".isdigit() and f"{before}{run}{after}" in text
    )


def _beside(near: str) -> str:
    """Give what stands beside a sign, a blank or a separator of digits passed over."""
    near = near.lstrip(" ")
    return near[1:2] if near[:1] in _SEPARATORS and near[1:2].isdigit() else near[:1]


def _is_balanced(text: str, run: str) -> bool:
    """Say whether every sign of a run is a quotation mark that has its other half: “十三五”三年."""
    return all(any(sign in pair and text.count(pair[0]) == text.count(pair[1]) for pair in _PAIRS) for sign in run)
