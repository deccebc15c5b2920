"""Run the tasks of a study: those that are out of date, in order or at the same time."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path

from policy_report.build.memory import Memory, strays
from policy_report.build.task import APART, Action, Task, needed, waits
from policy_report.build.transaction import Transaction
from policy_report.errors import PolicyReportError
from policy_report.pools import cores
from policy_report.project import Project

_LOG = logging.getLogger(__name__)

_LASTING = "result/"
"""How the names of the tasks begin whose files nobody reads as the study's: they stay though the build fails."""


def run(
    memory: Memory,
    tasks: Sequence[Task],
    wanted: Iterable[str] | None = None,
    begins: Callable[[str], object] = str,
    ends: Callable[[str], object] = str,
    *,
    helped: bool = False,
) -> list[str]:
    """Do what is out of date, in order or at the same time; if a task fails, begin nothing more, and put all back.

    The tasks `wanted` by name are done with all that they need; all tasks unless given. `begins` is called with the
    name of each task that starts, `ends` with that of each that is done or up to date. With `helped` other processes do
    what they can while this one is busy.

    Returns the names of the tasks that were done. Raises `PolicyReportError` if a task finds a user's mistake, with all
    the problems it found; of several tasks, the first one's.
    """
    files, before, gone = Transaction(memory.project), dict(memory.records), strays(memory.project, tasks)
    memory.tasks = list(tasks)
    chosen = {task.name: task for task in (tasks if wanted is None else needed(tasks, wanted))}
    course = _Course(memory, files, chosen, begins, ends, helped=helped)
    try:
        files.keep(map(str, gone))
        for path in gone:
            path.unlink()
        course.take()
        for failure in (course.failures[name] for name in chosen if name in course.failures):
            raise _told(memory.project, failure)
    except BaseException:
        files.roll_back()
        memory.undo((name for name in course.done if not name.startswith(_LASTING)), before)
        memory.save()
        raise
    memory.spare = {}
    memory.save()
    files.commit()
    return course.done


class _Course:
    """One run of some tasks: as many at a time as there are cores, the ones first that most has to wait for."""

    def __init__(
        self,
        memory: Memory,
        files: Transaction,
        tasks: Mapping[str, Task],
        begins: Callable[[str], object],
        ends: Callable[[str], object],
        *,
        helped: bool,
    ) -> None:
        self.done: list[str] = []
        self.failures: dict[str, BaseException] = {}
        self._memory, self._files, self._tasks, self._begins, self._ends = memory, files, tasks, begins, ends
        self._helped = helped
        before = waits(tasks.values())
        self._order: TopologicalSorter[str] = TopologicalSorter(before)
        self._weights = _weights(before, {name: record.seconds for name, record in memory.records.items()})
        self._ready: list[str] = []
        self._running: dict[Future[float], tuple[Task, dict[str, str], str]] = {}

    def take(self) -> None:
        """Do every task in its turn."""
        self._order.prepare()
        with ThreadPoolExecutor(cores()) as threads:
            self._begin(threads)
            while self._running:
                for ended in wait(self._running, return_when=FIRST_COMPLETED).done:
                    task, seen, _ = self._running.pop(ended)
                    self._end(task, seen, ended)
                self._begin(threads)

    def _begin(self, threads: ThreadPoolExecutor) -> None:
        """Begin what may begin now, and pass over what is up to date."""
        while not self.failures and (found := self._order.get_ready()):
            for name in found:
                if self._memory.why(self._tasks[name]):
                    self._ready.append(name)
                else:
                    self._pass(name)
        for name in sorted(self._ready, key=self._weights.__getitem__, reverse=True):
            task = self._tasks[name]
            turn = None if self.failures else self._turn(task)
            if turn is not None:
                self._ready.remove(name)
                self._begins(name)
                seen = self._memory.seen(task)
                self._running[threads.submit(_timed, self._action(task, turn))] = task, seen, turn

    def _turn(self, task: Task) -> str | None:
        """What a task may have of the machine now: apart if this process is busy; `None` if it has to wait."""
        busy = [turn for _, _, turn in self._running.values()]
        if len(busy) >= cores():
            return None
        if self._helped and task.away and any(turn != APART for turn in busy):
            return APART
        return None if task.turn in busy and task.turn not in ("", APART) else task.turn

    def _action(self, task: Task, turn: str) -> Action:
        """Keep what a task will write, and give what makes it; what was made in vain before is only put in place."""
        action = task.away if task.away and turn == APART else task.action
        if task.name.startswith(_LASTING):
            return action
        self._files.keep(task.makes)
        spares = self._files.spares(task.makes)
        return partial(_put, spares) if self._memory.made_in_vain(task, spares) else action

    def _end(self, task: Task, seen: dict[str, str], ended: Future[float]) -> None:
        if error := ended.exception():
            self.failures[task.name] = error
        else:
            self._memory.note(task, seen, ended.result())
            self.done.append(task.name)
            _LOG.info("%s: %.1f s", task.name, ended.result())
            self._pass(task.name)

    def _pass(self, name: str) -> None:
        self._order.done(name)
        self._ends(name)


def _told(project: Project, failure: BaseException) -> BaseException:
    """A failure that names what people wrote rather than what was made of it."""
    if not isinstance(failure, PolicyReportError):
        return failure
    from policy_report.build.blame import blamed

    return blamed(project, failure)


def _timed(action: Action) -> float:
    begin = time.monotonic()
    action()
    return time.monotonic() - begin


def _put(spares: Mapping[str, Path]) -> None:
    for path, spare in spares.items():
        spare.replace(path)


def _weights(before: Mapping[str, Iterable[str]], seconds: Mapping[str, float]) -> dict[str, float]:
    """The seconds from the begin of each task to the end of the last that waits for it, as they were last time."""
    found = dict.fromkeys(before, 0.0)
    for name in reversed([*TopologicalSorter(before).static_order()]):
        found[name] += seconds.get(name, 1.0)
        for earlier in before[name]:
            found[earlier] = max(found[earlier], found[name])
    return found
