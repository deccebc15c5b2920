"""Grids from HTML: the tables of a page with row and column spans, raised footnote marks, and indentation."""

import re
from collections.abc import Sequence
from itertools import product
from typing import Any, Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import periods_in
from policy_report.evidence.tables.grid import Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import SUPER_CLOSE, SUPER_OPEN, fold, indent
from policy_report.evidence.tables.units import split_unit, unit_line

_WIDEST_SPAN: Final = 200
"""No printed table is wider or a merged cell taller; larger spans are damage."""
_PADDING: Final = re.compile(r"(?:padding-left|text-indent|margin-left)\s*:\s*([\d.]+)\s*(px|em|pt)?", re.I)
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "big", "em", "font", "i", "label", "small", "span", "strong", "sub", "sup", "u")
)
_SILENT: Final = frozenset(("script", "style", "title", "table"))
_ENCLOSED_UNITS: Final = re.compile(r"\((?:计量|数据)?单位\s*:[^()]+\)")
_NO_TITLE: Final = re.compile(r"[。！？；|]|[.;!?]\s*$|>|发布|来源|publish|updated|source", re.I)
_ABOUT: Final = re.compile(
    r"\s*(?:附?表|续表|Table|\d{1,2}[-—–]\d{1,2}(?:\s|[^\d\s月日])|[(（]?(?:计量|数据)?单位|\(?Units?\s*[:：])", re.I
)
_NOTE: Final = re.compile(r"\s*(?:注|资料来源|数据来源|说明|Notes?\b|Source|[a-z]\)|\([a-z]\)|[①-⑳]|\*)", re.I)
_LONGEST_TITLE: Final = 80
_WIDTHS: Final = {"em": 2.0, "px": 1 / 8, "pt": 1 / 6, "": 1 / 8}
"""Columns of fixed-width print to a unit of length: an em is one Chinese character."""


def html_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of the table of a page; the lines around it that read like a title, unit or note are kept."""
    from lxml.html import HTMLParser, document_fromstring

    if "\x00" in text:
        faults.stop(text.count("\n", 0, text.index("\x00")) + 1, "", "character-damaged")
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except ValueError as error:  # lxml's own answer to a page without a single element
        faults.stop(1, "", "html-broken", error=error)
    # What lxml gives up on, such as elements nested thousands deep, it leaves out of the page.
    if left_out := parser.error_log.filter_from_fatals():
        faults.stop(left_out[0].line, "", "html-broken", error=left_out[0].message)
    tables = list(page.iter("table"))
    chosen = _choose(tables, recipe, faults)
    rows = _spread(tables[chosen], faults)
    before, behind = (
        [GridRow(line, (GridCell(words, 1),)) for line, count, words in _outside(page) if count == wanted]
        for wanted in (chosen, chosen + 1)
    )
    caption = " ".join("".join(map(_text, tables[chosen].iterchildren("caption"))).split())
    title = [GridRow(tables[chosen].sourceline, (GridCell(caption, 1),))] if caption else _about(before)
    return Grid(rectangle([*title, *rows, *(row for row in behind if _NOTE.match(row.cells[0].text))]))


def _text(cell: Any) -> str:
    """The text of a cell without that of tables in it, raised footnote marks enclosed."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    walk = iterwalk(cell, events=("start", "end", "comment"))
    for event, element in walk:
        begins, tag = event == "start", element.tag
        if begins and tag in _SILENT:
            walk.skip_subtree()
        elif begins:
            mark = SUPER_OPEN if tag == "sup" else " " if tag in ("br", "p", "div") else ""
            parts += [mark, element.text or ""]
        elif element is not cell:
            parts += [SUPER_CLOSE if tag == "sup" else "", element.tail or ""]
    return "".join(parts)


def _rows(table: Any) -> list[list[Any]]:
    """The cells of a table row by row; a cell without a row of its own begins one."""
    rows: dict[Any, list[Any]] = {}
    for element in table.iter("tr", "td", "th"):
        if next(element.iterancestors("table")) is table:
            if element.tag == "tr":
                rows[element] = []
            else:
                rows.setdefault(element.getparent(), []).append(element)
    return list(rows.values())


def _indent(cell: Any) -> int:
    """The width of the space that styles leave at the left of a cell."""
    found = [_PADDING.search(element.get("style", "")) for element in cell.iter("td", "th", "p", "span", "div")]
    return sum(round(float(one[1].strip(".") or 0) * _WIDTHS[(one[2] or "").lower()]) for one in found if one)


def _outside(page: Any) -> list[tuple[int, int, str]]:
    """The text outside of tables, a paragraph a line: where it begins, the tables before it, and its words."""
    from lxml.etree import iterwalk

    found: list[tuple[int, int, str]] = []
    tables, silent, ended = 0, 0, True
    for event, element in iterwalk(page, events=("start", "end", "comment")):
        begins, tag = event == "start", element.tag
        tables += begins and tag == "table"
        silent += 0 if tag not in _SILENT else 1 if begins else -1
        ended = ended or (tag not in _INLINE and event != "comment")
        mark = "" if tag != "sup" else SUPER_OPEN if begins else SUPER_CLOSE
        words = " ".join(((element.text if begins else element.tail) or "").split())
        words = mark + words
        if words and not silent:
            line, count, before = (element.sourceline, tables, "") if ended or not found else found.pop()
            found.append((line, count, before + words))
            ended = False
    return found


def _choose(tables: list[Any], recipe: Recipe, faults: Faults) -> int:
    candidates = [index for index, table in enumerate(tables) if _numbers(table) > 0]
    if recipe.table:
        if recipe.table <= len(tables):
            return recipe.table - 1
        faults.stop(0, "", "html-table-missing", str(recipe.table), tables=len(tables))
    if not candidates:
        faults.stop(1, "", "html-without-table")
    if len(candidates) > 1:
        numbers, line = ", ".join(str(index + 1) for index in candidates), tables[candidates[1]].sourceline
        faults.stop(line, "", "html-table-ambiguous", numbers)
    return candidates[0]


def _numbers(table: Any) -> int:
    readings = [read_cell(_text(cell)) for row in _rows(table) for cell in row]
    return sum(reading.number is not None for reading in readings)


def _spread(table: Any, faults: Faults) -> list[GridRow]:
    """Lay the cells out, each merged one over all the places that it covers."""
    taken: dict[tuple[int, int], GridCell] = {}
    rows = _rows(table)
    for top, row in enumerate(rows):
        left = 0
        for number, cell in enumerate(row, start=1):
            while (top, left) in taken:
                left += 1
            wide, high = _span(cell.get("colspan", "1")), _span(cell.get("rowspan", "1"))
            raw = re.sub("[\n\r\t]", " ", _text(cell))
            block = len(taken) + 1 if wide * high > 1 else 0
            place = GridCell(raw.strip(" "), number, indent(raw.lstrip(" ")) + _indent(cell), block)
            for down, across in product(range(min(high, len(rows) - top)), range(wide)):
                taken[top + down, left + across] = place
            check_size(len(taken), faults)
            left += wide
    wide = max((column for _, column in taken), default=-1) + 1
    return [
        GridRow(
            row[0].sourceline if row else table.sourceline,
            tuple(taken.get((top, left), GridCell("", left + 1)) for left in range(wide)),
        )
        for top, row in enumerate(rows)
    ]


def _span(text: str) -> int:
    return min(max(int(text), 1), _WIDEST_SPAN) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _about(before: Sequence[GridRow]) -> list[GridRow]:
    """The lines before a table that are its title and unit; the nearest line may be a title without a number."""
    titles = [row for row in before if _ABOUT.match(row.cells[0].text)]
    others = [row for row in before if not unit_line(row.cells[0].text)]
    if others and not any(not unit_line(row.cells[0].text) for row in titles) and _may_be_title(others[-1]):
        titles = [row for row in before if row in titles or row is others[-1]]
    return titles


def _may_be_title(row: GridRow) -> bool:
    text = row.cells[0].text
    if len(text) > _LONGEST_TITLE or _NO_TITLE.search(text):
        return False
    return bool(periods_in(text) or split_unit(text)[1] or _ENCLOSED_UNITS.search(fold(text)))
