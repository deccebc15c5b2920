"""Rows of claims and entries of `references.bib` that a person wants to add, as they are read and written."""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.bibliography import raw_entries
from policy_report.evidence.faults import Faults, problem
from policy_report.evidence.tables.files import decode
from policy_report.evidence.tables.grid import check_size
from policy_report.evidence.tables.ods import ods_pages, xls_pages
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.workbook import check_unpacked, sheet_grid
from policy_report.evidence.textfile import Line, conflict_free, csv_lines, read_utf8, shape_problems
from policy_report.project import Project
from policy_report.text.toml import beside

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell


_WORDS: Final = beside(__file__, "bibliography")

_ESCAPES: Final = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", **{sign: rf"\{sign}" for sign in "{}%$&#_"}}
)

_LIGATURE: Final = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)")
"""What LaTeX would join with the next sign into a dash, a quotation mark, ¿ or ¡."""


@dataclass(frozen=True)
class NewRow:
    """A row to be added, and where the person wrote it (row 0: on the command line)."""

    file: str
    row: int
    cells: dict[str, str]


def read_new_rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[NewRow]:
    """Read the rows of a CSV or TSV, of an XLSX, XLS or ODS, or of a JSON list of objects.

    `path`: the file; the first row is its header. Or the folder of a study, whose claims get ids anew.
    `columns`: the columns that it may have, in any order.
    `required`: those that it must have.

    Raises `EvidenceError` if the file cannot be read, has other columns, or a cell does not hold what the person saw.
    """
    if (claims := Project(path).published / "claims.csv").is_file():
        rows = read_new_rows(claims, columns, required)
        return [replace(row, cells={name: cell for name, cell in row.cells.items() if name != "id"}) for row in rows]
    if path.exists() and not path.is_file():
        raise EvidenceError(problem(str(path), 0, "", "rows-no-file"))
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise EvidenceError(problem(str(path), 0, "", "rows-format-unknown", path.suffix, known=", ".join(_READERS)))
    lines = read(path)
    if lines and (problems := shape_problems(str(path), lines, columns, required)):
        raise EvidenceError(problems)
    if not lines[1:]:
        raise EvidenceError(problem(str(path), 0, "", "file-empty"))
    (_, header), *body = lines
    return [NewRow(str(path), row, dict(zip(header, cells, strict=True))) for row, cells in body]


def _text(path: Path) -> list[Line]:
    """The lines of a text whose cells are parted by whichever sign its header has most of."""
    faults = Faults(str(path))
    if not path.is_file():
        faults.stop(0, "", "file-missing")
    text, _ = decode(path.read_bytes(), "", faults)
    text, problems = conflict_free(text.replace("\r\n", "\n").replace("\r", "\n"), str(path))
    if problems:
        raise EvidenceError(problems)
    header = text.partition("\n")[0]
    return [*csv_lines(io.StringIO(text), str(path), max((",", ";", "\t"), key=header.count))]


def _json(path: Path) -> list[Line]:
    """The objects of a list, as lines under the names that they have."""
    text, problems = read_utf8(path, str(path))
    if problems:
        raise EvidenceError(problems)
    try:
        rows = json.loads(text)
        header = list(dict.fromkeys(name for row in rows for name in row))
        whole = all(isinstance(cell, str | int) for row in rows for cell in row.values())
    except (ValueError, AttributeError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise EvidenceError(problem(str(path), 0, "", "rows-json-broken"))
    cells = [[str(row.get(name, "")) for name in header] for row in rows]
    return list(enumerate([header, *cells], start=1))


def _shown(path: Path) -> list[Line]:
    """The lines of the one filled sheet of an XLS or ODS, in the words that it shows."""
    faults = Faults(str(path))
    if not path.is_file():
        faults.stop(0, "", "file-missing")
    pages = xls_pages if path.suffix.lower() == ".xls" else ods_pages
    grid = sheet_grid(pages(path.read_bytes(), faults), Recipe(), faults)
    return [(row.line, [*row.texts]) for row in grid.rows if any(row.texts)]


def _xlsx(path: Path) -> list[Line]:
    from openpyxl import load_workbook

    faults = Faults(str(path))
    try:
        data = path.read_bytes()
        check_unpacked(data, faults)
        with catch_warnings(action="ignore"):  # of what the cells that are read do not need
            book = load_workbook(io.BytesIO(data))
    except FileNotFoundError as error:
        raise EvidenceError(problem(str(path), 0, "", "file-missing", str(path))) from error
    except EvidenceError:
        raise
    except Exception as error:  # a damaged workbook can make openpyxl and its parsers raise anything
        raise EvidenceError(problem(str(path), 0, "", "workbook-broken", error=error)) from error
    for sheet in book.worksheets:
        check_size(sheet.max_row * sheet.max_column, faults)
    filled = [sheet for sheet in book.worksheets if any(cell is not None for row in sheet.values for cell in row)]
    if len(filled) > 1:
        names = ", ".join(sheet.title for sheet in filled)
        raise EvidenceError(problem(str(path), 0, "", "xlsx-many-sheets", names))
    return _sheet(str(path), list(filled[0].iter_rows())) if filled else []


def _sheet(file: str, rows: list[tuple[Any, ...]]) -> list[Line]:
    width = max((at for at, cell in enumerate(rows[0], start=1) if cell.value is not None), default=0)
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(c.value is not None for c in row)]
    header = [str(cell.value or "") for cell in rows[0][:width]]
    cells = [(cell, header[at] if at < width else "") for _, row in filled for at, cell in enumerate(row)]
    problems = [found for cell, column in cells if (found := _cell_problem(file, cell, column))]
    if problems:
        raise EvidenceError(problems)
    return [(number, ["" if cell.value is None else str(cell.value) for cell in row[:width]]) for number, row in filled]


def _cell_problem(file: str, cell: "Cell", column: str) -> Problem | None:
    """A spreadsheet shows numbers, dates and formulas otherwise than it keeps them: what was seen is lost."""
    value, place = cell.value, column or cell.column_letter
    if value is not None and not column:
        return problem(file, cell.row, place, "xlsx-cell-stray", str(value))
    whole = isinstance(value, int) and not isinstance(value, bool) and column != "phrase"
    if value is None or whole or (isinstance(value, str) and cell.data_type != "f"):
        return None
    return problem(file, cell.row, place, "xlsx-cell-not-text", str(value))


_READERS: Final[dict[str, Callable[[Path], list[Line]]]] = {
    ".csv": _text,
    ".tsv": _text,
    ".txt": _text,
    ".xlsx": _xlsx,
    ".xls": _shown,
    ".ods": _shown,
    ".json": _json,
}
"""How rows are read from a file, by its suffix."""


@dataclass(frozen=True)
class NewEntry:
    """An entry to be added, its fields as BibTeX, and where the person wrote it (row 0: on the command line)."""

    file: str
    row: int
    type: str
    key: str
    fields: dict[str, str]


def read_new_entries(path: Path) -> list[NewEntry]:
    """Read the entries of a BibTeX file.

    Raises `EvidenceError` if the file or one of its entries cannot be read.
    """
    text, problems = read_utf8(path, path.name)
    entries, found = raw_entries(text, path.name)
    if problems or found:
        raise EvidenceError([*problems, *found])
    if not entries:
        raise EvidenceError(problem(path.name, 0, "", "file-empty"))
    return [
        NewEntry(
            path.name,
            (entry.start_line or 0) + 1,
            entry.entry_type.lower(),
            entry.key,
            {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields},
        )
        for entry in entries
    ]


def entry_of(key: str, kind: str, cells: Mapping[str, str], keywords: str) -> NewEntry:
    """Make an entry from plain text, as it is typed on a command line.

    `key`, `kind`: the entry's key, and its BibTeX type.
    `cells`: plain text by field; `publisher` goes where the type keeps it. An author with a comma is a person, or
    several joined by ` and `; without one it is a body. Empty cells are left out.
    """
    fields = {}
    for name, cell in cells.items():
        field = _WORDS["publisher"].get(kind, "organization") if name == "publisher" else name
        if cell:
            escaped = _LIGATURE.sub(r"\g<0>{}", cell.translate(_ESCAPES))
            fields[field] = cell if field in ("url", "doi") else escaped
    if "author" in fields and "," not in fields["author"]:
        fields["author"] = f"{{{fields['author']}}}"
    if fields.get("langid") == "english" and "title" in fields:
        # Citation styles would change the capitals of an English title.
        fields["title"] = f"{{{fields['title']}}}"
    return NewEntry("the new source", 0, kind, key, fields | {"keywords": keywords})


def written_entry(entry: NewEntry) -> str:
    """Write the entry as `references.bib` writes it: a field a line, the signs of equality below each other."""
    first, last = _WORDS["order"], _WORDS["last"]
    others = sorted(set(entry.fields) - {*first, *last})
    names = [name for name in (*first, *others, *last) if name in entry.fields]
    lines = ",\n".join(f"  {name:<16} = {{{entry.fields[name]}}}" for name in names)
    return f"@{entry.type}{{{entry.key},\n{lines}\n}}\n"
