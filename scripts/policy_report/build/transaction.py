"""Let one build of a study at a time write its files, and all of them or none.

Before a task writes, what its files were is linked into `_build/before/`. A build that fails puts everything back; what
one that was killed left, the next one puts back before it looks at anything. So it is with the texts that a release
changes, which lie in `_build/edition/`. What was made in vain lies in
`_build/spare/` until a build succeeds: a task that would make the same takes it from there.
"""

import errno
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from itertools import chain, repeat
from pathlib import Path
from threading import get_ident
from typing import BinaryIO, Concatenate, Final, ParamSpec, TypeVar

from policy_report.project import Project

P = ParamSpec("P")
T = TypeVar("T")

WAITS: Final = "another build of this study is under way; this one waits until it is done"

if sys.platform == "win32":
    import msvcrt

    def _take(lock: BinaryIO, *, wait: bool) -> None:
        msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(lock: BinaryIO, *, wait: bool) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


BUILD, EDITION = "before", "edition"
"""The folders of what files were before a build, and before a release."""

_HELD: Final = set[tuple[Path, int]]()
"""Studies and the threads that work on them alone: none waits for itself."""

_TAKEN: Final = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What a system says of a lock that somebody has."""


def alone(work: Callable[Concatenate[Project, P], T]) -> Callable[Concatenate[Project, P], T]:
    """Let work on a study wait until no other is under way, and put back what work that was killed has left.

    The lock ends with its process. Where nothing can be written, nobody needs one.
    """

    @wraps(work)
    def locked(project: Project, /, *given: P.args, **named: P.kwargs) -> T:
        held = project.root, get_ident()
        lock = None if held in _HELD else _opened(project.state / "lock")
        if lock is None:
            return work(project, *given, **named)
        with lock:
            _wait(lock)
            for before in (BUILD, EDITION):
                Transaction(project, before).roll_back()
            _HELD.add(held)
            try:
                return work(project, *given, **named)
            finally:
                _HELD.remove(held)

    return locked


def _opened(path: Path) -> BinaryIO | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        return path.open("ab")
    except OSError:
        return None


def _wait(lock: BinaryIO) -> None:
    """Take a lock, and say so if that takes time; some file systems have none."""
    for wait in chain([False], repeat(True)):
        try:
            _take(lock, wait=wait)
        except OSError as error:
            if error.errno in _TAKEN:
                if not wait:
                    print(WAITS, file=sys.stderr, flush=True)
                continue
        break


class Transaction:
    """The files that one build or release writes in a study; `before`: the folder that keeps what they were."""

    def __init__(self, project: Project, before: str = BUILD) -> None:
        self._root, self._state = project.root, project.state
        self._old, self._new = project.state / before / "old", project.state / before / "new"
        self._spare = project.state / "spare"

    def keep(self, paths: Iterable[str]) -> None:
        """Keep what files are, which may be written or removed from now on."""
        for path in map(Path, paths):
            name = path.relative_to(self._root)
            if path.is_file() and not (self._old / name).exists():
                self._link(path, self._old / name)
            elif not path.exists():
                (self._new / name).parent.mkdir(parents=True, exist_ok=True)
                (self._new / name).touch()

    def _link(self, path: Path, kept: Path) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept.hardlink_to(path)
        except OSError:
            # Not every file system has links; a copy that is cut off must not be taken for one.
            copy = self._old.with_name("copy")
            shutil.copy2(path, copy)
            copy.replace(kept)

    def commit(self) -> None:
        """Let everything stand as it was written."""
        done = self._state / "after"
        shutil.rmtree(done, ignore_errors=True)
        if self._old.parent.is_dir():
            self._old.parent.rename(done)
        for folder in (done, self._spare):
            shutil.rmtree(folder, ignore_errors=True)

    def roll_back(self) -> None:
        """Put everything back as it was kept."""
        for kept, path in self._pairs(self._old):
            if not (path.is_file() and path.samefile(kept)):
                self._put_by(path)
                path.parent.mkdir(parents=True, exist_ok=True)
                kept.replace(path)
        for mark, path in self._pairs(self._new):
            self._put_by(path)
            mark.unlink()
        shutil.rmtree(self._old.parent, ignore_errors=True)

    def _pairs(self, folder: Path) -> list[tuple[Path, Path]]:
        """What is kept below a folder, and the file that it is of."""
        kept = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return [(path, self._root / path.relative_to(folder)) for path in kept]

    def _put_by(self, path: Path) -> None:
        if path.is_file():
            spare = self._spare / path.relative_to(self._root)
            spare.parent.mkdir(parents=True, exist_ok=True)
            path.replace(spare)

    def spares(self, paths: Iterable[str]) -> dict[str, Path]:
        """Where what was made in vain lies, by the paths that it was made for."""
        return {path: self._spare / Path(path).relative_to(self._root) for path in paths}
