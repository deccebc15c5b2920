"""New evidence as whole new texts of the published files, checked with all the rest before anything is written."""

import csv
import io
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence import datapackage
from policy_report.evidence.bibliography import Entry, parse_entries, raw_entries
from policy_report.evidence.comparison_checks import meant, repetition_warnings
from policy_report.evidence.faults import problem
from policy_report.evidence.new_rows import NewEntry, NewRow, written_entry
from policy_report.evidence.register import Register, read_register
from policy_report.evidence.tables import OfficialTable
from policy_report.evidence.textfile import read_table, read_utf8
from policy_report.evidence.tidy import records_of
from policy_report.project import Project, write_together


@dataclass(frozen=True)
class Addition:
    """New evidence that passed all checks and is not written yet."""

    added: tuple[str, ...]  # ids or keys of what is new
    contents: dict[Path, bytes]  # the new whole content of each file that changes
    before: dict[Path, bytes | None]  # what those files held when they were checked; `None` for a file that is new
    register: Register  # the evidence as it will be
    table: OfficialTable | None = None  # the official table that is new, if it is one


@dataclass(frozen=True)
class _Chunk:
    """Text to be added after a line of a file, and where its author wrote it."""

    after: int
    text: str
    place: tuple[str, int]


@dataclass(frozen=True)
class _Change:
    """A published file, its text, and what is to be added to it."""

    path: Path
    text: str
    chunks: list[_Chunk]

    @property
    def new_text(self) -> str:
        return _insert(self.text, self.chunks)

    @property
    def appended(self) -> str:
        """The text with everything new at its end, for the checks.

        So a repetition is laid to the new row, wherever it will stand, and the lines of the old rows are those of
        the file that the person sees.
        """
        return _insert(self.text, [replace(chunk, after=_lines_of(self.text)) for chunk in self.chunks])

    def places(self) -> dict[int, tuple[str, int]]:
        """Say where the author of each appended line wrote it."""
        places = [chunk.place for chunk in self.chunks for _ in range(chunk.text.count("\n"))]
        return dict(enumerate(places, start=_lines_of(self.text) + 1))


def claim_columns(project: Project) -> tuple[str, ...]:
    """Give the columns of `claims.csv`."""
    return _table(project, "claims").columns


def add_claims(project: Project, rows: Sequence[NewRow]) -> Addition:
    """Add claims, each after the last claim of its case, with the next free id where none is given.

    `rows`: the claims; `id`, `part` (1) and what may be empty may be missing.

    Raises `EvidenceError` with all the problems of the evidence, those of the new claims at the places where they were
    written.
    """
    table = _table(project, "claims")
    path = project.published / table.file
    text, claims = _read_claims(project, path, table)
    problems = [problem for row in rows for problem in _text_problems(row.file, row.row, row.cells)]
    if problems:
        raise EvidenceError(problems)
    filled, problems = _with_ids(rows, claims, _parents(project), table.columns)
    last = _last_lines(text, claims)
    chunks = [_Chunk(_after(row.cells, last), _csv_line(text, row.cells), (row.file, row.row)) for row in filled]
    return _checked(project, _Change(path, text, chunks), [row.cells["id"] for row in filled], problems)


def new_repetitions(project: Project, addition: Addition) -> list[Problem]:
    """Find what of an addition may repeat a claim, or be repeated by one."""
    name = project.relative(project.published / "claims.csv")
    found = repetition_warnings(records_of(addition.register.frames["claims"]), name)
    return [doubt for doubt in found if doubt.text in addition.added]


def claims_meant(rows: Sequence[NewRow], addition: Addition, doubts: Iterable[Problem], why: str) -> list[NewRow]:
    """Mark in the notes of new claims why they are no repetitions of those that the doubts name."""
    marks: dict[str, list[str]] = {}
    for doubt in doubts:
        marks.setdefault(doubt.text, []).append(meant(dict(doubt.details)["of"], why))
    return [
        replace(row, cells=row.cells | {"note": "; ".join(filter(None, (row.cells.get("note"), *marks.get(key, ()))))})
        for row, key in zip(rows, addition.added, strict=True)
    ]


def add_entries(project: Project, entries: Sequence[NewEntry]) -> Addition:
    """Add entries to `references.bib`, each after the last one of its kind and tier, in the file's formatting.

    Raises `EvidenceError` with all the problems of the evidence, those of the new entries at the places where they were
    written.
    """
    name = project.relative(project.references)
    text, problems = read_utf8(project.references, name)
    problems += [problem for one in entries for problem in _text_problems(one.file, one.row, one.fields)]
    if problems:
        raise EvidenceError(problems)
    present, _ = parse_entries(text, name)
    made = [(entry, written_entry(entry)) for entry in entries]
    problems = [
        problem(entry.file, entry.row, "", "bib-broken-entry", entry.key)
        for entry, written in made
        if not _says(written, entry)
    ]
    if problems:
        raise EvidenceError(problems)
    chunks = [
        _Chunk(_last_like(written, present, text), f"\n{written}", (entry.file, entry.row)) for entry, written in made
    ]
    return _checked(project, _Change(project.references, text, chunks), [entry.key for entry in entries], [])


def write(addition: Addition) -> None:
    """Write an addition: all of its files or none.

    Raises `EvidenceError` if a file has changed since the addition was checked, or cannot be written.
    """
    present = {path: path.read_bytes() if path.exists() else None for path in addition.before}
    changed = [path for path, data in addition.before.items() if present[path] != data]
    if changed:
        raise EvidenceError(problem(path.name, 0, "", "file-changed") for path in changed)
    try:
        write_together(addition.contents)
    except OSError as error:
        name = Path(error.filename or "").name
        raise EvidenceError(problem(name, 0, "", "file-not-writable", error=error.strerror)) from error


def _checked(project: Project, change: _Change, added: Sequence[str], problems: list[Problem]) -> Addition:
    """The addition, if the whole evidence passes with it."""
    try:
        register = register_with(project, {change.path: change.appended.encode("utf-8")})
    except EvidenceError as error:
        places, name = change.places(), project.relative(change.path)
        problems = problems + [_moved(problem, name, places) for problem in error.problems]
    if problems:
        raise EvidenceError(problems)
    new, old = change.new_text.encode("utf-8"), change.path.read_bytes()
    if old.decode("utf-8-sig") != change.text:
        raise EvidenceError(problem(change.path.name, 0, "", "file-changed"))
    return Addition(tuple(added), {change.path: new}, {change.path: old}, register)


def register_with(project: Project, contents: Mapping[Path, bytes]) -> Register:
    """Read the evidence of a temporary copy in which some files have other contents.

    Raises `EvidenceError` with all the problems that the evidence then has.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Project(Path(folder))
        shutil.copytree(project.published, copy.published)
        for file in (project.references, project.quarto_config):
            if file.is_file():
                shutil.copy(file, copy.root)
        for path, data in contents.items():
            changed = copy.root / project.relative(path)
            changed.parent.mkdir(exist_ok=True)
            changed.write_bytes(data)
        return read_register(copy)


def _insert(text: str, chunks: Iterable[_Chunk]) -> str:
    """A text with chunks after some of its lines (0: before the first), in their order."""
    after: dict[int, list[str]] = {}
    for chunk in chunks:
        after.setdefault(chunk.after, []).append(chunk.text)
    # Not `splitlines`, for which more characters end a line than for a CSV.
    lines = io.StringIO(text if text.endswith("\n") or not text else f"{text}\n", newline="\n").readlines()
    return "".join(part for at, line in enumerate(["", *lines]) for part in (line, *after.get(at, ())))


def _lines_of(text: str) -> int:
    return text.count("\n") + (text != "" and not text.endswith("\n"))


def _moved(problem: Problem, file: str, places: dict[int, tuple[str, int]]) -> Problem:
    if problem.file != file or problem.row not in places:
        return problem
    name, row = places[problem.row]
    return replace(problem, file=name, row=row)


def _table(project: Project, name: str) -> datapackage.Table:
    package = project.published / "datapackage.json"
    return next(table for table in datapackage.read_tables(package, project.relative(package)) if table.name == name)


def _read_claims(project: Project, path: Path, table: datapackage.Table) -> tuple[str, pd.DataFrame]:
    name = project.relative(path)
    text, _ = read_utf8(path, name)
    claims, problems = read_table(path, name, table.columns)
    if problems:
        raise EvidenceError(problems)
    return text, claims


def _text_problems(file: str, row: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    """Cells that cannot stand in a line of text; most come from a terminal or a damaged file."""
    for column, cell in cells.items():
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in cell):
            yield problem(file, row, column, "cell-not-text", ascii(cell))


def _parents(project: Project) -> dict[str, str]:
    table = _table(project, "cases")
    cases, _ = read_table(project.published / table.file, table.file, table.columns)
    return dict(zip(cases["id"], cases["parent"], strict=True))


def _with_ids(
    rows: Sequence[NewRow], claims: pd.DataFrame, parents: dict[str, str], columns: Sequence[str]
) -> tuple[list[NewRow], list[Problem]]:
    """The rows with every column and an id of their own, and the problem of each given id that is taken."""
    taken, filled, problems = set(claims["id"]), [], []
    highest = _highest(claims["id"])
    letters = {case: _letters_of(case, claims, parents) for case in {row.cells.get("case", "") for row in rows}}
    for row in rows:
        given = row.cells.get("id", "")
        if given in taken:
            problems.append(problem(row.file, row.row, "id", "id-duplicate", given, where=""))
        stem = letters[row.cells.get("case", "")]
        free = f"{stem}{highest.get(stem, 0) + 1:03d}" if given == "" or given in taken else given
        taken.add(free)
        highest |= {name: max(number, highest.get(name, 0)) for name, number in _highest([free]).items()}
        cells = {column: row.cells.get(column, "") for column in columns}
        filled.append(replace(row, cells=cells | {"id": free, "part": cells["part"] or "1"}))
    return filled, problems


def _highest(ids: Iterable[str]) -> dict[str, int]:
    """The highest number of the ids with the same letters."""
    found: dict[str, int] = {}
    for key in ids:
        if match := re.fullmatch(r"(\D+)(\d+)[a-z]?", key, re.ASCII):
            found[match[1]] = max(int(match[2]), found.get(match[1], 0))
    return found


def _letters_of(case: str, claims: pd.DataFrame, parents: dict[str, str]) -> str:
    """The letters of the case's last claim, or of the nearest place it lies in, or of the last claim of all."""
    ids = next(_ids_of(case, claims, parents), claims["id"])
    return _letters(ids.iloc[-1]) if len(ids) else case[:2]


def _letters(key: str) -> str:
    return key.rstrip("abcdefghijklmnopqrstuvwxyz").rstrip("0123456789")


def _ids_of(case: str, claims: pd.DataFrame, parents: dict[str, str]) -> Iterator["pd.Series[str]"]:
    """The ids of the claims of a case, then of each place it lies in, where there are any."""
    seen: set[str] = set()
    while case and case not in seen:
        seen.add(case)
        ids = claims.loc[claims["case"] == case, "id"]
        if len(ids):
            yield ids
        case = parents.get(case, "")


def _last_lines(text: str, claims: pd.DataFrame) -> dict[str, int]:
    """The line on which the last claim ends, of each case, of each run of letters (`jx*`), and of all (empty)."""
    found, following = {"": 1}, [*(int(row) for row in claims.index[1:]), _lines_of(text) + 1]
    for key, case, begin in zip(claims["id"], claims["case"], following, strict=False):
        found |= dict.fromkeys((case, f"{_letters(key)}*", ""), begin - 1)
    return found


def _after(cells: dict[str, str], last: dict[str, int]) -> int:
    """The line after which a claim belongs: the last of its case, else the last with the letters of its id."""
    return next(last[name] for name in (cells["case"], f"{_letters(cells['id'])}*", "") if name in last)


def _csv_line(text: str, cells: dict[str, str]) -> str:
    """A row of a CSV in the order and with the line ending of its header."""
    header = text.partition("\n")[0]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n" if header.endswith("\r") else "\n")
    writer.writerow(cells[column] for column in next(csv.reader([header])))
    return buffer.getvalue()


def _says(written: str, entry: NewEntry) -> bool:
    """Whether a written entry reads back as one entry with the same fields."""
    found, problems = raw_entries(written, entry.file)
    fields = [(one.key, {field.key: " ".join(str(field.value).split()) for field in one.fields}) for one in found]
    return not problems and fields == [(entry.key, entry.fields)]


def _last_like(written: str, present: list[Entry], text: str) -> int:
    """The last line of the last entry of the same kind and tier, or of the same kind, or of the file."""
    ((new, *_), _) = parse_entries(written, "")
    alike = [entry for entry in present if (entry.kind, entry.tier) == (new.kind, new.tier)]
    near = [entry for entry in present if entry.kind == new.kind]
    return next((entries[-1].end for entries in (alike, near) if entries), _lines_of(text))
