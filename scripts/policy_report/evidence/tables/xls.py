"""The worksheets of an XLS workbook (Excel 97 to 2003), which statistics offices still publish."""

import io
from typing import Any

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.workbook import Page, Sheet, raised, shown


def xls_pages(data: bytes, faults: Faults) -> list[Page]:
    """Give the worksheets of an XLS workbook."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # a damaged workbook can make xlrd raise anything
        faults.stop(0, "", "workbook-broken", error=f"{type(error).__name__}: {error}")
    return [_page(book, sheet, faults) for sheet in book.sheets()]


def _page(book: Any, sheet: Any, faults: Faults) -> Page:
    filled = any(value != "" for row in range(sheet.nrows) for value in sheet.row_values(row))
    return Page(sheet.name, bool(sheet.visibility), filled, lambda: _sheet(book, sheet, faults))


def _sheet(book: Any, sheet: Any, faults: Faults) -> Sheet:
    places = [(row, column) for row in range(sheet.nrows) for column in range(sheet.ncols)]
    indents = {place: book.xf_list[sheet.cell_xf_index(*place)].alignment.indent_level for place in places}
    return Sheet(
        [[_text(book, sheet, row, column, faults) for column in range(sheet.ncols)] for row in range(sheet.nrows)],
        {place: steps for place, steps in indents.items() if steps},
        [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells],
        frozenset(row for row, about in sheet.rowinfo_map.items() if about.hidden),
        frozenset(column for column, about in sheet.colinfo_map.items() if about.hidden),
    )


def _text(book: Any, sheet: Any, row: int, column: int, faults: Faults) -> str:
    import xlrd

    cell = sheet.cell(row, column)
    place, style = (row + 1, xlrd.colname(column)), book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_ERROR:
        faults.add(*place, "formula-error", xlrd.error_text_from_code.get(cell.value, "error"))
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return raised(_pieces(book, cell.value, sheet.rich_text_runlist_map.get((row, column), ())))
        case xlrd.XL_CELL_NUMBER:
            return shown(cell.value, style, place, faults)
        case xlrd.XL_CELL_DATE:
            try:
                return shown(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode), style, place, faults)
            except (ValueError, OverflowError):
                return shown(cell.value, "General", place, faults)
        case xlrd.XL_CELL_BOOLEAN:
            return str(bool(cell.value)).upper()
    return ""


def _pieces(book: Any, text: str, runs: Any) -> list[tuple[str, bool]]:
    """The pieces of a text, and whether each is raised; a run begins where another font does."""
    starts = [(0, None), *runs]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    fonts = [book.font_list[font] if font is not None else None for _, font in starts]
    return [
        (text[start:end], getattr(font, "escapement", 0) == 1)
        for (start, _), end, font in zip(starts, ends, fonts, strict=True)
    ]
