"""The recipe beside a table (`<table>.recipe.toml`): what the print does not say and nobody should guess."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.textfile import read_utf8

SUFFIX = ".recipe.toml"


class LineKind(StrEnum):
    """What a line without numbers is."""

    HEADING = "heading"
    LABEL_START = "label-start"
    LABEL_END = "label-end"
    NOTE = "note"
    TITLE = "title"


@dataclass(frozen=True)
class ColumnRecipe:
    """What is said of the columns with one label.

    Attributes
    ----------
    unit, period
        Where the print gives none; what it does print must agree.
    parts
        For a total: whether what it is the sum of stands here: `all`, `some` or `none`.
    indicator, case, category
        What the figures measure (`indicators.csv`), where (`cases.csv`), and of which kind (`categories.csv`). With an
        indicator, they are values of a series.
    id
        What stands for the category in the ids of the values; by default its own words.
    note
        Remark on the values.
    """

    unit: str = ""
    period: str = ""
    parts: str = ""
    indicator: str = ""
    case: str = ""
    category: str = ""
    id: str = ""
    note: str = ""


@dataclass(frozen=True)
class RowRecipe(ColumnRecipe):
    """What is said of the rows with one label; `parent` is the label of the row it is part of, empty for none."""

    parent: str | None = None


UNTOLD: Final = RowRecipe()
"""Of a row or column that the recipe does not speak of."""


@dataclass(frozen=True)
class Ratio:
    """A column that is a part over a whole, in percent."""

    column: str
    part: str
    whole: str


@dataclass(frozen=True)
class Allowance:
    """A sum or figure that does not fit in print, accepted with a reason."""

    row: str
    column: str
    reason: str
    difference: Decimal = Decimal(0)


@dataclass(frozen=True)
class Recipe:
    """What people say about a table.

    Attributes
    ----------
    source, case
        Key of `references.bib`, and id of `cases.csv`.
    period, unit
        Where the table prints none. What it does print must agree.
    title, number
        Where the table prints none.
    encoding
        Where the file is not UTF-8.
    sheet
        Which worksheet; needed if several hold something.
    table
        Which table of an HTML page, counted from 1; needed if several hold numbers.
    columns
        Headers of all value columns in order, levels joined by " / ", where the print cannot be read.
    ignore_columns
        Headers of columns to leave out.
    parentheses
        What (123) stands for: `negative` or `positive`.
    lines
        What lines without numbers are, by their text.
    rows, column
        What is said of rows and columns, by label.
    ratios, tolerances, confirmed
        Ratios to check, sums that are off in print, outliers that were looked up.
    file
        How the recipe's file is named to the reader; empty if there is none.
    """

    source: str = ""
    case: str = ""
    period: str = ""
    unit: str = ""
    title: str = ""
    number: str = ""
    encoding: str = ""
    sheet: str = ""
    table: int = 0
    columns: tuple[str, ...] = ()
    ignore_columns: tuple[str, ...] = ()
    parentheses: str = ""
    lines: Mapping[str, LineKind] = field(default_factory=dict)
    rows: Mapping[str, RowRecipe] = field(default_factory=dict)
    column: Mapping[str, ColumnRecipe] = field(default_factory=dict)
    ratios: tuple[Ratio, ...] = ()
    tolerances: tuple[Allowance, ...] = ()
    confirmed: tuple[Allowance, ...] = ()
    file: str = ""


_TEXT = ("source", "case", "period", "unit", "title", "number", "encoding", "sheet", "parentheses")
_ROW = tuple(entry.name for entry in fields(RowRecipe))
_COLUMN = tuple(entry.name for entry in fields(ColumnRecipe))
_LISTS = ("columns", "ignore_columns")
_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_REMEDY = "docs/tables.md describes every key of a recipe"
_CHOICES = {"parts": ("", "all", "some", "none"), "parentheses": ("", "negative", "positive")}


def read_recipe(path: Path, name: str) -> Recipe:
    """Read a recipe file strictly: an unknown key or a wrong type is an error.

    Parameters
    ----------
    path, name
        The file, and how it is named to the reader.

    Raises
    ------
    EvidenceError
        With all the problems of the recipe.
    """
    faults = Faults(name)
    text, problems = read_utf8(path, name)
    faults.problems += problems
    faults.raise_any()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        row = int(found.group(1)) if found else 0
        faults.stop(row, "", "recipe-broken", f"the recipe is not TOML: {error}", remedy=_REMEDY)
    recipe = _recipe(data, faults)
    faults.raise_any()
    return recipe


def _recipe(data: dict[str, Any], faults: Faults) -> Recipe:
    known = {*_TEXT, *_LISTS, "table", "lines", "row", "column", "ratio", "tolerance", "confirmed"}
    for key in sorted(set(data) - known):
        faults.add(0, key, "recipe-key-unknown", f"a recipe has no `{key}`", key, _REMEDY)
    table = data.get("table", 0)
    if type(table) is not int or table < 0:
        faults.add(0, "table", "recipe-value-malformed", "`table` is a number from 1", str(table), _REMEDY)
        table = 0
    text = {key: _text(data, key, faults) for key in _TEXT}
    lists = {key: _texts(data, key, faults) for key in _LISTS}
    recipe = replace(
        Recipe(**text),  # type: ignore[arg-type]
        columns=lists["columns"],
        ignore_columns=lists["ignore_columns"],
        table=table,
        lines=_lines(data, faults),
        rows={label: RowRecipe(**told) for label, told in _tables(data, "row", _ROW, faults).items()},
        column={label: ColumnRecipe(**told) for label, told in _tables(data, "column", _COLUMN, faults).items()},
        ratios=tuple(Ratio(**told) for told in _entries(data, "ratio", ("column", "part", "whole"), faults)),
        tolerances=_allowances(data, "tolerance", faults),
        confirmed=_allowances(data, "confirmed", faults),
        file=faults.file,
    )
    _check_period(recipe.period, "period", faults)
    return recipe


def _check_period(text: str, place: str, faults: Faults) -> None:
    if text and not _PERIOD.fullmatch(text):
        message = "a period is YYYY, YYYY-MM, YYYY-MM-DD or two of them with / between"
        faults.add(0, place, "recipe-value-malformed", message, text, _REMEDY)


def _text(data: Mapping[str, Any], key: str, faults: Faults, above: str = "") -> str:
    value = data.get(key, "")
    allowed = _CHOICES.get(key)
    if isinstance(value, str) and (allowed is None or value in allowed):
        return value
    message = f"`{key}` is one of {', '.join(allowed[1:])}" if allowed else f"`{key}` is a text in quotation marks"
    faults.add(0, above + key, "recipe-value-malformed", message, str(value), _REMEDY)
    return ""


def _texts(data: Mapping[str, Any], key: str, faults: Faults) -> tuple[str, ...]:
    value = data.get(key, [])
    if isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value):
        return tuple(value)
    faults.add(0, key, "recipe-value-malformed", f"`{key}` is a list of texts", str(value), _REMEDY)
    return ()


def _lines(data: Mapping[str, Any], faults: Faults) -> dict[str, LineKind]:
    lines: dict[str, LineKind] = {}
    for label, kind in _mapping(data, "lines", faults).items():
        if kind in set(LineKind):
            lines[label] = LineKind(kind)
        else:
            message = "a line is one of " + ", ".join(LineKind)
            faults.add(0, f"lines.{label}", "recipe-value-malformed", message, str(kind), _REMEDY)
    return lines


def _tables(data: Mapping[str, Any], key: str, known: tuple[str, ...], faults: Faults) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for label, told in _mapping(data, key, faults).items():
        place = f"{key}.{label}"
        if not isinstance(told, dict):
            faults.add(
                0, place, "recipe-value-malformed", f"write [{key}.{label!r}] and keys below it", str(told), _REMEDY
            )
            continue
        for unknown in sorted(set(told) - set(known)):
            faults.add(0, place, "recipe-key-unknown", f"a {key} has no `{unknown}`", unknown, _REMEDY)
        tables[label] = {name: _text(told, name, faults, f"{place}.") for name in known if name in told}
        _check_period(tables[label].get("period", ""), f"{place}.period", faults)
    return tables


def _mapping(data: Mapping[str, Any], key: str, faults: Faults) -> Mapping[str, Any]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    faults.add(0, key, "recipe-value-malformed", f"`{key}` is a table: write [{key}]", str(value), _REMEDY)
    return {}


def _entries(data: Mapping[str, Any], key: str, known: tuple[str, ...], faults: Faults) -> list[dict[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        faults.add(0, key, "recipe-value-malformed", f"write [[{key}]] for each entry", str(value), _REMEDY)
        return []
    complete = []
    for entry in value:
        if set(entry) != set(known) or not all(isinstance(entry[name], str) for name in known if name != "difference"):
            message = f"a {key} has exactly the keys {', '.join(known)}"
            faults.add(0, key, "recipe-value-malformed", message, str(entry), _REMEDY)
        else:
            complete.append(entry)
    return complete


def _allowances(data: Mapping[str, Any], key: str, faults: Faults) -> tuple[Allowance, ...]:
    known = ("row", "column", "reason") + (("difference",) if key == "tolerance" else ())
    allowances = []
    for entry in _entries(data, key, known, faults):
        difference = entry.get("difference", 0)
        if not entry["reason"].strip() or isinstance(difference, bool) or not isinstance(difference, int | float):
            message = f"a {key} gives its reason in words and its difference as a number"
            faults.add(0, key, "recipe-value-malformed", message, str(entry), _REMEDY)
            continue
        allowances.append(Allowance(entry["row"], entry["column"], entry["reason"], Decimal(str(difference))))
    return tuple(allowances)
