"""What results, numbers, figures and tables hold of the evidence: collected once, and kept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policy_report.analysis.results import Derived
from policy_report.build.artifacts import ALL_NUMBERS, FINDINGS, STUDY
from policy_report.build.discovery import TaskFunction
from policy_report.build.progress import kept_of_results
from policy_report.build.selection import table_file
from policy_report.lookup.facts import ROWS, keys
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project

if TYPE_CHECKING:
    from policy_report.build.graph import Graph

_LOOKUPS = ("cases", "indicators", "sources", "licences")
"""What figures and tables take for the names of what other frames refer to, and to ask what compares."""

_MEMBERS = re.compile(r"\s*[,;]\s*")
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


def holdings(project: Project) -> Holdings:
    """Collect what the results of a study hold, made anew as by a build where they are out of date.

    Raises `PolicyReportError` if the evidence cannot be read or analysed as it stands.
    """
    return kept_of_results(project, Path(__file__), lambda graph: _Collection(graph).holdings())


class _Collection:
    """Notes what the results of a build hold, and makes the tables for it that it shows."""

    def __init__(self, graph: "Graph") -> None:
        selection, self._artifacts, self._languages = graph.selection, graph.artifacts, graph.study.languages
        self._results = {task.name: task for task in selection.results}
        self._findings_tested = selection.functions.findings
        made = {task for _, task in (*selection.figures, *selection.tables)}
        self._shown = {name: task for name, task in selection.functions.shown.items() if task in made}
        self._ids = frozenset(keys({name: self._artifacts.records(name) for name in self._artifacts.frames}))

    def holdings(self) -> Holdings:
        """Note what everything holds."""
        return Holdings(
            numbers=self._numbers,
            findings=self._findings,
            results={name: self._ids & self._words(name) for name in self._results},
            shown={name: self._ids & self._held(name, task) for name, task in self._shown.items()},
        )

    @cached_property
    def _numbers(self) -> dict[str, Derived]:
        groups = self._artifacts.load(ALL_NUMBERS).items()
        return {f"{name}.{key}": number for name, group in groups for key, number in group.items()}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {task.name: self._artifacts.load(task.name) for task in self._findings_tested}

    def _held(self, name: str, task: TaskFunction) -> set[str]:
        """What a figure or table holds.

        A figure takes it from its results; frames beside them only explain. A table names the claims and series
        values that it shows by their anchors, and holds what their rows refer to.
        """
        needs = [need for need in task.needs if need not in (*_LOOKUPS, STUDY)] or list(task.needs)
        if name.startswith("fig"):
            needs = [need for need in needs if need not in self._artifacts.frames] or needs
            return set().union(*map(self._words, needs))
        anchors = {*_ANCHOR.findall(self._text(task))}
        rows = [[*row.values()] for need in ROWS for row in self._artifacts.records(need) if row["id"] in anchors]
        return set(_words(rows)).union(*(self._words(need) for need in needs if need not in ROWS))

    def _text(self, task: TaskFunction) -> str:
        """A table as it was made; that of the findings whatever the text says of them."""
        if FINDINGS in task.needs:
            findings = dict.fromkeys(self._languages, tuple(self._findings.values()))
            return str(self._artifacts.make(task, language=self._languages[0], **{FINDINGS: findings}))
        return table_file(self._artifacts.project, task, self._languages[0]).read_text(encoding="utf-8")

    @cache  # noqa: B019  # for one collection, which ends with its command
    def _words(self, name: str) -> frozenset[str]:
        """Every text in a frame or result."""
        if name == FINDINGS:
            return frozenset().union(*map(self._words, self._findings))
        return frozenset(_words(self._artifacts.said(name)))


def _words(said: object) -> Iterator[str]:
    """Every text in what JSON says, however it is nested, and each member of those that are lists of ids."""
    left = [said]
    while left:
        part = left.pop()
        if isinstance(part, str):
            yield from _MEMBERS.split(part)
        elif isinstance(part, list):
            left += part
        elif isinstance(part, dict):
            left += part.values()
