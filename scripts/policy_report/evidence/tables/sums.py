"""Whether sub-totals are the sums of their parts, down the rows and across the columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from policy_report.evidence.tables.cells import half_place
from policy_report.evidence.tables.hierarchy import Cells, Flaw, Parents, Sheet, children_of, is_accepted
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.recipe import UNTOLD, Missing
from policy_report.evidence.tables.wording import is_share_label, is_split_by, is_total_label, never_adds

_RATES: Final = ("pp", "rank", "倍", "岁")

Group = tuple[int, list[int], bool]
"""A total, its parts, and whether they are only some of it."""

Outcome = tuple[bool, Flaw | None]
"""Whether a total was proved to be the sum of its parts, and what is wrong if it is not."""


def row_sums(sheet: Sheet, parents: Parents) -> tuple[list[Flaw], int]:
    """Check the sums down the rows: what is wrong that the recipe does not accept, and how many sums are right."""
    groups = list(_row_groups(sheet, parents))
    shares = _shares_of_total(sheet, groups)
    return _gathered((one for group in groups for one in _down(sheet, group, shares)), sheet)


def column_sums(sheet: Sheet) -> Iterator[Flaw]:
    """Check the sums across columns. A total that hardly any row bears out stands beside other things: a doubt."""
    for total, parts, some in _column_groups(sheet):
        label = sheet.columns[total].label
        flaws, proved = _gathered(
            (
                check_sum((index, total), row[total], [row[part] for part in parts], some=some)
                for index, row in enumerate(sheet.cells)
                if row and adds_up(f"{label} {sheet.nodes[index].bare}", row[total].unit)
            ),
            sheet,
        )
        wrong = [flaw for flaw in flaws if flaw.certain]
        borne_out = some or proved >= max(len(wrong), 1) or (not proved and len(wrong) == 1)
        yield from flaws if borne_out else (replace(flaw, certain=False) for flaw in wrong)


def adds_up(label: str, unit: Unit) -> bool:
    """Tell whether figures with this label and unit can be added to a total."""
    if unit.name in _RATES or unit.name.startswith("per_"):
        return False
    return is_share_label(label) or not (unit.is_share or never_adds(label))


def check_sum(place: tuple[int, int], total: Cell, parts: Sequence[Cell], *, some: bool) -> Outcome:
    """Compare a total with its parts.

    `place`: index of the row and of the column of the total.
    `total`, `parts`: the cells; their units must be the same.
    `some`: whether the parts are only some of the total.
    """
    known = [part for part in parts if part.number is not None]
    numbers = [part.number for part in parts if part.number is not None]
    if total.number is None or not known or not all(same_unit(part.unit, total.unit) for part in known):
        return False, None
    found = sum(numbers, Decimal(0))
    off = abs(found - total.number)
    if off <= sum(half_place(cell.decimals, cell.unit) for cell in (total, *known)):
        return not some, None
    gaps = [part for part in parts if part.missing is not None]
    certain = not (some or gaps) or (found > total.number and min(numbers) >= 0)
    # … often stands for less than half of the last place.
    small = off <= 1 and all(part.missing is Missing.ELLIPSIS for part in gaps)
    if not certain and (some or small):
        return False, None
    message = f"{'some parts' if some else 'parts'} add up to {found:,f}, the total says {total.number:,f}"
    return False, Flaw(*place, "sum-mismatch", message, certain, off)


def same_unit(first: Unit, second: Unit) -> bool:
    """Tell whether two figures can be added: units are the same, or one is not printed and the other not scaled."""
    unprinted = (not first.printed or not second.printed) and first.over == first.under and second.over == second.under
    return first == second or (unprinted and not first.is_share and not second.is_share)


def _gathered(outcomes: Iterator[Outcome], sheet: Sheet) -> tuple[list[Flaw], int]:
    found = list(outcomes)
    return [flaw for _, flaw in found if flaw and not is_accepted(flaw, sheet)], sum(proved for proved, _ in found)


def _down(sheet: Sheet, group: Group, shares: set[int]) -> Iterator[Outcome]:
    """Each column of a total row against its parts."""
    total, parts, some = group
    cells, label = sheet.cells, sheet.nodes[total].bare
    rate = not adds_up(label, Unit())
    summed = [part for part in parts if cells[part] and (rate or adds_up(sheet.nodes[part].bare, Unit()))]
    for index, column in enumerate(sheet.columns if cells[total] and summed else ()):
        cell, share = cells[total][index], column.unit.is_share
        if adds_up(column.label if share else f"{column.label} {label}", cell.unit) and (not share or index in shares):
            yield check_sum((total, index), cell, [cells[part][index] for part in summed], some=some)


def _row_groups(sheet: Sheet, parents: Parents) -> Iterator[Group]:
    """Each total with its parts; under headers such as 按性别分 each group is all of the total again."""
    families = children_of(parents)
    for total, node in enumerate(sheet.nodes):
        told_parts = sheet.recipe.row.get(node.bare, UNTOLD).parts
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
    return [
        found
        for row in rows
        for found in ([row] if cells[row] else _with_values(families.get(row, []), cells, families))
    ]


def _column_groups(sheet: Sheet) -> Iterator[Group]:
    """Each total column with the columns beside it under the same header, in the same unit."""
    for index, column in enumerate(sheet.columns):
        told_parts = sheet.recipe.column.get(column.label, UNTOLD).parts
        if told_parts == "none" or not is_total_label(column.path[-1]):
            continue
        beside = [other for other, found in enumerate(sheet.columns) if other != index and _is_beside(column, found)]
        some = told_parts == "some" or any(sheet.columns[other].of_which for other in beside)
        if len(beside) > 1 or (beside and some):
            yield index, beside, some


def _is_beside(total: Column, other: Column) -> bool:
    """Whether a column stands under the same header as a total, or under one of its own beside it (By sex / Men)."""
    same = other.path[:-1] == total.path[:-1] or (
        len(total.path) == 1 and (is_split_by(other.path[0]) or other.of_which)
    )
    return same and same_unit(total.unit, other.unit) and other.period == total.period


def _shares_of_total(sheet: Sheet, groups: Sequence[Group]) -> set[int]:
    """The columns of shares that are of the total below which they stand: the total is 100, or its parts make 100.

    Other shares are of a figure beside them (the share of women) and do not add up.
    """
    found = set()
    for total, parts, _ in groups:
        for index, column in enumerate(sheet.columns):
            if column.unit.is_share:
                values = [sheet.cells[part][index].number or Decimal(0) for part in parts]
                full = Decimal(100 * column.unit.under) / column.unit.over
                if sheet.cells[total][index].number == full or abs(sum(values, Decimal(0)) - full) <= full / 50:
                    found.add(index)
    return found
