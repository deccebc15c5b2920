"""What tables `data/published/` holds, as `datapackage.json` describes them.

The data package is the one statement of every table's columns, types, constraints and links; anyone can check
it with a Frictionless tool.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import problem
from policy_report.text.toml import FLAG, LIST, TEXT, Kind, one_of

BIBLIOGRAPHY_FIELDS = ("source", "definition_source")
"""Fields whose values are keys of `references.bib`."""

_NUMBER: Final = Kind("a number", lambda value: type(value) in (int, float))
_PATTERN: Final = Kind("a regular expression", lambda value: isinstance(value, str) and re.compile(value) is not None)
_LIMITS: Final[Mapping[str, Kind]] = {
    "required": FLAG, "unique": FLAG, "enum": LIST, "pattern": _PATTERN, "minimum": _NUMBER, "maximum": _NUMBER,
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
    try:
        return tables_of(json.loads(package.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, re.error) as error:
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
