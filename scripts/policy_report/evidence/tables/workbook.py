"""Grids from workbooks (XLSX, XLS, ODS): one worksheet as it is shown, with merged cells, indentation, raised marks."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import MOST_CELLS, Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.recipe import Hidden, Recipe
from policy_report.evidence.tables.script import SUPER_CLOSE, SUPER_OPEN, indent
from policy_report.evidence.tables.shown import UnreadFormatError, shown_day, shown_number

LARGEST: Final = 100_000_000
"""Bytes of a workbook once unpacked; a small file that grows beyond is a decompression bomb."""
_INDENT_WIDTH: Final = 2
"""Columns of fixed-width print to one step of a cell's indent."""


@dataclass(frozen=True)
class Sheet:
    """A worksheet as it is shown."""

    # texts, steps: the text of every cell, row by row, and the steps by which some are indented, by row and column from
    # 0
    texts: Sequence[Sequence[str]]
    steps: dict[tuple[int, int], int]
    # The areas of merged cells: first and last row, first and last column, from 0
    merged: Sequence[tuple[int, int, int, int]] = ()
    # rows, columns: those that are hidden, from 0
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Page:
    """A worksheet that has not been read yet. `filled` tells whether it holds anything."""

    name: str
    hidden: bool
    filled: bool
    read: Callable[[], Sheet]


def sheet_grid(pages: Sequence[Page], recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of the worksheet that holds something, or that the recipe names."""
    chosen = _chosen(pages, recipe, faults)
    try:
        sheet = chosen.read()
    except EvidenceError:
        raise
    except Exception as error:  # a damaged workbook can refer to what it does not have
        faults.stop(0, "", "workbook-broken", error=f"{type(error).__name__}: {error}")
    faults.raise_any()
    check_size(sum(map(len, sheet.texts)), faults)
    left_out = _left_out(sheet, recipe, faults)
    high, wide = len(sheet.texts), max(map(len, sheet.texts), default=0)
    areas = [
        (top, left, range(top, min(bottom + 1, high)), range(left, min(right + 1, wide)))
        for top, bottom, left, right in sheet.merged
    ]
    check_size(sum(len(rows) * len(columns) for _, _, rows, columns in areas), faults)
    # For each place under a merged cell: the place of its text, and a number of its own.
    merged = {
        (row, column): (top, left, number)
        for number, (top, left, rows, columns) in enumerate(areas, start=1)
        for row in rows
        for column in columns
    }
    return Grid(
        rectangle(
            GridRow(
                row + 1,
                tuple(
                    _cell(sheet, merged.get((row, column), (row, column, 0)), column)
                    for column in range(wide)
                    if not (left_out and column in sheet.columns)
                ),
            )
            for row in range(high)
            if not (left_out and row in sheet.rows)
        )
    )


def _chosen(pages: Sequence[Page], recipe: Recipe, faults: Faults) -> Page:
    names = ", ".join(page.name for page in pages)
    if recipe.sheet:
        named = [page for page in pages if page.name == recipe.sheet]
        return named[0] if named else faults.stop(0, "", "sheet-missing", recipe.sheet, sheets=names)
    filled = [page for page in pages if page.filled and not page.hidden] or [page for page in pages if page.filled]
    if not filled:
        faults.stop(0, "", "table-empty")
    if len(filled) > 1:
        faults.stop(0, "", "sheet-ambiguous", ", ".join(page.name for page in filled))
    return filled[0]


def _left_out(sheet: Sheet, recipe: Recipe, faults: Faults) -> bool:
    """Whether hidden rows and columns are left out; an error if some hold something and the recipe does not say."""
    found = [
        (row, column, text)
        for row, texts in enumerate(sheet.texts)
        for column, text in enumerate(texts)
        if text and (row in sheet.rows or column in sheet.columns)
    ]
    if found and not recipe.hidden:
        row, column, text = found[0]
        faults.stop(row + 1, str(column + 1), "sheet-hidden", text, cells=len(found))
    return recipe.hidden is not Hidden.READ


def _cell(sheet: Sheet, place: tuple[int, int, int], column: int) -> GridCell:
    row, anchor, number = place
    texts = sheet.texts[row] if row < len(sheet.texts) else ()
    raw = texts[anchor] if anchor < len(texts) else ""
    steps = sheet.steps.get((row, anchor), 0)
    return GridCell(" ".join(raw.split("\n")).strip(), column + 1, indent(raw) + steps * _INDENT_WIDTH, number)


def check_unpacked(data: bytes, faults: Faults) -> None:
    """Stop at a packed workbook that would grow too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
    if unpacked > LARGEST:
        faults.stop(0, "", "table-too-large", size=f"{unpacked:,} bytes")


def shown(value: Any, style: str, place: tuple[int, str], faults: Faults) -> str:
    """Give the text that a spreadsheet shows for the value of a cell; `place` is its row and its column's letter."""
    match value:
        case None:
            return ""
        case datetime() | date():
            return shown_day(value, style)
        case bool():
            return str(value).upper()
        case int() | float():
            try:
                return shown_number(value, style)
            except (UnreadFormatError, ArithmeticError):
                faults.add(*place, "number-format-unread", style)
                return ""
        case _:
            return str(value)


def raised(parts: Iterable[tuple[str, bool]]) -> str:
    """Give a text of pieces, of which some are raised."""
    return "".join(f"{SUPER_OPEN}{text.strip()}{SUPER_CLOSE}" if up and text.strip() else text for text, up in parts)


def xlsx_pages(data: bytes, faults: Faults) -> list[Page]:
    """Give the worksheets of an XLSX workbook."""
    import openpyxl

    try:
        check_unpacked(data, faults)
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions that tables do not need
            values, formulas = (
                openpyxl.load_workbook(io.BytesIO(data), data_only=shown, rich_text=True) for shown in (True, False)
            )
    except Exception as error:  # a damaged workbook can make openpyxl and its parsers raise anything
        faults.raise_any()
        faults.stop(0, "", "workbook-broken", error=f"{type(error).__name__}: {error}")

    def page(sheet: Any) -> Page:
        large = sheet.max_row * sheet.max_column > MOST_CELLS
        filled = large or any(value is not None for row in sheet.values for value in row)
        return Page(
            sheet.title, sheet.sheet_state != "visible", filled,
            lambda: _xlsx_sheet(sheet, formulas[sheet.title], faults),
        )  # fmt: skip

    return [page(sheet) for sheet in values.worksheets]


def _xlsx_sheet(sheet: Any, formulas: Any, faults: Faults) -> Sheet:
    check_size(sheet.max_row * sheet.max_column, faults)
    for cell in (cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"):
        if sheet.cell(cell.row, cell.column).value is None:
            faults.add(cell.row, cell.column_letter, "formula-without-result", str(cell.value))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "e"):
        faults.add(cell.row, cell.column_letter, "formula-error", str(cell.value))
    cells = [cell for row in sheet.iter_rows() for cell in row]
    areas = sheet.merged_cells.ranges
    hidden = [dimension for dimension in sheet.column_dimensions.values() if dimension.hidden]
    return Sheet(
        [[_xlsx_text(cell, faults) for cell in row] for row in sheet.iter_rows()],
        {(cell.row - 1, cell.column - 1): int(cell.alignment.indent) for cell in cells if cell.alignment.indent},
        [(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1) for area in areas],
        frozenset(row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.hidden),
        frozenset(index - 1 for one in hidden for index in range(one.min, min(one.max, sheet.max_column) + 1)),
    )


def _xlsx_text(cell: Any, faults: Faults) -> str:
    value = cell.value
    if isinstance(value, Iterable) and not isinstance(value, str):
        fonts = [(getattr(part, "font", None), str(getattr(part, "text", part))) for part in value]
        return raised((text, getattr(font, "vertAlign", None) == "superscript") for font, text in fonts)
    return shown(value, str(cell.number_format), (cell.row, getattr(cell, "column_letter", "")), faults)
