"""The extensions of Quarto by which a study has its look and its filters: those of the engine, and how any is found.

The engine's lie in this package under `_extensions/`. A study keeps a copy in `report/_extensions/`, where Quarto looks
for them, and every build renews it.
"""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from policy_report.errors import ProjectError, RenderError
from policy_report.project import Project, write_together
from policy_report.render.kinds import EXTENSION
from policy_report.render.source import Place
from policy_report.render.yamlfile import read_yaml
from policy_report.trust import distrust

MASTERS: Final = Path(__file__).parent / "_extensions"

_FILE: Final = "_extension.yml"

REFERENCE_FILTER: Final = MASTERS / "references-in-their-language" / "references.lua"
"""The filter that sets each reference in its own language."""


def extension_files(project: Project) -> dict[Path, Path]:
    """Every file of the study's copies, and the file of the package that it is a copy of."""
    masters = (path for path in sorted(MASTERS.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    return {project.extensions / path.relative_to(MASTERS): path for path in masters}


def renew_extensions(project: Project) -> None:
    """Bring the study's copies up to the package's, all or none; files that are the same are left alone."""
    wanted = {copy: master.read_bytes() for copy, master in extension_files(project).items()}
    write_together({copy: data for copy, data in wanted.items() if not copy.is_file() or copy.read_bytes() != data})


def runnable(project: Project, filter_: str) -> Path:
    """Find the file of a filter or script that may run: the engine's own rather than the study's copy of it.

    Raises `ProjectError`: `study-not-trusted` for one that the study itself has.
    """
    path = project.root / filter_
    master = MASTERS / os.path.relpath(path, project.extensions)
    if path.is_relative_to(project.extensions) and master.is_file():
        return master
    if refused := distrust(project, filter_):
        raise ProjectError(refused)
    return path


def find_extension(project: Project, name: str, folder: PurePosixPath) -> PurePosixPath:
    """Find the file of an extension from the root, as Quarto does: in `_extensions/` of a folder or of one above it.

    One of the engine's is found where a build will copy it.

    Raises `RenderError`: `extension-not-found`.
    """
    for above in (folder, *folder.parents):
        for path in _candidates(project, above / "_extensions", name):
            return PurePosixPath(path.relative_to(project.root).as_posix())
    if (MASTERS / name / _FILE).is_file():
        return PurePosixPath(project.relative(project.extensions / name / _FILE))
    raise RenderError(Place(project.quarto_config.name, 0).fault("extension-not-found", name))


def _candidates(project: Project, folder: PurePosixPath, name: str) -> Iterator[Path]:
    """An extension lies under its name, or under that of its maker and then its own."""
    for pattern in (f"{name}/_extension.y*ml", f"*/{name}/_extension.y*ml"):
        yield from sorted((project.root / folder).glob(pattern))


def contributed(project: Project, file: PurePosixPath, base: str) -> dict[str, Any]:
    """Give what an extension sets for a format, by the name of the format that it builds on.

    Raises `RenderError`: `extension-format-missing`.
    """
    here = (project.root / file).is_file()
    place = (project, str(file)) if here else (Project(MASTERS), f"{file.parent.name}/{_FILE}")
    formats = (read_yaml(*place, EXTENSION).get("contributes") or {}).get("formats") or {}
    if base not in formats:
        known = ", ".join(sorted(formats))
        raise RenderError(Place(str(file), 0).fault("extension-format-missing", base, known=known))
    return {"common": _options(formats.get("common")), "own": _options(formats[base])}


def _options(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
