"""The text held against the evidence, without making a document."""

from dataclasses import dataclass

from policy_report.build.discovery import task_functions
from policy_report.build.progress import findings_with_progress
from policy_report.checks.edition import editions
from policy_report.checks.findings import check_marks, read_record, refuted
from policy_report.checks.marks import marks
from policy_report.checks.typed import check_prose
from policy_report.errors import Problem
from policy_report.lookup.unused import unused_inputs, unused_outputs
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.study import read_study


@dataclass(frozen=True)
class Report:
    """What a check found: faults, which are wrong, and remarks, which a person should look at."""

    faults: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def check(project: Project) -> Report:
    """Test every finding, and look for typed numbers and for what nothing uses.

    Results that are out of date are made first, as by a build; no document is made.

    Raises
    ------
    PolicyReportError
        If the evidence or `_quarto.yml` cannot be read, or an analysis cannot be done.
    """
    faults = [*text_faults(project), *_refuted(project, findings_with_progress(project))]
    return Report(tuple(sorted(set(faults))), tuple(sorted(set(unused_inputs(project)))))


def text_faults(project: Project) -> list[Problem]:
    """What is wrong with the text whatever the evidence says."""
    texts = editions(project)
    functions = task_functions(read_study(project))
    return [
        *(problem for edition in texts for problem in edition.unreadable),
        *check_marks(project, functions.findings, texts),
        *check_prose(project, texts),
        *unused_outputs(functions, texts),
    ]


def _refuted(project: Project, found: list[Finding]) -> list[Problem]:
    marked = [mark for edition in editions(project) for mark in marks(edition)]
    return refuted(project, found, task_functions(read_study(project)).findings, marked, read_record(project))


def as_text(report: Report) -> str:
    """The report for people: faults in full, remarks on a line each."""
    remarks = [f"{one.file}:{one.row}: [{one.code}] {one.text}: {one.message}" for one in report.remarks]
    counts = f"{len(report.faults)} faults, {len(report.remarks)} remarks (a remark stops nothing)"
    return "\n".join([*remarks, *map(str, report.faults), counts])
