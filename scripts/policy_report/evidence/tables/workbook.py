"""Grids from XLSX: one worksheet with merged cells, indentation, number formats and raised footnote marks."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import MOST_CELLS, Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import SUPER_CLOSE, SUPER_OPEN, indent

_LARGEST: Final = 100_000_000
"""Bytes of a workbook once unpacked; a small file that grows beyond is a decompression bomb."""
_INDENT_WIDTH: Final = 2
"""Columns of fixed-width print to one step of a cell's indent."""
_FORM: Final = re.compile(r"(?P<whole>(?:#,##)?0)(?:\.(?P<digits>0+))?_?\s?(?P<percent>%)?")


def xlsx_grid(data: bytes, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of the worksheet that holds something, or that the recipe names."""
    values, formulas = _open(data, faults)
    sheet = _sheet(values, recipe, faults)
    check_size(sheet.max_row * sheet.max_column, faults)
    _check_cells(sheet, formulas[sheet.title], faults)
    # For each place under a merged cell: the place of its text, and a number of its own.
    merged = {
        place: (area.min_row, area.min_col, number)
        for number, area in enumerate(sheet.merged_cells.ranges, start=1)
        if area.size["rows"] * area.size["columns"] <= MOST_CELLS
        for place in area.cells
    }
    columns = range(1, sheet.max_column + 1)
    return Grid(
        rectangle(
            GridRow(line, tuple(_cell(sheet, merged.get((line, at), (line, at, 0)), at) for at in columns))
            for line in range(1, sheet.max_row + 1)
        )
    )


def _open(data: bytes, faults: Faults) -> tuple[Any, Any]:
    """The workbook with its stored results, and with its formulas."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions that tables do not need
            books = [
                openpyxl.load_workbook(io.BytesIO(data), data_only=shown, rich_text=True)
                for shown in (True, False)
                if unpacked <= _LARGEST
            ]
    except Exception as error:  # a damaged workbook can make openpyxl and its parsers raise anything
        faults.stop(0, "", "xlsx-broken", error=f"{type(error).__name__}: {error}")
    if not books:
        faults.stop(0, "", "table-too-large", size=f"{unpacked:,} bytes")
    return books[0], books[1]


def _sheet(book: Any, recipe: Recipe, faults: Faults) -> Any:
    sheets = [sheet for sheet in book.worksheets if any(value is not None for row in sheet.values for value in row)]
    if recipe.sheet:
        if recipe.sheet in book.sheetnames:
            return book[recipe.sheet]
        faults.stop(0, "", "sheet-missing", recipe.sheet, sheets=", ".join(book.sheetnames))
    if not sheets:
        faults.stop(0, "", "table-empty")
    if len(sheets) > 1:
        faults.stop(0, "", "sheet-ambiguous", ", ".join(sheet.title for sheet in sheets))
    return sheets[0]


def _cell(sheet: Any, place: tuple[int, int, int], column: int) -> GridCell:
    line, anchor, number = place
    cell = sheet.cell(line, anchor)
    raw = _printed(cell)
    steps = int(getattr(cell.alignment, "indent", 0) or 0)
    return GridCell(" ".join(raw.split("\n")).strip(), column, indent(raw) + steps * _INDENT_WIDTH, number)


def _printed(cell: Any) -> str:
    """The text that the spreadsheet shows."""
    match cell.value:
        case None:
            return ""
        case datetime() | date() as day:
            return day.strftime("%Y-%m-%d")
        case bool() as flag:
            return str(flag).upper()
        case int() | float() as number:
            return _number(number, str(cell.number_format))
        case str() as text:
            return str(text)
        case value:
            return _rich(value) if isinstance(value, Iterable) else str(value)


def _rich(value: Iterable[Any]) -> str:
    parts = []
    for part in value:
        font = getattr(part, "font", None)
        raised = getattr(font, "vertAlign", None) == "superscript"
        text = str(getattr(part, "text", part))
        parts.append(f"{SUPER_OPEN}{text.strip()}{SUPER_CLOSE}" if raised and text.strip() else text)
    return "".join(parts)


def _number(value: float, style: str) -> str:
    """A number under the digits and percent sign of its format; formats beyond that show it in full."""
    form = _FORM.fullmatch(style.partition(";")[0])
    number = Decimal(repr(value)) if isinstance(value, int) else Decimal(format(value, ".15g"))
    if not number.is_finite():
        return str(value)
    if form is None:
        return format(number.normalize() if number == number.to_integral() else number, "f")
    if form["percent"]:
        number *= 100
    style = f"{',' if ',' in form['whole'] else ''}.{len(form['digits'] or '')}f"
    return format(number, style) + (form["percent"] or "")


def _check_cells(sheet: Any, formulas: Any, faults: Faults) -> None:
    for cell in (cell for row in formulas.iter_rows() for cell in row if cell.data_type == "f"):
        if sheet.cell(cell.row, cell.column).value is None:
            faults.add(cell.row, cell.column_letter, "formula-without-result", str(cell.value))
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "e"):
        faults.add(cell.row, cell.column_letter, "formula-error", str(cell.value))
