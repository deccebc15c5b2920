"""Plain text from printed text: full-width signs, blanks, spaces in names, and the marks behind a figure or label."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from policy_report.evidence.tables.model import Note, Status
from policy_report.text.toml import beside

_WORDS: Final = beside(__file__, "words")
PATTERNS: Final = {name: re.compile("".join(pieces)) for name, pieces in _WORDS["patterns"].items()}
"""How tables are worded, by name; for folded text."""

SUPER_OPEN: Final = "⁽"
SUPER_CLOSE: Final = "⁾"
"""Stand around a raised footnote mark, so that 1234¹ can never be taken for 12341."""

_FOLD: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2007: 0x20,
}  # fmt: skip
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CJK: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN_CJK: Final = re.compile(rf"(?<=[{_CJK}、，。：；）)])\s+(?=[{_CJK}（(、，])")
_LEADER: Final = re.compile(r"(?<=[^\s.…·])(?:\s*(?:\.{3,}|…{2,}|·{3,})|(?:\s\.){3,})[\s.…·]*$")
_LEADERS: Final = re.compile(r"(?<=[^\s.…·])\s?(?:\.{4,}|…{3,}|·{4,}|(?:\s\.){4,})(?=\s*[^\s.…·])")
_MARK: Final = re.compile(
    rf"\s*(?:{SUPER_OPEN}(?P<raised>[^{SUPER_CLOSE}]{{1,8}}){SUPER_CLOSE}|(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?P<circled>[①-⑳])"
    r"|(?P<star>\*{1,3}|[†‡§])"
    r"|\[(?:note )?(?P<square>\d{1,2}|[a-z])\]|\((?P<round>[a-z]|注\d*)\)|(?<![A-Za-z(£$€₹'’])(?P<half>[a-z])\))\s*$"
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
    """Tidy a label into one piece: folded, single blanks, none between Chinese characters (杀  人 is 杀人).

    Dots that lead from it to its figures are no part of it.
    """
    return _LEADER.sub("", _BETWEEN_CJK.sub("", " ".join(fold(text).split())))


def without_leaders(line: str) -> str:
    """Give a line of print with blanks for the dots that lead from a label to its figures."""
    return _LEADERS.sub(lambda found: " " * width(found[0]), line)


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


STATUS: Final = {word: Status(status) for status, words in _WORDS["status"].items() for word in words}
WORDS: Final = "|".join(re.escape(word) for word in sorted(STATUS, key=len, reverse=True))
_LONG_WORDS: Final = "|".join(re.escape(word) for word in sorted(STATUS, key=len, reverse=True) if len(word) > 1)
_YEAR: Final = r"(?:19|20)\d{2}(?:\s*年度?)?"
_ON_LABEL: Final = re.compile(
    rf"(?P<label>.*\S)\s*[(\[]\s*(?P<word>{_LONG_WORDS})\s*[)\]]\s*$|(?P<year>\s*{_YEAR})\s*[(\[⁽]?\s*(?P<letter>[rpe])\s*[)\]⁾]?\s*$"
    r"|(?P<any>.*\S)\s*\[(?P<flag>[rpeb])\]\s*$",
    re.I,
)
_LEGEND: Final = re.compile(
    r"(?:^|[\s:;,；、。])[(\[⁽\"“]?(?P<mark>\*{1,3}|[†‡§①-⑳]|[a-z](?![a-z]))[)\]⁾\"”]?\s*(?:号|的数据|的)?\s*"
    r"(?:=|:|-|–|—|为|系|是|表示|代表|指|denotes|means|indicates)?\s*(?:为|the )?\s*"
    rf"(?P<word>{_LONG_WORDS})(?:数据|数字|统计数|核实数|核算数|数| figures?| data| estimates?)?\s*(?=$|[;；,，。.、])",
    re.I,
)


def split_status(label: str) -> tuple[str, Status | None]:
    """Split the mark of its status off a header or row label; a bare letter counts behind a year only.

    In square brackets, as the British offices have it, it counts behind any label.
    """
    found = _ON_LABEL.fullmatch(fold(label))
    if found is None:
        return label, None
    label, word = found["label"] or found["year"] or found["any"], found["word"] or found["letter"] or found["flag"]
    return label.rstrip(), STATUS[word.lower()]


def legend(notes: Iterable[Note]) -> Mapping[str, Status]:
    """Find the marks of which the notes say no more than a status: * 为初步数, p = preliminary."""
    said: dict[str, Status] = {}
    for note in notes:
        text = fold(f"{note.mark} {note.text}" if note.mark else note.text)
        for found in _LEGEND.finditer(text):
            said[found["mark"].lower()] = STATUS[found["word"].lower()]
    return said
