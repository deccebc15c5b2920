"""The cells of the body with their units applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policy_report.evidence.tables.cells import Reading, quantity, read_cell
from policy_report.evidence.tables.entries import Entry
from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.grid import GridCell
from policy_report.evidence.tables.hierarchy import Node
from policy_report.evidence.tables.layout import Layout
from policy_report.evidence.tables.model import Cell, Column, Unit
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import split_marks
from policy_report.evidence.tables.status import split_status
from policy_report.evidence.tables.units import COUNTED, agree, contradicts, parse_unit, rate_of, scaled, split_unit

_LOOK_UP = "look the figure up in the source"
_REMEDIES: Mapping[str, str] = {
    "values-run-together": "look the values up in the source and part them",
    "cell-not-a-number": "use a missing mark such as … for a cell without a number",
    "number-malformed": _LOOK_UP,
}


@dataclass(frozen=True)
class Frame:
    """What the cells of a body stand in: its columns, the units of the whole table, and what people say of it."""

    columns: tuple[Column, ...]
    layout: Layout
    table_units: tuple[Unit, ...]
    recipe: Recipe
    faults: Faults


def units_above(entries: Sequence[Entry], nodes: Sequence[Node]) -> list[Unit | None]:
    """Find for each row the unit that a row over it states in its label: the parts of Lawyers (10 000 persons)."""
    open_rows: list[tuple[int, Unit]] = []
    found: list[Unit | None] = []
    for entry, node in zip(entries, nodes, strict=True):
        while open_rows and open_rows[-1][0] >= node.indent:
            open_rows.pop()
        found.append(open_rows[-1][1] if open_rows else None)
        if own := split_unit(split_marks(entry.label)[0])[1]:
            open_rows.append((node.indent - 1 if node.is_total else node.indent, own))
    return found


def read_cells(entry: Entry, label: str, above: Unit | None, frame: Frame) -> tuple[Cell, ...]:
    """Read the cells of a row; none for the heading of a group. `above` is the unit of a row over it."""
    if entry.row is None:
        return ()
    own = _row_unit(entry, label, frame)
    final = split_status(entry.label)[1]
    units = [own or (above if not column.unit.printed else None) for column in frame.columns]
    return tuple(
        _cell(entry.row.cells[column.position], column, unit, entry.line, frame).with_status(column.status or final)
        for column, unit in zip(frame.columns, units, strict=True)
    )


def _row_unit(entry: Entry, label: str, frame: Frame) -> Unit | None:
    """The unit that a row states for itself: in the recipe, in the column of units, or in its label."""
    told = frame.recipe.row.get(label)
    if told and told.unit and (unit := parse_unit(told.unit)):
        return unit
    unit = _printed_unit(entry, frame)
    if unit and contradicts(label, unit):
        message = f"the label speaks of a rate per so many people, the unit is {unit.printed}"
        frame.faults.add(entry.line, "", "unit-conflict", message, label, "look the unit up in the source")
    return rate_of(label, unit) or unit


def _printed_unit(entry: Entry, frame: Frame) -> Unit | None:
    if entry.row and frame.layout.unit is not None and (text := entry.row.cells[frame.layout.unit].text):
        return parse_unit(text) or scaled(text) or Unit(text, printed=text)
    return split_unit(split_marks(entry.label)[0])[1]


def _cell(source: GridCell, column: Column, own: Unit | None, line: int, frame: Frame) -> Cell:
    reading = read_cell(source.text)
    if reading.fault:
        code, message = reading.fault
        frame.faults.add(line, column.label, code, message, source.text, _REMEDIES[code])
    unit, conflict = _unit(reading, column, own, frame.table_units)
    if conflict:
        frame.faults.add(line, column.label, "unit-conflict", conflict, source.text, "look the unit up in the source")
    bare = Cell(source.text, line, source.column, unit, status=reading.status, notes=reading.notes)
    if reading.number is None:
        return replace(bare, missing=reading.missing)
    negative = reading.enclosed and frame.recipe.parentheses != "positive"
    doubt = "read as negative because it stands in parentheses" if negative and not frame.recipe.parentheses else ""
    number = -reading.number if negative else reading.number
    if unit.name in COUNTED and unit.over == unit.under and number != number.to_integral_value():
        message = f"a fraction of a thing that is counted ({unit.printed})"
        remedy = f"{_LOOK_UP}; if the unit is another one, say so in the recipe"
        frame.faults.add(line, column.label, "count-with-fraction", message, source.text, remedy)
    read = quantity(number, reading.decimals, unit, len(source.text))
    return replace(bare, number=number, decimals=reading.decimals, quantity=read, doubt=doubt)


def _unit(reading: Reading, column: Column, own: Unit | None, table_units: tuple[Unit, ...]) -> tuple[Unit, str]:
    """The unit of a cell (its own, its row's or its column's), and what is wrong if they cannot all be true."""
    from_table = column.unit in table_units or not column.unit.printed
    base = column.unit if not own or (column.unit.printed and not from_table) else own
    if own and base is not own and not agree(own, base) and not (base.is_share or base.name == "pp"):
        return base, f"the row's unit is {own.printed}, the column's {base.printed}"
    if reading.unit is None:
        return base, ""
    if not reading.unit.name and base.over == base.under:  # a bare 万 or 亿 behind the number
        return Unit(base.name, reading.unit.over, printed=f"{reading.unit.printed}{base.printed}"), ""
    share = from_table and not own and reading.unit.is_share
    if reading.unit.name and (agree(reading.unit, base) or not base.printed or share):
        return reading.unit, ""
    return base, f"the cell's unit is {reading.unit.printed}, its row's or column's {base.printed}"
