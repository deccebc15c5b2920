"""What a build remembers of the builds before it: the task graph, and each task with the files that it was done from.

A file is known by the digest of its content. The digest is taken again where the file's size or times differ from those
remembered, or lie so near to the moment of reading that the clock could not tell a later change.
"""

import json
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from policy_report.build.task import Task
from policy_report.project import Project, keep_file
from policy_report.text.language import Language

_VERSION = 4
_SETTLED = 2_000_000_000
"""Nanoseconds after which no file system gives a changed file the time it had: FAT counts in steps of two seconds."""

_ROOT = '"@/'
"""How a path below the study's folder begins in the file, so that a study that was moved is still built."""

_KEPT = ("fonts", "references", "rows")
"""Folders of the state in which tasks keep what saves work later: what lies there must be as it was left."""


class Reason(NamedTuple):
    """Why a task is out of date, and the file that it is about, if any."""

    cause: str
    path: str = ""


class Record(NamedTuple):
    """How a task was last done: by which rule, from and to which files by their digests, and in how many seconds."""

    rule: str | None
    seen: dict[str, str]
    seconds: float


class Memory:
    """The memory of a study's builds; empty where there is none, or it cannot be read.

    `unsettled` says that some file had to be read, which the next build need not do if this memory is saved.
    """

    def __init__(self, project: Project) -> None:
        self.project, self.unsettled = project, False
        self._file = project.state / "memory.json"
        self._root = json.dumps(f"{project.root}{os.sep}", ensure_ascii=False)[:-1]
        self._now: dict[str, str] = {}
        try:
            self._load(json.loads(self._file.read_text(encoding="utf-8").replace(_ROOT, self._root)))
        except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self._load({name: {} for name in ("tasks", "records", "spare", "roots", "watched", "stamps", "kept")})

    def _load(self, said: dict[str, Any]) -> None:
        self.setup, self.about = said.get("setup", ""), said.get("about", "")
        if said.get("version", _VERSION) != _VERSION:
            raise ValueError(said["version"])
        self.tasks = [Task(name, tuple(reads), tuple(makes), rule=rule) for name, reads, makes, rule in said["tasks"]]
        self.records, self.spare = (
            {name: Record(*record) for name, record in said[part].items()} for part in ("records", "spare")
        )
        self._roots: list[str] = [*said["roots"]]
        self._watched: dict[str, str] = said["watched"]
        self._kept: dict[str, str] = said["kept"]
        # What tells an unchanged file without reading it (size and times), its digest, and when that was taken.
        self._stamps: dict[str, list[Any]] = said["stamps"]

    def digest(self, path: str) -> str:
        """The digest of a file's content, as it is or was in this build; empty where there is no such file."""
        if path not in self._now:
            self._now[path] = self._digest(path)
        return self._now[path]

    def _digest(self, path: str) -> str:
        try:
            now = os.stat(path)  # noqa: PTH116  # a thousand files in milliseconds
            if not stat.S_ISREG(now.st_mode):
                return ""
            size, *times = now.st_size, now.st_mtime_ns, now.st_ctime_ns
            stamp = self._stamps.get(path)
            if stamp is None or stamp[:3] != [size, *times] or stamp[4] - max(times) <= _SETTLED:
                taken, content = time.time_ns(), Path(path).read_bytes()
                stamp = self._stamps[path] = [size, *times, blake2b(content, digest_size=16).hexdigest(), taken]
                self.unsettled = True
        except OSError:
            return ""
        return str(stamp[3])

    def why(self, task: Task) -> list[Reason]:
        """Every reason why a task is out of date; none if it is not."""
        record = self.records.get(task.name)
        if record is None:
            return [Reason("never made")]
        now = {path: self.digest(path) for path in (*task.reads, *task.makes)}
        same = task.rule is not None and task.rule == record.rule
        pairs = {path: (record.seen.get(path), now.get(path)) for path in now | record.seen}
        causes = {path: _cause(path in task.makes, *pair) for path, pair in pairs.items() if pair[0] != pair[1]}
        return [*([] if same else [Reason("made by another rule")]), *(Reason(causes[path], path) for path in causes)]

    def seen(self, task: Task) -> dict[str, str]:
        """What a task reads, by digest: asked before it is done, so that a change meanwhile is a reason to do it."""
        return {path: self.digest(path) for path in task.reads}

    def note(self, task: Task, seen: dict[str, str], seconds: float) -> None:
        """Remember that a task was done from what it had `seen`; a file that it did not make is not taken for made."""
        made = {path: self._digest(path) for path in task.makes}
        self._now |= made
        seen |= {path: digest for path, digest in made.items() if digest}
        self.records[task.name] = Record(task.rule, seen, round(seconds, 2))

    def undo(self, names: Iterable[str], before: dict[str, Record]) -> None:
        """Remember of tasks what was remembered `before`, and that they were done in vain."""
        for name in names:
            self.spare[name] = self.records.pop(name)
            self.records |= {name: before[name]} if name in before else {}

    def made_in_vain(self, task: Task, lying: Mapping[str, Path]) -> bool:
        """Whether what a task would make lies by: it was done from the same, by the same rule, and is unaltered."""
        record = self.spare.get(task.name)
        now = self.seen(task) | {path: self._digest(str(spare)) for path, spare in lying.items()}
        return record is not None and task.rule is not None and (record.rule, record.seen) == (task.rule, now)

    def look(self, roots: Iterable[Path]) -> None:
        """Remember all that decides the task graph, before it is made: the files of these folders, and these files."""
        self._roots = [str(root) for root in roots]
        self._watched = self._look()

    def drop_altered(self) -> None:
        """Delete what tasks keep and is not as the last build left it, so that it is made again."""
        for folder in _KEPT:
            for path in (self.project.state / folder).glob("*"):
                if path.is_dir():
                    shutil.rmtree(path)
                elif self._digest(str(path)) != self._kept.get(str(path)):
                    path.unlink()

    def current(self, setup: str) -> bool:
        """Whether the remembered graph is what would be made now, by what is described by `setup`."""
        return bool(self.tasks) and setup == self.setup and self._unmade(self._look()) == self._watched

    def _look(self) -> dict[str, str]:
        made = {str(self.project.tidy), str(self.project.generated)}
        return {path: self.digest(path) for path in files_below(self._roots, made)}

    def _unmade(self, digests: dict[str, str]) -> dict[str, str]:
        made = {path for task in self.tasks for path in task.makes}
        return {path: digest for path, digest in digests.items() if path not in made}

    def save(self) -> None:
        """Write what is remembered; what cannot be written is found out again."""
        self._watched = self._unmade(self._watched)
        kept = (str(path) for folder in _KEPT for path in (self.project.state / folder).glob("*"))
        said = {
            "version": _VERSION,
            "setup": self.setup,
            "about": self.about,
            "roots": self._roots,
            "watched": self._watched,
            "tasks": [(task.name, task.reads, task.makes, task.rule) for task in self.tasks],
            "records": self.records,
            "spare": self.spare,
            "kept": {path: self._digest(path) for path in kept},
            "stamps": self._stamps,
        }
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        keep_file(self._file, text.replace(self._root, _ROOT))


def _cause(made: bool, before: str | None, now: str | None) -> str:
    """Why a file with these two digests is a reason to do a task again; `None` is one that it does not name."""
    if now is None:
        return "no longer read"
    if made:
        return "altered since it was made" if now else "missing"
    return "newly read" if before is None else "changed"


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
