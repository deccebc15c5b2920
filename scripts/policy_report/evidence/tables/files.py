"""From a file to a grid: encoding, format by suffix, comments at the top, and what parts the cells of a text."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import Grid, GridCell, GridRow, check_characters, check_size, rectangle
from policy_report.evidence.tables.outline import is_body
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import indent
from policy_report.evidence.tables.spaced import spaced_rows
from policy_report.evidence.tables.webpage import html_grid
from policy_report.evidence.tables.wording import has_title_number, is_continued
from policy_report.evidence.tables.workbook import xlsx_grid
from policy_report.evidence.textfile import Line, csv_lines, read_utf8

_RULE: Final = re.compile(r"[\s|:+\-=_─━═│┃┼╋├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬]+")
_SEPARATOR: Final = re.compile(r"[|│┃｜]")
_LARGEST: Final = 20_000_000
"""Bytes; a saved web page with one yearbook table has some hundred thousand."""
_LONGEST_LINE: Final = 20_000
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_EMPHASIS: Final = re.compile(r"^\s*(?P<sign>\*\*|__)(?P<words>[^*_|]+)(?P=sign)\s*$")
_FACT: Final = re.compile(r"^#\s*(?P<key>source|url)\s*[:=]\s*(?P<value>\S.*?)\s*$")
_CHINESE: Final = frozenset(("gb2312", "gbk", "gb18030", "x-gbk"))


def read_grid(path: Path, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of a file.

    Raises
    ------
    EvidenceError
        If the file cannot be read as a table of its format.
    """
    if not path.is_file():
        faults.stop(0, "", "file-missing")
    if (size := path.stat().st_size) > _LARGEST:
        faults.stop(0, "", "table-too-large", size=f"{size:,} bytes")
    match path.suffix.lower():
        case ".xlsx":
            grid = xlsx_grid(path.read_bytes(), recipe, faults)
        case ".html" | ".htm":
            grid = html_grid(_text(path, recipe, faults, declared=True), recipe, faults)
        case ".csv" | ".tsv":
            text = _text(path, recipe, faults)
            # Commas, semicolons or tabs, whichever the lines have most of.
            delimiter = max((",", ";", "\t"), key=text.count)
            grid = _parted_grid(csv_lines(io.StringIO(text, newline=""), faults.file, delimiter), faults)
        case ".txt" | ".text" | ".md":
            grid = _text_grid(_text(path, recipe, faults), recipe, faults)
        case suffix:
            faults.stop(0, "", "table-format-unknown", suffix)
    check_characters(grid.rows, faults)
    return grid


def _text(path: Path, recipe: Recipe, faults: Faults, *, declared: bool = False) -> str:
    """The text of a file: UTF-8, or the encoding that the recipe or the page itself states."""
    data = path.read_bytes()
    found = _CHARSET.search(data[:4096]) if declared else None
    encoding = (recipe.encoding or (found.group(1).decode("ascii") if found else "")).lower()
    if not encoding or encoding in ("utf-8", "utf8"):
        text, problems = read_utf8(path, faults.file)
        faults.problems += problems
        faults.raise_any()
        return text
    try:
        return data.decode("gb18030" if encoding in _CHINESE else encoding)
    except (LookupError, ValueError) as error:
        row = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        faults.stop(row, "", "encoding-wrong", encoding=encoding)


def _text_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    """Read the grid of a text whose cells are parted by `|`, box lines or blanks; comments may stand above it."""
    numbered = [
        (line, _EMPHASIS.sub(r"\g<words>", words)) for line, words in enumerate(re.split("\r\n|\r|\n", text), 1)
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


def _check_corrupt(rows: Sequence[GridRow], faults: Faults) -> None:
    """Note the lines that have values but fewer cells than the others: cells may have been lost."""
    rows = [row for row in rows if is_body(row, begun=True)]
    counts = Counter(len(row.cells) for row in rows)
    usual = max(counts, key=lambda count: (counts[count], count), default=0)
    for row in rows:
        if len(row.cells) < usual and not has_title_number(row.cells[0].text):
            faults.add(row.line, "", "row-corrupt", " ".join(row.texts), cells=len(row.cells), usual=usual)
