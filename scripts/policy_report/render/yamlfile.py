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
        raise RenderError(Place(name, 0).problem("file-not-found", "the file does not exist", "", "restore it"))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 ({error})"
        raise RenderError(Place(name, 0).problem("file-not-utf8", message, "", "save it as UTF-8")) from error
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
