"""The column between labels and values in text that blanks part: units, or the labels in another language."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.lines import is_note
from policy_report.evidence.tables.script import indent, is_cjk
from policy_report.evidence.tables.units import parse_unit
from policy_report.evidence.tables.words import Line, Word, pieces_of

_UNIT_HEAD: Final = re.compile(r"(?:计量)?单位|units?", re.I)
_NEAR: Final = 4
"""Columns by which a wrapped label or a header may miss the place where the second column begins."""


@dataclass(frozen=True, slots=True)
class Second:
    """A second column of text: where it begins, where the values begin, and whether it holds units."""

    begin: int
    end: int
    units: bool


def find_second(headers: Sequence[Line], filled: Sequence[Line], cut: Mapping[int, Sequence[Word]]) -> Second | None:
    """Find the second column, if every row has one and nothing speaks against it."""
    labels = [_label(line, cut[line.number]) for line in filled]
    end = min((words[0].begin for words in cut.values() if words), default=0)
    headed = any(_UNIT_HEAD.fullmatch(piece.text) for line in headers for piece in pieces_of(line))
    if headed and all(len(label) > 1 and parse_unit(label[-1].text) for label in labels):
        return Second(min(label[-1].begin for label in labels), end, units=True)
    others = [_latin(label) for label in labels]
    if len(others) < 2 or any(word is None for word in others):
        return None
    begins = [word.begin for word in others if word]
    return Second(min(begins), end, units=False) if max(begins) - min(begins) <= _NEAR else None


def _label(line: Line, cells: Sequence[Word]) -> list[Word]:
    end = cells[0].begin if cells else 0
    return [word for word in line.words if word.end <= end]


def _latin(label: Sequence[Word]) -> Word | None:
    """The first word of a label in Latin letters, if all before it is Chinese, and blanks part them."""
    for index, word in enumerate(label):
        if not any(map(is_cjk, word.text)):
            return word if index and word.gap > 1 and word.text[:1].isalpha() else None
    return None


def with_second(row: GridRow, line: Line, second: Second, *, has_values: bool) -> GridRow:
    """Put the second column of a row of the body in a cell of its own."""
    at = next((index for index, word in enumerate(line.words) if _begins(word, index, second)), None)
    if at is None or (not has_values and is_note(line.text)):
        return _shifted(row, "") if has_values else row
    label = " ".join(word.text for word in line.words[:at])
    behind = " ".join(word.text for word in line.words[at:] if word.end <= second.end or not has_values)
    stub = GridCell(label, 1, indent(line.text) if label else 0)
    return _shifted(replace(row, cells=(stub, *row.cells[1:])), behind)


def _begins(word: Word, index: int, second: Second) -> bool:
    near = -1 <= word.begin - second.begin <= (second.end if second.units else second.begin + _NEAR) - second.begin
    return near and word.end <= second.end and (not index or word.gap > 1 or second.units)


def _shifted(row: GridRow, text: str) -> GridRow:
    values = (replace(cell, column=cell.column + 1) for cell in row.cells[1:])
    return GridRow(row.line, (row.cells[0], GridCell(text, 2), *values))


def header_with_second(line: Line, second: Second, place: Callable[[Line], GridRow]) -> GridRow:
    """Put the header of the second column in a cell of its own; `place` lays the others out."""
    piece = next((piece for piece in pieces_of(line) if _is_header(piece, second)), None)
    if piece is None:
        row = place(line)
        return _shifted(row, "") if len(row.cells) > 1 else row
    kept = tuple(word for word in line.words if not (piece.begin <= word.begin < piece.end))
    row = place(replace(line, words=kept, run=min(line.run, len(kept))))
    return _shifted(row, piece.text) if len(row.cells) > 1 else row


def _is_header(piece: Word, second: Second) -> bool:
    if second.units:
        return bool(_UNIT_HEAD.fullmatch(piece.text))
    over = piece.begin < second.end and piece.end > second.begin and piece.end <= second.end
    return over and not any(map(is_cjk, piece.text))
