"""The columns of values: their headers over several lines, units and periods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables import dates
from policy_report.evidence.tables.entries import Layout
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.model import PATH_SEPARATOR, Column, Period, Status, Unit
from policy_report.evidence.tables.outline import Part
from policy_report.evidence.tables.recipe import UNTOLD, Recipe
from policy_report.evidence.tables.script import join, split_marks, split_status, tidy_label
from policy_report.evidence.tables.units import (
    agree,
    contradicts,
    distinct,
    parse_unit,
    rate_of,
    split_unit,
    unread_size,
)
from policy_report.evidence.tables.wording import is_change_label, is_open, is_share_label, never_adds, strip_of_which

_LONGEST_STUB = 12
"""Characters of a further line in the header of the label column; a longer one may be a header of values."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header over one column: its text, and whether it stands over others as well."""

    text: str
    shared: bool
    merged: int = 0


def read_columns(
    part: Part, layout: Layout, recipe: Recipe, period: Period, faults: Faults, *, placed: bool
) -> list[Column]:
    """Read the columns of values of one part, from left to right."""
    stacks = _stacks(part.headers, layout, recipe, faults, placed=placed)
    columns = [_column(stack, position, period) for position, stack in zip(layout.values, stacks, strict=True)]
    if recipe.columns:
        columns = _told(recipe.columns, columns, period, part, faults)
    units = _table_units(part, recipe, faults)
    columns = [_with_table_unit(column, units, part, recipe, faults) for column in columns]
    columns = [_with_recipe(column, recipe, part, faults) for column in columns]
    _check(columns, part, faults)
    return _changes_dated(columns, period)


def _stacks(
    headers: Sequence[GridRow], layout: Layout, recipe: Recipe, faults: Faults, *, placed: bool
) -> list[list[Header]]:
    """For each column of values the headers over it, from the top."""
    rows = [_aligned(row, layout) for row in headers]
    stacks: list[list[Header]] = [[] for _ in layout.values]
    loose: list[GridRow] = []
    for depth, row in enumerate(rows):
        spread = _spread(row, rows[depth + 1 :], layout, placed=placed)
        if spread is None or (row.lone is not None and not any(spread)):
            loose.append(row)
            continue
        found = _units_over(spread, stacks)
        units = all(parse_unit(header.text) for header in found if header)
        for stack, header in zip(stacks, found, strict=True):
            if header and units and _lacks_unit(stack, header.text):
                stack[-1] = replace(stack[-1], text=f"{stack[-1].text} ({header.text.strip('()（）')})")
            elif header and not (header.merged and any(header.merged == above.merged for above in stack)):
                stack.append(header)
    for row in loose:
        if not (_attach_unit(row, stacks) or recipe.columns or _is_stub_only(row, layout)):
            faults.add(row.line, "", "header-ambiguous", " ".join(cell.text for cell in row.filled))
    return stacks


def _lacks_unit(stack: Sequence[Header], unit: str) -> bool:
    """Whether a unit below the headers of a column is that of its last one, and no further word of it."""
    above = stack[-1] if stack else Header("", True)
    wrapped = parse_unit(f"{above.text} {unit}") and not dates.period_of(above.text)
    return not (above.shared or is_open(above.text) or wrapped)


def _units_over(spread: Sequence[Header | None], stacks: Sequence[Sequence[Header]]) -> list[Header | None]:
    """A line of units only: each stands over all columns of the block that the headers above it form."""
    found = list(spread)
    if not all(parse_unit(header.text) for header in spread if header):
        return found
    for index in range(1, len(found)):
        left, here = stacks[index - 1][:1], stacks[index][:1]
        if found[index] is None and left and left == here and here[0].shared:
            found[index] = found[index - 1]
    return found


def _is_stub_only(row: GridRow, layout: Layout) -> bool:
    """Whether a header line only continues the header of the label column."""
    lone = row.lone
    if lone is None or lone is not row.cells[0] or parse_unit(lone.text) is not None:
        return False
    return bool(layout.values) and len(lone.text) <= _LONGEST_STUB


def _aligned(row: GridRow, layout: Layout) -> GridRow:
    """A header line moved right if the cell of the label column, merged from above, was left out of it."""
    texts = row.texts
    filled = [text for text in texts if text]
    first = tidy_label(texts[0]) if texts else ""
    left_out = dates.period_of(first) or parse_unit(first.strip("()（）")) or len(set(filled)) < len(filled)
    if left_out and not texts[-1] and len(filled) == len(layout.values) and texts[: len(filled)] == tuple(filled):
        return replace(row, cells=(GridCell("", 0), *row.cells[:-1]))
    return row


def _spread(row: GridRow, deeper: Sequence[GridRow], layout: Layout, *, placed: bool) -> list[Header | None] | None:
    """The header that a line has over each column; `None` if that is not clear."""
    cells = [row.cells[position] for position in layout.values]
    filled = [cell for cell in cells if cell.text]
    if len(filled) == len(cells) or any(cell.merged for cell in filled):
        return [_header(cell, cells) for cell in cells]
    if not placed and filled == cells[: len(filled)] and len(filled) < len(cells):
        return _divided(filled, deeper, layout)
    return _filled_right(cells, deeper, layout)


def _header(cell: GridCell, cells: Sequence[GridCell]) -> Header | None:
    shared = bool(cell.merged) and sum(other.merged == cell.merged for other in cells) > 1
    return Header(cell.text, shared, cell.merged) if cell.text else None


def _divided(filled: Sequence[GridCell], deeper: Sequence[GridRow], layout: Layout) -> list[Header | None] | None:
    """Headers over equal blocks of columns: certain only if the headers below repeat in each block."""
    count = len(layout.values)
    if not filled or count % len(filled) or not deeper:
        return None
    size = count // len(filled)
    below = [[row.cells[position].text for position in layout.values] for row in deeper]
    repeats = any(all(texts) and texts == texts[:size] * len(filled) for texts in below)
    if not repeats or size < 2:
        return None
    return [Header(cell.text, True) for cell in filled for _ in range(size)]


def _filled_right(cells: Sequence[GridCell], deeper: Sequence[GridRow], layout: Layout) -> list[Header | None]:
    """A header stands over the empty cells to its right as well, as long as there are headers below both."""
    below = [any(row.cells[position].text for row in deeper) for position in layout.values]
    headers: list[Header | None] = []
    group: GridCell | None = None
    for index, cell in enumerate(cells):
        if cell.text:
            group = cell if below[index] else None
            shared = group is not None and index + 1 < len(cells) and not cells[index + 1].text and below[index + 1]
            headers.append(Header(cell.text, shared))
        elif group is not None and below[index]:
            headers.append(Header(group.text, True))
        else:
            headers.append(None)
            group = None
    return headers


def _attach_unit(row: GridRow, stacks: Sequence[list[Header]]) -> bool:
    """A header line of one piece with a unit at its end belongs to the one header above that still lacks a unit."""
    lone = row.lone
    if lone is None or split_unit(lone.text)[1] is None:
        return False
    lacking = {stack[0].text for stack in stacks if stack and stack[0].shared and split_unit(stack[0].text)[1] is None}
    if len(lacking) != 1:
        return False
    wanted = lacking.pop()
    for stack in stacks:
        if stack and stack[0].text == wanted:
            stack[0] = Header(join(wanted, lone.text), True)
    return True


def _column(stack: Sequence[Header], position: int, period: Period) -> Column:
    """A column from the headers over it: wrapped ones joined, units, marks and periods taken off."""
    levels: list[str] = []
    open_for_more = False
    for header in stack:
        if levels and open_for_more and not header.shared:
            levels[-1] = join(levels[-1], header.text)
        else:
            levels.append(tidy_label(header.text))
        open_for_more = not header.shared
    return _from_levels(levels, position, period)


def _from_levels(levels: Sequence[str], position: int, period: Period) -> Column:
    path: list[str] = []
    unit, found, some = Unit(), Period(), False
    notes: tuple[str, ...] = ()
    status: Status | None = None
    for level in levels:
        bare, final = split_status(level)
        status = final or status
        bare, marks = split_marks(bare)
        bare, own = split_unit(bare)
        whole = parse_unit(bare) if bare.startswith("(") or bare in ("%", "‰") else None
        bare, more = split_marks(bare)
        unit = own or whole or unit
        notes = (*notes, *more, *marks)
        here = dates.period_of(bare) or dates.month_number(bare)
        if not here and (dated := dates.year_and_words(bare))[1]:
            here, unit = dated[0], own or parse_unit(dated[1]) or unit
        found = here or (dates.period_within(bare, found or period)) or found
        if not found and dates.is_year_before(bare) and not is_change_label(bare):
            found = dates.year_before(period)
        sign, bare = strip_of_which(bare)
        some = some or bool(sign) or tidy_label(bare).rstrip(":") == "其中"
        unit = rate_of(bare, unit if unit.printed else None) or unit
        if not unit.printed and (rate := parse_unit(bare)) and rate.name.startswith("per_"):
            unit = rate
        if bare and not whole:
            path.append(bare)
    found = dates.period_of(" ".join(levels)) or found  # Year ending, over March 2022
    path = path or [unit.printed] * bool(unit.printed)
    return Column(tuple(path), position, unit, found, notes, of_which=some, status=status)


def _told(told: Sequence[str], printed: Sequence[Column], period: Period, part: Part, faults: Faults) -> list[Column]:
    """The headers that the recipe gives, over the units that are printed."""
    if len(told) != len(printed):
        faults.stop(part.body[0].line, "", "columns-mismatch", ", ".join(told), told=len(told), printed=len(printed))
    columns = []
    for text, column in zip(told, printed, strict=True):
        levels = [level.strip() for level in text.split(PATH_SEPARATOR)]
        own = _from_levels(levels, column.position, period)
        unit = column.unit if column.unit.printed else own.unit
        if own.unit.printed and column.unit.printed and not agree(own.unit, column.unit):
            _conflict(text, own.unit, column.unit, part, faults)
        notes, status = (*own.notes, *column.notes), own.status or column.status
        columns.append(replace(own, unit=unit, period=own.period or column.period, notes=notes, status=status))
    return columns


def _changes_dated(columns: Sequence[Column], period: Period) -> list[Column]:
    """A change without a period of its own is that of the latest year beside it."""
    latest = max((column.period for column in columns if column.period), key=lambda found: found.end, default=Period())
    return [
        replace(column, period=latest) if not (column.period or period) and is_change_label(column.label) else column
        for column in columns
    ]


def _conflict(label: str, first: Unit, second: Unit, part: Part, faults: Faults) -> None:
    text = f"{first.printed}, {second.printed}"
    faults.add(part.header_line, label, "unit-conflict", text, first=first.printed, second=second.printed)


def _table_units(part: Part, recipe: Recipe, faults: Faults) -> list[Unit]:
    """The units of the whole table, as printed or else as told."""
    units = distinct(unit for _, found in part.units for unit in found)
    told = _recipe_unit(recipe.unit, "unit", faults)
    if told and units and not any(agree(told, unit) for unit in units):
        _conflict("", told, units[0], part, faults)
    return [told] if told and len(units) < 2 else units


def _with_table_unit(column: Column, units: Sequence[Unit], part: Part, recipe: Recipe, faults: Faults) -> Column:
    """A column without a unit of its own takes the table's; of several, the one that fits the header."""
    if column.unit.printed or not units:
        return column
    fitting = _fitting(units, column)
    if len(fitting) == 1:
        return replace(column, unit=fitting[0])
    if not recipe.column.get(column.label, UNTOLD).unit:
        line, names = part.units[0][0] if part.units else 0, ", ".join(unit.printed for unit in units)
        faults.add(line, column.label, "unit-ambiguous", names)
    return column


_UNIT_WORDS = {
    "人": ("人", "person", "people"),
    "起": ("案", "起数", "件", "case"),
    "件": ("件", "案", "起数", "case"),
    "元": ("损失", "loss", "额", "款", "金", "值", "收入", "支出", "yuan"),
}  # fmt: skip


def _fitting(units: Sequence[Unit], column: Column) -> list[Unit]:
    """The units of the table that a column can have: the only one, the only one of its kind, or what it names."""
    if len(units) == 1:
        return list(units)
    counted = [unit for unit in units if not (unit.is_share or unit.name == "pp")]
    share = is_share_label(column.label) or is_change_label(column.label) or never_adds(column.label)
    if len(counted) == 1 and not share:
        return counted
    return [unit for unit in units if _fits(unit, column, share)]


def _fits(unit: Unit, column: Column, share: bool) -> bool:
    """Whether one of several units of the table suits a header; its innermost level says more than the outer ones."""
    percent = unit.is_share or unit.name == "pp"
    if share or percent:
        return share and percent
    for level in reversed(column.path):
        named = {name for name, words in _UNIT_WORDS.items() if any(word in level.lower() for word in words)}
        if named:
            return unit.name in named
    return any(unit.name and unit.name in level for level in column.path)


def _recipe_unit(text: str, place: str, faults: Faults) -> Unit | None:
    unit = parse_unit(text) if text else None
    if text and unit is None:
        faults.add(0, place, "recipe-unit-unknown", text)
    return unit


def _with_recipe(column: Column, recipe: Recipe, part: Part, faults: Faults) -> Column:
    told = next((recipe.column[name] for name in column.names if name in recipe.column), None)
    if told is None:
        return column
    unit = _recipe_unit(told.unit, column.label, faults)
    own = column.unit.printed and not any(column.unit == unit for _, units in part.units for unit in units)
    if unit and own and not agree(unit, column.unit):
        _conflict(column.label, unit, column.unit, part, faults)
    period = dates.from_recipe(told.period) if told.period else column.period
    return replace(column, unit=unit or column.unit, period=period, told=told)


def _check(columns: Sequence[Column], part: Part, faults: Faults) -> None:
    """Note headers that are missing, twice there, or at odds with their unit."""
    seen: set[tuple[str, ...]] = set()
    for column in columns:
        label, line = column.label, part.header_line
        if not column.path:
            faults.add(line, str(column.position + 1), "column-without-header")
        elif column.path in seen:
            faults.add(line, label, "column-repeated", label)
        seen.add(column.path)
        if size := next(filter(None, map(unread_size, column.path)), ""):
            faults.add(line, label, "unit-unknown", size, place="header", key=f'[column."{label}"] unit')
        if contradicts(label, column.unit):
            _conflict(label, rate_of(label, None) or Unit(), column.unit, part, faults)
