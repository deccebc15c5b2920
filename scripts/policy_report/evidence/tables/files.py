"""From a file to a grid: encoding, format by suffix, comments at the top."""

import re
from pathlib import Path
from typing import Final

from policy_report.evidence.tables.delimited import RULE, csv_grid, is_piped, piped_grid
from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.grid import Grid, GridRow, check_characters, check_size, rectangle
from policy_report.evidence.tables.lines import is_continued
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.spaced import spaced_rows
from policy_report.evidence.tables.webpage import html_grid
from policy_report.evidence.tables.workbook import xlsx_grid
from policy_report.evidence.textfile import read_utf8

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
    suffix = path.suffix.lower()
    _check_file(path, faults)
    if suffix == ".xlsx":
        grid = xlsx_grid(path.read_bytes(), recipe, faults)
    elif suffix in (".html", ".htm"):
        grid = html_grid(_text(path, recipe, faults, declared=True), recipe, faults)
    elif suffix in (".csv", ".tsv"):
        grid = csv_grid(_text(path, recipe, faults), faults)
    elif suffix in (".txt", ".text", ".md"):
        grid = _text_grid(_text(path, recipe, faults), recipe, faults)
    else:
        remedy = "save the table as .txt, .csv, .xlsx or .html"
        faults.stop(0, "", "table-format-unknown", "tables are read from text, CSV, XLSX and HTML", path.suffix, remedy)
    check_characters(grid.rows, faults)
    return grid


def _check_file(path: Path, faults: Faults) -> None:
    try:
        size = path.stat().st_size
    except OSError:
        faults.stop(0, "", "file-missing", "the file is missing", remedy="restore it from version control")
    if size > _LARGEST:
        message = f"the file has {size:,} bytes, more than {_LARGEST:,}"
        faults.stop(0, "", "table-too-large", message, remedy="cut the file down to the table itself")


def _text(path: Path, recipe: Recipe, faults: Faults, *, declared: bool = False) -> str:
    """The text of a file: UTF-8, or the encoding that the recipe or the page itself states."""
    data = path.read_bytes()
    found = _CHARSET.search(data[:4096]) if declared else None
    encoding = (recipe.encoding or (found.group(1).decode("ascii") if found else "")).lower()
    if not encoding or encoding in ("utf-8", "utf8"):
        text, problems = read_utf8(path, faults.file)
        faults.problems += problems
        faults.raise_any()
        return _within_limits(text, faults)
    try:
        return _within_limits(data.decode("gb18030" if encoding in _CHINESE else encoding), faults)
    except (LookupError, UnicodeError) as error:
        row = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        remedy = "correct `encoding` in the recipe, or save the file as UTF-8"
        faults.stop(row, "", "encoding-wrong", f"the file is not {encoding}", remedy=remedy)


def _within_limits(text: str, faults: Faults) -> str:
    if "\x00" in text:
        row, remedy = text.count("\n", 0, text.index("\x00")) + 1, "restore the file from its source"
        faults.stop(row, "", "character-damaged", "the text holds NUL", remedy=remedy)
    return text


def _text_grid(text: str, recipe: Recipe, faults: Faults) -> Grid:
    lines = re.split("\r\n|\r|\n", text)
    numbered = [(number, _EMPHASIS.sub(r"\g<words>", line)) for number, line in enumerate(lines, start=1)]
    facts: dict[str, str] = {}
    while numbered and (numbered[0][1].startswith("#") or not numbered[0][1].strip()):
        if found := _FACT.match(numbered[0][1]):
            facts[found["key"]] = found["value"]
        numbered.pop(0)
    check_size(sum(len(line) for _, line in numbered if len(line) > _LONGEST_LINE), faults)
    if is_piped(numbered):
        grid = piped_grid(numbered, faults)
        return Grid(grid.rows, grid.placed, facts)
    check_size(20 * len(numbered), faults)
    kept = [
        (number, line)
        for number, line in numbered
        if line.strip() and not (RULE.fullmatch(line) and len(line.strip()) > 2)
    ]
    rows: list[GridRow] = []
    for part in _parts(kept):
        rows += spaced_rows(part, len(recipe.columns), faults)
    return Grid(rectangle(rows), facts=facts)


def _parts(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """The lines of each part of a continued table."""
    parts: list[list[tuple[int, str]]] = [[]]
    for number, line in lines:
        if is_continued(line) and parts[-1]:
            parts.append([])
        parts[-1].append((number, line))
    return parts
