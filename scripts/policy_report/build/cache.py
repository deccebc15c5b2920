"""Results that take long, kept in the study's state folder by what they follow from: frames and code.

The task graph knows what is out of date in its own folder; a command that makes results for itself, or a study
whose code has gone back to what it was, would make them again.
"""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from policy_report.build.calling import callable_of
from policy_report.build.discovery import LENGTHY, CodeGraph, TaskFunction
from policy_report.project import Project, write_atomically
from policy_report.study import Study

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


def make(project: Project, study: Study, task: TaskFunction, given: Mapping[str, Any]) -> Any:
    """Call a task function; a lengthy one only if it was not called before on the same frames with the same code.

    Parameters
    ----------
    project, study
        The study, and what it says about itself.
    task
        A function of the engine or of the study.
    given
        Its arguments by name; those of a lengthy result are tidy frames.
    """
    function = callable_of(task)
    if task.kind != LENGTHY:
        return function(**given)
    frames = {need: given[need] for need in task.needs}
    return keep(project, study, task.name, frames=frames, modules=[task.module], made=lambda: function(**given))


def keep(
    project: Project,
    study: Study,
    name: str,
    *,
    frames: Mapping[str, "pd.DataFrame"],
    modules: Iterable[str],
    files: Iterable[Path] = (),
    made: Callable[[], T],
) -> T:
    """What `made` makes, or what it made before from the same frames by the same code.

    Parameters
    ----------
    project, study
        The study, and what it says about itself.
    name
        What it is called in the study's state folder.
    frames
        All evidence that it follows from, by name.
    modules
        Names of the modules that make it.
    files
        What it follows from besides; one that is missing counts as empty.
    made
        Makes it anew; what it makes must outlive pickling.
    """
    digest = _digest(frames, [*_code(project, study, modules), *files])
    path = project.state / "simulations" / f"{name}-{digest}.pickle"
    if (kept := _read(path)) is not None:
        return cast("T", kept)
    found = made()
    write_atomically(path, pickle.dumps(found))
    return found


def _read(path: Path) -> Any:
    """What a file keeps; nothing if it is missing or torn."""
    try:
        return pickle.loads(path.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _digest(frames: Mapping[str, "pd.DataFrame"], files: Iterable[Path]) -> str:
    from policy_report.evidence.tidy import to_csv

    digest = hashlib.sha256()
    for frame in frames.values():
        digest.update(to_csv(frame).encode("utf-8"))
    for path in files:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:32]


def _code(project: Project, study: Study, modules: Iterable[str]) -> list[Path]:
    """The files that decide what is made: its code, and the versions of the libraries."""
    graph = CodeGraph(study, project.state / "imports")
    files = {path for module in modules for path in graph.files(module)}
    lock = project.root / "requirements.lock"
    return [*sorted(files), *([lock] if lock.is_file() else [])]
