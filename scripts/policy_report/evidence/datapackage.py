"""What tables `data/published/` holds, as `datapackage.json` describes them.

The data package is the one statement of every table's columns, types, constraints and links; anyone can check
it with a Frictionless tool.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import problem

BIBLIOGRAPHY_FIELDS = ("source", "definition_source")
"""Fields whose values are keys of `references.bib`."""


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

    Raises
    ------
    EvidenceError
        If the data package is not readable as such.
    """
    try:
        return tables_of(json.loads(package.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"{type(error).__name__}: {error}"
        raise EvidenceError(problem(name, 0, "", "datapackage-broken", error=said)) from error


def tables_of(package: dict[str, Any]) -> tuple[Table, ...]:
    """Take the tables out of a data package that has been read."""
    return tuple(_table(resource) for resource in package["resources"])


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    key = schema.get("primaryKey", "")
    return Table(
        name=resource["name"],
        file=resource["path"],
        description=resource.get("description", ""),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=key if isinstance(key, str) else ",".join(key),
        foreign_keys=tuple(_foreign_key(entry, resource["name"]) for entry in schema.get("foreignKeys", ())),
    )


def _field(field: dict[str, Any]) -> Field:
    return Field(field["name"], field["type"], field.get("description", ""), dict(field.get("constraints", {})))


def _foreign_key(entry: dict[str, Any], table: str) -> ForeignKey:
    def single(fields: str | list[str]) -> str:
        return fields if isinstance(fields, str) else fields[0]

    reference = entry["reference"]
    # An empty resource is Frictionless's name for the table itself.
    return ForeignKey(single(entry["fields"]), reference["resource"] or table, single(reference["fields"]))
