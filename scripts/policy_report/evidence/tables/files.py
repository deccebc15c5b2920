"""From a file to a grid: its format and encoding, comments at the top, and what parts the cells of a text."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import dropwhile
from pathlib import Path
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import USUAL_MARKS
from policy_report.evidence.tables.grid import Grid, GridCell, GridRow, check_characters, check_size, rectangle
from policy_report.evidence.tables.long import json_stat_grid, widened
from policy_report.evidence.tables.ods import ods_pages, xls_pages
from policy_report.evidence.tables.outline import is_body
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import fold, indent, without_leaders
from policy_report.evidence.tables.spaced import spaced_rows
from policy_report.evidence.tables.webpage import html_grid
from policy_report.evidence.tables.wording import has_title_number, is_continued
from policy_report.evidence.tables.workbook import sheet_grid, xlsx_pages
from policy_report.evidence.textfile import Line, csv_lines

_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_CHINESE: Final = {"gb18030": (0xB0, 0xD7), "big5hkscs": (0xA4, 0xC6)}
"""For each encoding the first bytes of its frequent characters: level 1 of GB/T 2312, and of Big5."""

_ALIKE: Final = dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030") | {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}

_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")

_LONE: Final = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")

_HIGH: Final = re.compile(rb"[\x80-\xff]")

_CLEAR: Final = 0.2
"""How much more of a text must be frequent characters in one encoding than in another."""

_COMMA_DECIMAL: Final = re.compile(r"\D{0,3}\d[\d. ]*(?:,\d+)?\D{0,12}")

_THOUSANDS: Final = re.compile(r"\d\.\d{3}\b")

_POINTED: Final = re.compile(r"[+-]?(?P<thousands>[1-9]\d{0,2}(?:\.\d{3})+)|[+-]?[\d,]+\.\d+.*")

_RULE: Final = re.compile(r"[\s|:+\-=_─━═│┃┼╋├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬]+")
_SEPARATOR: Final = re.compile(r"[|│┃｜]")
_LARGEST: Final = 20_000_000
"""Bytes; a saved web page with one yearbook table has some hundred thousand."""
_LONGEST_LINE: Final = 20_000
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_EMPHASIS: Final = re.compile(r"^\s*(?P<sign>\*\*|__)(?P<words>[^*_|]+)(?P=sign)\s*$")
_FACT: Final = re.compile(r"^#\s*(?P<key>source|url)\s*[:=]\s*(?P<value>\S.*?)\s*$")
_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0"
"""How a workbook of Excel 97 to 2003 begins."""
_SAME: Final = {".htm": ".html", ".tsv": ".csv", ".text": ".txt", ".md": ".txt", ".xlsm": ".xlsx"}


def read_grid(path: Path, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of a file.

    Raises `EvidenceError` if the file cannot be read as a table of its format.
    """
    if not path.is_file():
        faults.stop(0, "", "file-missing")
    if (size := path.stat().st_size) > _LARGEST:
        faults.stop(0, "", "table-too-large", size=f"{size:,} bytes")
    data = path.read_bytes()
    kind = _kind(path.suffix.lower(), data)
    if kind in _OF_SHEETS:
        grid = sheet_grid(_OF_SHEETS[kind](data, faults), recipe, faults)
    elif kind in _OF_TEXT:
        declared = _CHARSET.search(data[:4096]) if kind == ".html" else None
        told = recipe.encoding or (declared[1].decode("ascii") if declared else "")
        text, encoding = decode(data, told, faults)
        grid = replace(_OF_TEXT[kind](text, recipe, faults), encoding=encoding)
        if not recipe.decimal:
            _check_points(grid.rows, faults)
    else:
        faults.stop(0, "", "table-format-unknown", kind)
    check_characters(grid.rows, faults)
    return adapted(widened(grid, recipe, faults), recipe)


def _kind(suffix: str, data: bytes) -> str:
    """The format of a file: what its suffix says, but for a page, text or newer workbook that is called .xls."""
    if suffix == ".xls" and not data.startswith(_COMPOUND_FILE):
        return ".xlsx" if data.startswith(b"PK") else ".html" if b"<table" in data.lower() else ".csv"
    return _SAME.get(suffix, suffix)


def _delimiter(text: str, recipe: Recipe) -> str:
    """What parts the cells: the sign that most lines have equally often."""

    def regular(sign: str) -> int:
        counts = Counter(filter(None, (line.count(sign) for line in text.splitlines())))
        return max(counts.values(), default=0)

    return max(("\t", ";") if recipe.decimal == "," else ("\t", ";", ","), key=regular)


def _csv_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    return _parted_grid(csv_lines(io.StringIO(text, newline=""), faults.file, _delimiter(text, recipe)), faults)


def _text_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of a text whose cells are parted by `|`, box lines or blanks; comments may stand above it."""
    numbered = [
        (line, without_leaders(_EMPHASIS.sub(r"\g<words>", words)))
        for line, words in enumerate(re.split("\r\n|\r|\n", text), 1)
    ]
    facts: dict[str, str] = {}
    while numbered and (numbered[0][1].startswith("#") or not numbered[0][1].strip()):
        if found := _FACT.match(numbered.pop(0)[1]):
            facts[found["key"]] = found["value"]
    check_size(sum(len(words) for _, words in numbered if len(words) > _LONGEST_LINE), faults)
    kept = [(line, words) for line, words in numbered if words.strip()]
    if sum(bool(_SEPARATOR.search(words)) for _, words in kept) * 2 > len(kept):
        grid = _parted_grid(((line, _pieces(words)) for line, words in kept if not _RULE.fullmatch(words)), faults)
        return replace(grid, facts=facts)
    check_size(20 * len(numbered), faults)
    parts: list[list[tuple[int, str]]] = [[]]
    for line, words in kept:
        if is_continued(words) and parts[-1]:
            parts.append([])
        if not _RULE.fullmatch(words) or len(words.strip()) <= 2:
            parts[-1].append((line, words))
    return Grid(rectangle(row for part in parts for row in spaced_rows(part, len(recipe.columns), faults)), facts=facts)


def _pieces(words: str) -> list[str]:
    """The cells of a line between `|` or box lines, which may stand at its ends as well."""
    pieces = _SEPARATOR.split(words.strip())
    pieces = pieces[1:] if len(pieces) > 1 and not pieces[0].strip() else pieces
    return pieces[:-1] if len(pieces) > 1 and not pieces[-1].strip() else pieces


def _parted_grid(lines: Iterable[Line], faults: Faults) -> Grid:
    """The grid of lines whose cells are parted already.

    Their places can be trusted if some line has an empty cell before a filled one: cells stand in their own columns.
    """
    rows: list[GridRow] = []
    count, placed = 0, False
    for line, pieces in lines:
        texts = [" ".join(piece.split("\n")).strip() for piece in pieces]
        cells = zip(texts, pieces, strict=True)
        rows.append(
            GridRow(
                line, tuple(GridCell(text, column, indent(raw)) for column, (text, raw) in enumerate(cells, start=1))
            )
        )
        count += len(pieces)
        last = max((index for index, text in enumerate(texts) if text), default=0)
        placed = placed or (last > 1 and "" in texts[:last])
        check_size(count, faults)
    _check_corrupt(rows, faults)
    return Grid(rectangle(rows), placed)


def _check_points(rows: Sequence[GridRow], faults: Faults) -> None:
    """Note a table whose points may all stand between thousands: 1.204 and 12.345, and none as in 0.5."""
    cells = [(row.line, cell) for row in rows for cell in row.cells[1:]]
    found = [(line, cell, pointed) for line, cell in cells if (pointed := _POINTED.fullmatch(fold(cell.text)))]
    if len(found) > 1 and all(pointed["thousands"] for *_, pointed in found):
        line, cell, _ = found[0]
        faults.add(line, str(cell.column), "decimal-unclear", cell.text)


def _check_corrupt(rows: Sequence[GridRow], faults: Faults) -> None:
    """Note the lines that have values but fewer cells than the others: cells may have been lost."""
    counts = Counter(len(row.cells) for row in rows if is_body(row, begun=True))
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    # What stands above the first whole line is about the table.
    for row in dropwhile(lambda row: len(row.cells) < usual, rows):
        if is_body(row, begun=True) and len(row.cells) < usual and not has_title_number(row.cells[0].text):
            faults.add(row.line, "", "row-corrupt", " ".join(row.texts), cells=len(row.cells), usual=usual)


_OF_SHEETS: Final = {".xlsx": xlsx_pages, ".xls": xls_pages, ".ods": ods_pages}
_OF_TEXT: Final[Mapping[str, Callable[[str, Recipe, Faults], Grid]]] = {
    ".html": html_grid, ".csv": _csv_grid, ".txt": _text_grid,
    ".json": lambda text, _, faults: json_stat_grid(text, faults),
}  # fmt: skip


def adapted(grid: Grid, recipe: Recipe) -> Grid:
    """Put the usual signs for those that the recipe explains; each cell keeps what is printed."""
    changes: list[Callable[[str], str]] = []
    if recipe.missing:
        marks = {fold(mark).strip(): USUAL_MARKS[meant] for mark, meant in recipe.missing.items()}
        changes.append(lambda text: marks.get(fold(text).strip(), text))
    for sign, meant in recipe.signs.items():
        changes.append(
            partial(re.compile(rf"^\s*{re.escape(sign)}\s*(?=[\d.,])").sub, "-" if meant == "negative" else "")
        )
    if recipe.decimal == ",":
        changes.append(_with_point)
    if not changes:
        return grid

    def cell(one: GridCell) -> GridCell:
        text = one.text
        for change in changes:
            text = change(text)
        return one if text == one.text else replace(one, text=text, printed=one.text)

    rows = (replace(row, cells=(*row.cells[:1], *map(cell, row.cells[1:]))) for row in grid.rows)
    return replace(grid, rows=tuple(rows))


def _with_point(text: str) -> str:
    """A number with a point for its decimal comma, and a comma between its thousands."""
    text = fold(text)
    meant = _COMMA_DECIMAL.fullmatch(text) and ("," in text or _THOUSANDS.search(text))
    return text.translate(str.maketrans(",.", ".,")) if meant else text


def decode(data: bytes, told: str, faults: Faults) -> tuple[str, str]:
    """Read a text, and give the encoding in which it was read.

    `data`, `told`: the file's bytes, and the encoding that the recipe or the page itself names; empty if none.
    `faults`: take `encoding-wrong`, or `encoding-unclear` where nothing tells which encoding is meant.

    Raises `EvidenceError` if the text cannot be read.
    """
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    encoding = marked or _ALIKE.get(told.lower(), told.lower()) or _found(data)
    try:
        return data.decode(encoding or "utf-8"), encoding or "utf-8"
    except (LookupError, ValueError) as error:
        start = getattr(error, "start", 0)
        row = data.count(b"\n", 0, start) + 1
        if encoding:
            faults.stop(row, "", "encoding-wrong", encoding=told or encoding)
        guess = likely(data)
        line = data.split(b"\n")[row - 1].decode(guess, errors="replace")
        faults.stop(row, "", "encoding-unclear", line, guess=guess)


def _found(data: bytes) -> str:
    """The encoding that a text without a mark can only have; empty if it is UTF-8, or unclear."""
    if (zeros := data.count(0)) * 4 > len(data):
        return "utf-16-le" if data[1::2].count(0) * 2 > zeros else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        ranked = _ranked(data)
        clear = ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] > _CLEAR)
        return ranked[0][1] if clear and not _is_western(data) else ""
    return ""


def likely(data: bytes) -> str:
    """Guess the encoding of a text that is not UTF-8."""
    ranked = _ranked(data)
    return "cp1252" if _is_western(data) or not ranked else ranked[0][1]


def _is_western(data: bytes) -> bool:
    """Whether letters beyond ASCII stand alone between others, as in Vårgård; Chinese characters come in pairs."""
    return len(_LONE.findall(data)) * 2 > len(_HIGH.findall(data))


def _ranked(data: bytes) -> list[tuple[float, str]]:
    """The Chinese encodings that a text can have, and what share of its characters is frequent in each."""
    found = []
    for name, (first, last) in _CHINESE.items():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        leads = [pair[0] for pair in _PAIR.findall(text.encode(name)) if pair[0] >= _CHINESE["big5hkscs"][0]]
        if leads:
            found.append((sum(first <= lead <= last for lead in leads) / len(leads), name))
    return sorted(found, reverse=True)
