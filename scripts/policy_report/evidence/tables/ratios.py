"""Whether percentages follow from the figures beside them: shares, rates and changes, within rounding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.dates import year_before
from policy_report.evidence.tables.hierarchy import Cells, Flaw, Parents, Sheet, chain
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.wording import is_change_label, is_share_label

_FEWEST: Final = 3
"""Rows that an unnamed ratio must explain before the others are held to it; fewer may agree by chance."""


@dataclass(frozen=True, slots=True)
class _Ratio:
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
    def off(self) -> Decimal:
        """By how much the printed percentage misses what the figures allow."""
        low, high = self.computed
        printed, _ = _number(self.printed)
        return max(low - printed, printed - high, Decimal(0))

    @property
    def fits(self) -> bool:
        _, slack = _number(self.printed)
        return self.off <= max(slack, half_place(self.printed.decimals, self.printed.unit))

    @property
    def flaw(self) -> Flaw:
        kind = "change from" if self.change else "of"
        shown = f"{sum(self.computed, Decimal(0)) / 2:.{self.printed.decimals + 2}f}%"
        what = f"{self.part.number:,f} {kind} {self.whole.number:,f}"
        message = f"{what} is {shown}, the table says {_number(self.printed)[0]:f}%"
        return Flaw(self.row, self.column, "share-mismatch", message, off=self.off)


def _number(cell: Cell) -> tuple[Decimal, Decimal]:
    factor = Decimal(cell.unit.over) / cell.unit.under
    number = cell.number if cell.number is not None else Decimal(0)
    return number * factor, half_place(cell.decimals, cell.unit) * factor


_Pair = tuple[int, int, Parents | None]
"""Column of the part, column of the whole, and for each row the row of the whole (`None`: the same row)."""


def misfits(sheet: Sheet, parents: Parents) -> Iterator[Flaw]:
    """Find the percentages that do not follow from the figures beside them, where others of their column do.

    Those that the recipe speaks of must all follow from the columns that it names.
    """
    names = {name: index for index, column in enumerate(sheet.columns) for name in reversed(column.names)}
    found = [ratio for column in range(len(sheet.columns)) for ratio in _of_column(sheet, column, parents)]
    for told in sheet.recipe.ratio:
        if {told.column, told.part, told.whole} <= names.keys():
            ratios = _collect(sheet.cells, names[told.column], (names[told.part], names[told.whole], None))
            found += [ratio for ratio in ratios if not ratio.fits]
    yield from dict.fromkeys(ratio.flaw for ratio in found)


def _of_column(sheet: Sheet, index: int, parents: Parents) -> Sequence[_Ratio]:
    """The percentages of a column that do not follow as most of them do."""
    column, change = sheet.columns[index], is_change_label(sheet.columns[index].label)
    if not column.unit.is_share:
        return []
    named = is_share_label(column.label) or column.path[-1] in ("%", column.unit.printed)
    pairs = _changes(sheet.columns, index) if change else _shares(sheet, index, parents)
    ways = [way for pair in pairs if (way := _collect(sheet.cells, index, pair, change=change))]
    if not ways:
        return []
    best = min(ways, key=lambda way: (sum(not ratio.fits for ratio in way) / len(way), -len(way)))
    wrong = [ratio for ratio in best if not ratio.fits]
    good = len(best) - len(wrong)
    held = (named and good * 2 >= len(best)) or (good >= _FEWEST and good * 3 >= len(best) * 2)
    return wrong if held or (not change and _is_shifted(wrong, len(best))) else []


def _is_shifted(wrong: Sequence[_Ratio], count: int) -> bool:
    """Whether the percentages of a column would all be right in a unit ten or a hundred times as large or small."""
    if len({one.printed.number for one in wrong}) < _FEWEST or len(wrong) * 3 < count * 2:
        return False
    return any(
        all(replace(one, printed=_scaled(one.printed, over, under)).fits for one in wrong)
        for over, under in ((10, 1), (1, 10), (100, 1), (1, 100))
    )


def _scaled(cell: Cell, over: int, under: int) -> Cell:
    return replace(cell, unit=Unit("percent", cell.unit.over * over, cell.unit.under * under))


def _counts(columns: Sequence[Column], index: int) -> list[int]:
    """The columns that hold no percentages, the nearest first."""
    counts = [other for other, column in enumerate(columns) if not column.unit.is_share and column.unit.name != "pp"]
    return sorted(counts, key=lambda other: abs(other - index))


def _shares(sheet: Sheet, index: int, parents: Parents) -> Iterator[_Pair]:
    """Each way in which a column may be a share: of a total in the same column, or of another column."""
    counts, columns = _counts(sheet.columns, index), sheet.columns
    same = [other for other in counts if columns[other].period == columns[index].period] or counts
    tops = _tops(sheet, parents)
    for part in same:
        yield part, part, tops
        yield part, part, parents
        yield from ((part, whole, None) for whole in sorted(same) if whole != part)


def _tops(sheet: Sheet, parents: Parents) -> list[int | None]:
    """For each row the outermost row with values over it (a total is its own)."""
    tops: list[int | None] = []
    for index, node in enumerate(sheet.nodes):
        top = next((other for other in reversed(chain(parents, index)) if sheet.cells[other]), index)
        tops.append(top if top != index or node.is_total else None)
    return tops


def _changes(columns: Sequence[Column], index: int) -> Iterator[_Pair]:
    """Each pair of columns that are a year apart."""
    counts = _counts(columns, index)
    for part in counts:
        before = year_before(columns[part].period)
        yield from ((part, whole, None) for whole in counts if before and columns[whole].period == before)


def _collect(cells: Cells, index: int, pair: _Pair, *, change: bool = False) -> list[_Ratio]:
    part, whole, above = pair
    overs = above or range(len(cells))
    ratios = (
        _Ratio(place, index, row[index], row[part], cells[over][whole], change)
        for place, (row, over) in enumerate(zip(cells, overs, strict=True))
        if row and over is not None and cells[over]
    )
    return [ratio for ratio in ratios if ratio.is_known]
