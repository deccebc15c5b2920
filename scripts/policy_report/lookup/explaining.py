"""Why a file is out of date and what it waits for; or how a phrase became a sentence, and what would change with it."""

import re
from collections.abc import Iterable
from typing import Any

from policy_report.build.choice import SNAPSHOT, called
from policy_report.build.discovery import TaskFunction, task_functions
from policy_report.build.memory import Memory, Reason
from policy_report.build.progress import make_with_progress
from policy_report.build.task import Task, needed, waits
from policy_report.editions.snapshot import FILE, read_snapshot
from policy_report.errors import ProjectError, visible
from policy_report.lookup import show
from policy_report.lookup.cards import Card
from policy_report.lookup.catalogue import unknown_id
from policy_report.lookup.holdings import holdings
from policy_report.project import Project
from policy_report.study import read_study


def explain(project: Project, target: str) -> list[Card]:
    """Explain a file or task of the last build by its name, or a row, number or finding by its id.

    Raises `ProjectError`: `id-unknown` if nothing has this name; it gives the nearest ones.
    """
    memory = Memory(project)
    exactly = [task.name for task in memory.tasks if task.name == target]
    if names := exactly or called(project, memory.tasks, target):
        return [_task_card(memory, task) for task in memory.tasks if task.name in names]
    chain = _Chain(project)
    if target in chain.said.rows:
        return [chain.row(target)]
    if target in chain.said.numbers:
        return [chain.number(target)]
    try:
        return show(project, target)
    except ProjectError as error:
        known = [*chain.said.rows, *chain.said.numbers, *(task.name for task in memory.tasks)]
        raise ProjectError(unknown_id(target, known)) from error


def why_text(project: Project, found: Iterable[tuple[Task, list[Reason]]]) -> str:
    """Each task that a build would do, with its reasons; one that only waits for others has none yet."""
    lines = []
    for task, reasons in found:
        lines += [task.name, *(f"  {_reason(project, reason)}" for reason in reasons[:5])]
        lines += [f"  … and {len(reasons) - 5} more"] if len(reasons) > 5 else []
    return visible("\n".join(lines)) or "nothing is out of date"


def _reason(project: Project, reason: Reason) -> str:
    return f"{reason.cause}: {_shown(project, reason.path)}" if reason.path else reason.cause


def _shown(project: Project, path: str) -> str:
    return path.removeprefix(f"{project.root}/")


def _task_card(memory: Memory, task: Task) -> Card:
    record, project = memory.records.get(task.name), memory.project
    late = [one.name for one in needed(memory.tasks, [task.name]) if one.name != task.name and memory.why(one)]
    later = [name for name, before in waits(memory.tasks).items() if task.name in before]
    return {
        "kind": "task",
        "id": task.name,
        "out of date": [_reason(project, reason) for reason in memory.why(task)] or "no",
        "waits for": late or "nothing",
        "last made in": f"{record.seconds} s" if record else "never",
        "makes": [_shown(project, path) for path in task.makes],
        "reads": [name for name in (_shown(project, path) for path in task.reads) if not name.startswith("/")],
        "read by": later,
    }


class _Chain:
    """The way from a phrase to the sentences that rest on it, as the study stands."""

    def __init__(self, project: Project) -> None:
        make_with_progress(project, (SNAPSHOT,))
        self._project = project
        self.said = read_snapshot((project.state / FILE).read_bytes(), FILE)
        functions = task_functions(read_study(project))
        self._functions = {task.name: task for task in (*functions.results, *functions.findings)}

    def row(self, key: str) -> Card:
        """A published row: phrase, reading, results, variable and sentences, each with its place."""
        row, held = self.said.rows[key], holdings(self._project)
        results = [name for name, ids in held.results.items() if key in ids]
        numbers = [name for name, inputs in self.said.inputs.items() if key in inputs]
        asking = {*results, *(name.partition(".")[0] for name in numbers)}
        shown = [name for name, ids in held.shown.items() if key in ids]
        return {
            "kind": "chain",
            "id": key,
            "1 phrase": f"{self._place(row['table'], key)}: {row['phrase']} {row['unit']}".rstrip(),
            "2 reading": row["reading"] or "states no number",
            "3 results": [f"{name}: {self._made_by(name)}" for name in results],
            "4 variable": f"{{{{< var LANGUAGE.{key} >}}}}",
            "5 sentences": self._sentences(key),
            "would change with it": {
                "numbers": [self._number(name) for name in numbers],
                "findings": [f"{name}: {self._made_by(name)}" for name in self._tests(asking)],
                "figures": [name for name in shown if name.startswith("fig")],
                "tables": [name for name in shown if name.startswith("tbl")],
                "sentences": [said for name in numbers for said in self._sentences(name)],
            },
        }

    def number(self, name: str) -> Card:
        """A derived number: its phrases, what computes it, and the sentences that say it."""
        rows = {key: self.said.rows[key] for key in self.said.inputs[name] if key in self.said.rows}
        analysis = name.partition(".")[0]
        return {
            "kind": "chain",
            "id": name,
            "1 phrases": [f"{self._place(row['table'], key)}: {key}: {row['phrase']}" for key, row in rows.items()],
            "2 readings": [f"{key}: {row['reading']}" for key, row in rows.items()],
            "3 result": self._number(name),
            "4 variable": f"{{{{< var LANGUAGE.{name} >}}}}",
            "5 sentences": self._sentences(name),
            "would change with it": {"findings": self._tests({analysis})},
        }

    def _number(self, name: str) -> str:
        return f"{name} = {self.said.numbers[name]}: {self._made_by(name.partition('.')[0])}"

    def _sentences(self, variable: str) -> list[str]:
        """The sentences that say a variable, in whatever form."""
        named = re.compile(rf"\bvar\s+\w+\.{re.escape(variable)}(?:_\w+)?\s*>")
        found = (one for sentences in self.said.sentences.values() for one in sentences)
        return [f"{place}: {read}" for written, read, place in found if named.search(written)]

    def _tests(self, results: set[str]) -> list[str]:
        """The findings whose tests ask for one of these results."""
        tests = (task for task in self._functions.values() if task.kind == "finding")
        return [task.name for task in tests if results & {*task.needs}]

    def _made_by(self, name: str) -> str:
        task: TaskFunction | None = self._functions.get(name)
        return f"{task.shown_file}:{task.row}" if task else "the engine"

    def _place(self, table: str, key: str) -> str:
        """The file and line of a published row; of a value of an official table that of none of its own."""
        path = self._project.published / f"{table}.csv"
        lines: list[Any] = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        row = next((at for at, line in enumerate(lines, 1) if line.startswith((f"{key},", f'"{key}",'))), 0)
        return f"{self._project.relative(path)}:{row}" if row else f"{self._project.relative(self._project.tables)}/"
