"""What results, numbers, figures and tables hold of the evidence: collected once, and kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.build.artifacts import ALL_FRAMES, ALL_NUMBERS, CONSTRAINTS, FINDINGS, STUDY, read_constraints
from policy_report.build.cache import keep, make
from policy_report.build.discovery import TaskFunction, TaskFunctions
from policy_report.build.selection import select
from policy_report.lookup.facts import Frames, keys
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.study import FILE, Study
from policy_report.text.language import Language

ROWS = ("claims", "series")
"""The frames whose rows are published figures."""

_LOOKUPS = ("cases", "indicators", "sources", "licences")
"""What figures and tables take for the names of what other frames refer to, and to ask what compares."""

_ANCHOR = re.compile(r"clm-([a-z0-9-]+)")
"""How a made table names the row of a claim or series value."""


@dataclass(frozen=True)
class Holdings:
    """What is made of the evidence of a study: derived numbers by name, and findings, tested, by id.

    `results` and `shown` are the ids and keys of the evidence that each result, and each figure and table, holds.
    """

    numbers: Mapping[str, Derived]
    findings: Mapping[str, Finding]
    results: Mapping[str, frozenset[str]]
    shown: Mapping[str, frozenset[str]]


def shown(functions: TaskFunctions) -> dict[str, TaskFunction]:
    """What makes each figure and table, by its id in the text."""
    return {
        f"{prefix}-{task.name.replace('_', '-')}": task
        for prefix, tasks in (("fig", functions.figures), ("tbl", functions.tables))
        for task in tasks
    }


def holdings(project: Project, study: Study, frames: Frames) -> Holdings:
    """Collect what is made of all the evidence, which takes long the first time; the study's state folder keeps it.

    Raises
    ------
    AnalysisError
        If the evidence cannot be analysed as it stands.
    """
    collection = _Collection(project, study, frames)
    modules = [__name__, *dict.fromkeys(task.module for task in collection.tasks)]
    files = (project.root / FILE, project.constraints)
    return keep(project, study, "holdings", inputs=frames, modules=modules, files=files, made=collection.holdings)


class _Collection:
    """Makes all that a build of the study would, each thing once, without touching what a build makes."""

    def __init__(self, project: Project, study: Study, frames: Frames) -> None:
        self._project = project
        self._study = study
        selection = select(project, study, frames)
        self._frames = frozenset(frames)
        given = {ALL_FRAMES: frames, STUDY: study, CONSTRAINTS: read_constraints(project)}
        self._known: dict[str, Any] = {**frames, **given}
        self._results = {task.name: task for task in selection.results}
        self._findings_tested = selection.functions.findings
        made = {task for _, task in (*selection.figures, *selection.tables)}
        self._shown = {name: task for name, task in shown(selection.functions).items() if task in made}
        self._ids = frozenset(keys(frames))

    @property
    def tasks(self) -> list[TaskFunction]:
        """All that is made."""
        return [*self._results.values(), *self._findings_tested, *self._shown.values()]

    def holdings(self) -> Holdings:
        """Make everything, and note what it holds."""
        return Holdings(
            numbers=self._numbers,
            findings=self._findings,
            results={name: self._ids & self._words(name) for name in self._results},
            shown={name: self._ids & self._held(name, task) for name, task in self._shown.items()},
        )

    @cached_property
    def _numbers(self) -> dict[str, Derived]:
        groups = self._value(ALL_NUMBERS).items()
        return {f"{name}.{key}": number for name, group in groups for key, number in group.items()}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {task.name: self._value_of(task) for task in self._findings_tested}

    def _held(self, name: str, task: TaskFunction) -> set[str]:
        """What a figure or table holds.

        A figure takes it from its results; frames beside them only explain. A table names the claims and series
        values that it shows by their anchors, and holds what their rows refer to.
        """
        needs = [need for need in task.needs if need not in (*_LOOKUPS, STUDY)] or list(task.needs)
        if name.startswith("fig"):
            needs = [need for need in needs if need not in self._frames] or needs
            return set().union(*(self._words(need) for need in needs))
        anchors = _ANCHOR.findall(self._value_of(task, language=self._study.languages[0]))
        rows = [frame[frame["id"].isin(anchors)] for frame in (self._known[name] for name in ROWS)]
        return set(_words(rows)).union(*(self._words(need) for need in needs if need not in ROWS))

    def _value(self, name: str) -> Any:
        """A frame or result by name."""
        if name not in self._known:
            self._known[name] = self._computed(name)
        return self._known[name]

    def _computed(self, name: str) -> Any:
        if name == ALL_NUMBERS:
            return {key: self._value(key) for key, task in self._results.items() if task.kind == "numbers"}
        if name == FINDINGS:
            return {language: list(self._findings.values()) for language in self._study.languages}
        return self._value_of(self._results[name])

    def _value_of(self, task: TaskFunction, **language: Language) -> Any:
        return make(self._project, self._study, task, {**language, **{need: self._value(need) for need in task.needs}})

    def _words(self, name: str) -> set[str]:
        return set(_words(self._value(name)))


def _words(thing: Any) -> Iterator[str]:
    """Every text in a result, and each member of those that are lists of ids."""
    for text in _texts(thing):
        yield from re.split(r"\s*[,;]\s*", text)


def _texts(thing: Any) -> Iterator[str]:
    """Every text in a result, however it is nested."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, pd.DataFrame):
        for column in thing.columns:
            yield from _texts(thing[column].tolist())
        yield from _texts(thing.index.tolist())
    else:
        for part in _parts(thing):
            yield from _texts(part)


def _parts(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return (part for item in thing.items() for part in item)
    if isinstance(thing, list | tuple | set | frozenset):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return (getattr(thing, field.name) for field in fields(thing))
    return ()
