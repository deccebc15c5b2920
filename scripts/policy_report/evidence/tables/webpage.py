"""Grids from HTML: the tables of a page with row and column spans, raised footnote marks, and indentation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import periods_in
from policy_report.evidence.tables.faults import Faults
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
_ENCLOSED_UNITS: Final = re.compile(r"\((?:计量|数据)?单位\s*:[^()]+\)")
_NO_TITLE: Final = re.compile(r"[。！？；|]|[.;!?]\s*$|>|发布|来源|publish|updated|source", re.I)
_ABOUT: Final = re.compile(
    r"\s*(?:附?表|续表|Table|\d{1,2}[-—–]\d{1,2}(?:\s|[^\d\s月日])|[(（]?(?:计量|数据)?单位|\(?Units?\s*[:：])", re.I
)
_NOTE: Final = re.compile(r"\s*(?:注|资料来源|数据来源|说明|Notes?\b|Source|[a-z]\)|\([a-z]\)|[①-⑳]|\*)", re.I)
_LONGEST_TITLE: Final = 80
_WIDTHS: Final = {"em": 2.0, "px": 1 / 8, "pt": 1 / 6, "": 1 / 8}
"""Columns of fixed-width print to a unit of length: an em is one Chinese character."""


@dataclass
class _Cell:
    line: int
    colspan: int
    rowspan: int
    indent: int = 0
    parts: list[str] = field(default_factory=list)


@dataclass
class _Table:
    line: int
    rows: list[list[_Cell]] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the tables of a page; text between tables is kept as lines that may be titles and notes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.cell: _Cell | None = None
        self.raised = 0
        self.silent = 0
        self.in_caption = False
        self.outside: list[tuple[int, int, str]] = []
        self.ended = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ended = self.ended or tag not in _INLINE
        if tag == "table":
            self.open.append(_Table(self.getpos()[0]))
            self.tables.append(self.open[-1])
            self.cell = None
        elif tag == "tr" and self.open:
            self.open[-1].rows.append([])
            self.cell = None
        elif tag in ("td", "th") and self.open:
            self._begin_cell(given)
        elif tag == "caption" and self.open:
            self.in_caption = True
        elif tag in ("script", "style", "title"):
            self.silent += 1
        elif tag == "sup":
            self.raised += 1
            self._text(SUPER_OPEN)
        elif tag in ("br", "p", "div") and self.cell:
            self._text(" ")
        self._indent(given, tag)

    def _begin_cell(self, given: dict[str, str]) -> None:
        if not self.open[-1].rows:
            self.open[-1].rows.append([])
        self.cell = _Cell(self.getpos()[0], _span(given.get("colspan", "1")), _span(given.get("rowspan", "1")))
        self.open[-1].rows[-1].append(self.cell)

    def _indent(self, given: dict[str, str], tag: str) -> None:
        found = _PADDING.search(given.get("style", ""))
        if self.cell and found and tag in ("td", "th", "p", "span", "div"):
            self.cell.indent += round(float(found.group(1).strip(".") or 0) * _WIDTHS[(found.group(2) or "").lower()])

    def handle_endtag(self, tag: str) -> None:
        self.ended = self.ended or tag not in _INLINE
        if tag == "table" and self.open:
            self.open.pop()
            self.cell = None
        elif tag in ("td", "th", "tr"):
            self.cell = None
        elif tag == "caption":
            self.in_caption = False
        elif tag in ("script", "style", "title"):
            self.silent = max(self.silent - 1, 0)
        elif tag == "sup" and self.raised:
            self.raised -= 1
            self._text(SUPER_CLOSE)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._text(data)

    def _text(self, data: str) -> None:
        if self.cell is not None:
            self.cell.parts.append(data)
        elif self.in_caption and self.open:
            self.open[-1].caption.append(data)
        elif not self.open and data.strip():
            self._beside(data)

    def _beside(self, data: str) -> None:
        """Text outside of tables: the pieces of one paragraph are one line."""
        words = " ".join(re.split(r"[ \t\r\n]+", data)).strip()
        if self.ended or not self.outside:
            self.outside.append((self.getpos()[0], len(self.tables), words))
        else:
            line, count, before = self.outside[-1]
            self.outside[-1] = (line, count, before + words)
        self.ended = False


def html_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of the table of a page; the lines around it that read like a title, unit or note are kept."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError) as error:  # the parser's own answers to broken declarations
        message = f"the page cannot be read: {error}"
        faults.stop(reader.getpos()[0], "", "html-broken", message, remedy="save the page anew")
    chosen = _choose(reader.tables, recipe, faults)
    table = reader.tables[chosen]
    rows = _spread(table, faults)
    before, behind = (
        [GridRow(line, (GridCell(words, 1),)) for line, count, words in reader.outside if count == wanted]
        for wanted in (chosen, chosen + 1)
    )
    caption = " ".join("".join(table.caption).split())
    title = [GridRow(table.line, (GridCell(caption, 1),))] if caption else _about(before)
    return Grid(rectangle([*title, *rows, *(row for row in behind if _NOTE.match(row.cells[0].text))]))


def _choose(tables: list[_Table], recipe: Recipe, faults: Faults) -> int:
    candidates = [index for index, table in enumerate(tables) if _numbers(table) > 0]
    if recipe.table:
        if recipe.table <= len(tables):
            return recipe.table - 1
        message = f"the page has {len(tables)} tables"
        faults.stop(0, "", "html-table-missing", message, str(recipe.table), "correct `table`")
    if not candidates:
        remedy = "save the page with its table, or paste the table into a text file"
        faults.stop(1, "", "html-without-table", "the page has no table with numbers", remedy=remedy)
    if len(candidates) > 1:
        numbers, line = ", ".join(str(index + 1) for index in candidates), tables[candidates[1]].line
        message, remedy = "several tables have numbers", "write `table = N` into the recipe, counted from 1"
        faults.stop(line, "", "html-table-ambiguous", message, numbers, remedy)
    return candidates[0]


def _numbers(table: _Table) -> int:
    readings = [read_cell("".join(cell.parts)) for row in table.rows for cell in row]
    return sum(reading.number is not None for reading in readings)


def _spread(table: _Table, faults: Faults) -> list[GridRow]:
    """Lay the cells out, each merged one over all the places that it covers."""
    taken: dict[tuple[int, int], GridCell] = {}
    lines: list[int] = []
    for top, row in enumerate(table.rows):
        lines.append(row[0].line if row else table.line)
        left = 0
        for number, cell in enumerate(row, start=1):
            while (top, left) in taken:
                left += 1
            raw = "".join(cell.parts).replace("\n", " ").replace("\t", " ")
            block = len(taken) + 1 if cell.colspan * cell.rowspan > 1 else 0
            blanks = indent(raw.lstrip(" ")) + cell.indent
            for down in range(min(cell.rowspan, len(table.rows) - top)):
                for across in range(cell.colspan):
                    taken[top + down, left + across] = GridCell(" ".join(raw.split(" ")).strip(), number, blanks, block)
            check_size(len(taken), faults)
            left += cell.colspan
    wide = max((column for _, column in taken), default=-1) + 1
    return [
        GridRow(line, tuple(taken.get((top, left), GridCell("", left + 1)) for left in range(wide)))
        for top, line in enumerate(lines)
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
