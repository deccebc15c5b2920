"""The only module that knows where things lie in a study."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from policy_report.errors import ProjectError, problem

T = TypeVar("T")


class _Below:
    """A path below a study's root, as an attribute; it is made once, for a build asks some thousand times."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __set_name__(self, _: object, name: str) -> None:
        self._name = name

    def __get__(self, project: "Project", _: object = None) -> Path:
        made: Path = project.__dict__.setdefault(self._name, project.root / self._path)
        return made


@dataclass(frozen=True)
class Project:
    """A study: a folder with `_quarto.yml` and `data/published/`."""

    root: Path

    published = _Below("data/published")
    tables = _Below("data/published/tables")
    """Official tables as they were printed, each with its recipe."""

    tidy = _Below("data/tidy")
    constraints = _Below("data/bounds.toml")
    """What people declare of quantities that were not published: the questions and constraints of `bounds`."""

    findings = _Below("data/findings.csv")
    """The values on which each finding rested when it last held."""

    dictionary = _Below("data/README.md")
    """What every table and column means, made from the schema."""

    last_edition = _Below("data/edition.json")
    """What the last edition said, which `release` writes and the supplement of the next one is compared with."""

    references = _Below("references.bib")
    quarto_config = _Below("_quarto.yml")
    variables = _Below("_variables.yml")
    report = _Below("report")
    literals = _Below("report/literals.yml")
    """The numbers that stand in the text as words, each with the reason why."""

    extensions = _Below("report/_extensions")
    """Where Quarto finds the look of the documents and their filters; copies of the engine's."""

    generated = _Below("report/generated")
    word_template = _Below("report/generated/reference.docx")
    figures = _Below("figures")
    output = _Below("_output")
    editions = _Below("editions")
    """Archives of what was released."""

    state = _Below("_build")
    """What a build remembers; safe to delete."""

    def table_files(self) -> list[Path]:
        """The official tables and their recipes."""
        return files_in(self.tables, "*")

    def texts(self) -> dict[Path, str]:
        """Every text of the report, as far as it can be read, by its file."""
        found = files_in(self.report, "**/*.qmd")
        return {path: path.read_text(encoding="utf-8-sig", errors="replace") for path in found}

    def relative(self, path: Path) -> str:
        """`path` as it is shown to a reader: from the root if it lies below it, in POSIX form."""
        # A link in the study is called what it is there, wherever it leads, if anywhere.
        ways = ((Path(way(path)), way(self.root)) for way in (os.path.abspath, os.path.realpath))
        return next((one.relative_to(root) for one, root in ways if one.is_relative_to(root)), path).as_posix()


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files in a folder by a pattern, without hidden ones and links to nowhere, which systems and editors leave."""
    return sorted(path for path in folder.glob(pattern) if path.is_file() and not path.name.startswith("."))


def text_of(path: Path) -> str:
    """Read a text in UTF-8, with or without its mark, and wait for no pipe that lies in its place.

    Raises `OSError` if there is no such file, `UnicodeDecodeError` if it is something else.
    """
    if not path.is_file() and path.exists() and not path.is_dir():
        raise OSError(errno.EINVAL, "no file that can be read", str(path))
    return path.read_text(encoding="utf-8-sig")


def find_project(start: Path) -> Project:
    """The study that holds `start`: the nearest folder upwards with `_quarto.yml` and `data/published/`.

    Raises `ProjectError` if no such folder exists, or its name cannot be read under the locale.
    """
    start = start.resolve()
    try:
        start.as_posix().encode()
    except UnicodeEncodeError as error:
        raise ProjectError(problem(ascii(start.as_posix()), 0, "", "folder-name-unreadable")) from error
    if study := _study_above(start):
        return study
    raise ProjectError(problem(start.as_posix(), 0, "", "project-not-found"))


def _study_above(start: Path) -> Project | None:
    above = map(Project, (start, *start.parents))
    return next((one for one in above if one.quarto_config.is_file() and one.published.is_dir()), None)


def without_writing(project: Project, look: Callable[[Project], T]) -> T:
    """Look at a study, or, where it cannot be written and something must be made first, at a copy of it."""
    try:
        return look(project)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, project.root.name)
        shutil.copytree(project.root, copy, symlinks=True, ignore=shutil.ignore_patterns("_output", ".*"))
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o200)
        return look(Project(copy))


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing: into a temporary file beside it, then renamed into place."""
    write_together({path: content})


def keep_file(path: Path, content: str | bytes) -> None:
    """Write a file of the state folder that saves work later, unless nothing can be written there."""
    with suppress(OSError):
        write_atomically(path, content)


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several whole files or none: temporary files beside them first, then renames, undone if one fails."""
    before: dict[Path, bytes | None] = {}
    with ExitStack() as stack:
        temporaries = {path: stack.enter_context(_temporary(path, content)) for path, content in contents.items()}
        try:
            for path, temporary in temporaries.items():
                # A single rename cannot half-succeed, and its file need not be kept in memory.
                kept = path.read_bytes() if len(temporaries) > 1 and path.exists() else None
                _take_place(temporary, path)
                before[path] = kept
        except BaseException:
            for path, kept in before.items():
                path.unlink() if kept is None else path.write_bytes(kept)
            raise


def _take_place(temporary: Path, path: Path) -> None:
    """Rename a file to its place, from which a folder is removed where all is the build's: in the state folder."""
    if path.is_dir() and (study := _study_above(path)) and path.is_relative_to(study.state):
        shutil.rmtree(path)
    temporary.replace(path)


@contextmanager
def _temporary(path: Path, content: str | bytes) -> Iterator[Path]:
    """A file beside another with its coming content; removed in the end, unless it was renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        Path(name).chmod(0o644)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
