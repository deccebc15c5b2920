"""Checks published tables against their description in the data package."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Final

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.datapackage import Field, Table
from policy_report.evidence.faults import problem, unknown

_REMEDY: Final = "see the column's description in data/published/datapackage.json"
_FORMS: Final = {
    r"\d{4}(-\d{2}(-\d{2})?)?": "as 2024, 2024-07 or 2024-07-12",
    r"\d{4}-\d{2}-\d{2}": "as 2024-07-12",
    "[a-z0-9]+(-[a-z0-9]+)*": "in small letters and digits, parted by hyphens, such as clearance-rate",
    "[a-z]+(_[a-z]+)*": "in small letters, parted by underscores, such as not_published",
    r"[a-z]+\d{3,}[a-z]?": "as letters and at least three digits, such as ab012",
    "[a-z][a-z0-9]*": "in small letters and digits, such as port2025report",
}
"""How a text that a pattern of the data package allows looks, in words."""


def schema_problems(table: Table, frame: pd.DataFrame, name: str) -> list[Problem]:
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
        form = re.compile(limits["pattern"])
        message = f"write it {_FORMS.get(form.pattern, 'as the description of the column says')}"
        yield "value-malformed", message, lambda cell: cell == "" or form.fullmatch(cell) is not None
    if "minimum" in limits or "maximum" in limits:
        low, high = float(limits.get("minimum", "-inf")), float(limits.get("maximum", "inf"))
        message = f"the value must lie between {low:g} and {high:g}"
        yield "value-out-of-range", message, lambda cell: not _is_number(cell) or low <= float(cell) <= high
    if limits.get("unique") and field.name != primary_key:
        repeated = set(cells[cells.duplicated()])
        yield "value-repeated", "the value occurs twice", lambda cell: cell not in repeated


def _is_integer(cell: str) -> bool:
    return cell.removeprefix("-").isascii() and cell.removeprefix("-").isdigit()


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


_READERS: Final = {"integer": _is_integer, "number": _is_number}
"""Whether a text is a value of a type."""


def key_problems(table: Table, frame: pd.DataFrame, name: str) -> list[Problem]:
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


def link_problems(frame: pd.DataFrame, name: str, field: str, known: set[str], target: str) -> list[Problem]:
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


def _cells(frame: pd.DataFrame, field: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each cell of a column."""
    yield from zip(frame.index.tolist(), frame[field].tolist(), strict=True)
