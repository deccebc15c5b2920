"""Figures that stand out from their row and column by orders of magnitude: a lost point, a misprinted unit."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from policy_report.evidence.tables.model import Cell, Column
from policy_report.evidence.tables.sheet import Flaw, Sheet
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


class _Body:
    """The rows with values, and the ratios between their columns.

    Ratios are sorted once: the median without one row takes no look at the others.
    """

    def __init__(self, cells: Sequence[Sequence[Cell]]) -> None:
        self.cells, self.rows = cells, [index for index, row in enumerate(cells) if row]
        self._known: dict[tuple[int, int], tuple[dict[int, float], list[float]]] = {}

    def median(self, column: int, other: int, without: int) -> float | None:
        """Give the median ratio of a column to another in all rows but one; `None` if there are fewer than two."""
        if (column, other) not in self._known:
            found = dict(self._found(column, other))
            self._known[column, other] = found, sorted(found.values())
        found, ordered = self._known[column, other]
        left_out = bisect_left(ordered, found[without]) if without in found else len(ordered)
        count = len(ordered) - (without in found)
        if count < _FEWEST_RATIOS:
            return None
        low, high = (ordered[at + (at >= left_out)] for at in ((count - 1) // 2, count // 2))
        return (low + high) / 2

    def _found(self, column: int, other: int) -> Iterator[tuple[int, float]]:
        for row in self.rows:
            first, second = self.cells[row][column].number, self.cells[row][other].number
            if first is not None and second is not None and first > 0 and second > 0:
                yield row, float(first / second)


def outliers(sheet: Sheet) -> Iterator[Flaw]:
    """Find the figures that stand out."""
    cells, columns, body = sheet.cells, sheet.columns, _Body(sheet.cells)
    for column in range(len(columns)):
        for row in body.rows:
            cell = cells[row][column]
            if cell.number is None:
                continue
            if cell.unit.is_share and not is_change_label(columns[column].label):
                yield from _impossible_share(row, column, cell, columns[column])
            if cell.number > 0:
                yield from _off(body, row, column)


def _impossible_share(row: int, column: int, cell: Cell, header: Column) -> Iterator[Flaw]:
    value = cell.quantity.value if cell.quantity else None
    if value is None:
        return
    if is_share_label(header.label) and not 0 <= value <= 100.5:
        yield Flaw(row, column, "share-impossible", "a share lies outside 0 to 100%")
    elif value > 1000:
        message = "a percentage above 1000: a lost decimal point or another unit"
        yield Flaw(row, column, "percent-implausible", message)


def _off(body: _Body, row: int, column: int) -> Iterator[Flaw]:
    cell = body.cells[row][column]
    number, expected = float(cell.number or 0), _expected(body, row, column)
    if expected is None or abs(gap := math.log10(number / expected)) < _FAR:
        yield from _bare_among_decimals(body, row, column)
        return
    lost = _lost_decimals(body, row, column)
    if lost and not cell.decimals and abs(gap - lost) < _NEAR:
        fitting = (cell.number or Decimal(0)).scaleb(-lost)
        yield Flaw(row, column, "decimal-point-lost", f"beside its row and column it should read {fitting}")
    else:
        times = f"{10 ** abs(gap):,.0f} times {'more' if gap > 0 else 'less'}"
        message = f"about {times} than its row and column lead to expect"
        yield Flaw(row, column, "magnitude-outlier", message, certain=False)


def _bare_among_decimals(body: _Body, row: int, column: int) -> Iterator[Flaw]:
    """A number without decimals far above the others of its column, which have decimals and suit it with a point."""
    cell = body.cells[row][column]
    if cell.decimals or cell.number is None:
        return
    # Seen at the first of them in a column of whole numbers, so that the time does not grow with its square.
    if not all(other.decimals for other in _others(body, row, column)):
        return
    others = list(_others(body, row, column))
    known = [other.number for other in others if other.number and other.number > 0 and other.unit == cell.unit]
    lost = {other.decimals for other in others}
    if len(known) < max(len(others), _FEWEST + 1) or len(lost) != 1:
        return
    fitting = cell.number.scaleb(-max(lost))
    if cell.number > _ABOVE * max(known) and min(known) / _ABOVE < fitting < _ABOVE * max(known):
        message = f"all other figures of its column have decimals: it should read {fitting}"
        yield Flaw(row, column, "decimal-point-lost", message)


def _others(body: _Body, row: int, column: int) -> Iterator[Cell]:
    """The other figures of a column that are not nought."""
    return (body.cells[index][column] for index in body.rows if index != row and body.cells[index][column].number)


def _expected(body: _Body, row: int, column: int) -> float | None:
    """The number that the ratios between columns in the other rows, or the row's other columns, lead to expect."""
    here = body.cells[row]
    guesses = [
        float(cell.number) * ratio
        for other, cell in enumerate(here)
        if other != column and cell.unit == here[column].unit and cell.number is not None and cell.number > 0
        if (ratio := body.median(column, other, row)) is not None
    ]
    return median(guesses) if guesses else _row_level(here, column)


def _beside(row: Sequence[Cell], column: int) -> list[Cell]:
    """The other cells of a row in the same unit."""
    return [cell for index, cell in enumerate(row) if index != column and cell.unit == row[column].unit]


def _row_level(row: Sequence[Cell], column: int) -> float | None:
    level = [float(cell.number) for cell in _beside(row, column) if cell.number and cell.number > 0]
    if len(level) < _FEWEST or max(level) > 30 * min(level):
        return None
    return median(level)


def _lost_decimals(body: _Body, row: int, column: int) -> int | None:
    """How many decimals the neighbours have; `None` if they do not agree."""
    down = [body.cells[index][column] for index in body.rows if index != row]
    for cells in (down, _beside(body.cells[row], column)):
        decimals = [cell.decimals for cell in cells if cell.number is not None]
        if decimals and min(decimals) == max(decimals) > 0:
            return decimals[0]
    return None
