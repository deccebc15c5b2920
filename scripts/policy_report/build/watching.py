"""Build a study again whenever one of its files is saved, and say in one line what came of it.

The builds run in a process of their own that stays warm: what was imported and read of the code serves the next build
too. Where code changes, a new process takes its place.
"""

import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from policy_report.build.choice import Choice
from policy_report.build.memory import Memory, files_below
from policy_report.build.progress import build_with_progress
from policy_report.build.site import Site
from policy_report.errors import PolicyReportError, machine_faults_said
from policy_report.pools import executor
from policy_report.project import Project

_PAUSE = 0.2
"""Seconds between two looks at the files, which take a fortieth of it."""

_ENGINE = Path(__file__).parents[1]
_NAMES = ("study.toml", "_quarto.yml", "references.bib", "requirements.lock", "data/bounds.toml")
_FOLDERS = ("data/published", "report", "scripts")


class Outcome(NamedTuple):
    """What came of a build: a line about it, whether it made something, and what is wrong if anything is."""

    line: str
    made: bool = False
    fault: str = ""


class Builder:
    """A process that builds what is chosen of a study, again and again."""

    def __init__(self, project: Project, choice: Choice) -> None:
        self._project, self._choice, self._process = project, choice, executor(1)

    def build(self) -> Outcome:
        """Build once."""
        try:
            return self._process.submit(_build, self._project, self._choice).result()
        except BrokenExecutor:
            self.renew()
            line = "the process that builds was killed from outside; free some memory, and save a file to build again"
            return Outcome(line, fault=line)

    def renew(self) -> None:
        """End the process, which knows the code as it was; the next build begins another."""
        self._process.shutdown(cancel_futures=True)
        self._process = executor(1)


def watch(project: Project, choice: Choice, site: Site, say: Callable[[str], object]) -> None:
    """Build now and after every change until interrupted; what is wrong is said, and the next change awaited."""
    builder = Builder(project, choice)
    with suppress(KeyboardInterrupt):
        for changed in changes(project):
            if any(path.endswith((".py", ".toml")) for path in changed):
                builder.renew()
            outcome = builder.build()
            if outcome.made or outcome.fault or site.news["fault"] or not site.news["version"]:
                say(outcome.line)
                site.tell(made=outcome.made or not site.news["version"], fault=outcome.fault)
    builder.renew()


def changes(project: Project) -> Iterator[set[str]]:
    """Give the files that were changed, added or removed since the last time, at first all of them; never ends."""
    before, named = set[tuple[str, int, int]](), _named(project)
    while True:
        now = {(path, *stamp) for path in _watched(project, named) if (stamp := _stamp(path))}
        if now != before:
            changed, before = {path for path, *_ in now ^ before}, now
            yield changed
            named = _named(project)
        else:
            time.sleep(_PAUSE)


def _watched(project: Project, named: set[str]) -> set[str]:
    roots = [_ENGINE, *(project.root / name for name in (*_NAMES, *_FOLDERS))]
    return {*files_below(map(str, roots), {str(project.tidy), str(project.generated)}), *named}


def _named(project: Project) -> set[str]:
    """The files that tasks read and none makes, wherever they lie."""
    tasks = Memory(project).tasks
    return {path for task in tasks for path in task.reads} - {path for task in tasks for path in task.makes}


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _build(project: Project, choice: Choice) -> Outcome:
    """Build in this process, and take any mistake for an answer."""
    try:
        with machine_faults_said():
            built = build_with_progress(project, choice, warm=True)
    except PolicyReportError as error:
        problem, *more = error.problems
        first = str(problem).partition("\n")[0]
        return Outcome(f"{first}{f' (and {len(more)} more)' if more else ''}", fault=str(error))
    except Exception as error:  # a defect of ours ends this build, and not the watching
        return Outcome(f"a defect: {type(error).__name__}: {error}", fault=traceback.format_exc())
    return Outcome(built.summary.partition("\n")[0], built.made > 0)
