"""Plain text from printed text: full-width signs, blanks, spaces inside names, footnote marks."""

import re
import unicodedata
from typing import Final

SUPER_OPEN: Final = "⁽"
SUPER_CLOSE: Final = "⁾"
"""Stand around a raised footnote mark, so that 1234¹ can never be taken for 12341."""

_FOLD: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2007: 0x20,
}  # fmt: skip
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CJK: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN_CJK: Final = re.compile(rf"(?<=[{_CJK}、，。：；）)])\s+(?=[{_CJK}（(、，])")
_MARK: Final = re.compile(
    rf"\s*(?:{SUPER_OPEN}(?P<raised>[^{SUPER_CLOSE}]{{1,8}}){SUPER_CLOSE}|(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<circled>[①-⑳])"
    r"|(?P<star>\*{1,3}|[†‡§])|\[(?P<square>\d{1,2}|[a-z])\]|\((?P<round>[a-z]|注\d*)\)|(?<![A-Za-z(])(?P<half>[a-z])\))\s*$"
)


def fold(text: str) -> str:
    """Fold full-width letters, digits and signs as plain ones, every kind of blank as a space; nothing else changes."""
    return text.translate(_FOLD)


def width(text: str) -> int:
    """Count the columns that a text takes in a fixed-width print: two for a Chinese character or full-width sign."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def indent(text: str) -> int:
    """Measure the width of the blanks before a text."""
    return width(text[: len(text) - len(text.lstrip())])


def is_cjk(char: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return bool(re.match(f"[{_CJK}]", char))


def tidy_label(text: str) -> str:
    """Tidy a label into one piece: folded, single blanks, none between Chinese characters (杀  人 is 杀人)."""
    return _BETWEEN_CJK.sub("", " ".join(fold(text).split()))


def join(first: str, second: str) -> str:
    """Join two pieces of one label, with a blank between them unless both are Chinese."""
    return tidy_label(f"{first} {second}")


def split_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Split the footnote marks at the end off a text; they follow it in order."""
    marks: list[str] = []
    while (found := _MARK.search(text)) and found.start() > 0:
        mark = next(group for group in found.groups() if group)
        marks.insert(0, mark.translate(_RAISED))
        text = text[: found.start()].rstrip()
    return text, tuple(marks)


def has_control(text: str) -> bool:
    """Tell whether a text holds a control or replacement character, which no print has."""
    return any(
        (char < " " and char not in "\t\n\r") or char in "\x7f\ufffd" or "\x80" <= char < "\xa0" for char in text
    )
