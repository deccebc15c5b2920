"""Whether sub-totals are the sums of their parts, down the rows and across the columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.model import Cell, Column, Missing, Unit
from policy_report.evidence.tables.totals import is_share_label, never_adds

_RATES: Final = ("pp", "rank", "倍", "岁")

Group = tuple[int, list[int], bool]
"""A total, its parts, and whether they are only some of it."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A total and its parts that do not fit: where, what is printed, and what the parts add up to."""

    row: int
    column: int
    cell: Cell
    total: Decimal
    found: Decimal
    at_most: bool

    @property
    def message(self) -> str:
        parts = "some parts" if self.at_most else "parts"
        return f"{parts} add up to {self.found:,f}, the total says {self.total:,f}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of sums found: mismatches, totals that missing parts leave unproved, and how many were proved."""

    mismatches: tuple[Mismatch, ...]
    unproved: tuple[Mismatch, ...]
    proved: int


def adds_up(label: str, unit: Unit) -> bool:
    """Tell whether figures with this label and unit can be added to a total."""
    if unit.name in _RATES or unit.name.startswith("per_"):
        return False
    return is_share_label(label) or not (unit.is_share or never_adds(label))


def check_sum(place: tuple[int, int], total: Cell, parts: Sequence[Cell], *, some: bool) -> tuple[str, Mismatch | None]:
    """Compare a total with its parts.

    Parameters
    ----------
    place
        Index of the row and of the column of the total.
    total, parts
        The cells; their units must be the same.
    some
        Whether the parts are only some of the total.

    Returns
    -------
    tuple
        `proved`, `skipped`, `unproved` or `wrong`, and for the last two the numbers.
    """
    known = [part for part in parts if part.number is not None]
    if total.number is None or not known or not all(same_unit(part.unit, total.unit) for part in known):
        return "skipped", None
    found = sum((part.number for part in known if part.number is not None), Decimal(0))
    slack = sum((half_place(cell.decimals, cell.unit) for cell in (total, *known)), Decimal(0))
    gaps = [part for part in parts if part.missing is not None]
    mismatch = Mismatch(*place, total, total.number, found, some)
    positive = all(part.number is not None and part.number >= 0 for part in known)
    if abs(found - total.number) <= slack:
        return ("skipped" if some else "proved"), None
    if some or gaps:
        fits = found < total.number if positive else True
        # … often stands for less than half of the last place.
        silent = some or (abs(total.number - found) <= 1 and all(part.missing is Missing.ELLIPSIS for part in gaps))
        return ("skipped" if silent else "unproved") if fits else "wrong", None if fits and silent else mismatch
    return "wrong", mismatch


def same_unit(first: Unit, second: Unit) -> bool:
    """Tell whether two figures can be added: units are the same, or one is not printed and the other not scaled."""
    unprinted = (not first.printed or not second.printed) and first.over == first.under and second.over == second.under
    return first == second or (unprinted and not first.is_share and not second.is_share)


def check_rows(
    cells: Sequence[Sequence[Cell]], labels: Sequence[str], columns: Sequence[Column], groups: Sequence[Group]
) -> Checked:
    """Check each total row against its groups of parts.

    Parameters
    ----------
    cells, labels, columns
        The body; rows without values have no cells.
    groups
        Index of the total, indices of its parts, whether they are only some of it.
    """
    shares = _shares_of_total(cells, columns, groups)

    def outcomes() -> Iterator[tuple[str, Mismatch | None]]:
        for total, parts, some in groups:
            adds = not adds_up(labels[total], Unit())
            summed = [part for part in parts if cells[part] and (adds or adds_up(labels[part], Unit()))]
            for index, column in enumerate(columns if cells[total] and summed else ()):
                cell, share = cells[total][index], column.unit.is_share
                label = column.label if share else f"{column.label} {labels[total]}"
                if adds_up(label, cell.unit) and (not share or index in shares):
                    yield check_sum((total, index), cell, [cells[part][index] for part in summed], some=some)

    return _gathered(outcomes())


def _gathered(outcomes: Iterable[tuple[str, Mismatch | None]]) -> Checked:
    found = list(outcomes)
    wrong = tuple(mismatch for outcome, mismatch in found if mismatch and outcome == "wrong")
    unproved = tuple(mismatch for outcome, mismatch in found if mismatch and outcome != "wrong")
    return Checked(wrong, unproved, sum(outcome == "proved" for outcome, _ in found))


def _shares_of_total(cells: Sequence[Sequence[Cell]], columns: Sequence[Column], groups: Sequence[Group]) -> set[int]:
    """The columns of shares that are of the total below which they stand: the total is 100, or its parts make 100.

    Other shares are of a figure beside them (the share of women) and do not add up.
    """
    found = set()
    for total, parts, _ in groups:
        for index, column in enumerate(columns):
            if column.unit.is_share and cells[total]:
                values = [cells[part][index].number or Decimal(0) for part in parts if cells[part]]
                full = Decimal(100 * column.unit.under) / column.unit.over
                if cells[total][index].number == full or abs(sum(values, Decimal(0)) - full) <= full / 50:
                    found.add(index)
    return found


def check_columns(
    cells: Sequence[Sequence[Cell]], columns: Sequence[Column], group: Group, labels: Sequence[str]
) -> Checked:
    """Check one total column against its parts, row by row."""
    total, parts, some = group
    return _gathered(
        check_sum((index, total), row[total], [row[part] for part in parts], some=some)
        for index, row in enumerate(cells)
        if row and adds_up(f"{columns[total].label} {labels[index]}", row[total].unit)
    )
