"""Figures that stand out from their row and column by orders of magnitude: a lost point, a misprinted unit."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from policy_report.evidence.tables.model import Cell, Column
from policy_report.evidence.tables.totals import is_change_label, is_share_label

_FAR: Final = 1.5
"""Orders of magnitude from what row and column lead to expect. A lost point shifts by one for each decimal, mostly
two; yearly figures of one place hardly ever change tenfold."""
_NEAR: Final = 0.7
"""Orders of magnitude within which a figure with its point put back must fit."""
_FEWEST: Final = 3
_ABOVE: Final = 5
"""Times by which a figure without its point exceeds every other of its column."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A figure that may be a misprint; `certain` if its shape says so as well as its size."""

    row: int
    column: int
    code: str
    message: str
    certain: bool


def oddities(cells: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[Oddity]:
    """Find the figures that stand out."""
    rows = [index for index, row in enumerate(cells) if row]
    for column in range(len(columns)):
        for row in rows:
            cell = cells[row][column]
            if cell.number is None:
                continue
            if cell.unit.is_share and not is_change_label(columns[column].label):
                yield from _impossible_share(row, column, cell, columns[column])
            if cell.number > 0:
                yield from _off(cells, rows, row, column)


def _impossible_share(row: int, column: int, cell: Cell, head: Column) -> Iterator[Oddity]:
    value = cell.quantity.value if cell.quantity else None
    if value is None:
        return
    if is_share_label(head.label) and not 0 <= value <= 100.5:
        yield Oddity(row, column, "share-impossible", "a share lies outside 0 to 100%", True)
    elif value > 1000:
        message = "a percentage above 1000: a lost decimal point or another unit"
        yield Oddity(row, column, "percent-implausible", message, True)


def _off(cells: Sequence[Sequence[Cell]], rows: Sequence[int], row: int, column: int) -> Iterator[Oddity]:
    number = float(cells[row][column].number or 0)
    expected = _expected(cells, rows, row, column)
    if expected is None or abs(gap := math.log10(number / expected)) < _FAR:
        yield from _bare_among_decimals(cells, rows, row, column)
        return
    lost = _lost_decimals(cells, rows, row, column)
    if lost and not cells[row][column].decimals and abs(gap - lost) < _NEAR:
        put_back = cells[row][column].number
        fitting = put_back.scaleb(-lost) if put_back is not None else Decimal(0)
        yield Oddity(row, column, "decimal-point-lost", f"beside its row and column it should read {fitting}", True)
    else:
        message = (
            f"about {10 ** abs(gap):,.0f} times {'more' if gap > 0 else 'less'} than its row and column lead to expect"
        )
        yield Oddity(row, column, "magnitude-odd", message, False)


def _bare_among_decimals(
    cells: Sequence[Sequence[Cell]], rows: Sequence[int], row: int, column: int
) -> Iterator[Oddity]:
    """A number without decimals far above the others of its column, which have decimals and suit it with a point."""
    cell = cells[row][column]
    if cell.decimals or cell.number is None:
        return
    # Seen at the first of them in a column of whole numbers, so that the time does not grow with its square.
    if not all(other.decimals for other in _others(cells, rows, row, column)):
        return
    others = list(_others(cells, rows, row, column))
    known = [other.number for other in others if other.number and other.number > 0 and other.unit == cell.unit]
    lost = {other.decimals for other in others}
    if len(known) < max(len(others), _FEWEST + 1) or len(lost) != 1:
        return
    fitting = cell.number.scaleb(-max(lost))
    if cell.number > _ABOVE * max(known) and min(known) / _ABOVE < fitting < _ABOVE * max(known):
        message = f"all other figures of its column have decimals: it should read {fitting}"
        yield Oddity(row, column, "decimal-point-lost", message, True)


def _others(cells: Sequence[Sequence[Cell]], rows: Sequence[int], row: int, column: int) -> Iterator[Cell]:
    """The other figures of a column that are not nought."""
    return (cells[index][column] for index in rows if index != row and cells[index][column].number)


def _expected(cells: Sequence[Sequence[Cell]], rows: Sequence[int], row: int, column: int) -> float | None:
    """The number that the ratios between columns in the other rows, or the row's other columns, lead to expect."""
    guesses = []
    here = cells[row]
    for other, cell in enumerate(here):
        if other == column or cell.unit != here[column].unit or cell.number is None or cell.number <= 0:
            continue
        ratios = [
            float(first / second)
            for index in rows
            if index != row
            and (first := cells[index][column].number) is not None
            and (second := cells[index][other].number) is not None
            and first > 0
            and second > 0
        ]
        if len(ratios) >= 2:
            guesses.append(float(cell.number) * median(ratios))
    if guesses:
        return median(guesses)
    return _row_level(here, column)


def _beside(row: Sequence[Cell], column: int) -> list[Cell]:
    """The other cells of a row in the same unit."""
    return [cell for index, cell in enumerate(row) if index != column and cell.unit == row[column].unit]


def _row_level(row: Sequence[Cell], column: int) -> float | None:
    level = [float(cell.number) for cell in _beside(row, column) if cell.number and cell.number > 0]
    if len(level) < _FEWEST or max(level) > 30 * min(level):
        return None
    return median(level)


def _lost_decimals(cells: Sequence[Sequence[Cell]], rows: Sequence[int], row: int, column: int) -> int | None:
    """How many decimals the neighbours have; `None` if they do not agree."""
    down = [cells[index][column].decimals for index in rows if index != row and cells[index][column].number is not None]
    across = [cell.decimals for cell in _beside(cells[row], column) if cell.number is not None]
    for decimals in (down, across):
        if decimals and min(decimals) == max(decimals) > 0:
            return decimals[0]
    return None
