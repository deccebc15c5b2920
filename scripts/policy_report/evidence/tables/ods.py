"""Worksheets of OpenDocument files, and of workbooks of Excel 97 to 2003."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import MOST_CELLS
from policy_report.evidence.tables.workbook import Page, Sheet, check_unpacked, raised, shown

_NAMES: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}

_COLUMNS: Final = 16_384
"""The columns that a worksheet has."""
_WIDEST: Final = 1_000
"""Spaces side by side."""


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_NAMES[prefix]}}}{name}"


def ods_pages(data: bytes, faults: Faults) -> list[Page]:
    """Give the worksheets of an OpenDocument spreadsheet."""
    from lxml import etree

    try:
        check_unpacked(data, faults)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parser = etree.XMLParser(resolve_entities=False, huge_tree=False)
            root = etree.fromstring(packed.read("content.xml"), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        faults.stop(0, "", "workbook-broken", error=f"{type(error).__name__}: {error}")
    styles = {style.get(_name("style:name")): style for style in root.iter(_name("style:style"))}
    raised_styles = frozenset(name for name, style in styles.items() if _says(style, "text-position", "super"))
    return [_page(table, styles, raised_styles) for table in root.iter(_name("table:table"))]


def _says(style: Any, key: str, start: str) -> bool:
    """Whether a style sets a property to something that begins so."""
    keys = (_name(f"style:{key}"), _name(f"table:{key}"))
    return any((child.get(one) or "").startswith(start) for child in style for one in keys)


def _page(table: Any, styles: dict[str, Any], raised_styles: frozenset[str]) -> Page:
    style = styles.get(table.get(_name("table:style-name")), ())
    filled = any(True for paragraph in table.iter(_name("text:p")) if "".join(paragraph.itertext()).strip())
    hidden = _says(style, "display", "false")
    return Page(table.get(_name("table:name"), ""), hidden, filled, lambda: _sheet(table, raised_styles))


def _repeated(element: Any, what: str) -> int:
    return min(int(element.get(_name(f"table:number-{what}-repeated"), 1)), MOST_CELLS)


def _sheet(table: Any, raised_styles: frozenset[str]) -> Sheet:
    texts: list[list[str]] = []
    filled = 0
    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    for element in table.iter(_name("table:table-row")):
        runs = list(_runs(element, raised_styles))
        while runs and not runs[-1][0]:
            runs.pop()
        if sum(times for *_, times in runs) > MOST_CELLS:
            return Sheet([[""] * (MOST_CELLS + 1)], {})
        cells = [(text, high, wide) for text, high, wide, times in runs for _ in range(times)]
        # The blank rows to the end of a sheet are one that is repeated a million times.
        for _ in range(_repeated(element, "rows") if cells else 1):
            row = len(texts)
            hidden |= {row} if element.get(_name("table:visibility"), "visible") != "visible" else set()
            for column, (_, high, wide) in enumerate(cells):
                merged += [(row, row + high - 1, column, column + wide - 1)] if high * wide > 1 else []
            texts.append([text for text, _, _ in cells])
            filled += len(cells)
            if filled > MOST_CELLS:
                return Sheet(texts, {})
    return Sheet(texts, {}, merged, frozenset(hidden), frozenset(_hidden_columns(table)))


def _hidden_columns(table: Any) -> Iterator[int]:
    column = 0
    for element in table.iter(_name("table:table-column")):
        count = min(_repeated(element, "columns"), _COLUMNS - column)
        if element.get(_name("table:visibility"), "visible") != "visible":
            yield from range(column, column + count)
        column += count


def _runs(row: Any, raised_styles: frozenset[str]) -> Iterator[tuple[str, int, int, int]]:
    """The cells of a row: text, the rows and columns that each covers, and how often it stands side by side."""
    kinds = (_name("table:table-cell"), _name("table:covered-table-cell"))
    for cell in row.iterchildren(*kinds):
        text = "\n".join(
            raised(_pieces(paragraph, raised_styles, up=False)) for paragraph in cell.iterchildren(_name("text:p"))
        )
        high, wide = (int(cell.get(_name(f"table:number-{what}-spanned"), 1)) for what in ("rows", "columns"))
        yield text, high, wide, _repeated(cell, "columns")


def _pieces(element: Any, raised_styles: frozenset[str], *, up: bool) -> Iterator[tuple[str, bool]]:
    yield element.text or "", up
    for child in element:
        if child.tag == _name("text:s"):
            yield " " * min(int(child.get(_name("text:c"), 1)), _WIDEST), up
        elif child.tag != _name("office:annotation"):
            yield from _pieces(child, raised_styles, up=up or child.get(_name("text:style-name")) in raised_styles)
        yield child.tail or "", up


def xls_pages(data: bytes, faults: Faults) -> list[Page]:
    """Give the worksheets of an XLS workbook."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as error:  # a damaged workbook can make xlrd raise anything
        faults.stop(0, "", "workbook-broken", error=f"{type(error).__name__}: {error}")
    return [_xls_page(book, sheet, faults) for sheet in book.sheets()]


def _xls_page(book: Any, sheet: Any, faults: Faults) -> Page:
    filled = any(value != "" for row in range(sheet.nrows) for value in sheet.row_values(row))
    return Page(sheet.name, bool(sheet.visibility), filled, lambda: _xls_sheet(book, sheet, faults))


def _xls_sheet(book: Any, sheet: Any, faults: Faults) -> Sheet:
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
            return raised(_xls_pieces(book, cell.value, sheet.rich_text_runlist_map.get((row, column), ())))
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


def _xls_pieces(book: Any, text: str, runs: Any) -> list[tuple[str, bool]]:
    """The pieces of a text, and whether each is raised; a run begins where another font does."""
    starts = [(0, None), *runs]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    fonts = [book.font_list[font] if font is not None else None for _, font in starts]
    return [
        (text[start:end], getattr(font, "escapement", 0) == 1)
        for (start, _), end, font in zip(starts, ends, fonts, strict=True)
    ]
