"""Grids from CSV and from text with `|` or box lines between the cells."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.grid import Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.lines import has_title_number
from policy_report.evidence.tables.outline import is_body
from policy_report.evidence.tables.script import indent
from policy_report.evidence.textfile import csv_lines

RULE: Final = re.compile(r"[\s|:+\-=_─━═│┃┼╋├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬]+")
_SEPARATOR: Final = re.compile(r"[|│┃｜]")


def csv_grid(text: str, faults: Faults) -> Grid:
    """Read the grid of a CSV file; commas, semicolons or tabs, whichever the lines have most of."""
    delimiter = max((",", ";", "\t"), key=text.count)
    rows: list[GridRow] = []
    cells = 0
    for line, fields in csv_lines(io.StringIO(text, newline=""), faults.file, delimiter):
        rows.append(_row(line, fields))
        cells += len(fields)
        check_size(cells, faults)
    check_corrupt(rows, faults)
    return Grid(rectangle(rows), placed=_has_gap(rows))


def check_corrupt(rows: Sequence[GridRow], faults: Faults) -> None:
    """Note the lines that have values but fewer cells than the others: cells may have been lost."""
    counts = Counter(len(row.cells) for row in rows if is_body(row, begun=True))
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    for row in rows:
        if len(row.cells) < usual and is_body(row, begun=True) and not has_title_number(row.cells[0].text):
            message = f"the row has {len(row.cells)} cells, the others {usual}"
            remedy = "restore the lost cells, or leave them empty between separators"
            faults.add(row.line, "", "row-corrupt", message, " ".join(row.texts), remedy)


def is_piped(lines: list[tuple[int, str]]) -> bool:
    """Tell whether most lines of a text have their cells between `|` or box lines."""
    filled = [line for _, line in lines if line.strip()]
    return bool(filled) and sum(len(_SEPARATOR.findall(line)) > 0 for line in filled) * 2 > len(filled)


def piped_grid(lines: list[tuple[int, str]], faults: Faults) -> Grid:
    """Read the grid of a text whose cells stand between `|` or box lines."""
    rows = []
    for line, text in lines:
        if RULE.fullmatch(text):
            continue
        fields = _SEPARATOR.split(text.strip())
        if len(fields) > 1 and not fields[0].strip():
            fields = fields[1:]
        if len(fields) > 1 and not fields[-1].strip():
            fields = fields[:-1]
        rows.append(_row(line, fields))
        check_size(len(fields) * len(rows), faults)
    check_corrupt(rows, faults)
    return Grid(rectangle(rows), placed=_has_gap(rows))


def _row(line: int, fields: list[str]) -> GridRow:
    cells = tuple(
        GridCell(" ".join(field.split("\n")).strip(), column, indent(field))
        for column, field in enumerate(fields, start=1)
    )
    return GridRow(line, cells)


def _has_gap(rows: list[GridRow]) -> bool:
    """Whether some line has an empty cell before a filled one: then cells stand in their own columns."""
    return any("" in row.texts[: _last(row)] for row in rows if _last(row) > 1)


def _last(row: GridRow) -> int:
    return max((index for index, text in enumerate(row.texts) if text), default=0)
