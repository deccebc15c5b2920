"""Whether percentages follow from the figures beside them: shares, rates and changes, within rounding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.dates import year_before
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.totals import is_change_label, is_share_label

_FEWEST: Final = 3
"""Rows that an unnamed ratio must explain before the others are held to it; fewer may agree by chance."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A printed percentage with the figures it should follow from."""

    row: int
    column: int
    printed: Cell
    part: Cell
    whole: Cell
    change: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there are figures of one unit that a percentage can follow from."""
        units = {self.part.unit.name, self.whole.unit.name}
        numbers = self.printed.number is not None and self.part.number is not None and self.whole.number
        return bool(numbers) and self.printed.unit.is_share and (len(units) == 1 or "" in units)

    @property
    def computed(self) -> tuple[Decimal, Decimal]:
        """The smallest and largest percentage that the rounded figures allow."""
        part, part_slack = _number(self.part)
        whole, whole_slack = _number(self.whole)
        wholes = [end for end in (whole - whole_slack, whole + whole_slack) if end]
        ends = [100 * end / over for end in (part - part_slack, part + part_slack) for over in wholes]
        base = 100 if self.change else 0
        return min(ends) - base, max(ends) - base

    @property
    def fits(self) -> bool:
        printed, slack = _number(self.printed)
        slack = max(slack, half_place(self.printed.decimals, self.printed.unit))
        low, high = self.computed
        return low - slack <= printed <= high + slack

    @property
    def message(self) -> str:
        printed = _number(self.printed)[0]
        kind = "change from" if self.change else "of"
        shown = f"{sum(self.computed, Decimal(0)) / 2:.{self.printed.decimals + 2}f}%"
        return f"{self.part.number:,f} {kind} {self.whole.number:,f} is {shown}, the table says {printed:f}%"


def _number(cell: Cell) -> tuple[Decimal, Decimal]:
    factor = Decimal(cell.unit.over) / cell.unit.under
    number = cell.number if cell.number is not None else Decimal(0)
    return number * factor, half_place(cell.decimals, cell.unit) * factor


Body = Sequence[Sequence[Cell]]
Above = Sequence[int | None]
Pair = tuple[int, int, Above | None]
"""Column of the part, column of the whole, and for each row the row of the whole (`None`: the same row)."""


def misfits(cells: Body, columns: Sequence[Column], tops: Above, parents: Above) -> Iterator[Ratio]:
    """Find the percentages that do not follow from the figures beside them, where others of their column do.

    Parameters
    ----------
    cells, columns
        The body; rows without values have no cells.
    tops, parents
        For each row the total over all, and the row that it is a part of; `None` if there is none.
    """
    for index, column in enumerate(columns):
        if not column.unit.is_share:
            continue
        named = is_share_label(column.label) or column.path[-1] in ("%", column.unit.printed)
        change = is_change_label(column.label)
        pairs = _changes(columns, index) if change else _shares(columns, index, tops, parents)
        ways = [way for pair in pairs if (way := _collect(cells, index, pair, change=change))]
        if not ways:
            continue
        best = min(ways, key=lambda way: (sum(not ratio.fits for ratio in way) / len(way), -len(way)))
        good = sum(ratio.fits for ratio in best)
        if not change and (shifted := _shifted(best)):
            yield from shifted
        elif (named and good * 2 >= len(best)) or (good >= _FEWEST and good * 3 >= len(best) * 2):
            yield from (ratio for ratio in best if not ratio.fits)


def _shifted(ratios: Sequence[Ratio]) -> list[Ratio]:
    """The percentages of a column if all of them would be right in a unit ten or a hundred times as large or small."""
    wrong = [ratio for ratio in ratios if not ratio.fits]
    if len(wrong) < _FEWEST or len(wrong) * 3 < len(ratios) * 2:
        return []
    for over, under in ((10, 1), (1, 10), (100, 1), (1, 100)):
        units = [Unit("percent", one.printed.unit.over * over, one.printed.unit.under * under) for one in wrong]
        tried = [replace(one, printed=replace(one.printed, unit=unit)) for one, unit in zip(wrong, units, strict=True)]
        if all(one.fits for one in tried) and len({one.printed.number for one in wrong}) >= _FEWEST:
            return wrong
    return []


def _counts(columns: Sequence[Column]) -> list[int]:
    return [index for index, column in enumerate(columns) if not column.unit.is_share and column.unit.name != "pp"]


def _shares(columns: Sequence[Column], index: int, tops: Above, parents: Above) -> Iterator[Pair]:
    """Each way in which a column may be a share: of a total in the same column, or of another column."""
    counts = _counts(columns)
    same = [other for other in counts if columns[other].period == columns[index].period] or counts
    for part in sorted(same, key=lambda other: abs(other - index)):
        yield part, part, tops
        yield part, part, parents
        yield from ((part, whole, None) for whole in same if whole != part)


def _changes(columns: Sequence[Column], index: int) -> Iterator[Pair]:
    """Each pair of columns that are a year apart."""
    counts = sorted(_counts(columns), key=lambda other: abs(other - index))
    for part in counts:
        before = year_before(columns[part].period)
        yield from ((part, whole, None) for whole in counts if before and columns[whole].period == before)


def _collect(cells: Body, index: int, pair: Pair, *, change: bool = False) -> list[Ratio]:
    part, whole, above = pair
    found = []
    for place, row in enumerate(cells):
        over = above[place] if above else place
        if row and over is not None and cells[over]:
            ratio = Ratio(place, index, row[index], row[part], cells[over][whole], change)
            found += [ratio] if ratio.is_known else []
    return found


def told(cells: Body, column: int, part: int, whole: int) -> list[Ratio]:
    """Find the percentages of a column as the recipe says they come about."""
    return _collect(cells, column, (part, whole, None))
