"""What tables `data/published/` holds, as `datapackage.json` describes them, and whether they are as described.

The data package is the one statement of every table's columns, types, constraints and links; anyone can check
it with a Frictionless tool.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.faults import problem, unknown
from policy_report.evidence.textfile import read_utf8
from policy_report.text.toml import FLAG, LIST, TEXT, Kind, one_of

if TYPE_CHECKING:
    import pandas as pd

_REMEDY: Final = "see the column's description in data/published/datapackage.json"

_FORMS: Final = {
    r"\d{4}(-\d{2}(-\d{2})?)?": "as 2024, 2024-07 or 2024-07-12",
    r"\d{4}-\d{2}-\d{2}": "as 2024-07-12",
    "[a-z0-9]+(-[a-z0-9]+)*": "in small letters and digits, parted by hyphens, such as clearance-rate",
    "[a-z]+(_[a-z]+)*": "in small letters, parted by underscores, such as not_published",
    r"[a-z]+\d{3,}[a-z]?": "as letters and at least three digits, such as ab012",
    "[a-z][a-z0-9]*": "in small letters and digits, such as port2025report",
}
"""The patterns that a data package may give, and how a text that one allows looks, in words.

Any other might take longer to match than anybody waits.
"""

BIBLIOGRAPHY_FIELDS = ("source", "definition_source")
"""Fields whose values are keys of `references.bib`."""

_NUMBER: Final = Kind("a number", lambda value: type(value) in (int, float))
_LIMITS: Final[Mapping[str, Kind]] = {
    "required": FLAG, "unique": FLAG, "enum": LIST, "pattern": one_of(_FORMS), "minimum": _NUMBER, "maximum": _NUMBER,
}  # fmt: skip
"""What may be asked of a cell."""

_TYPE: Final = one_of(("string", "integer", "number"))


@dataclass(frozen=True)
class Field:
    """A column: its name, type, meaning and Frictionless constraints."""

    name: str
    type: str
    description: str
    constraints: dict[str, Any]


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values, where given, must stand in a column of another table."""

    field: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """One table of the data package."""

    name: str
    file: str
    description: str
    fields: tuple[Field, ...]
    primary_key: str
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def read_tables(package: Path, name: str) -> tuple[Table, ...]:
    """Read the tables that a data package describes.

    Raises `EvidenceError` if the data package is not readable as such.
    """
    text, problems = read_utf8(package, name)
    if problems:
        raise EvidenceError(problems)
    try:
        return tables_of(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        raise EvidenceError(problem(name, 0, "", "datapackage-broken", error=said)) from error


def tables_of(package: dict[str, Any]) -> tuple[Table, ...]:
    """Take the tables out of a data package that has been read."""
    return tuple(_table(resource) for resource in package["resources"])


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", "")
    fields = tuple(_field(field) for field in schema["fields"])
    keys = [key] if isinstance(key, str) else key
    if unknown := {*keys} - {"", *(field.name for field in fields)}:
        raise ValueError(f"the primary key names no column: {unknown.pop()}")
    return Table(
        name=_said(resource, "name"),
        file=_said(resource, "path"),
        description=_said(resource, "description", default=""),
        fields=fields,
        primary_key=",".join(keys),
        foreign_keys=tuple(_foreign_key(entry, resource["name"]) for entry in schema.get("foreignKeys", ())),
    )


def _field(field: dict[str, Any]) -> Field:
    limits = dict(field.get("constraints", {}))
    for name in _LIMITS.keys() & limits:
        _said(limits, name, _LIMITS[name])
    return Field(_said(field, "name"), _said(field, "type", _TYPE), _said(field, "description", default=""), limits)


def _foreign_key(entry: dict[str, Any], table: str) -> ForeignKey:
    def single(said: dict[str, Any]) -> str:
        fields = said["fields"]
        return str(_said({"fields": fields if isinstance(fields, str) else fields[0]}, "fields"))

    reference = entry["reference"]
    # An empty resource is Frictionless's name for the table itself.
    return ForeignKey(single(entry), _said(reference, "resource") or table, single(reference))


def _said(said: dict[str, Any], name: str, kind: Kind = TEXT, *, default: str | None = None) -> Any:
    """What is said under a name, which must be of a kind; where nothing is, the default, if there is one."""
    value = said[name] if default is None else said.get(name, default)
    if not kind.fits(value):
        raise ValueError(f"{name} is not {kind.wanted}: {value!r:.80}")
    return value


def schema_problems(table: Table, frame: "pd.DataFrame", name: str) -> list[Problem]:
    """Find what in a frame of text breaks the table's types and constraints."""
    return [
        Problem(name, row, field.name, code, message, cell, _REMEDY)
        for field in table.fields
        for code, message, holds in _rules(field, frame[field.name], table.primary_key)
        for row, cell in _cells(frame, field.name)
        if not holds(cell)
    ]


def _rules(field: Field, cells: "pd.Series[str]", primary_key: str) -> Iterator[tuple[str, str, Callable[[str], bool]]]:
    """The code and the words of each rule of a column, and whether a cell keeps it; most let a cell be empty."""
    limits = field.constraints
    if field.type != "string":
        reads = _READERS[field.type]
        yield "value-malformed", f"the value is not of the type {field.type}", lambda cell: cell == "" or reads(cell)
    if limits.get("required"):
        yield "value-missing", "a value is required", bool
    if "enum" in limits:
        allowed = ("", *map(str, limits["enum"]))
        yield "value-unknown", f"the value must be one of {', '.join(allowed[1:])}", allowed.__contains__
    if "pattern" in limits:
        form, message = re.compile(limits["pattern"], re.ASCII), f"write it {_FORMS[limits['pattern']]}"
        yield "value-malformed", message, lambda cell: cell == "" or form.fullmatch(cell) is not None
    if "minimum" in limits or "maximum" in limits:
        low, high = float(limits.get("minimum", "-inf")), float(limits.get("maximum", "inf"))
        message = f"the value must lie between {low:g} and {high:g}"
        yield "value-out-of-range", message, lambda cell: not _is_number(cell) or low <= float(cell) <= high
    if limits.get("unique") and field.name != primary_key:
        repeated = set(cells[cells.duplicated()])
        yield "value-repeated", "the value occurs twice", lambda cell: cell not in repeated


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


_READERS: Final[Mapping[str, Callable[[str], bool]]] = {
    "integer": lambda cell: re.fullmatch("-?[0-9]+", cell) is not None, "number": _is_number
}  # fmt: skip
"""Whether a text is a value of a type."""


def key_problems(table: Table, frame: "pd.DataFrame", name: str) -> list[Problem]:
    """Find the values of the primary key that occur more than once."""
    if not table.primary_key or "," in table.primary_key:
        return []
    first: dict[str, int] = {}
    problems = []
    for row, key in _cells(frame, table.primary_key):
        if key in first:
            problems.append(problem(name, row, table.primary_key, "id-duplicate", key, where=f" on line {first[key]}"))
        first.setdefault(key, row)
    return problems


def link_problems(frame: "pd.DataFrame", name: str, field: str, known: set[str], target: str) -> list[Problem]:
    """Find the values of `field`, where given, that are not in `known`.

    `frame`, `name`: the table as text, and how its file is named to the reader.
    `field`: the linking column.
    `known`: the values that exist.
    `target`: where they exist, as the remedy names it.
    """
    return [
        unknown(name, row, field, field.replace("_", "-"), value, target)
        for row, value in _cells(frame, field)
        if value and value not in known
    ]


def _cells(frame: "pd.DataFrame", field: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each cell of a column."""
    yield from zip(frame.index.tolist(), frame[field].tolist(), strict=True)
