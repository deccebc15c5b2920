"""The cells of the body with their units applied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import Reading, quantity, read_cell
from policy_report.evidence.tables.entries import Layout
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.hierarchy import Node
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.recipe import UNTOLD, Recipe
from policy_report.evidence.tables.script import split_marks, split_status
from policy_report.evidence.tables.units import COUNTED, agree, contradicts, parse_unit, rate_of, scaled, split_unit


@dataclass(frozen=True)
class Frame:
    """What the cells of a body stand in: its columns, the units of the whole table, and what people say of it."""

    columns: tuple[Column, ...]
    layout: Layout
    table_units: tuple[Unit, ...]
    recipe: Recipe
    faults: Faults


def units_above(nodes: Sequence[Node]) -> list[Unit | None]:
    """Find for each row the unit that a row over it states in its label: the parts of Lawyers (10 000 persons)."""
    open_rows: list[tuple[int, Unit]] = []
    found: list[Unit | None] = []
    for node in nodes:
        while open_rows and open_rows[-1][0] >= node.indent:
            open_rows.pop()
        found.append(open_rows[-1][1] if open_rows else None)
        if own := split_unit(split_marks(node.entry.label)[0])[1]:
            open_rows.append((node.indent - 1 if node.is_total else node.indent, own))
    return found


def read_cells(node: Node, above: Unit | None, frame: Frame) -> tuple[Cell, ...]:
    """Read the cells of a row; none for the heading of a group. `above` is the unit of a row over it."""
    entry = node.entry
    if entry.row is None:
        return ()
    own = _row_unit(node, entry.row, frame)
    final = split_status(entry.label)[1]
    units = [own or (above if not column.unit.printed else None) for column in frame.columns]
    return tuple(
        _cell(entry.row.cells[column.position], column, unit, entry.line, frame).with_status(column.status or final)
        for column, unit in zip(frame.columns, units, strict=True)
    )


def _row_unit(node: Node, row: GridRow, frame: Frame) -> Unit | None:
    """The unit that a row states for itself: in the recipe, in the column of units, or in its label."""
    if told := parse_unit(frame.recipe.row.get(node.bare, UNTOLD).unit):
        return told
    unit = split_unit(split_marks(node.entry.label)[0])[1]
    if frame.layout.unit is not None and (text := row.cells[frame.layout.unit].text):
        unit = parse_unit(text) or scaled(text) or Unit(text, printed=text)
    rate = rate_of(node.bare, unit)
    if unit and contradicts(node.bare, unit):
        frame.faults.add(node.entry.line, "", "unit-conflict", node.bare, first="a rate", second=unit.printed)
    return rate or unit


def _cell(source: GridCell, column: Column, own: Unit | None, line: int, frame: Frame) -> Cell:
    reading = read_cell(source.text)
    if reading.fault:
        frame.faults.add(line, column.label, reading.fault, source.text)
    unit, other = _unit(reading, column, own, frame.table_units)
    if other:
        first, second = other.printed, unit.printed
        frame.faults.add(line, column.label, "unit-conflict", source.text, first=first, second=second)
    bare = Cell(
        source.printed or source.text, source.line or line, source.column, unit,
        status=reading.status, notes=reading.notes,
    )  # fmt: skip
    if reading.number is None:
        return replace(bare, missing=reading.missing)
    negative = reading.enclosed and frame.recipe.parentheses != "positive"
    doubt = "read as negative because it stands in parentheses" if negative and not frame.recipe.parentheses else ""
    number = -reading.number if negative else reading.number
    if unit.name in COUNTED and unit.over == unit.under and number != number.to_integral_value():
        frame.faults.add(line, column.label, "count-with-fraction", source.text, unit=unit.printed)
    read = quantity(number, reading.decimals, unit, len(source.text))
    return replace(bare, number=number, decimals=reading.decimals, quantity=read, doubt=doubt)


def _unit(
    reading: Reading, column: Column, own: Unit | None, table_units: tuple[Unit, ...]
) -> tuple[Unit, Unit | None]:
    """The unit of a cell (its own, its row's or its column's), and another that cannot be true beside it."""
    from_table = column.unit in table_units or not column.unit.printed
    base = column.unit if not own or (column.unit.printed and not from_table) else own
    if own and base is not own and not agree(own, base) and not (base.is_share or base.name == "pp"):
        return base, own
    if reading.unit is None:
        return base, None
    if not reading.unit.name and base.over == base.under:  # a bare 万 or 亿 behind the number
        return Unit(base.name, reading.unit.over, printed=f"{reading.unit.printed}{base.printed}"), None
    share = from_table and not own and reading.unit.is_share
    if reading.unit.name and (agree(reading.unit, base) or not base.printed or share):
        return reading.unit, None
    return base, reading.unit
