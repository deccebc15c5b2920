"""Reads the claims that a person wants to add, from a CSV or a spreadsheet, as they were typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.faults import problem
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
        raise EvidenceError(problem(path.name, 0, "", "file-empty"))
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
        raise EvidenceError(problem(path.name, 0, "", "file-missing", str(path))) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, AttributeError) as error:
        raise EvidenceError(problem(path.name, 0, "", "workbook-broken", error=error)) from error
    filled = [sheet for sheet in book.worksheets if any(cell is not None for row in sheet.values for cell in row)]
    if len(filled) > 1:
        names = ", ".join(sheet.title for sheet in filled)
        raise EvidenceError(problem(path.name, 0, "", "xlsx-many-sheets", names))
    return _sheet(path.name, list(filled[0].iter_rows())) if filled else []


def _sheet(file: str, rows: list[tuple[Any, ...]]) -> list[Line]:
    width = max((at for at, cell in enumerate(rows[0], start=1) if cell.value is not None), default=0)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(c.value is not None for c in row)]
    header = [str(cell.value or "") for cell in rows[0][:width]]
    cells = [(cell, header[at] if at < width else "") for _, row in filled for at, cell in enumerate(row)]
    problems = [found for cell, column in cells if (found := _cell_problem(file, cell, column))]
    if problems:
        raise EvidenceError(problems)
    return [(number, ["" if cell.value is None else str(cell.value) for cell in row[:width]]) for number, row in filled]


def _cell_problem(file: str, cell: "Cell", column: str) -> Problem | None:
    """A spreadsheet shows numbers, dates and formulas otherwise than it keeps them: what was seen is lost."""
    value, place = cell.value, column or cell.column_letter
    if value is not None and not column:
        return problem(file, cell.row, place, "xlsx-cell-stray", str(value))
    whole = isinstance(value, int) and not isinstance(value, bool) and column != "phrase"
    if value is None or whole or (isinstance(value, str) and cell.data_type != "f"):
        return None
    return problem(file, cell.row, place, "xlsx-cell-not-text", str(value))
