"""Choose what a build of a study makes: what its documents show, what its own code makes, and what these need."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policy_report.build.artifacts import ALL_NUMBERS, GIVEN
from policy_report.build.discovery import TaskFunction, TaskFunctions
from policy_report.errors import Problem, problem
from policy_report.project import Project
from policy_report.study import Study
from policy_report.text.language import Language

_GROUP = re.compile(r"\{\{<\s*var\s+\w+\.(\w+)\.")
"""How the text names a derived number: by the analysis that it is a number of, and by its key."""

_KINDS = {"draw": "figure", "build": "table", "finding": "finding"}


def figure_stem(project: Project, task: TaskFunction, language: Language) -> Path:
    """Where a figure lies, without the extension of its files."""
    return project.figures / language / f"fig-{task.name.replace('_', '-')}"


def table_file(project: Project, task: TaskFunction, language: Language) -> Path:
    """Where a table lies, as Markdown."""
    return project.generated / language / f"tbl-{task.name.replace('_', '-')}.md"


@dataclass(frozen=True)
class Selection:
    """What a build makes of a study whose tidy frames are named, and every file that some document of it reads."""

    project: Project
    study: Study
    functions: TaskFunctions
    frames: tuple[str, ...]
    named: frozenset[Path]

    @cached_property
    def figures(self) -> list[tuple[Language, TaskFunction]]:
        """The study's own figures, and those of the engine that a document shows, in each language."""
        return self._own_or_shown(self.functions.figures, figure_stem, {path.with_suffix("") for path in self.named})

    @cached_property
    def tables(self) -> list[tuple[Language, TaskFunction]]:
        """The study's own tables, and those of the engine that a document includes, in each language."""
        return self._own_or_shown(self.functions.tables, table_file, self.named)

    def _own_or_shown(
        self,
        tasks: Iterable[TaskFunction],
        place: Callable[[Project, TaskFunction, Language], Path],
        shown: Collection[Path],
    ) -> list[tuple[Language, TaskFunction]]:
        pairs = ((language, task) for task in tasks for language in self.study.languages)
        return [(lang, task) for lang, task in pairs if not task.of_engine or place(self.project, task, lang) in shown]

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The groups of derived numbers: the study's own, and those of the engine that a text uses."""
        texts = (path.read_text(encoding="utf-8") for path in self.named if path.suffix == ".qmd" and path.is_file())
        used = {group for text in texts for group in _GROUP.findall(text)}
        numbers = (task for task in self._available.values() if task.kind == "numbers")
        return tuple(task.name for task in numbers if not task.of_engine or task.name in used)

    @cached_property
    def results(self) -> list[TaskFunction]:
        """The results that any of these needs, directly or not."""
        needed: set[str] = set()
        left = [*self.numbers, *(need for task in self._asking for need in task.needs)]
        while left:
            name = left.pop()
            if name in self._available and name not in needed:
                needed.add(name)
                left += self._available[name].needs
            elif name == ALL_NUMBERS:
                left += [number for number in self.numbers if number not in needed]
        return [task for name, task in self._available.items() if name in needed]

    def problems(self) -> list[Problem]:
        """What is asked for and needs a table that the study does not have."""
        known = {*self.frames, *GIVEN, *self._available}
        lacking = {task: ", ".join(sorted({*task.needs} - known)) for task in self._asking}
        return [
            problem(task.shown_file, task.row, "", f"{_KINDS[task.kind]}-unavailable", task.name, lacking=names)
            for task, names in lacking.items()
            if names
        ]

    @cached_property
    def _available(self) -> Mapping[str, TaskFunction]:
        return {task.name: task for task in self.functions.available(self.frames, GIVEN)}

    @property
    def _asking(self) -> Iterable[TaskFunction]:
        """The figures, tables and findings, each once, and the explorer."""
        shown = (task for _, task in (*self.figures, *self.tables))
        return dict.fromkeys((*shown, *self.functions.findings, self.functions.explorer))
