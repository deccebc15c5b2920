"""Read YAML as Quarto does, and say where it is broken."""

import re
from typing import Any

import yaml

from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.source import Place


def read_yaml(project: Project, name: str) -> dict[str, Any]:
    """Read a YAML file of the study, by its path from the root.

    Raises
    ------
    RenderError
        If the file is missing, is not UTF-8 or is not YAML.
    """
    path = project.root / name
    if not path.is_file():
        raise RenderError(Place(name, 0).fault("file-not-found"))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RenderError(Place(name, 0).fault("file-not-utf8", error=error)) from error
    return parse_yaml(text, name, 0)


def parse_yaml(text: str, name: str, offset: int) -> dict[str, Any]:
    """Parse a YAML text that begins below the row `offset` of the file `name`.

    Raises
    ------
    RenderError
        If it is not YAML, or no list of names.
    """
    try:
        content = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        row = offset + mark.line + 1 if mark else 0
        line = text.split("\n")[mark.line].strip() if mark and mark.line < len(text.split("\n")) else ""
        said = getattr(error, "problem", None) or "cannot be read"
        raise RenderError(Place(name, row).fault("yaml-broken", line, said=said)) from error
    if not isinstance(content, dict | None):
        raise RenderError(Place(name, offset + 1).fault("yaml-not-mapping"))
    return content or {}


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
