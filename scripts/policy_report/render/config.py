"""Read `_quarto.yml`, `_variables.yml`, front matter and extensions, and merge them as Quarto does."""

import os
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from policy_report.errors import Problem, RenderError
from policy_report.project import Project
from policy_report.render.document import Format
from policy_report.render.extensions import contributed, find_extension
from policy_report.render.kinds import OPTIONS
from policy_report.render.metadata import listed
from policy_report.render.source import Line, Place, Source
from policy_report.render.yamlfile import parse_yaml, read_yaml
from policy_report.study import is_outside
from policy_report.text.language import Language

# Options of Quarto that change what a document shows and that the embedded engine does not follow.
UNSUPPORTED = frozenset(
    {
        "csl", "shortcodes", "execute", "jupyter", "knitr", "params", "listing", "about", "book", "website",
        "brand", "template", "template-partials", "include-before-body", "metadata-files",
        "code-fold", "code-tools", "code-annotations", "code-line-numbers", "comments", "lightbox", "profile",
        "format-links", "appendix-style", "reference-location", "citation-location", "cap-location",
        "fig-cap-location", "tbl-cap-location", "shift-heading-level-by", "number-depth", "number-offset",
        "lof", "lot", "columns", "cite-method", "biblatexoptions", "natbiboptions", "bibliographystyle",
        "theorem-appearance", "callout-appearance", "callout-icon", "from", "reader", "tbl-colwidths",
    }
)  # fmt: skip

FILES = ("bibliography", "css", "reference-doc", "include-in-header", "include-after-body", "image")
"""Options that name files a document depends on: relative to the file that they stand in."""

_PATHS = (*FILES, "filters", "font-paths", "reference-styles")
_GROWING = ("bibliography", "css", "include-in-header", "include-after-body")
"""Options whose values are added to one another instead of replacing one another, though one value needs no list."""


def read_config(project: Project) -> dict[str, Any]:
    """The content of `_quarto.yml`.

    Raises `RenderError` if the file is missing or is not YAML, or says what an option may not be.
    """
    return read_yaml(project, project.quarto_config.name, OPTIONS)


def papers(project: Project) -> list[Path]:
    """Give the main files that `_quarto.yml` lists, from the root; each lies in the folder of its language.

    Raises `RenderError` if `_quarto.yml` is missing or is not YAML, or lists what lies outside of the study.
    """
    named = listed((read_config(project).get("project") or {}).get("render"))
    if outside := [name for name in named if is_outside(project, project.root / name)]:
        place = Place(project.quarto_config.name, 0)
        raise RenderError([place.fault("outside-study", name, path=name) for name in outside])
    return [Path(PurePosixPath(name)) for name in named]


def languages(project: Project) -> tuple[Language, ...]:
    """Give the languages that the study has a paper in, in the order of `_quarto.yml`."""
    return tuple(dict.fromkeys(Language(paper.parent.name) for paper in papers(project)))


def read_variables(project: Project) -> dict[str, Any]:
    """The content of `_variables.yml`; empty if there is no such file."""
    return read_yaml(project, project.variables.name) if project.variables.is_file() else {}


@lru_cache(64)
def read_front_matter(lines: tuple[Line, ...]) -> dict[str, Any]:
    """The metadata at the head of a `.qmd`, with the files that it names relative to the root; nobody may alter it.

    Raises `RenderError` if it is not YAML, or says what an option may not be.
    """
    if not lines:
        return {}
    first = lines[0].place
    content = parse_yaml("\n".join(line.text for line in lines), first.file, first.row - 1, OPTIONS)
    return _from_root(content, PurePosixPath(first.file).parent)


def _from_root(content: dict[str, Any], folder: PurePosixPath) -> dict[str, Any]:
    """Options with the files they name relative to the root instead of to `folder`."""
    found = {key: _path_from_root(value, folder) if key in _PATHS else value for key, value in content.items()}
    formats = found.get("format")
    if isinstance(formats, dict):
        found["format"] = {
            name: _from_root(own, folder) if isinstance(own, dict) else own for name, own in formats.items()
        }
    return found


def _path_from_root(value: Any, folder: PurePosixPath) -> Any:
    if isinstance(value, list):
        return [_path_from_root(item, folder) for item in value]
    if isinstance(value, dict):
        return {key: _path_from_root(item, folder) if key in ("file", "path") else item for key, item in value.items()}
    if isinstance(value, str):
        return PurePosixPath(os.path.normpath(folder / value)).as_posix()
    return value


def settings(project: Project, source: Source, wanted: Format) -> dict[str, Any]:
    """Merge what holds for one document in one format.

    The front matter wins over the project, what stands under the format wins over both, and what an extension sets for
    the format gives way to all of them.

    Raises `RenderError` if a file is not YAML, or the format's extension is not there.
    """
    name, merged = _named(project, source, wanted)
    given = (merged.pop("format", None) or {}).get(name) or {}
    merged.pop("project", None)
    return _merge(_from_extension(project, source, name), _merge(merged, given))


def format_name(project: Project, source: Source, wanted: Format) -> str:
    """Give the name under which Quarto knows the format of a document, such as `policy-report-html`."""
    return _named(project, source, wanted)[0]


def extension_of(project: Project, source: Source, name: str) -> PurePosixPath | None:
    """Find the extension that a format of this name comes from; a format of Quarto's own has none.

    Raises `RenderError` if there is no such extension.
    """
    maker = name.rpartition("-")[0]
    return find_extension(project, maker, PurePosixPath(source.start.file).parent) if maker else None


def _named(project: Project, source: Source, wanted: Format) -> tuple[str, dict[str, Any]]:
    """The name of the format, and the options of project and front matter; what formats the latter names decide."""
    above = _with_formats(read_front_matter(source.front_matter))
    below = _with_formats(read_config(project))
    names = [*above["format"], *below["format"], wanted.quarto]
    return next(name for name in names if name.rpartition("-")[2] == wanted.quarto), _merge(below, above)


def _with_formats(options: dict[str, Any]) -> dict[str, Any]:
    """Options in which every format is a mapping; `format: html` and `html: default` stand for empty ones."""
    formats = options.get("format") or {}
    formats = formats if isinstance(formats, dict) else {str(formats): {}}
    return {**options, "format": {name: own if isinstance(own, dict) else {} for name, own in formats.items()}}


def _from_extension(project: Project, source: Source, name: str) -> dict[str, Any]:
    file = extension_of(project, source, name)
    if file is None:
        return {}
    given = contributed(project, file, name.rpartition("-")[2])
    return _from_root(_merge(given["common"], given["own"]), file.parent)


def unsupported_options(project: Project, lines: tuple[Line, ...], options: dict[str, Any]) -> list[Problem]:
    """A problem for every option that the embedded engine would have to ignore."""
    config = project.quarto_config.read_text(encoding="utf-8").split("\n")
    places = [(line.place.file, line.place.row, line.text) for line in lines]
    places += [(project.quarto_config.name, row, text) for row, text in enumerate(config, start=1)]
    found = []
    other_filters = {"filters"} if len(lua_filters(options)) != len(options.get("filters") or []) else set()
    for name in sorted(UNSUPPORTED & options.keys() | other_filters):
        where = [(file, row) for file, row, text in places if re.match(rf"\s*{re.escape(name)}\s*:", text)]
        for file, row in where or [(project.quarto_config.name, 0)]:
            found.append(Place(file, row).fault("unsupported-option", name, name=name))
    return found


def lua_filters(options: dict[str, Any]) -> list[str]:
    """The Lua filters that run after everything else, relative to the root: the only ones both engines know."""
    filters = options.get("filters") or []
    return [
        str(entry["path"])
        for entry in (filters if isinstance(filters, list) else [])
        if isinstance(entry, dict) and entry.get("at") == "post-render" and str(entry.get("path", "")).endswith(".lua")
    ]


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    return {**below, **{key: _merged(key, below.get(key), value) for key, value in above.items()}}


def _merged(key: str, below: Any, above: Any) -> Any:
    if key in _GROWING:
        below, above = (value if isinstance(value, list) else [value] * (value is not None) for value in (below, above))
    if isinstance(below, dict) and isinstance(above, dict):
        return _merge(below, above)
    if isinstance(below, list) and isinstance(above, list):
        return below + [item for item in above if item not in below]
    return above
