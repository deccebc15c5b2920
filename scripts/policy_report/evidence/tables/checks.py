"""All checks of a table: sums, shares, rates, figures out of line, totals without parts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from policy_report.errors import Problem
from policy_report.evidence.faults import Faults, problem
from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.hierarchy import Flaw, Parents, Sheet, is_accepted
from policy_report.evidence.tables.model import Cell
from policy_report.evidence.tables.outliers import outliers
from policy_report.evidence.tables.ratios import misfits
from policy_report.evidence.tables.sums import column_sums, row_sums
from policy_report.evidence.tables.wording import is_share_label

_CLOSE_TO_ALL: Final = 10
"""Points from 100 within which a list of shares is meant to be complete; one further off may be an extract."""

Checked = tuple[tuple[tuple[Cell, ...], ...], tuple[Problem, ...]]
"""The cells with their doubts, and the doubts as problems."""


def choose(sheet: Sheet, ways: Sequence[list[int | None]], faults: Faults) -> list[int | None]:
    """Choose the arrangement of rows that adds up, or else the one nearest to it. Two that both may be are an error."""
    found = [row_sums(sheet, way) for way in ways]
    wrong = [sum(flaw.certain for flaw in flaws) for flaws, _ in found]
    proved = [count for _, count in found]
    fitting = [index for index, count in enumerate(wrong) if not count]
    if len(fitting) > 1 and len({proved[index] for index in fitting}) == 1:
        open_rows = (row for row in range(len(sheet.nodes)) if len({ways[index][row] for index in fitting}) > 1)
        node = sheet.nodes[next(open_rows)]
        faults.add(node.entry.line, "", "parts-ambiguous", node.label)
    return ways[max(range(len(ways)), key=lambda index: (-wrong[index], proved[index], -index))]


def check_table(sheet: Sheet, parents: Parents, faults: Faults) -> Checked:
    """Check the whole table; faults go to `faults`, doubts come back with their cells."""
    doubts: dict[tuple[int, int], str] = {}
    for flaw in _flaws(sheet, parents):
        cell, column = sheet.cells[flaw.row][flaw.column], sheet.columns[flaw.column]
        if is_accepted(flaw, sheet):
            continue
        if flaw.certain:
            faults.add(cell.row, column.label, flaw.code, cell.printed, message=flaw.message)
        else:
            doubts[flaw.row, flaw.column] = flaw.message
    cells = tuple(
        tuple(replace(cell, doubt=doubts.get((row, index), cell.doubt)) for index, cell in enumerate(line))
        for row, line in enumerate(sheet.cells)
    )
    problems = (
        problem(faults.file, cell.row, column.label, "figure-doubtful", cell.printed, message=cell.doubt)
        for line in cells
        for column, cell in zip(sheet.columns, line, strict=False)
        if cell.doubt
    )
    return cells, tuple(problems)


def _flaws(sheet: Sheet, parents: Parents) -> Iterator[Flaw]:
    yield from row_sums(sheet, parents)[0]
    yield from column_sums(sheet)
    yield from _bare_totals(sheet)
    yield from misfits(sheet, parents)
    yield from _hundreds(sheet, parents)
    yield from outliers(sheet)


def _bare_totals(sheet: Sheet) -> Iterator[Flaw]:
    """A total as the only row of a table: the others may have been lost."""
    rows = [index for index, cells in enumerate(sheet.cells) if cells]
    if len(rows) == 1 and sheet.nodes[rows[0]].is_total:
        message = "a total without parts: the rows below it may have been lost"
        yield from (Flaw(rows[0], column, "", message, certain=False) for column in range(len(sheet.columns)))


def _hundreds(sheet: Sheet, parents: Parents) -> Iterator[Flaw]:
    """Shares without a total row must add up to 100 within rounding; with one, the total is checked as a sum."""
    outer = [
        index
        for index, parent in enumerate(parents)
        if parent is None and sheet.cells[index] and not sheet.nodes[index].of_which
    ]
    if any(sheet.nodes[index].is_total or period_of(sheet.nodes[index].bare) for index in outer):
        return
    for place, column in enumerate(sheet.columns):
        known = [(index, cell) for index in outer if (cell := sheet.cells[index][place]).number is not None]
        if not (column.unit.is_share and is_share_label(column.label)) or len(known) < 2:
            continue
        found = sum((cell.number or Decimal(0) for _, cell in known), Decimal(0)) / column.unit.under
        off = abs(found - 100)
        if off > sum(half_place(cell.decimals, cell.unit) for _, cell in known):
            message, certain = f"shares add up to {found:f}, not to 100", off < _CLOSE_TO_ALL or found > 100
            yield Flaw(known[-1][0], place, "share-sum", message, certain, off)
