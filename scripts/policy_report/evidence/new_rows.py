"""Reads the claims that a person wants to add, from a CSV or a spreadsheet, as they were typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.textfile import Line, read_lines, shape_problems

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
    lines, problems = (_xlsx(path), []) if path.suffix.lower() == ".xlsx" else read_lines(path, path.name)
    if not lines and not problems:
        message, remedy = "the file is empty", "give it a header and a row for each claim"
        raise EvidenceError(Problem(path.name, 0, "", "file-empty", message, "", remedy))
    if problems := problems or shape_problems(path.name, lines, columns, required):
        raise EvidenceError(problems)
    (_, header), *body = lines
    return [NewRow(path.name, row, dict(zip(header, cells, strict=True))) for row, cells in body]


def _xlsx(path: Path) -> list[Line]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
    except FileNotFoundError as error:
        message, remedy = "the file is missing", "correct the name of the file"
        raise EvidenceError(Problem(path.name, 0, "", "file-missing", message, str(path), remedy)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, AttributeError) as error:
        message, remedy = "this is not a readable XLSX workbook", "save it again as XLSX, or as CSV in UTF-8"
        raise EvidenceError(Problem(path.name, 0, "", "xlsx-broken", message, str(error)[:80], remedy)) from error
    filled = [sheet for sheet in book.worksheets if any(cell is not None for row in sheet.values for cell in row)]
    if len(filled) > 1:
        names, remedy = ", ".join(sheet.title for sheet in filled), "keep the new claims in one sheet"
        raise EvidenceError(Problem(path.name, 0, "", "xlsx-many-sheets", "several sheets are filled", names, remedy))
    return _sheet(path.name, list(filled[0].iter_rows())) if filled else []


def _sheet(file: str, rows: list[tuple[Any, ...]]) -> list[Line]:
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
