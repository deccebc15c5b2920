"""What a build remembers of the builds before it: the task graph, and each task with the files that it was done from.

A file is known by the digest of its content. The digest is taken again where the file's size or times differ from those
remembered, or lie so near to the moment of reading that the clock could not tell a later change.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from policy_report.build.task import Task
from policy_report.project import Project, write_atomically
from policy_report.text.language import Language

_VERSION = 1
_SETTLED = 2_000_000_000
"""Nanoseconds after which no file system gives a changed file the time it had: FAT counts in steps of two seconds."""


K = TypeVar("K")


class _Numbers(dict[K, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: K) -> int:
        self[key] = len(self)
        return self[key]


class Cause(StrEnum):
    """Why a task is out of date."""

    NEVER = "never made"
    RULE = "made by another rule"
    CHANGED = "changed"
    ADDED = "newly read"
    DROPPED = "no longer read"
    LOST = "missing"
    ALTERED = "altered since it was made"


class Reason(NamedTuple):
    """Why a task is out of date, and the file that it is about, if any."""

    cause: Cause
    path: str = ""


class _Stamp(NamedTuple):
    """What tells an unchanged file without reading it, its digest, and when that was taken."""

    size: int
    modified: int
    changed: int
    digest: str
    taken: int

    def holds(self, now: os.stat_result) -> bool:
        return self[:3] == (now.st_size, now.st_mtime_ns, now.st_ctime_ns)

    @property
    def settled(self) -> bool:
        return self.taken - max(self.modified, self.changed) > _SETTLED


@dataclass(frozen=True)
class Record:
    """How a task was last done: by which rule, from and to which files by their digests, and in how many seconds."""

    rule: str | None
    seen: dict[str, str]
    seconds: float


class Memory:
    """The memory of a study's builds; empty where there is none, or it cannot be read.

    `unsettled` says that some file had to be read, which the next build need not do if this memory is saved.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.setup, self.about = "", ""
        self.tasks: list[Task] = []
        self.records: dict[str, Record] = {}
        self._roots: list[str] = []
        self._watched: dict[str, str] = {}
        self._stamps: dict[str, _Stamp] = {}
        self._now: dict[str, str] = {}
        self.unsettled = False
        self._file = project.state / "memory.json"
        try:
            self._load(json.loads(self._file.read_bytes()))
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            self.tasks, self.records, self._stamps, self.setup = [], {}, {}, ""

    def digest(self, path: str) -> str:
        """The digest of a file's content, as it is or was in this build; empty where there is no such file."""
        if path not in self._now:
            self._now[path] = self._digest(path)
        return self._now[path]

    def _digest(self, path: str) -> str:
        try:
            now, stamp = os.stat(path), self._stamps.get(path)  # noqa: PTH116  # a thousand files in milliseconds
            if stamp is None or not stamp.holds(now) or not stamp.settled:
                taken, content = time.time_ns(), Path(path).read_bytes()
                digest = blake2b(content, digest_size=16).hexdigest()
                stamp = self._stamps[path] = _Stamp(now.st_size, now.st_mtime_ns, now.st_ctime_ns, digest, taken)
                self.unsettled = True
        except OSError:
            return ""
        return stamp.digest

    def why(self, task: Task) -> list[Reason]:
        """Every reason why a task is out of date; none if it is not."""
        record = self.records.get(task.name)
        if record is None:
            return [Reason(Cause.NEVER)]
        return [*self._why(task, record)]

    def _why(self, task: Task, record: Record) -> Iterator[Reason]:
        if task.rule is None or task.rule != record.rule:
            yield Reason(Cause.RULE)
        for path in task.reads:
            if path not in record.seen:
                yield Reason(Cause.ADDED, path)
            elif self.digest(path) != record.seen[path]:
                yield Reason(Cause.CHANGED, path)
        for path in task.makes:
            if not (digest := self.digest(path)) or digest != record.seen.get(path):
                yield Reason(Cause.ALTERED if digest else Cause.LOST, path)
        yield from (Reason(Cause.DROPPED, path) for path in record.seen.keys() - {*task.reads, *task.makes})

    def seen(self, task: Task) -> dict[str, str]:
        """What a task reads, by digest: asked before it is done, so that a change meanwhile is a reason to do it."""
        return {path: self.digest(path) for path in task.reads}

    def note(self, task: Task, seen: dict[str, str], seconds: float) -> None:
        """Remember that a task was done from what it had `seen`."""
        made = {path: self._digest(path) for path in task.makes}
        self._now |= made
        self.records[task.name] = Record(task.rule, seen | made, seconds)

    def look(self, roots: Iterable[Path]) -> None:
        """Remember all that decides the task graph, before it is made: the files of these folders, and these files."""
        self._roots = [str(root) for root in roots]
        self._watched = self._look()

    def current(self, setup: str) -> bool:
        """Whether the remembered graph is what would be made now, by what is described by `setup`."""
        made = {path for task in self.tasks for path in task.makes}
        if not self.tasks or setup != self.setup:
            return False
        return {path: digest for path, digest in self._look().items() if path not in made} == self._watched

    def _look(self) -> dict[str, str]:
        made = {str(self.project.tidy), str(self.project.generated)}
        return {path: self.digest(path) for path in files_below(self._roots, made)}

    def save(self) -> None:
        """Write what is remembered."""
        made = {path for task in self.tasks for path in task.makes}
        self._watched = {path: digest for path, digest in self._watched.items() if path not in made}
        write_atomically(self._file, json.dumps(self._dump(), ensure_ascii=False, separators=(",", ":")))

    def _dump(self) -> dict[str, Any]:
        """The memory as plain data: each file and each version of a file once, and counted from there on."""
        files = _Numbers[str]()
        versions = _Numbers[tuple[int, str]]()

        def seen(digests: dict[str, str]) -> list[int]:
            return [versions[files[path], digest] for path, digest in digests.items()]

        tasks = [
            [task.name, [files[path] for path in task.reads], [files[path] for path in task.makes], task.rule]
            for task in self.tasks
        ]
        records = {name: [one.rule, seen(one.seen), round(one.seconds, 2)] for name, one in self.records.items()}
        watched = seen(self._watched)
        root = f"{self.project.root}{os.sep}"
        return {
            "version": _VERSION,
            "setup": self.setup,
            "about": self.about,
            "roots": self._roots,
            "watched": watched,
            "tasks": tasks,
            "records": records,
            "versions": [*versions],
            "files": [[path.removeprefix(root), *self._stamps.get(path, ())] for path in files],
        }

    def _load(self, said: dict[str, Any]) -> None:
        if said["version"] != _VERSION:
            return
        root = str(self.project.root)
        files = [os.path.join(root, path) for path, *_ in said["files"]]  # noqa: PTH118
        versions = [(files[file], digest) for file, digest in said["versions"]]
        self._stamps = {path: _Stamp(*stamp) for path, (_, *stamp) in zip(files, said["files"], strict=True) if stamp}
        self.tasks = [
            Task(name, tuple(files[place] for place in reads), tuple(files[place] for place in makes), rule=rule)
            for name, reads, makes, rule in said["tasks"]
        ]
        self.records = {
            name: Record(rule, dict(versions[place] for place in seen), seconds)
            for name, (rule, seen, seconds) in said["records"].items()
        }
        self._watched = dict(versions[place] for place in said["watched"])
        self.setup, self.about, self._roots = said["setup"], said["about"], said["roots"]


def files_below(roots: Iterable[str], made: set[str]) -> Iterator[str]:
    """The files that are or lie below these, without hidden ones and the folders that hold what is `made`."""
    for root in roots:
        if os.path.isfile(root):  # noqa: PTH113
            yield root
        for folder, folders, files in os.walk(root):
            kept = (name for name in folders if name[0] not in "._" or name == "_extensions")
            folders[:] = [name for name in kept if f"{folder}{os.sep}{name}" not in made]
            yield from (f"{folder}{os.sep}{name}" for name in files if name[0] != ".")


def strays(project: Project, tasks: Iterable[Task]) -> list[Path]:
    """List made files that nothing makes any more: no document may show them."""
    targets = {target for task in tasks for target in task.makes}
    folders = [
        project.state / "results",
        *(base / lang for base in (project.figures, project.generated) for lang in Language),
    ]
    return [path for folder in folders for path in folder.glob("*") if str(path) not in targets and path.is_file()]
