"""What an official table is once it has been read: rows, columns, cells and notes as printed, and values of series."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.tables.recipe import UNTOLD, ColumnRecipe, Missing
from policy_report.quantities import Quantity

PATH_SEPARATOR = " / "
"""Between the levels of a row's or a column's label in the tidy frame."""


class Status(StrEnum):
    """A printed mark that says how final or how reliable a figure is."""

    REVISED = "revised"
    PRELIMINARY = "preliminary"
    ESTIMATED = "estimated"
    BREAK = "break"
    UNRELIABLE = "unreliable"


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a figure is for, as partial ISO dates; both empty if nothing says it."""

    start: str = ""
    end: str = ""

    def __bool__(self) -> bool:
        return bool(self.start)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the convention of quantities, and what a printed number is multiplied with."""

    name: str = ""  # 起, 人, 元, percent, per_100k …; as printed if the convention has no name for it
    # over, under: the printed number times `over` / `under` is in the named unit: 10000 / 1 for 万元, 1 / 10 for ‰
    over: int = 1
    under: int = 1
    printed: str = ""  # the unit as it stands in the table

    @property
    def is_share(self) -> bool:
        return self.name == "percent"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the body."""

    printed: str  # the text as it stands in the file, without the blanks around it
    # row, column: line (or worksheet row, or row of the HTML table) and position in it, both counted from 1
    row: int
    column: int
    unit: Unit
    number: Decimal | None = None  # the printed number, before its unit is applied; `None` if there is none
    decimals: int = 0  # printed digits behind the point
    # The number in the base unit with the interval that its digits imply; `None` if there is none
    quantity: Quantity | None = None
    missing: Missing | None = None  # the kind of missing mark; `None` if there is a number
    status: Status | None = None  # revised, preliminary or estimated; `None` if nothing says so
    notes: tuple[str, ...] = ()  # the footnote marks of the cell
    doubt: str = ""  # why the number may be a misprint; empty if nothing speaks against it

    def with_status(self, status: Status | None) -> "Cell":
        """Say how final the figure is, unless the cell says so itself or holds none."""
        return self if self.status or self.missing is not None else replace(self, status=status)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its headers from the outermost inwards, its unit and period, and how final it is.

    `told` is what the recipe says of it.
    """

    path: tuple[str, ...]
    position: int
    unit: Unit = Unit()
    period: Period = Period()
    notes: tuple[str, ...] = ()
    told: ColumnRecipe = UNTOLD
    of_which: bool = False
    status: Status | None = None

    @property
    def label(self) -> str:
        return PATH_SEPARATOR.join(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """What a recipe may call the column: its label, or the innermost header alone."""
        return (self.label, *self.path[-1:])


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values."""

    label: str  # the label in one piece, without numbering, `#`, 其中 and footnote marks
    line: int
    cells: tuple[Cell, ...]
    level: int = 0  # depth in the hierarchy, 0 for the outermost
    # Index of the row that this one is a part of, within the table's rows; `None` for an outermost row
    parent: int | None = None
    path: tuple[str, ...] = ()
    of_which: bool = False  # whether the row is marked as only some of its parent (其中, of which, #)
    is_total: bool = False
    period: Period = Period()
    is_time: bool = False  # whether the row itself is a time, rather than a part of what stands under one
    notes: tuple[str, ...] = ()
    told: ColumnRecipe = UNTOLD  # what the recipe says of the row


@dataclass(frozen=True, slots=True)
class Note:
    """A note under or inside the table, its mark (empty for a general note), and the quantities it states."""

    mark: str
    text: str
    line: int
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """A published table as printed, checked."""

    file: str
    source: str
    case: str
    title: str
    number: str
    period: Period
    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    doubts: tuple[Problem, ...] = ()  # flags, not faults: figures that may be misprints
    recipe_file: str = ""
    encoding: str = ""  # how its text was read; empty for a workbook
    sums: int = 0  # how many of its figures are the sums of others beside them

    def period_of(self, row: Row, column: Column) -> Period:
        """Give the time that a figure is for: its row's, else its column's, else the table's."""
        return row.period or column.period or self.period

    def case_of(self, row: Row, column: Column) -> str:
        """Give the place that a figure is for: its row's, else its column's, else the table's."""
        return row.told.case or column.told.case or self.case

    def tidy(self) -> pd.DataFrame:
        """Give one row for each cell, as text, numbers and flags; see `TIDY_COLUMNS`."""
        records = [
            self._record(row, column, cell)
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
        ]
        return pd.DataFrame(records, columns=list(TIDY_COLUMNS))

    def _record(self, row: Row, column: Column, cell: Cell) -> dict[str, object]:
        period = self.period_of(row, column)
        return {
            "source": self.source,
            "case": self.case_of(row, column),
            "table": self.number,
            "row_path": PATH_SEPARATOR.join(row.path),
            "row": row.label,
            "level": row.level,
            "parent": "" if row.parent is None else self.rows[row.parent].label,
            "of_which": row.of_which,
            "column_path": column.label,
            "indicator": row.told.indicator or column.told.indicator,
            "category": row.told.category or column.told.category,
            "period_start": period.start,
            "period_end": period.end,
            "printed": cell.printed,
            **{name: getattr(cell.quantity, name, None) for name in _BOUNDS},
            "unit": cell.unit.name,
            "printed_unit": cell.unit.printed,
            "missing": str(cell.missing or ""),
            "status": str(cell.status or ""),
            "notes": " ".join(dict.fromkeys((*column.notes, *row.notes, *cell.notes))),
            "doubt": cell.doubt,
            "file_row": cell.row,
            "file_column": cell.column,
        }


_BOUNDS = ("value", "lower", "upper", "lower_closed", "upper_closed")
TIDY_COLUMNS = (
    "source", "case", "table", "row_path", "row", "level", "parent", "of_which", "column_path", "indicator",
    "category", "period_start", "period_end", "printed", *_BOUNDS,
    "unit", "printed_unit", "missing", "status", "notes", "doubt", "file_row", "file_column",
)  # fmt: skip
"""Columns of the tidy frame, in order."""


@dataclass(frozen=True)
class SeriesValue:
    """A value of a series that stands in an official table."""

    cells: dict[str, str]  # the row that it is of the series, by column, as text
    quantity: Quantity  # what the cell states
    # file, line: where it is printed
    file: str
    line: int


def series_values(table: OfficialTable) -> list[SeriesValue]:
    """Give the values of series of a table, row by row.

    A cell is one if its row or column names an indicator and its row is the total of all, is for a time of its own, or
    is one of which the recipe says what or where it is.
    """
    return [
        SeriesValue(_cells(table, row, column, cell), cell.quantity, table.file, cell.row)
        for row, column, cell in _meant(table)
        if cell.quantity
    ]


def _meant(table: OfficialTable) -> Iterator[tuple[Row, Column, Cell]]:
    for row in table.rows:
        whole = (row.is_total and row.parent is None) or row.is_time
        if whole or row.told.indicator or row.told.category or row.told.case:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if row.told.indicator or column.told.indicator:
                    yield row, column, cell


def _cells(table: OfficialTable, row: Row, column: Column, cell: Cell) -> dict[str, str]:
    indicator = row.told.indicator or column.told.indicator
    case, period = table.case_of(row, column), table.period_of(row, column)
    category, about = row.told.category or column.told.category, row.told.id or column.told.id
    dates = "-".join(dict.fromkeys((period.start, period.end)))
    return {
        "id": "-".join(filter(None, (indicator, case, dates, about or _words(category)))),
        "case": case,
        "indicator": indicator,
        "category": category,
        "period_start": period.start,
        "period_end": period.end,
        "period_basis": "stated",
        "phrase": cell.printed,
        "unit": _unit(cell.unit),
        "source": table.source,
        "locator": f"Table {table.number}" if table.number else table.title,
        "note": "; ".join(filter(None, (row.told.note, column.told.note))),
    }


def _words(category: str) -> str:
    """A category as a piece of an id: lower case, its words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", category.lower().replace("'", "")).strip("-")


def _unit(unit: Unit) -> str:
    """A unit as it stands behind a phrase."""
    if unit.over != unit.under:
        return unit.printed
    return "%" if unit.is_share else unit.name
