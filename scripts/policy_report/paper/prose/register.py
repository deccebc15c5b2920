"""The numbers that may stand in the text as words, registered with a reason in `report/literals.yml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from policy_report.errors import Problem, conflicts, problem
from policy_report.project import Project


@dataclass(frozen=True)
class Literal:
    """A text that holds a number and may stand in the paper."""

    text: str  # the number with enough words beside it to tell it from others
    reason: str  # why it is no variable
    # The files in which it may stand, from the root, and folders with a slash at the end; all if there are none
    files: tuple[str, ...]
    row: int  # its line in the register

    def allowed_in(self, file: str) -> bool:
        """Tell whether it may stand in a file."""
        return not self.files or any(
            file.startswith(path) if path.endswith("/") else file == path for path in self.files
        )


def read_literals(project: Project) -> tuple[list[Literal], list[Problem]]:
    """Read the registered literals, and say what is wrong with the register; a study without one has none."""
    if not project.literals.is_file():
        return [], []
    name = project.relative(project.literals)
    try:
        text = project.literals.read_text(encoding="utf-8")
        if torn := conflicts(text, name):
            return [], torn
        entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
        malformed = [str(entry) for entry in _listed(entries) if not _well_formed(entry)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return [], [problem(name, 0, "", "literals-malformed/file", str(error))]
    rows = text.split("\n")
    found = [literal for entry in _listed(entries) if _well_formed(entry) for literal in _literals(entry, rows)]
    return found, [problem(name, 0, "", "literals-malformed", entry) for entry in malformed]


def _listed(entries: Any) -> list[Any]:
    return entries if isinstance(entries, list) else [entries]


def _well_formed(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and not entry.keys() - {"reason", "texts", "files"}
        and isinstance(entry.get("reason"), str)
        and bool(entry["reason"].strip())
        and _strings(entry.get("texts"))
        and ("files" not in entry or _strings(entry["files"]))
    )


def _strings(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and item.strip() for item in value)


def _literals(entry: dict[str, Any], rows: list[str]) -> Iterator[Literal]:
    for text in entry["texts"]:
        row = next((number for number, line in enumerate(rows, start=1) if text in line), 0)
        yield Literal(text, entry["reason"], tuple(entry.get("files", ())), row)
