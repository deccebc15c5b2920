"""Where the paper uses a thing: results, numbers, figures and tables that hold it, and lines of the text."""

import ast
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policy_report.analysis.results import Derived
from policy_report.build.discovery import TaskFunction, task_functions
from policy_report.evidence.records import read_records
from policy_report.lookup.facts import ROWS
from policy_report.lookup.holdings import holdings
from policy_report.paper.tables.wording import method
from policy_report.project import Project
from policy_report.render.mentions import MENTION
from policy_report.study import Study
from policy_report.text.language import Text
from policy_report.text.numbers import computed, interval


class Uses:
    """What the analyses, figures, tables and text of a study make of its evidence, whose tidy rows are `tables`."""

    def __init__(self, project: Project, study: Study) -> None:
        self._project, self._study, self._languages = project, study, study.languages
        self._held = holdings(project)
        # Brought up to date by what holds them.
        self.tables = {path.stem: read_records(path) for path in project.tidy.glob("*.csv")}

    def made(self) -> list[str]:
        """The ids of all figures, tables, findings and derived numbers."""
        return [*self._held.shown, *self._held.findings, *self._held.numbers]

    def of(self, key: str) -> dict[str, Any]:
        """Where a thing of the evidence is used."""
        showing = [name for name, held in self._held.shown.items() if key in held]
        return {
            "numbers": [name for name, number in self._held.numbers.items() if key in number.inputs],
            "results": [name for name, held in self._held.results.items() if key in held],
            "figures": [name for name in showing if name.startswith("fig")],
            "tables": [name for name in showing if name.startswith("tbl")],
            "text": self.mentions(key),
        }

    def card(self, key: str) -> dict[str, Any] | None:
        """What is known of a figure, table, finding or derived number; `None` if there is none of this id."""
        if key in self._held.numbers:
            return self._number_card(key, self._held.numbers[key])
        if key in self._held.findings:
            return self._finding_card(self._functions[key])
        return self._shown_card(key) if key in self._held.shown else None

    @cached_property
    def _functions(self) -> dict[str, TaskFunction]:
        """What makes each figure and table, and tests each finding, by its id."""
        functions = task_functions(self._study)
        return {**functions.shown, **{task.name: task for task in functions.findings}}

    def _number_card(self, key: str, number: Derived) -> dict[str, Any]:
        analysis, _, name = key.partition(".")
        return {
            "kind": "number",
            "id": key,
            "in words": "; ".join(computed(number.quantity, language, number.decimals) for language in self._languages),
            "interval": interval(number.quantity, self._languages[0]),
            "method": "; ".join(method(self._study, analysis, name, number, language) for language in self._languages),
            "from": list(number.inputs),
            "used in": {"text": self.mentions(key)},
        }

    def _said(self, text: Text) -> str:
        """A text in each language of the study."""
        return "; ".join(dict.fromkeys(text[language] for language in self._languages))

    def _finding_card(self, task: TaskFunction) -> dict[str, Any]:
        found, language = self._held.findings[task.name], self._languages[0]
        return {
            "kind": "finding",
            "id": found.id,
            "holds": "yes" if found.verdict.holds else "no",
            "test": self._said(found.said["test"]),
            "values": [f"{name}: {shown}" for name, shown in found.values(language).items()],
            "overturned by": self._said(found.said["overturned_by"]),
            "made by": f"{task.module}:{task.row}",
            "needs": list(task.needs),
            "used in": {"text": self.mentions(found.id)},
        }

    def _shown_card(self, key: str) -> dict[str, Any]:
        task, held = self._functions[key], self._held.shown[key]
        return {
            "kind": "figure" if key.startswith("fig-") else "table",
            "id": key,
            "about": _docstring(task.module),
            "made by": task.module,
            "needs": list(task.needs),
            **{name: [row["id"] for row in self.tables[name] if row["id"] in held] for name in ROWS},
            "used in": {"text": self.mentions(key)},
        }

    @cached_property
    def _lines(self) -> list[tuple[str, str]]:
        """Each name in the text, and where it stands."""
        found = []
        for path, text in self._project.texts().items():
            name = self._project.relative(path)
            for number, line in enumerate(text.splitlines(), start=1):
                found += [(match[match.lastgroup or 0], f"{name}:{number}") for match in MENTION.finditer(line)]
        return found

    def mentions(self, key: str) -> list[str]:
        """The places in the text that name a number, a source, a figure or a table."""
        return list(dict.fromkeys(place for name, place in self._lines if name == key))


def cited_in_text(project: Project) -> set[str]:
    """The keys that the text cites."""
    return {match["cited"] for text in project.texts().values() for match in MENTION.finditer(text) if match["cited"]}


def _docstring(module: str) -> str:
    """The first line of a module's docstring, read without importing the module and its plotting library."""
    spec = find_spec(module)
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8")) if spec and spec.origin else ast.Module([], [])
    return (ast.get_docstring(tree) or "").partition("\n")[0]
