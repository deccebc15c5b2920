"""Figures that stand out from their row and column by orders of magnitude: a lost point, a misprinted unit."""

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from policy_report.evidence.tables.hierarchy import Flaw, Sheet
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.wording import is_change_label, is_share_label

_FAR: Final = 1.5
"""Orders of magnitude from what row and column lead to expect. A lost point shifts by one for each decimal, mostly
two; yearly figures of one place hardly ever change tenfold."""
_NEAR: Final = 0.7
"""Orders of magnitude within which a figure with its point put back must fit."""
_FEWEST: Final = 3
_FEWEST_RATIOS: Final = 2
_ABOVE: Final = 5
"""Times by which a figure without its point exceeds every other of its column."""
_SPREAD: Final = 30
"""Times by which the largest figure of a row may exceed the smallest, if a further one is to be like them."""


def outliers(sheet: Sheet) -> Iterator[Flaw]:
    """Find the figures that stand out."""
    rows = [index for index, cells in enumerate(sheet.cells) if cells]
    known: dict[Unit, int] = {}
    units = np.array([[known.setdefault(cell.unit, len(known)) for cell in sheet.cells[row]] for row in rows])
    numbers = np.array([[_positive(cell) for cell in sheet.cells[row]] for row in rows])
    for column, header in enumerate(sheet.columns):
        cells = [sheet.cells[row][column] for row in rows]
        expected = _expected(numbers, units, column) if rows else []
        for place, row in enumerate(rows):
            beside = [cell for at, cell in enumerate(sheet.cells[row]) if at != column]
            yield from _impossible_share(row, column, cells[place], header)
            if not math.isnan(numbers[place, column]):
                yield from _off((row, column), place, cells, beside, expected[place])


def _positive(cell: Cell) -> float:
    return float(cell.number) if cell.number is not None and cell.number > 0 else math.nan


def _impossible_share(row: int, column: int, cell: Cell, header: Column) -> Iterator[Flaw]:
    value = cell.quantity.value if cell.quantity else None
    if value is None or not cell.unit.is_share or is_change_label(header.label):
        return
    if is_share_label(header.label) and not 0 <= value <= 100.5:
        yield Flaw(row, column, "share-impossible", "a share lies outside 0 to 100%")
    elif value > 1000:
        message = "a percentage above 1000: a lost decimal point or another unit"
        yield Flaw(row, column, "percent-implausible", message)


def _expected(numbers: Any, units: Any, column: int) -> list[float]:
    """The numbers that the ratios between columns in the other rows, or else a row's other columns, lead to expect."""
    alike = units == units[:, [column]]
    alike[:, column] = False
    beside = pd.DataFrame(np.where(alike, numbers, np.nan))
    ratios = [_median_of_others(numbers[:, column] / numbers[:, other]) for other in beside]
    like = (beside.count(axis=1) >= _FEWEST) & (beside.max(axis=1) <= _SPREAD * beside.min(axis=1))
    found = (beside * np.column_stack(ratios)).median(axis=1)
    return list(found.fillna(beside.median(axis=1).where(like)))


def _median_of_others(values: Any) -> Any:
    """For each place the median of the values at all others; not a number where these are fewer than two."""
    ordered = np.sort(values[~np.isnan(values)])
    rank = np.searchsorted(ordered, values)
    count = len(ordered) - ~np.isnan(values)
    if len(ordered) < _FEWEST_RATIOS:
        return np.full(len(values), np.nan)
    ends = [np.minimum(at + (at >= rank), len(ordered) - 1) for at in ((count - 1) // 2, count // 2)]
    return np.where(count >= _FEWEST_RATIOS, (ordered[ends[0]] + ordered[ends[1]]) / 2, np.nan)


def _off(at: tuple[int, int], place: int, column: list[Cell], beside: list[Cell], expected: float) -> Iterator[Flaw]:
    """Whether a figure is far from the expected one; `place` is its own in the cells of its column."""
    cell = column[place]
    gap = math.log10(_positive(cell) / expected)
    if math.isnan(expected) or abs(gap) < _FAR:
        yield from _bare_among_decimals(at, place, column)
        return
    lost = _lost_decimals([column[:place] + column[place + 1 :], [one for one in beside if one.unit == cell.unit]])
    if cell.number is not None and lost and not cell.decimals and abs(gap - lost) < _NEAR:
        message = f"beside its row and column it should read {cell.number.scaleb(-lost)}"
        yield Flaw(*at, "decimal-point-lost", message)
    else:
        times = f"{10 ** abs(gap):,.0f} times {'more' if gap > 0 else 'less'}"
        message = f"about {times} than its row and column lead to expect"
        yield Flaw(*at, "", message, certain=False)


def _bare_among_decimals(at: tuple[int, int], place: int, column: list[Cell]) -> Iterator[Flaw]:
    """A number without decimals far above the others of its column, which have decimals and suit it with a point."""
    cell = column[place]
    # Seen at the first of them in a column of whole numbers, so that the time does not grow with its square.
    others = (other for index, other in enumerate(column) if index != place and other.number)
    if cell.decimals or cell.number is None or not all(other.decimals for other in others):
        return
    rest = [other for index, other in enumerate(column) if index != place and other.number]
    known = [other.number for other in rest if other.number and other.number > 0 and other.unit == cell.unit]
    lost = {other.decimals for other in rest}
    if len(known) < max(len(rest), _FEWEST + 1) or len(lost) != 1:
        return
    fitting = cell.number.scaleb(-max(lost))
    if cell.number > _ABOVE * max(known) and min(known) / _ABOVE < fitting < _ABOVE * max(known):
        message = f"all other figures of its column have decimals: it should read {fitting}"
        yield Flaw(*at, "decimal-point-lost", message)


def _lost_decimals(neighbours: list[list[Cell]]) -> int | None:
    """How many decimals the other figures of the column, or else of the row, have; `None` if they do not agree."""
    for cells in neighbours:
        decimals = {cell.decimals for cell in cells if cell.number is not None}
        if len(decimals) == 1 and max(decimals) > 0:
            return max(decimals)
    return None
