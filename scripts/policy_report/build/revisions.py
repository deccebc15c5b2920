"""How the study stood at another time: a revision of git, a folder, an archive or an edition."""

import shutil
import subprocess
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from policy_report.build.choice import SNAPSHOT
from policy_report.build.progress import make_with_progress
from policy_report.build.release import build_elsewhere
from policy_report.editions.archive import Archive
from policy_report.editions.changes import Change, changes
from policy_report.editions.snapshot import FILE, Snapshot, read_snapshot
from policy_report.editions.standing import digest_of, standing
from policy_report.errors import ProjectError, problem
from policy_report.project import Project, find_project
from policy_report.trust import is_trusted

_FIGURES = "figures/"


class State(NamedTuple):
    """What a study says at one time, what its figures show, and how to get the drawing of one."""

    name: str
    said: Snapshot
    figures: dict[str, str]
    picture: Callable[[str], bytes]


def compare(old: State, new: State) -> list[Change]:
    """What changed between two states."""
    return changes(old.said, new.said, (old.figures, new.figures))


def undrawn(old: State, new: State) -> str:
    """Say why no figures are compared, in a line; nothing where they are."""
    lacking = [state.name for state in (old, new) if not state.figures]
    return f"Figures are not compared: none are drawn of {' and '.join(lacking)}." if lacking else ""


def state_of(project: Project, name: str = "") -> State:
    """The state of this name; of the working tree where there is none.

    A revision is read by the engine of today; its figures are not drawn.

    Raises `ProjectError`: `edition-unknown` if nothing has this name, `rebuild-failed` if the engine cannot read it,
    `study-not-trusted` where git would run what nobody agreed to.
    """
    if not name:
        make_with_progress(project, (SNAPSHOT,))
        return _of_folder(project.root, "the working tree")
    path = next((path for path in (Path(name), project.editions / f"{name}.zip") if path.exists()), None)
    if path is None:
        folder = _revision(project, name)
    elif path.is_dir():
        project = find_project(path)
        folder = project.root
    else:
        return _of_archive(path, name)
    build_elsewhere(folder, is_trusted(project), SNAPSHOT)
    return _of_folder(folder, name)


def _of_folder(root: Path, name: str) -> State:
    stands = standing(root)

    def picture(figure: str) -> bytes:
        drawn = Project(root).figures / f"{figure}.svg"
        return drawn.read_bytes() if drawn.is_file() else b""

    return State(name, read_snapshot(stands.said, FILE), stands.figures, picture)


def _of_archive(path: Path, name: str) -> State:
    archive = Archive(path)
    files = archive.manifest["files"]
    data = [file for file in files if file.startswith(_FIGURES) and file.endswith(".csv")]
    digests = {file.removeprefix(_FIGURES).removesuffix(".csv"): digest_of(archive.read(file)) for file in data}

    def picture(figure: str) -> bytes:
        drawn = f"{_FIGURES}{figure}.svg"
        return archive.read(drawn) if drawn in files else b""

    if FILE not in files:
        raise ProjectError(problem(path.name, 0, FILE, "archive-altered", FILE, how="missing"))
    return State(name, read_snapshot(archive.read(FILE), FILE), digests, picture)


def _revision(project: Project, name: str) -> Path:
    """A copy of the sources of a revision, with the lengthy results that are kept."""
    # The settings of a repository, which come with the folder, can make git run anything.
    if not is_trusted(project):
        raise ProjectError(problem(name, 0, "", "study-not-trusted/git"))
    commit = (
        _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    )
    if not commit:
        raise ProjectError(problem(name, 0, "", "edition-unknown", name))
    folder = project.state / "revisions" / commit
    if not (folder / "study.toml").is_file():
        with tarfile.open(fileobj=BytesIO(_git(project, "archive", commit))) as packed:
            # The engine of then, where the study is its home, must not stand in the way of that of today.
            kept = [one for one in packed.getmembers() if not one.name.startswith("scripts/policy_report/")]
            packed.extractall(folder, kept, filter="data")
    for kept_folder in ("cache", "imports"):
        if (project.state / kept_folder).is_dir():
            shutil.copytree(project.state / kept_folder, folder / "_build" / kept_folder, dirs_exist_ok=True)
    return folder


def _git(project: Project, *arguments: str) -> bytes:
    """What git says; nothing where it fails or is not there."""
    try:
        return subprocess.run(["git", *arguments], capture_output=True, cwd=project.root, check=False).stdout
    except OSError:
        return b""
