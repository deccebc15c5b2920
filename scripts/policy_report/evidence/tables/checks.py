"""All checks of a table: sums, shares, rates, figures out of line, marks without a note."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_report.errors import Problem
from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.hierarchy import Node, chain, children_of
from policy_report.evidence.tables.lines import is_split_by
from policy_report.evidence.tables.model import Cell, Column
from policy_report.evidence.tables.outliers import outliers
from policy_report.evidence.tables.ratios import Ratio, misfits, told
from policy_report.evidence.tables.recipe import UNTOLD, Allowance, Recipe
from policy_report.evidence.tables.script import split_marks, tidy_label
from policy_report.evidence.tables.status import split_status
from policy_report.evidence.tables.sums import Checked, Mismatch, check_columns, check_rows, same_unit
from policy_report.evidence.tables.totals import is_share_label, is_total_label
from policy_report.evidence.tables.units import split_unit

_SUM_REMEDY = (
    "look the figures up in the source; if they are printed so, write a [[tolerance]] with its reason into the recipe; "
    'if the rows are only some of the parts, write parts = "some" for the total'
)
_RATIO_REMEDY = "look the figures up in the source; if they are printed so, write a [[tolerance]] with its reason"

_CONFIRM = "look the figure up in the source; if it is right, write a [[confirmed]] with its reason into the recipe"
_CLOSE_TO_ALL = 10
"""Points from 100 within which a list of shares is meant to be complete; one further off may be an extract."""

Cells = Sequence[tuple[Cell, ...]]
Doubts = dict[tuple[int, int], str]
Parents = Sequence[int | None]
Findings = tuple[tuple[tuple[Cell, ...], ...], tuple[Problem, ...]]
"""The cells with their doubts, and the doubts as problems."""


@dataclass(frozen=True)
class Sheet:
    """The body of a table as the checks see it; the heading of a group has no cells."""

    nodes: Sequence[Node]
    cells: Cells
    columns: Sequence[Column]
    recipe: Recipe

    def label(self, row: int) -> str:
        """Take a row's label without unit and marks."""
        return label_of(self.nodes[row])


def label_of(node: Node) -> str:
    """Take a row's label without unit and marks."""
    bare = split_unit(split_marks(split_status(node.label)[0])[0])[0]
    return tidy_label(split_marks(bare)[0])


def choose(sheet: Sheet, ways: Sequence[list[int | None]], faults: Faults) -> list[int | None]:
    """Choose the arrangement of rows that adds up, or else the one nearest to it. Two that both may be are an error."""
    checked = [_sums(sheet, way) for way in ways]
    fitting = [way for way, found in zip(ways, checked, strict=True) if not found.mismatches]
    if len(fitting) > 1 and len({found.proved for found in checked if not found.mismatches}) == 1:
        node = next(node for index, node in enumerate(sheet.nodes) if len({way[index] for way in fitting}) > 1)
        remedy = f'say it in the recipe: [row."{node.label}"] parent = "…" (an empty text for an outermost row)'
        message = "it is not clear which row this one is a part of"
        faults.add(node.line, "", "parts-ambiguous", message, node.label, remedy)
    best = max(range(len(ways)), key=lambda index: (-len(checked[index].mismatches), checked[index].proved, -index))
    return ways[best]


def _sums(sheet: Sheet, parents: Parents) -> Checked:
    labels = [label_of(node) for node in sheet.nodes]
    found = check_rows(sheet.cells, labels, sheet.columns, list(_row_groups(sheet, parents)))
    return replace(found, mismatches=tuple(one for one in found.mismatches if not _allowed(one, sheet)))


def _row_groups(sheet: Sheet, parents: Parents) -> Iterator[tuple[int, list[int], bool]]:
    """Each total with its parts; under headers such as 按性别分 each group is all of the total again."""
    families = children_of(parents)
    for total, node in enumerate(sheet.nodes):
        told_parts = sheet.recipe.row.get(sheet.label(total), UNTOLD).parts
        if not sheet.cells[total] or told_parts == "none":
            continue
        children = families.get(total, [])
        splits = [index for index in children if not sheet.cells[index] and is_split_by(sheet.nodes[index].label)]
        groups = [_with_values(families.get(split, []), sheet.cells, families) for split in splits]
        groups.append(_with_values([child for child in children if child not in splits], sheet.cells, families))
        for group in groups:
            marked = any(sheet.nodes[index].of_which for index in group) and not node.of_which
            single = len(group) == 1 and not node.is_total  # nothing is divided into one part
            if group:
                yield total, group, told_parts == "some" or (told_parts != "all" and (marked or single))


def _with_values(rows: Sequence[int], cells: Cells, families: Mapping[int | None, list[int]]) -> list[int]:
    """The rows with values among these, and the nearest below those without."""
    found = []
    for row in rows:
        found += [row] if cells[row] else _with_values(families.get(row, []), cells, families)
    return found


def check_table(sheet: Sheet, parents: Parents, faults: Faults) -> Findings:
    """Check the whole table; faults go to `faults`, doubts come back with their cells."""
    doubts: Doubts = {}
    columns = sheet.columns
    down, across = _sums(sheet, parents), _across(sheet)
    for one in (*down.mismatches, *across.mismatches):
        faults.add(one.cell.row, columns[one.column].label, "sum-mismatch", one.message, one.cell.printed, _SUM_REMEDY)
    for one in (*down.unproved, *across.unproved):
        doubts[one.row, one.column] = one.message
    _doubt_bare_totals(sheet, doubts)
    _check_ratios(sheet, parents, faults)
    _check_hundred(sheet, parents, faults, doubts)
    for outlier in outliers(sheet.cells, columns):
        cell, column = sheet.cells[outlier.row][outlier.column], columns[outlier.column]
        if any(entry.row == sheet.label(outlier.row) and _names(entry, column) for entry in sheet.recipe.confirmed):
            continue
        if outlier.certain:
            faults.add(cell.row, column.label, outlier.code, outlier.message, cell.printed, _CONFIRM)
        else:
            doubts[outlier.row, outlier.column] = outlier.message
    return _with_doubts(sheet, doubts, faults.file)


def _doubt_bare_totals(sheet: Sheet, doubts: Doubts) -> None:
    """A total as the only row of a table: the others may have been lost."""
    rows = [index for index, cells in enumerate(sheet.cells) if cells]
    if len(rows) == 1 and sheet.nodes[rows[0]].is_total:
        for column in range(len(sheet.columns)):
            doubts[rows[0], column] = "a total without parts: the rows below it may have been lost"


def _across(sheet: Sheet) -> Checked:
    """Sums across columns. A total column that hardly any row bears out stands beside other things: not a fault."""
    labels = [label_of(node) for node in sheet.nodes]
    wrong: list[Mismatch] = []
    unproved: list[Mismatch] = []
    for group in _column_groups(sheet.columns, sheet.recipe):
        found = check_columns(sheet.cells, sheet.columns, group, labels)
        kept = [one for one in found.mismatches if not _allowed(one, sheet)]
        borne_out = found.proved >= max(len(kept), 1) or (found.proved == 0 and len(kept) == 1) or group[2]
        wrong += kept if borne_out else []
        unproved += found.unproved if borne_out else kept
    return Checked(tuple(wrong), tuple(unproved), 0)


def _column_groups(columns: Sequence[Column], recipe: Recipe) -> Iterator[tuple[int, list[int], bool]]:
    """Each total column with the columns beside it under the same header, in the same unit."""
    for index, column in enumerate(columns):
        parts_told = recipe.column.get(column.label, UNTOLD).parts
        if parts_told == "none" or not is_total_label(column.path[-1]):
            continue
        beside = [other for other, found in enumerate(columns) if other != index and _is_beside(column, found)]
        some = parts_told == "some" or any(columns[other].of_which for other in beside)
        if len(beside) > 1 or (beside and some):
            yield index, beside, some


def _is_beside(total: Column, other: Column) -> bool:
    """Whether a column stands under the same header as a total, or under one of its own beside it (By sex / Men)."""
    same = other.path[:-1] == total.path[:-1] or (
        len(total.path) == 1 and (is_split_by(other.path[0]) or other.of_which)
    )
    return same and same_unit(total.unit, other.unit) and other.period == total.period


def _check_ratios(sheet: Sheet, parents: Parents, faults: Faults) -> None:
    columns = sheet.columns
    found = list(misfits(sheet.cells, columns, _tops(sheet, parents), parents))
    names = {column.path[-1]: index for index, column in enumerate(columns)}
    names |= {column.label: index for index, column in enumerate(columns)}
    for entry in sheet.recipe.ratio:
        unknown = [name for name in (entry.column, entry.part, entry.whole) if name not in names]
        if unknown:
            remedy = "the table has: " + "; ".join(column.label for column in columns)
            message = "a ratio of the recipe names no column"
            faults.add(0, unknown[0], "recipe-column-unknown", message, unknown[0], remedy)
        else:
            ratios = told(sheet.cells, names[entry.column], names[entry.part], names[entry.whole])
            found += [ratio for ratio in ratios if not ratio.fits]
    for ratio in dict.fromkeys(found):
        if not _ratio_allowed(ratio, sheet):
            place, printed = columns[ratio.column].label, ratio.printed
            faults.add(printed.row, place, "share-mismatch", ratio.message, printed.printed, _RATIO_REMEDY)


def _tops(sheet: Sheet, parents: Parents) -> list[int | None]:
    """For each row the outermost row with values over it (a total is its own)."""
    tops: list[int | None] = []
    for index, node in enumerate(sheet.nodes):
        above = [other for other in chain(parents, index) if sheet.cells[other]]
        top = above[-1] if above else index
        tops.append(top if top != index or node.is_total else None)
    return tops


def _check_hundred(sheet: Sheet, parents: Parents, faults: Faults, doubts: Doubts) -> None:
    """Shares without a total row must add up to 100 within rounding; with one, the total is checked as a sum."""
    outer = [
        index
        for index, parent in enumerate(parents)
        if parent is None and sheet.cells[index] and not sheet.nodes[index].of_which
    ]
    if any(sheet.nodes[index].is_total or period_of(sheet.label(index)) for index in outer):
        return
    for place, column in enumerate(sheet.columns):
        known = [sheet.cells[index][place] for index in outer if sheet.cells[index][place].number is not None]
        if not (column.unit.is_share and is_share_label(column.label)) or len(known) < 2:
            continue
        message, certain = _hundred(column, known, sheet.recipe)
        if certain:
            faults.add(known[-1].row, column.label, "share-sum", message, known[-1].printed, _RATIO_REMEDY)
        elif message:
            doubts[outer[0], place] = message


def _hundred(column: Column, known: Sequence[Cell], recipe: Recipe) -> tuple[str, bool]:
    """What is wrong with shares that do not add up to 100 (empty if nothing is), and whether that is certain."""
    found = sum((cell.number for cell in known if cell.number is not None), Decimal(0)) / column.unit.under
    slack = sum((half_place(cell.decimals, cell.unit) for cell in known), Decimal(0))
    gap = abs(found - 100)
    if gap <= slack or any(gap <= entry.difference and _names(entry, column) for entry in recipe.tolerance):
        return "", False
    return f"shares add up to {found:f}, not to 100", gap < _CLOSE_TO_ALL or found > 100


def _allowed(one: Mismatch, sheet: Sheet) -> bool:
    return abs(one.found - one.total) in _tolerated(one, sheet)


def _ratio_allowed(ratio: Ratio, sheet: Sheet) -> bool:
    low, high = ratio.computed
    printed = ratio.printed.number or Decimal(0)
    return any(low - difference <= printed <= high + difference for difference in _tolerated(ratio, sheet))


def _tolerated(one: Mismatch | Ratio, sheet: Sheet) -> list[Decimal]:
    """The differences that the recipe accepts at a place."""
    row, column = sheet.label(one.row), sheet.columns[one.column]
    return [entry.difference for entry in sheet.recipe.tolerance if entry.row == row and _names(entry, column)]


def _names(entry: Allowance, column: Column) -> bool:
    return entry.column in (column.label, column.path[-1])


def _with_doubts(sheet: Sheet, doubts: Doubts, file: str) -> Findings:
    found = tuple(
        tuple(replace(cell, doubt=doubts.get((row, index), cell.doubt)) for index, cell in enumerate(line))
        for row, line in enumerate(sheet.cells)
    )
    problems = (
        Problem(file, cell.row, column.label, "figure-doubtful", cell.doubt, cell.printed, _CONFIRM)
        for line in found
        for column, cell in zip(sheet.columns, line, strict=False)
        if cell.doubt
    )
    return found, tuple(problems)
