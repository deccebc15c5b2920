"""Reads `_quarto.yml`, `_variables.yml` and front matter, and merges them as Quarto does."""

import os
import re
from pathlib import PurePosixPath
from typing import Any

import yaml

from policy_report.errors import Problem, RenderError
from policy_report.project import Project
from policy_report.render.document import Format
from policy_report.render.source import Line, Place

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

FILES = ("bibliography", "css", "reference-doc", "include-in-header", "include-after-body")
"""Options that name files: relative to the root in `_quarto.yml`, to the document in its front matter."""


def read_config(project: Project) -> dict[str, Any]:
    """The content of `_quarto.yml`.

    Raises
    ------
    RenderError
        If the file is missing or is not YAML.
    """
    return _read_yaml(project, project.quarto_config.name)


def read_variables(project: Project) -> dict[str, Any]:
    """The content of `_variables.yml`; empty if there is no such file."""
    return _read_yaml(project, project.variables.name) if project.variables.is_file() else {}


def read_front_matter(lines: tuple[Line, ...]) -> dict[str, Any]:
    """The metadata at the head of a `.qmd`, with the files that it names relative to the root.

    Raises
    ------
    RenderError
        If it is not YAML.
    """
    if not lines:
        return {}
    first = lines[0].place
    content = _parse("\n".join(line.text for line in lines), first.file, first.row - 1)
    return _from_root(content, PurePosixPath(first.file).parent)


def _from_root(content: dict[str, Any], folder: PurePosixPath) -> dict[str, Any]:
    """Options with the files they name relative to the root instead of to `folder`."""
    found = {key: _path_from_root(value, folder) if key in FILES else value for key, value in content.items()}
    formats = found.get("format")
    if isinstance(formats, dict):
        found["format"] = {
            name: _from_root(own, folder) if isinstance(own, dict) else own for name, own in formats.items()
        }
    return found


def _path_from_root(value: Any, folder: PurePosixPath) -> Any:
    if isinstance(value, list):
        return [_path_from_root(item, folder) for item in value]
    if isinstance(value, dict) and "file" in value:
        return {**value, "file": _path_from_root(value["file"], folder)}
    if isinstance(value, str):
        return PurePosixPath(os.path.normpath(folder / value)).as_posix()
    return value


def settings(config: dict[str, Any], front_matter: dict[str, Any], wanted: Format) -> dict[str, Any]:
    """What holds for one document in one format.

    The front matter wins over the project, and what stands under the format wins over both.
    """
    merged = _merge(config, front_matter)
    formats = merged.pop("format", None) or {}
    merged.pop("project", None)
    own = formats.get(wanted.quarto) if isinstance(formats, dict) else None
    return _merge(merged, own if isinstance(own, dict) else {})


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
            message = f"the embedded engine does not know the option {name}"
            remedy = "take it out, or render with --engine quarto"
            found.append(Place(file, row).problem("unsupported-option", message, name, remedy))
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
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        elif isinstance(old, dict) and value == "default":
            merged[key] = old
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = old + [item for item in value if item not in old]
        else:
            merged[key] = value
    return merged


def _read_yaml(project: Project, name: str) -> dict[str, Any]:
    path = project.root / name
    if not path.is_file():
        raise RenderError(Place(name, 0).problem("file-not-found", "the file does not exist", "", "restore it"))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 ({error})"
        raise RenderError(Place(name, 0).problem("file-not-utf8", message, "", "save it as UTF-8")) from error
    return _parse(text, name, 0)


def _parse(text: str, name: str, offset: int) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = offset + mark.line + 1 if mark else 0
        line = text.split("\n")[mark.line].strip() if mark and mark.line < len(text.split("\n")) else ""
        said = getattr(error, "problem", None) or "cannot be read"
        message = f"the YAML is broken: {said}"
        raise RenderError(Place(name, row).problem("yaml-broken", message, line, "mend the YAML")) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        message = "the YAML is not a list of names"
        raise RenderError(Place(name, offset + 1).problem("yaml-not-mapping", message, "", "write name: value"))
    return content


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # either of two classes, by how PyYAML was built
    """YAML in which a date stays the text that was written, and `no` and `on` are words, as in YAML 1.2."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
