"""Read YAML as Quarto does, and say where it is broken."""

import re
from pathlib import Path
from typing import Any

import yaml

from policy_report.errors import RenderError, conflicts
from policy_report.project import Project
from policy_report.render.kinds import Option, misfits
from policy_report.render.source import Place, Stamp, stamp

_DEEPEST = 64
"""Lists in tables in lists: what nests deeper breaks the parser, and no options do."""


def read_yaml(project: Project, name: str, kinds: Option | None = None) -> dict[str, Any]:
    """Read a YAML file of the study, by its path from the root; one of people has options of some `kinds`.

    What was read is kept as long as the file stays as it is; nobody may alter it.

    Raises `RenderError` if the file is missing, is not UTF-8, is not YAML, or says what an option may not be.
    """
    path = project.root / name
    if not path.is_file():
        raise RenderError(Place(name, 0).fault("file-not-found"))
    key, now = (path, id(kinds)), stamp(path)
    known = _READ.get(key)
    if known is None or known[0] != now:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise RenderError(Place(name, 0).fault("file-not-utf8", error=error)) from error
        known = _READ[key] = now, parse_yaml(text, name, 0, kinds)
    return known[1]


_READ: dict[tuple[Path, int], tuple[Stamp, dict[str, Any]]] = {}


def parse_yaml(text: str, name: str, offset: int, kinds: Option | None = None) -> dict[str, Any]:
    """Parse a YAML text that begins below the row `offset` of the file `name`.

    Raises `RenderError` if it is not YAML or no list of names, or says what an option may not be.
    """
    if torn := conflicts(text, name, offset):
        raise RenderError(torn)
    try:
        if kinds:
            _bounded(text)
        loader = _Loader(text)
        node = loader.get_single_node()
        content = loader.construct_document(node) if node else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        row = offset + mark.line + 1 if mark else 0
        line = text.split("\n")[mark.line].strip() if mark and mark.line < len(text.split("\n")) else ""
        said = getattr(error, "problem", None) or "cannot be read"
        raise RenderError(Place(name, row).fault("yaml-broken", line, said=said)) from error
    if not isinstance(content, dict | None):
        raise RenderError(Place(name, offset + 1).fault("yaml-not-mapping"))
    problems = [
        Place(name, offset + _row(node, path)).fault("option-kind", str(value), name=path[-1], wanted=wanted)
        for path, value, wanted in (misfits(content, kinds) if kinds else ())
    ]
    if problems:
        raise RenderError(problems)
    return content or {}


def _bounded(text: str) -> None:
    """Refuse what is nested too deep, and aliases, which may stand for themselves or for more than memory holds."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark: Any = event.start_mark
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="it is nested too deep", problem_mark=mark)
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="an alias cannot be followed", problem_mark=mark)


def _row(node: Any, path: tuple[str | int, ...]) -> int:
    """The row, counted from 1, of the name or item that a path leads to."""
    row = 0
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
            row = node.start_mark.line
        else:
            key, node = next(pair for pair in reversed(node.value) if pair[0].value == step)
            row = key.start_mark.line
    return row + 1


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # either of two classes, by how PyYAML was built
    """YAML in which a date stays the text that was written, and `no` and `on` are words, as in YAML 1.2.

    A name that stands twice is an error, as it is to Quarto.
    """

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        names = set()
        for key, _ in node.value:
            if key.value in names:
                raise yaml.MarkedYAMLError(problem=f"{key.value} stands twice", problem_mark=key.start_mark)
            names.add(key.value) if isinstance(key, yaml.ScalarNode) else None
        return super().construct_mapping(node, deep)


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
