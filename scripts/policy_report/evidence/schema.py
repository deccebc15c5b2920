"""Checks published tables against the data package, with pandera."""

import math
from collections.abc import Callable, Iterator

import pandas as pd
import pandera.pandas as pa

from policy_report.errors import Problem
from policy_report.evidence.datapackage import Field, Table
from policy_report.evidence.faults import problem, unknown


def schema_problems(table: Table, frame: pd.DataFrame, name: str) -> list[Problem]:
    """Find what in a frame of text breaks the table's types and constraints.

    Parameters
    ----------
    table
        The table's description.
    frame
        The table as text, indexed by line.
    name
        How the file is named to the reader.
    """
    try:
        _pandera_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["index", "column", "check", "failure_case"]].dropna(subset="index")
        return [
            _constraint_problem(name, int(row), str(column), str(check), str(text))
            for row, column, check, text in cases.itertuples(index=False)
        ]
    return []


def _pandera_schema(table: Table) -> pa.DataFrameSchema:
    columns = {field.name: pa.Column(str, _checks(field, table.primary_key), nullable=False) for field in table.fields}
    return pa.DataFrameSchema(columns, strict=True)


def _checks(field: Field, primary_key: str) -> list[pa.Check]:
    limits = field.constraints
    checks = [_type_check(field.type)] if field.type != "string" else []
    if limits.get("required"):
        checks.append(pa.Check(lambda cells: cells != "", error="value-missing: a value is required"))
    if "enum" in limits:
        allowed = tuple(map(str, limits["enum"]))
        message = f"the value must be one of {', '.join(allowed)}"
        checks.append(_cell_check("value-unknown", message, lambda cell: cell in allowed))
    if "pattern" in limits:
        pattern = str(limits["pattern"])
        error = f"value-malformed: the value does not have the form {pattern}"
        checks.append(pa.Check(lambda cells: (cells == "") | cells.str.fullmatch(pattern), error=error))
    if "minimum" in limits or "maximum" in limits:
        low, high = float(limits.get("minimum", "-inf")), float(limits.get("maximum", "inf"))
        message = f"the value must lie between {low:g} and {high:g}"
        checks.append(
            _cell_check("value-out-of-range", message, lambda cell: not _is_number(cell) or low <= float(cell) <= high)
        )
    if limits.get("unique") and field.name != primary_key:
        error = "value-repeated: the value occurs twice"
        checks.append(pa.Check(lambda cells: ~cells.duplicated(keep=False), error=error))
    return checks


def _cell_check(code: str, message: str, test: Callable[[str], bool]) -> pa.Check:
    return pa.Check(lambda cells: cells.map(lambda cell: cell == "" or test(cell)), error=f"{code}: {message}")


def _type_check(kind: str) -> pa.Check:
    reads = _is_integer if kind == "integer" else _is_number
    return _cell_check("value-malformed", f"the value is not of the type {kind}", reads)


def _is_integer(cell: str) -> bool:
    return cell.removeprefix("-").isascii() and cell.removeprefix("-").isdigit()


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _constraint_problem(name: str, row: int, column: str, check: str, text: str) -> Problem:
    code, _, message = check.partition(": ")
    if not message:
        code, message = "value-malformed", check
    remedy = "see the column's description in data/published/datapackage.json"
    return Problem(name, row, column, code, message, text, remedy)


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

    Parameters
    ----------
    frame, name
        The table as text, and how its file is named to the reader.
    field
        The linking column.
    known
        The values that exist.
    target
        Where they exist, as the remedy names it.
    """
    return [
        unknown(name, row, field, field.replace("_", "-"), value, target)
        for row, value in _cells(frame, field)
        if value and value not in known
    ]


def _cells(frame: pd.DataFrame, field: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each cell of a column."""
    yield from zip(frame.index.tolist(), frame[field].tolist(), strict=True)
