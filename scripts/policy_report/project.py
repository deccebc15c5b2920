"""The only module that knows where things lie in a study."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_report.errors import Problem, ProjectError


@dataclass(frozen=True)
class Project:
    """A study: a folder with `_quarto.yml` and `data/published/`."""

    root: Path

    @property
    def published(self) -> Path:
        return self.root / "data" / "published"

    @property
    def tables(self) -> Path:
        """Official tables as they were printed, each with its recipe."""
        return self.published / "tables"

    def table_files(self) -> list[Path]:
        """The official tables and their recipes, without the hidden files that systems and editors leave."""
        return sorted(path for path in self.tables.glob("*") if path.is_file() and not path.name.startswith("."))

    @property
    def tidy(self) -> Path:
        return self.root / "data" / "tidy"

    @property
    def constraints(self) -> Path:
        """What people declare of quantities that were not published: the questions and constraints of `bounds`."""
        return self.root / "data" / "bounds.toml"

    @property
    def findings(self) -> Path:
        """The values on which each finding rested when it last held."""
        return self.root / "data" / "findings.csv"

    @property
    def dictionary(self) -> Path:
        """What every table and column means, made from the schema."""
        return self.root / "data" / "README.md"

    @property
    def references(self) -> Path:
        return self.root / "references.bib"

    @property
    def quarto_config(self) -> Path:
        return self.root / "_quarto.yml"

    @property
    def variables(self) -> Path:
        return self.root / "_variables.yml"

    @property
    def report(self) -> Path:
        return self.root / "report"

    @property
    def literals(self) -> Path:
        """The numbers that stand in the text as words, each with the reason why."""
        return self.report / "literals.yml"

    @property
    def extensions(self) -> Path:
        """Where Quarto finds the look of the documents and their filters; copies of the engine's."""
        return self.report / "_extensions"

    @property
    def generated(self) -> Path:
        return self.report / "generated"

    @property
    def word_template(self) -> Path:
        return self.generated / "reference.docx"

    @property
    def figures(self) -> Path:
        return self.root / "figures"

    @property
    def output(self) -> Path:
        return self.root / "_output"

    @property
    def state(self) -> Path:
        """What a build remembers; safe to delete."""
        return self.root / "_build"

    def relative(self, path: Path) -> str:
        """`path` as it is shown to a reader: from the root, in POSIX form."""
        return path.resolve().relative_to(self.root.resolve()).as_posix()


def find_project(start: Path) -> Project:
    """The study that holds `start`: the nearest folder upwards with `_quarto.yml` and `data/published/`.

    Raises
    ------
    ProjectError
        If no such folder exists.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        project = Project(folder)
        if project.quarto_config.is_file() and project.published.is_dir():
            return project
    raise ProjectError(
        Problem(
            file=start.as_posix(),
            row=0,
            column="",
            code="project-not-found",
            message="neither this folder nor one above it is a study",
            remedy="run the command inside a folder that has _quarto.yml and data/published/, or use --project",
        )
    )


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a whole file or nothing: into a temporary file beside it, then renamed into place."""
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several whole files or none: temporary files beside them first, then renames, undone if one fails."""
    temporaries: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            temporaries[path] = _temporary(path, content)
        _rename(temporaries)
    except BaseException:
        for temporary in temporaries.values():
            temporary.unlink(missing_ok=True)
        raise


def _temporary(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _rename(temporaries: Mapping[Path, Path]) -> None:
    before: dict[Path, bytes | None] = {}
    try:
        for path, temporary in temporaries.items():
            # A single rename cannot half-succeed, and its file need not be kept in memory.
            kept = path.read_bytes() if len(temporaries) > 1 and path.exists() else None
            temporary.replace(path)
            before[path] = kept
    except BaseException:
        for path, kept in before.items():
            path.unlink() if kept is None else path.write_bytes(kept)
        raise
