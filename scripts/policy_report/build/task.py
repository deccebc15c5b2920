"""A task, one step of a build: what it reads, what it makes, and which others it waits for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Action = Callable[[], object]
HERE, PRESS, APART = "here", "press", "apart"


def _nothing() -> None:
    """What a remembered task does, whose action is not remembered."""


@dataclass(frozen=True)
class Task:
    """One step of a build."""

    name: str  # its kind and what it makes, such as `document/en/paper.pdf`
    # reads, makes: the files it depends on, and those it writes
    reads: tuple[str, ...]
    makes: tuple[str, ...]
    action: Action = _nothing
    rule: str | None = ""  # what else it follows from, such as the engine; `None` if it is done in every build
    # What only one task at a time has: `here`, this process, as the caches of the package know one thread only;
    # `press`, the memory that it takes to set a PDF. Documents, made by other programs, need none, and what is made
    # `apart` is made by a process of its own
    turn: str = HERE
    away: Action | None = None  # the same, done apart; `None` where only this process can do it


def waits(tasks: Iterable[Task]) -> dict[str, list[str]]:
    """Give for each task the names of those that make what it reads."""
    tasks = list(tasks)
    makers = {path: task.name for task in tasks for path in task.makes}
    return {task.name: list(dict.fromkeys(makers[path] for path in task.reads if path in makers)) for task in tasks}


def needed(tasks: Iterable[Task], names: Iterable[str]) -> list[Task]:
    """The tasks of these names and all that they need, in the order of `tasks`."""
    tasks = list(tasks)
    before: Mapping[str, list[str]] = waits(tasks)
    left, found = list(names), set[str]()
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += before[name]
    return [task for task in tasks if task.name in found]
