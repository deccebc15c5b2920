"""The study held against itself, without making anything: what is wrong, what is doubtful, what nothing uses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policy_report.build.discovery import packages, task_functions
from policy_report.build.linting import text_faults
from policy_report.build.memory import Memory
from policy_report.build.state import CorruptError, decode
from policy_report.checks.edition import editions
from policy_report.checks.findings import read_record, refuted
from policy_report.checks.marks import marks
from policy_report.checks.style import check_style
from policy_report.errors import PolicyReportError, Problem
from policy_report.evidence.comparison_checks import repetition_warnings
from policy_report.evidence.records import Record, read_records
from policy_report.evidence.textfile import read_lines
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.study import read_study


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
    claims, faults = _evidence(project, memory)
    known = {str(row["id"]) for row in claims}
    missing = {one.file for one in faults if one.code == "file-missing"}
    uncited = "unknown-citation" if project.references.name in missing else ""
    texts = text_faults(project, memory, known)
    faults += [one for one in texts if one.code != uncited and one.text not in missing]
    refutations, notes = _findings(project, memory)
    faults += refutations
    name = project.relative(project.published / "claims.csv")
    repeated = _at_rows(project, [*repetition_warnings(claims, name)])
    doubted = [] if faults else [*repeated, *check_style(editions(project))]
    unused = _unused(project) if remarks and not faults else []
    return Report(_in_order(faults), _in_order(doubted), _in_order(unused), tuple(notes))


def _in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Causes before consequences: first what is missing or cannot be read."""
    first = ("file-missing", "include-not-found", "conflict-marker")
    return tuple(sorted(set(found), key=lambda one: (one.code not in first, one)))


def _evidence(project: Project, memory: Memory) -> tuple[list[Record], list[Problem]]:
    """The claims as rows, and what is wrong with the evidence; read anew where it is not that of the last build."""
    tasks = [task for task in memory.tasks if task.name.startswith("evidence")]
    if tasks and not any(map(memory.why, tasks)):
        return read_records(project.tidy / "claims.csv"), []
    from policy_report.evidence.register import read_register
    from policy_report.evidence.tidy import records_of

    try:
        return records_of(read_register(project).frames["claims"]), []
    except PolicyReportError as error:
        return [], [*error.problems]


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


def _unused(project: Project) -> list[Problem]:
    from policy_report.lookup.unused import unused_inputs

    return unused_inputs(project)
