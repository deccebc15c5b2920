"""The values of series that stand in an official table: the cells whose row or column names an indicator."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_report.evidence.tables.model import Cell, Column, OfficialTable, Row, Unit
from policy_report.quantities import Quantity


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
        SeriesValue(_cells(table, row, column, cell), cell.quantity, table.file, row.line)
        for row, column, cell in _meant(table)
        if cell.quantity
    ]


def _meant(table: OfficialTable) -> Iterator[tuple[Row, Column, Cell]]:
    for row in table.rows:
        whole = (row.is_total and row.parent is None) or row.period
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
