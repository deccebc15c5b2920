"""Marks that say how final a figure is: in a cell (12r), behind a label (2020r, 2021年（修订数）), or by a legend."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from policy_report.evidence.tables.model import Note, Status
from policy_report.evidence.tables.script import fold

_STATUS_WORDS: Final = {
    Status.REVISED: ("r", "修订", "修订数", "修正", "revised"),
    Status.PRELIMINARY: (
        "p", "初步", "初步数", "初步统计", "初步核算", "初步核实", "快报", "快报数",
        "prelim.", "preliminary", "provisional",
    ),
    Status.ESTIMATED: ("e", "估计", "估计数", "预计", "预计数", "est.", "estimate", "estimated"),
}  # fmt: skip
STATUS: Final = {word: status for status, words in _STATUS_WORDS.items() for word in words}
WORDS: Final = "|".join(re.escape(word) for word in sorted(STATUS, key=len, reverse=True))
_LONG_WORDS: Final = "|".join(re.escape(word) for word in sorted(STATUS, key=len, reverse=True) if len(word) > 1)
_YEAR: Final = r"(?:19|20)\d{2}(?:\s*年度?)?"
_ON_LABEL: Final = re.compile(
    rf"(?P<label>.*\S)\s*[(\[]\s*(?P<word>{_LONG_WORDS})\s*[)\]]\s*$|(?P<year>\s*{_YEAR})\s*[(\[⁽]?\s*(?P<letter>[rpe])\s*[)\]⁾]?\s*$",
    re.I,
)
_LEGEND: Final = re.compile(
    r"(?:^|[\s:;,；、。])[(\[⁽\"“]?(?P<mark>\*{1,3}|[†‡§①-⑳]|[a-z](?![a-z]))[)\]⁾\"”]?\s*(?:号|的数据|的)?\s*"
    r"(?:=|:|-|–|—|为|系|是|表示|代表|指|denotes|means|indicates)?\s*(?:为|the )?\s*"
    rf"(?P<word>{_LONG_WORDS})(?:数据|数字|统计数|核实数|核算数|数| figures?| data| estimates?)?\s*(?=$|[;；,，。.、])",
    re.I,
)


def split_status(label: str) -> tuple[str, Status | None]:
    """Split the mark of its status off a header or row label; a bare letter counts behind a year only."""
    found = _ON_LABEL.fullmatch(fold(label))
    if found is None:
        return label, None
    return (found["label"] or found["year"]).rstrip(), STATUS[(found["word"] or found["letter"]).lower()]


def legend(notes: Iterable[Note]) -> Mapping[str, Status]:
    """Find the marks of which the notes say no more than a status: * 为初步数, p = preliminary."""
    said: dict[str, Status] = {}
    for note in notes:
        text = fold(f"{note.mark} {note.text}" if note.mark else note.text)
        for found in _LEGEND.finditer(text):
            said[found["mark"].lower()] = STATUS[found["word"].lower()]
    return said
