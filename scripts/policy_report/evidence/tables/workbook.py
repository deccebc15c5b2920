"""Grids from XLSX: one worksheet with merged cells, indentation, number formats and raised footnote marks."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any, Final

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import MOST_CELLS, Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import SUPER_CLOSE, SUPER_OPEN, indent

_LARGEST: Final = 100_000_000
"""Bytes of a workbook once unpacked; a small file that grows beyond is a decompression bomb."""
_INDENT_WIDTH: Final = 2
"""Columns of fixed-width print to one step of a cell's indent."""
_FORM: Final = re.compile(r"(?P<whole>(?:#,##)?0)(?:\.(?P<digits>0+))?_?\s?(?P<percent>%)?")
_SAVE: Final = "open it in a spreadsheet and save it anew as .xlsx"


def xlsx_grid(data: bytes, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of the worksheet that holds something, or that the recipe names."""
    values, formulas = _open(data, faults), _open(data, faults, formulas=True)
    sheet = _sheet(values, recipe, faults)
    check_size(sheet.max_row * sheet.max_column, faults)
    merged = _merged(sheet)
    _check_cells(sheet, formulas[sheet.title], faults)
    columns = range(1, sheet.max_column + 1)
    rows = [
        GridRow(line, tuple(_cell(sheet, merged.get((line, column), (line, column, 0)), column) for column in columns))
        for line in range(1, sheet.max_row + 1)
    ]
    return Grid(rectangle(rows))


def _open(data: bytes, faults: Faults, *, formulas: bool = False) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > _LARGEST:
            faults.stop(0, "", "table-too-large", size=f"{unpacked:,} bytes")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that tables do not need
            return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas, rich_text=True)
    except EvidenceError:
        raise
    except Exception as error:  # a damaged workbook can make openpyxl and its parsers raise anything
        faults.stop(0, "", "xlsx-broken", error=f"{type(error).__name__}: {error}")


def _sheet(book: Any, recipe: Recipe, faults: Faults) -> Any:
    sheets = [sheet for sheet in book.worksheets if any(value is not None for row in sheet.values for value in row)]
    if recipe.sheet:
        if recipe.sheet in book.sheetnames:
            return book[recipe.sheet]
        faults.stop(0, "", "sheet-missing", recipe.sheet, sheets=", ".join(book.sheetnames))
    if not sheets:
        faults.stop(0, "", "table-empty")
    if len(sheets) > 1:
        titles = ", ".join(sheet.title for sheet in sheets)
        faults.stop(0, "", "sheet-ambiguous", titles)
    return sheets[0]


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int, int]]:
    """For each place under a merged cell: the place of its text, and a number of its own."""
    covered: dict[tuple[int, int], tuple[int, int, int]] = {}
    for number, area in enumerate(sheet.merged_cells.ranges, start=1):
        if area.size["rows"] * area.size["columns"] > MOST_CELLS:
            continue
        for line, column in product(range(area.min_row, area.max_row + 1), range(area.min_col, area.max_col + 1)):
            covered[line, column] = (area.min_row, area.min_col, number)
    return covered


def _cell(sheet: Any, place: tuple[int, int, int], column: int) -> GridCell:
    line, anchor, number = place
    cell = sheet.cell(line, anchor)
    raw = _printed(cell)
    steps = int(getattr(cell.alignment, "indent", 0) or 0)
    return GridCell(" ".join(raw.split("\n")).strip(), column, indent(raw) + steps * _INDENT_WIDTH, number)


def _printed(cell: Any) -> str:
    """The text that the spreadsheet shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return _rich(value) if isinstance(value, Iterable) and not isinstance(value, str) else str(value)


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
