"""What a build has made so far, by name: tidy frames, results and findings, each in a file of its own."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from policy_report.build.cache import make
from policy_report.build.discovery import TaskFunction, packages
from policy_report.build.state import decode, encode, plain
from policy_report.errors import ProjectError, conflicts, problem
from policy_report.evidence.records import Record, read_records
from policy_report.project import Project, files_in, text_of, write_atomically
from policy_report.render.siblings import references
from policy_report.study import FILE, Study, package_folder

ALL_NUMBERS = "numbers"
"""The parameter name by which a table asks for the numbers of every analysis."""

ALL_FRAMES = "frames"
"""The parameter name by which a table asks for every tidy frame."""

STUDY = "study"
"""The parameter name by which a task function asks for what `study.toml` says."""

CONSTRAINTS = "constraints"
"""The parameter name by which an analysis asks for the text of `data/bounds.toml`, empty where there is none."""

FINDINGS = "findings"
"""The parameter name by which a table asks for the findings of every edition, in the order of its text."""

REFERENCES = "references"
"""The parameter name by which the variables ask for how one document cites the parts of another."""

GIVEN = (STUDY, CONSTRAINTS, ALL_NUMBERS, ALL_FRAMES, FINDINGS, REFERENCES)
"""What every study has to give, besides its frames and results."""


def read_constraints(project: Project) -> str:
    """Read `data/bounds.toml`.

    Raises `ProjectError`: `bounds-broken` if it is no text in UTF-8, `conflict-marker`.
    """
    path = project.constraints
    try:
        text = text_of(path) if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(problem(project.relative(path), 0, "", "bounds-broken/text", error=error)) from error
    if torn := conflicts(text, project.relative(path)):
        raise ProjectError(torn)
    return text


@dataclass(frozen=True)
class Artifacts:
    """The files of a build by the names that task functions ask for.

    `frames` are the names of its tidy frames, `numbers` those of the results that are derived numbers; `tasks` make
    results and findings, by name. A result that needs nothing has no file: it may hold functions.
    """

    project: Project
    study: Study
    frames: tuple[str, ...]
    numbers: tuple[str, ...]
    tasks: Mapping[str, TaskFunction]

    def frame(self, name: str) -> Path:
        """The file of a tidy frame."""
        return self.project.tidy / f"{name}.csv"

    def result(self, name: str) -> Path:
        """The file of a result or finding."""
        return self.project.state / "results" / f"{name}.json"

    def needs(self, task: TaskFunction) -> list[Path]:
        """The files of all that a task function asks for."""
        needs = [need for need in task.needs if need != REFERENCES and not self.is_constant(need)]
        paths = [self._path(name) for need in needs for name in self._members.get(need, (need,))]
        paths += self._words if STUDY in task.needs or task.kind == "finding" else []
        return [path for path in paths if path != self.project.constraints or path.exists()]

    @cached_property
    def _words(self) -> list[Path]:
        own = package_folder(self.study)
        return files_in(own, "words/*.toml") if own else []

    def is_constant(self, name: str) -> bool:
        """Whether a result follows from code alone."""
        return name in self.tasks and not self.tasks[name].needs

    def load(self, need: str) -> Any:
        """Read a frame, a result, a finding, the study, its constraints, or all numbers or frames by name."""
        if need in self._members:
            return {name: self.load(name) for name in self._members[need]}
        if need == STUDY:
            return self.study
        if need == CONSTRAINTS:
            return read_constraints(self.project)
        if need == REFERENCES:
            return references(self.project)
        if self.is_constant(need):
            return self.make(self.tasks[need])
        content = self._path(need).read_bytes()
        # Its own copy: what one task adds to a frame or a collection must not be there for the next.
        return copy(_frame(content) if need in self.frames else _decoded(content, packages(self.study)))

    def save(self, name: str, thing: object) -> None:
        """Write a result or finding."""
        write_atomically(self.result(name), encode(thing))

    def make(self, task: TaskFunction, **given: Any) -> Any:
        """Call a task function on what is given, such as a language, and on what is stored."""
        stored = {need: self.load(need) for need in task.needs if need not in given}
        return make(self.project, self.study, task, given | stored)

    def records(self, frame: str) -> list[Record]:
        """Read the rows of a tidy frame one by one, which needs no pandas."""
        return read_records(self.frame(frame))

    def said(self, need: str) -> Any:
        """Give in values of JSON what is stored of a frame, of a result, or of all numbers or frames.

        Nothing is stored of what follows from code or settings alone.
        """
        if need in self._members:
            return [self.said(name) for name in self._members[need]]
        if need in self.frames:
            return [[*row.values()] for row in self.records(need)]
        return None if need in GIVEN or self.is_constant(need) else plain(self._path(need).read_bytes())

    @property
    def _members(self) -> dict[str, tuple[str, ...]]:
        """The names of what a parameter asks for that asks for many."""
        return {ALL_NUMBERS: self.numbers, ALL_FRAMES: self.frames}

    def _path(self, name: str) -> Path:
        if name == STUDY:
            return self.project.root / FILE
        if name == CONSTRAINTS:
            return self.project.constraints
        return self.frame(name) if name in self.frames else self.result(name)


@lru_cache(256)
def _frame(content: bytes) -> Any:
    """Read a tidy frame once for all tasks of a process."""
    from policy_report.evidence.tidy import read_csv

    return read_csv(BytesIO(content))


_decoded = lru_cache(256)(decode)
"""Read a result once for all tasks of a process."""
