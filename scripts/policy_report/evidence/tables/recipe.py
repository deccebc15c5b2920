"""The recipe beside a table (`<table>.recipe.toml`): what the print does not say and nobody should guess."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from policy_report.evidence.faults import Faults
from policy_report.evidence.textfile import read_utf8
from policy_report.text.toml import read_toml

SUFFIX = ".recipe.toml"

_STRICT: Final = ConfigDict(extra="forbid", strict=True)
_PERIOD: Final = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?)?")


def _period(text: str) -> str:
    if not _PERIOD.fullmatch(text):
        raise ValueError("a period is YYYY, YYYY-MM, YYYY-MM-DD or two of them with / between")
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError("the text is empty")
    return text


_PeriodText = Annotated[str, AfterValidator(_period)]
_Words = Annotated[str, AfterValidator(_words)]


class LineKind(StrEnum):
    """What a line without numbers is."""

    HEADING = "heading"
    LABEL_START = "label-start"
    LABEL_END = "label-end"
    NOTE = "note"
    TITLE = "title"
    ROW = "row"


class Hidden(StrEnum):
    """What is done with the hidden rows and columns of a worksheet."""

    LEAVE_OUT = "leave-out"
    READ = "read"


@dataclass(frozen=True, config=_STRICT)
class ColumnRecipe:
    """What is said of the columns with one label."""

    # unit, period: where the print gives none; what it does print must agree
    unit: str = ""
    period: _PeriodText = ""
    # For a total: whether what it is the sum of stands here: `all`, `some` or `none`
    parts: Literal["", "all", "some", "none"] = ""
    # indicator, case, category: what the figures measure (`indicators.csv`), where (`cases.csv`), and of which kind
    # (`categories.csv`). With an indicator, they are values of a series
    indicator: str = ""
    case: str = ""
    category: str = ""
    id: str = ""  # what stands for the category in the ids of the values; by default its own words
    note: str = ""  # remark on the values


@dataclass(frozen=True, config=_STRICT)
class RowRecipe(ColumnRecipe):
    """What is said of the rows with one label; `parent` is the label of the row it is part of, empty for none."""

    parent: str | None = None


UNTOLD: Final = RowRecipe()
"""Of a row or column that the recipe does not speak of."""


@dataclass(frozen=True, config=_STRICT)
class Ratio:
    """A column that is a part over a whole, in percent."""

    column: str
    part: str
    whole: str


@dataclass(frozen=True, config=_STRICT)
class Allowance:
    """A figure that does not seem to fit, accepted with a reason."""

    row: str
    column: str
    reason: _Words


@dataclass(frozen=True, config=_STRICT)
class Tolerance(Allowance):
    """A sum or share that is off in print, by how much."""

    difference: Decimal


class Missing(StrEnum):
    """Why a cell holds no number, by the mark that is printed. None of them is zero."""

    ELLIPSIS = "ellipsis"
    DASH = "dash"
    BLANK = "blank"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    CONFIDENTIAL = "confidential"
    NEGLIGIBLE = "negligible"


@dataclass(frozen=True, config=_STRICT)
class LongForm:
    """Which columns say what, of a table with one figure a line."""

    value: str  # the header of the column of figures
    # rows, columns: the headers of the columns that tell its rows apart, the outermost first, and those that tell its
    # columns apart
    rows: Annotated[tuple[_Words, ...], Field(min_length=1)]
    columns: tuple[_Words, ...] = ()
    # status, unit, size: the headers of the columns with marks of status, with units, and with sizes such as thousands
    status: str = ""
    unit: str = ""
    size: str = ""


@dataclass(frozen=True, config=_STRICT)
class Recipe:
    """What people say about a table."""

    # source, case: key of `references.bib`, and id of `cases.csv`
    source: str = ""
    case: str = ""
    # period, unit: where the table prints none. What it does print must agree
    period: _PeriodText = ""
    unit: str = ""
    # title, number: where the table prints none
    title: str = ""
    number: str = ""
    encoding: str = ""  # where a text is neither UTF-8 nor plainly of another encoding
    decimal: Literal["", ".", ","] = ""  # the decimal sign, where it is a comma or nothing tells
    sheet: str = ""  # which worksheet; needed if several hold something
    hidden: Hidden | None = None  # what to do with its hidden rows and columns
    # Which table of an HTML page, counted from 1; needed if several hold numbers
    table: Annotated[int, Field(ge=0)] = 0
    # Headers of all value columns in order, levels joined by " / ", where the print cannot be read
    columns: tuple[_Words, ...] = ()
    # Headers of all columns of labels, the outermost first, where the print does not tell them from others
    keys: tuple[_Words, ...] = ()
    ignore_columns: tuple[_Words, ...] = ()  # headers of columns to leave out
    signs: Mapping[str, Literal["negative", "positive"]] = field(default_factory=dict)  # ▲ before numbers
    parentheses: Literal["", "negative", "positive"] = ""  # what (123) stands for: `negative` or `positive`
    missing: Mapping[str, Missing] = field(default_factory=dict)  # what missing marks of the office's own mean
    long: LongForm | None = None  # which columns say what, of a table with one figure a line
    lines: Mapping[str, LineKind] = field(default_factory=dict)  # what lines without numbers are, by their text
    # row, column: what is said of rows and columns, by label
    row: Mapping[str, RowRecipe] = field(default_factory=dict)
    column: Mapping[str, ColumnRecipe] = field(default_factory=dict)
    # ratio, tolerance, confirmed: ratios to check, sums that are off in print, outliers that were looked up
    ratio: tuple[Ratio, ...] = ()
    tolerance: tuple[Tolerance, ...] = ()
    confirmed: tuple[Allowance, ...] = ()


def read_recipe(path: Path, name: str) -> Recipe:
    """Read a recipe file strictly: an unknown key or a wrong type is an error.

    `path`, `name`: the file, and how it is named to the reader.

    Raises `EvidenceError` with all the problems of the recipe.
    """
    faults = Faults(name)
    text, faults.problems = read_utf8(path, name)
    faults.raise_any()
    try:
        # As JSON, in which a list may be a tuple and a text one of an enumeration, and nothing else is converted.
        return TypeAdapter(Recipe).validate_json(json.dumps(read_toml(text), default=str))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        row = int(found.group(1)) if found else 0
        faults.stop(row, "", "recipe-broken", error=error)
    except ValidationError as error:
        for one in error.errors():
            _add(faults, [str(part) for part in one["loc"]], one["type"], one["msg"], str(one["input"]))
    faults.raise_any()
    raise AssertionError("a recipe that is not valid has problems")


def _add(faults: Faults, keys: list[str], kind: str, message: str, text: str) -> None:
    """Note what pydantic finds wrong at a key."""
    place = ".".join(f'"{key}"' if not re.fullmatch(r"[\w-]+", key, re.ASCII) else key for key in keys)
    if kind == "unexpected_keyword_argument":
        faults.add(0, place, "recipe-key-unknown", keys[-1])
    else:
        words = message.removeprefix("Value error, ")
        faults.add(0, place, "recipe-value-malformed", text, wanted=words[:1].lower() + words[1:])
