"""Say of a fault in what a build made where people wrote what is at fault."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policy_report.errors import PolicyReportError, Problem
from policy_report.evidence.textfile import read_lines, read_utf8
from policy_report.project import Project, files_in
from policy_report.render.source import shown
from policy_report.study import FILE, package_folder, read_study

_MADE: Final = ("data/tidy/", "report/generated/", "figures", "_variables.yml", "_output/")
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@[-`{-~])")

Cell = tuple[str, int, str, str]
"""A file from the root, a row, a column if it has any, and what stands there."""


def blamed(project: Project, error: PolicyReportError) -> PolicyReportError:
    """Give the error with each problem of a made file at every place that people wrote its text, if there is one."""
    told = type(error)(cause for one in error.problems for cause in (_causes(project, one) or [one]))
    for note in getattr(error, "__notes__", ()):
        told.add_note(note)
    return told


def _causes(project: Project, fault: Problem) -> list[Problem]:
    text = _ESCAPE.sub("", fault.text)
    if not text or not fault.file.startswith(_MADE):
        return []
    made = (("shown", f"{fault.file}:{fault.row}" if fault.row else fault.file),)
    return [
        replace(fault, file=file, row=row, column=column, text=text, details=fault.details + made)
        for file, row, column, said in _written(project)
        if text in said
    ]


def _written(project: Project) -> Iterator[Cell]:
    """All cells of the published tables, and all lines of the sources, of `study.toml` and of the study's words."""
    for path in files_in(project.published, "**/*.csv"):
        lines, _ = read_lines(path, name := project.relative(path))
        head = lines[0][1] if lines else []
        # A printed table has rows longer than its first.
        columns = head if path.parent == project.published else []
        yield from ((name, row, column, said) for row, cells in lines[1:] for column, said in _named(columns, cells))
    own = package_folder(read_study(project))
    for path in (project.references, project.root / FILE, *(files_in(own, "words/*.toml") if own else ())):
        text, _ = read_utf8(path, name := shown(project, path))
        yield from ((name, row, "", line) for row, line in enumerate(text.split("\n"), 1))


def _named(columns: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((columns[at] if at < len(columns) else str(at + 1), said) for at, said in enumerate(cells))
