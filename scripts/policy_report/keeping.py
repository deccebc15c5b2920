"""Results that take long, kept in the study's state folder by what they follow from: frames and code.

The task graph knows what is out of date in its own folder; a command that makes results for itself, or a study
whose code has gone back to what it was, would make them again.
"""

import hashlib
import pickle
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from policy_report.discovery import LENGTHY, CodeGraph, Maker
from policy_report.project import Project, write_atomically


def make(project: Project, maker: Maker, given: Mapping[str, Any]) -> Any:
    """What a maker makes; a lengthy result only if it was not made before from the same frames by the same code.

    Parameters
    ----------
    project
        The study.
    maker
        A function of the package.
    given
        Its arguments by name; those of a lengthy result are tidy frames.
    """
    function = getattr(import_module(maker.module), maker.function)
    if maker.kind != LENGTHY:
        return function(**given)
    path = project.state / "simulations" / f"{maker.name}-{_digest(project, maker, given)}.pickle"
    if (kept := _kept(path)) is not None:
        return kept
    found = function(**given)
    write_atomically(path, pickle.dumps(found))
    return found


def _kept(path: Path) -> Any:
    """What a file keeps; nothing if it is missing or torn."""
    try:
        return pickle.loads(path.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _digest(project: Project, maker: Maker, given: Mapping[str, Any]) -> str:
    from policy_report.evidence.tidy import to_csv

    digest = hashlib.sha256()
    for need in maker.needs:
        digest.update(to_csv(given[need]).encode("utf-8"))
    for path in _code(project, maker):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _code(project: Project, maker: Maker) -> list[Path]:
    """The files that decide what a maker makes: its code, and the versions of the libraries."""
    lock = project.root / "requirements.lock"
    return [*CodeGraph(project.state / "imports").files(maker.module), *([lock] if lock.is_file() else [])]
