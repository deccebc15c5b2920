"""Reads the claims that a person wants to add, from a CSV or a spreadsheet, as they were typed."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.textfile import read_utf8

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell


@dataclass(frozen=True)
class NewRow:
    """A row to be added, and where the person wrote it (row 0: on the command line)."""

    file: str
    row: int
    cells: dict[str, str]


def read_new_rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[NewRow]:
    """Read the rows of a CSV (UTF-8) or XLSX.

    Parameters
    ----------
    path
        The file; the first row is its header.
    columns
        The columns that it may have, in any order.
    required
        Those that it must have.

    Raises
    ------
    EvidenceError
        If the file cannot be read, has other columns, or a cell does not hold what the person saw.
    """
    lines = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if not lines:
        message, remedy = "the file is empty", "give it a header and a row for each claim"
        raise EvidenceError(Problem(path.name, 0, "", "file-empty", message, "", remedy))
    header = lines[0][1]
    problems = _header_problems(path.name, header, columns, required)
    problems += [_corrupt(path.name, row, cells, header) for row, cells in lines[1:] if len(cells) != len(header)]
    if problems:
        raise EvidenceError(problems)
    return [NewRow(path.name, row, dict(zip(header, cells, strict=True))) for row, cells in lines[1:]]


def _csv(path: Path) -> list[tuple[int, list[str]]]:
    text, problems = read_utf8(path, path.name)
    if problems:
        raise EvidenceError(problems)
    reader, lines, begin = csv.reader(io.StringIO(text), strict=True), [], 1
    try:
        for cells in reader:
            if cells:
                lines.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        message, remedy = f"the table cannot be read: {error}", "close every quotation mark, and double those inside"
        raise EvidenceError(Problem(path.name, begin, "", "csv-broken", message, "", remedy)) from error
    return lines


def _header_problems(file: str, header: list[str], columns: Sequence[str], required: Sequence[str]) -> list[Problem]:
    remedy = "the columns are: " + ",".join(columns)
    found = [("column-unknown", name) for name in header if name not in columns]
    found += [("column-missing", name) for name in required if name not in header]
    found += [("column-repeated", name) for name in sorted({name for name in header if header.count(name) > 1})]
    messages = {
        "column-unknown": "the table has no such column",
        "column-missing": "a column is missing",
        "column-repeated": "the column occurs more than once",
    }
    return [Problem(file, 1, name, code, messages[code], name, remedy) for code, name in found]


def _corrupt(file: str, row: int, cells: list[str], header: list[str]) -> Problem:
    message = f"the row has {len(cells)} cells, the header {len(header)}"
    remedy = "quote every cell that holds a comma or a line break"
    return Problem(file, row, "", "row-corrupt", message, ",".join(cells)[:80], remedy)


def _xlsx(path: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
    except FileNotFoundError as error:
        remedy = "correct the name of the file"
        raise EvidenceError(
            Problem(path.name, 0, "", "file-missing", "the file is missing", str(path), remedy)
        ) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, AttributeError) as error:
        message, remedy = "this is not a readable XLSX workbook", "save it again as XLSX, or as CSV in UTF-8"
        raise EvidenceError(Problem(path.name, 0, "", "xlsx-broken", message, str(error)[:80], remedy)) from error
    filled = [sheet for sheet in book.worksheets if any(cell is not None for row in sheet.values for cell in row)]
    if len(filled) > 1:
        names, remedy = ", ".join(sheet.title for sheet in filled), "keep the new claims in one sheet"
        raise EvidenceError(Problem(path.name, 0, "", "xlsx-many-sheets", "several sheets are filled", names, remedy))
    return _sheet(path.name, list(filled[0].iter_rows())) if filled else []


def _sheet(file: str, rows: list[tuple[Any, ...]]) -> list[tuple[int, list[str]]]:
    width = max((at for at, cell in enumerate(rows[0], start=1) if cell.value is not None), default=0)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(c.value is not None for c in row)]
    header = [str(cell.value or "") for cell in rows[0][:width]]
    cells = [(cell, header[at] if at < width else "") for _, row in filled for at, cell in enumerate(row)]
    problems = [problem for cell, column in cells if (problem := _cell_problem(file, cell, column))]
    if problems:
        raise EvidenceError(problems)
    return [(number, ["" if cell.value is None else str(cell.value) for cell in row[:width]]) for number, row in filled]


def _cell_problem(file: str, cell: "Cell", column: str) -> Problem | None:
    """A spreadsheet shows numbers, dates and formulas otherwise than it keeps them: what was seen is lost."""
    value, place = cell.value, column or cell.column_letter
    if value is not None and not column:
        message, remedy = "the cell stands under no header", "give its column a name, or empty the cell"
        return Problem(file, cell.row, place, "xlsx-cell-stray", message, str(value)[:80], remedy)
    whole = isinstance(value, int) and not isinstance(value, bool) and column != "phrase"
    if value is None or whole or (isinstance(value, str) and cell.data_type != "f"):
        return None
    message = "the cell holds a number, date or formula, and not the text as published"
    remedy = "format the cell as text and type what the source prints"
    return Problem(file, cell.row, place, "xlsx-cell-not-text", message, str(value)[:80], remedy)
