"""The study held against itself, without making anything: what is wrong, what is doubtful, what nothing uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from policy_report import __version__
from policy_report.build.artifacts import read_constraints
from policy_report.build.discovery import packages, task_functions
from policy_report.build.linting import text_faults
from policy_report.build.memory import Memory
from policy_report.build.state import CorruptError, decode
from policy_report.checks.edition import Edition, editions
from policy_report.checks.findings import read_record, refuted
from policy_report.checks.marks import marks
from policy_report.checks.places import check_places
from policy_report.checks.typed import check_style
from policy_report.errors import PolicyReportError, Problem, ProjectError, problem
from policy_report.evidence.comparison_checks import repetition_warnings
from policy_report.evidence.records import Record, read_records
from policy_report.evidence.textfile import read_lines
from policy_report.lookup.cards import as_json
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.render.config import read_variables
from policy_report.render.shortcodes import NAME
from policy_report.study import read_study
from policy_report.text.forms import without_form

_READ: Final = ("claims", "series", "cases")
"""The tables that the check reads."""

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True)
class Report:
    """What a check found: faults, which are wrong, warnings, which a person must judge, and remarks.

    `notes` say what could not be checked because the last build is not of the present evidence and code.
    """

    faults: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def check(project: Project, remarks: bool = False) -> Report:
    """Check evidence and text; findings and computed numbers are those of the last build.

    Raises `PolicyReportError` if there is no study, or its code cannot be read.
    """
    memory = Memory(project)
    tables, faults = _evidence(project, memory)
    claims = tables["claims"]
    known = {str(row["id"]) for row in claims}
    missing = {one.file for one in faults if one.code == "file-missing"}
    uncited = "unknown-citation" if project.references.name in missing else ""
    texts = text_faults(project, memory, known)
    faults += [one for one in texts if one.code != uncited and one.text not in missing]
    refutations, notes = _findings(project, memory)
    faults += [*refutations, *_torn(project)]
    name = project.relative(project.published / "claims.csv")
    repeated = _at_rows(project, [*repetition_warnings(claims, name)])
    doubted = [] if faults else [*repeated, *_doubts(editions(project), tables)]
    unused = unused_inputs(project) if remarks and not faults else []
    return Report(_in_order(faults), _in_order(doubted), _in_order(unused), tuple(notes))


def _torn(project: Project) -> Sequence[Problem]:
    """What keeps the bounds from being read as text; what they say is held against the evidence by a build."""
    try:
        read_constraints(project)
    except ProjectError as error:
        return error.problems
    return ()


def _in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Causes before consequences: first what is missing or cannot be read."""
    first = ("file-missing", "include-not-found", "conflict-marker")
    return tuple(sorted(set(found), key=lambda one: (one.code not in first, one)))


def _doubts(texts: Sequence[Edition], tables: Mapping[str, list[Record]]) -> Iterator[Problem]:
    """What a person must judge of the sentences."""
    yield from check_style(texts)
    yield from check_places(texts, [*tables["claims"], *tables["series"]], tables["cases"])


def _evidence(project: Project, memory: Memory) -> tuple[dict[str, list[Record]], list[Problem]]:
    """Some tables as rows, and what is wrong with the evidence; read anew where it is not that of the last build."""
    tasks = [task for task in memory.tasks if task.name.startswith("evidence")]
    if tasks and not any(map(memory.why, tasks)):
        files = {name: project.tidy / f"{name}.csv" for name in _READ}
        return {name: read_records(path) if path.is_file() else [] for name, path in files.items()}, []
    from policy_report.evidence.register import read_register
    from policy_report.evidence.tidy import records_of

    try:
        frames = read_register(project).frames
    except PolicyReportError as error:
        return {name: [] for name in _READ}, [*error.problems]
    return {name: records_of(frames[name]) if name in frames else [] for name in _READ}, []


def _findings(project: Project, memory: Memory) -> tuple[list[Problem], list[str]]:
    """The findings that the last build refuted, and whether what it found is out of date."""
    study = read_study(project)
    tests = task_functions(study).findings
    tasks = {task.name: task for task in memory.tasks}
    wanted = [tasks.get(f"result/{test.name}") for test in tests]
    if not memory.tasks or any(task is None or memory.why(task) for task in wanted):
        return [], ["findings and computed numbers are not those of the present evidence and code: `build` tests them"]
    try:
        files = [Path(path) for task in wanted if task is not None for path in task.makes]
        found: list[Finding] = [decode(path.read_bytes(), packages(study)) for path in files]
    except CorruptError:
        return [], ["what the last build found cannot be read: `build` makes it anew"]
    marked = [mark for edition in editions(project) for mark in marks(edition)]
    return refuted(project, found, tests, marked, read_record(project)), []


def _at_rows(project: Project, doubts: list[Problem]) -> Iterator[Problem]:
    """Doubts about claims at the rows where these stand."""
    if doubts:
        path = project.published / "claims.csv"
        lines, _ = read_lines(path, path.name)
        place = lines[0][1].index("id")
        rows = {cells[place]: row for row, cells in lines}
        yield from (replace(doubt, row=rows.get(doubt.text, 0)) for doubt in doubts)


def unused_inputs(project: Project) -> list[Problem]:
    """Derived numbers that no text uses, as the last build named them, and doubts about the evidence.

    They are remarks: a table lists every derived number, and a reference may record that a source was read.
    """
    from policy_report.lookup.preview import doubts

    study = read_study(project)
    texts = project.texts().values()
    used = {name for text in texts for found in NAME.findall(text) for name in (found, without_form(found))}
    groups = read_variables(project).get(study.languages[0], {}).items()
    made = ((group, key, text) for group, texts in groups if isinstance(texts, dict) for key, text in texts.items())
    names = [(group, f"{group}.{key}") for group, key, text in made if "](#" in text and without_form(key) == key]
    tasks = {task.name: task for task in task_functions(study).results}
    unused = [(tasks[group], name) for group, name in names if name not in used and group in tasks]
    return [*(problem(task.shown_file, task.row, "", "number-unused", name) for task, name in unused), *doubts(project)]


def as_text(report: Report) -> str:
    """For people: faults and warnings in full, then remarks on a line each, and the counts."""
    remarks = [f"{_place(one)}: [{one.code}] {one.text}: {one.message}" for one in report.remarks]
    counts = f"{len(report.faults)} faults, {len(report.warnings)} warnings"
    counts += f", {len(remarks)} remarks" if remarks else "; --remarks lists what nothing uses"
    return "\n".join([*map(str, report.faults), *map(str, report.warnings), *remarks, *report.notes, counts])


def _place(problem: Problem) -> str:
    return ":".join(part for part in (problem.file, str(problem.row or "")) if part)


def _levels(report: Report) -> Iterator[tuple[str, Problem]]:
    for level, found in (("error", report.faults), ("warning", report.warnings), ("note", report.remarks)):
        yield from ((level, problem) for problem in found)


def _as_github(report: Report) -> str:
    """For the annotations of a workflow of GitHub."""
    names = {"error": "error", "warning": "warning", "note": "notice"}
    return "\n".join(_annotation(names[level], problem) for level, problem in _levels(report))


def _annotation(kind: str, problem: Problem) -> str:
    told = {"file": problem.file, "line": problem.row or 1, "col": _column(problem), "title": problem.code}
    pairs = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in told.items())
    said = "\n".join(part for part in (problem.message, problem.text, problem.remedy) if part)
    return f"::{kind} {pairs}::{_escaped(said)}"


def _escaped(text: str, also: str = "") -> str:
    """A text as workflow commands have it: percent signs, line ends and, in a property, separators."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{also}" else sign for sign in text)


def _column(problem: Problem) -> int:
    return int(problem.column) if problem.column.isdecimal() else 1


def _as_sarif(report: Report) -> str:
    """For the viewers of editors and of code hosts: SARIF 2.1.0."""
    rules = sorted({problem.code for _, problem in _levels(report)})
    driver = {"name": "policy-report", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [_result(level, problem) for level, problem in _levels(report)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(level: str, problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.row or 1, "startColumn": _column(problem)}
    place = {"artifactLocation": {"uri": problem.file}, "region": region}
    said = ". ".join(part for part in (problem.message, problem.remedy) if part)
    return {
        "ruleId": problem.code,
        "level": level,
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": lambda report: as_json(asdict(report)),
    "github": _as_github,
    "sarif": _as_sarif,
}
