"""Run the tasks of a study: those that are out of date, in order or at the same time."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain
from doit.exceptions import BaseFail
from doit.reporter import ZeroReporter
from doit.task import Task as DoitTask

from policy_report.project import Project
from policy_report.text.language import Language

Task = dict[str, Any]
Action = Callable[[], object]


@dataclass
class Build:
    """Names of the tasks that ran, and of those that had nothing to do."""

    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class StoppedError(Exception):
    """A task waited for its turn while another failed."""


class _Reporter(ZeroReporter):  # type: ignore[misc]  # doit has no types
    """Receives what doit says of its tasks, and prints nothing."""

    def __init__(self, build: Build, begins: Callable[[str], None], ends: Callable[[], None]) -> None:
        super().__init__(sys.stderr, {})
        self.build = build
        self.unmet: list[str] = []
        self._begins = begins
        self._ends = ends

    def execute_task(self, task: DoitTask) -> None:
        self._begins(_short(task))

    def add_success(self, task: DoitTask) -> None:
        if task.actions:
            self.build.done.append(_short(task))
            self._ends()

    def skip_uptodate(self, task: DoitTask) -> None:
        if task.actions:
            self.build.kept.append(_short(task))
            self._ends()

    def add_failure(self, task: DoitTask, fail: BaseFail) -> None:
        self.unmet.append(f"{_short(task)}: {fail.get_msg()}")

    def cleanup_error(self, exception: BaseFail) -> None:
        self.unmet.append(exception.get_msg())

    def runtime_error(self, msg: str) -> None:
        self.unmet.append(msg)


def _short(task: DoitTask) -> str:
    return str(task.name).partition(":")[2]


def run(
    project: Project,
    tasks: list[Task],
    begins: Callable[[str], None],
    ends: Callable[[], None],
    wanted: Iterable[str] = (),
) -> Build:
    """Do what is out of date, in order or at the same time, and stop when a task fails.

    `begins` is called with the name of each task that starts, `ends` after each task. The tasks `wanted` by name are
    done with all that they need; all tasks if there are none.

    Raises
    ------
    PolicyReportError
        If a task finds a user's mistake, with all the problems it found; of several tasks, the first one's.
    """
    build = Build()
    failures: dict[int, Exception] = {}
    reporter = _Reporter(build, begins, ends)
    _remove_strays(project, tasks)
    memory = project.state / "doit.json"
    _forget_if_broken(memory)
    project.state.mkdir(exist_ok=True)
    settings = {"dep_file": str(memory), "backend": "json", "reporter": reporter, "verbosity": 0}
    settings |= {"num_process": os.cpu_count() or 1, "par_type": "thread"}
    # Not captured: doit would swap the streams of the whole process, which threads would put back in any order.
    guarded = [
        {**task, "actions": [partial(_guard, task["actions"][0], place, failures)], "io": {"capture": False}}
        for place, task in enumerate(tasks)
    ]
    namespace = {"DOIT_CONFIG": settings, "task_study": lambda: (task for task in guarded)}
    code = DoitMain(ModuleTaskLoader(namespace), config_filenames=()).run(
        ["run", *(f"study:{name}" for name in wanted)]
    )
    if failures:
        raise failures[min(failures)]
    if code or reporter.unmet:
        raise RuntimeError("the task graph is broken: " + "; ".join(reporter.unmet))
    return build


def _remove_strays(project: Project, tasks: list[Task]) -> None:
    """Delete made files that nothing makes any more, so that no document can show them."""
    targets = {target for task in tasks for target in task["targets"]}
    folders = [
        project.state / "results",
        *(base / lang for base in (project.figures, project.generated) for lang in Language),
    ]
    for folder in folders:
        for path in folder.glob("*"):
            if path.is_file() and str(path) not in targets:
                path.unlink()


def _guard(action: Action, place: int, failures: dict[int, Exception]) -> bool:
    """Keep an exception whole, which doit would turn into text."""
    try:
        action()
    except StoppedError:
        return False
    except Exception as error:
        failures[place] = error
        return False
    return True


def _forget_if_broken(memory: Path) -> None:
    """A corrupt memory of earlier builds costs one full build, not an error."""
    try:
        json.loads(memory.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        memory.unlink()
