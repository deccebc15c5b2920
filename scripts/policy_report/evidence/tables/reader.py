"""Puts an official table together: from the file to checked rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from policy_report.errors import EvidenceError
from policy_report.evidence.tables.body import Frame, read_cells, units_above
from policy_report.evidence.tables.checks import Sheet, check_table, choose, label_of
from policy_report.evidence.tables.dates import from_recipe, period_of, period_within, periods_in
from policy_report.evidence.tables.entries import Entry, read_entries
from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.files import read_grid
from policy_report.evidence.tables.grid import Grid
from policy_report.evidence.tables.headers import read_columns
from policy_report.evidence.tables.hierarchy import Node, arrangements, chain, read_nodes
from policy_report.evidence.tables.layout import read_layout
from policy_report.evidence.tables.lines import title_parts
from policy_report.evidence.tables.model import Cell, Column, Note, OfficialTable, Period, Row, Status, Unit
from policy_report.evidence.tables.outline import Part, outline
from policy_report.evidence.tables.recipe import SUFFIX, UNTOLD, Recipe, read_recipe
from policy_report.evidence.tables.script import join, split_marks
from policy_report.evidence.tables.status import legend
from policy_report.evidence.tables.units import agree, distinct, split_unit, unread_size
from policy_report.quantities import read


@dataclass(frozen=True)
class Body:
    """The body of a table, its parts put together; a group header has no cells."""

    entries: tuple[Entry, ...]
    nodes: tuple[Node, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]


def read_table_file(path: Path, recipe: Recipe | Path | None = None, *, name: str = "") -> OfficialTable:
    """Read a published table as it is printed, and check that it adds up.

    Parameters
    ----------
    path
        The table: .txt, .csv, .xlsx or .html.
    recipe
        What the print does not say, or the file that says it; by default the file `<table>.recipe.toml` beside
        the table, if there is one.
    name
        How the file is named to the reader; its path by default.

    Raises
    ------
    EvidenceError
        With all the problems of the table: its encoding, layout, numbers, units, sums and shares.
    """
    faults = Faults(name or path.as_posix())
    recipe, recipe_file = _recipe(path, recipe, name)
    grid = read_grid(path, recipe, faults)
    faults.raise_any()
    parts = outline(grid.rows, recipe, faults)
    title, number, period, units = _about(parts, recipe, faults)
    _repeat_headers(parts)
    bodies = [_body(part, grid, recipe, period, faults) for part in parts if part.body]
    faults.raise_any()
    body = _with_legend(_join(bodies, faults), legend(note for part in parts for note in part.notes))
    faults.raise_any()
    ways = arrangements(body.nodes, recipe, faults)
    sheet = Sheet(body.nodes, body.cells, body.columns, recipe)
    parents = choose(sheet, ways, faults)
    cells, doubts = check_table(sheet, parents, faults)
    rows = _rows(replace(body, cells=cells), parents, period, recipe)
    if not period and not all(row.period for row in rows) and not all(column.period for column in body.columns):
        remedy = 'write `period = "YYYY"` into the recipe'
        faults.add(0, "period", "period-missing", "nothing says what time the table is for", title, remedy)
    source = _source(grid, recipe, faults)
    _check_recipe_labels(body, recipe, faults)
    faults.raise_any()
    notes = tuple(_with_quantities(note) for part in parts for note in part.notes)
    return OfficialTable(
        faults.file, source, recipe.case, title, number, period, units[0] if len(units) == 1 else Unit(),
        body.columns, rows, notes, doubts, recipe_file,
    )  # fmt: skip


def _recipe(path: Path, recipe: Recipe | Path | None, name: str) -> tuple[Recipe, str]:
    """Find the recipe of a table, and how its file is named to the reader."""
    if isinstance(recipe, Recipe):
        return recipe, ""
    beside = path.with_name(path.stem + SUFFIX)
    if recipe is None and not beside.is_file():
        return Recipe(), ""
    place = recipe or beside
    shown = (name.removesuffix(path.name) + place.name) if name and recipe is None else place.as_posix()
    return read_recipe(place, shown), shown


def _about(parts: Sequence[Part], recipe: Recipe, faults: Faults) -> tuple[str, str, Period, list[Unit]]:
    """Title, number, period and units, of the print or else of the recipe."""
    titles = parts[0].titles
    number, title = "", ""
    for line in titles:
        found, words = title_parts(line)
        words, unit = split_unit(words)
        if unit:
            _unit_of_title(unit, line, parts[0], faults)
        if not recipe.unit and (size := unread_size(words)):
            message = "the title speaks of thousands or millions, but its unit is not known"
            faults.add(0, "unit", "unit-unknown", message, size, 'say it in the recipe: unit = "…"')
        number = number or found
        title = join(title, words) if title else words
    printed = periods_in(title)
    period = _printed_period(printed)
    told = from_recipe(recipe.period)
    if told and len(printed) == 1 and period and told != period and not told.start.startswith(period.start):
        message = f"the title says {period.start}, the recipe {told.start}"
        remedy = "correct the recipe, or give the period it stands for"
        faults.add(0, "period", "period-conflict", message, title, remedy)
    units = [unit for part in parts for _, found in part.units for unit in found]
    return title or recipe.title, number or recipe.number, told or period, distinct(units)


def _unit_of_title(unit: Unit, title: str, part: Part, faults: Faults) -> None:
    """The unit in a title is the table's unless another line gives it; then the two must agree."""
    given = [found for _, units in part.units for found in units]
    if not given:
        part.units.append((0, (unit,)))
    elif not any(agree(unit, found) for found in given):
        message = f"the title says {unit.printed}, the line of the unit {given[0].printed}"
        faults.add(part.units[0][0], "", "unit-conflict", message, title, "look the unit up in the source")


def _repeat_headers(parts: Sequence[Part]) -> None:
    """A continued part without headers or units has those of the part before it."""
    for before, part in pairwise(parts):
        part.headers = part.headers or before.headers
        part.units = part.units or before.units


def _printed_period(printed: Sequence[Period]) -> Period:
    if not printed:
        return Period()
    return Period(min(period.start for period in printed), max(period.end for period in printed))


def _body(part: Part, grid: Grid, recipe: Recipe, period: Period, faults: Faults) -> Body:
    layout = read_layout(part, recipe, faults)
    columns = read_columns(part, layout, recipe, period, faults, placed=grid.placed)
    entries = read_entries(part, layout, recipe, faults)
    nodes = read_nodes(entries)
    table_units = tuple(unit for _, found in part.units for unit in found)
    frame = Frame(tuple(columns), layout, table_units, recipe, faults)
    cells = tuple(
        read_cells(entry, label_of(node), above, frame)
        for entry, node, above in zip(entries, nodes, units_above(entries, nodes), strict=True)
    )
    return Body(tuple(entries), tuple(nodes), tuple(columns), cells)


def _marks(node: Node) -> tuple[str, ...]:
    """The footnote marks of a row's label."""
    bare, marks = split_marks(node.label)
    return (*split_marks(split_unit(bare)[0])[1], *marks)


def _join(bodies: Sequence[Body], faults: Faults) -> Body:
    """The parts of a continued table: further rows under the same headers, or further headers over the same rows."""
    whole = bodies[0]
    for body in bodies[1:]:
        paths, more = ([column.path for column in columns] for columns in (whole.columns, body.columns))
        labels, again = ([node.label for node in nodes] for nodes in (whole.nodes, body.nodes))
        if paths == more:
            entries, nodes = whole.entries + body.entries, whole.nodes + body.nodes
            whole = Body(entries, nodes, whole.columns, whole.cells + body.cells)
        elif labels == again:
            cells = tuple(first + second for first, second in zip(whole.cells, body.cells, strict=True))
            whole = replace(whole, columns=whole.columns + body.columns, cells=cells)
        else:
            message = "the continued part has neither the headers nor the rows of the part before it"
            remedy = "repeat the headers, or the rows' labels, as in the part before"
            faults.add(body.entries[0].line, "", "continuation-ambiguous", message, body.entries[0].label, remedy)
    return whole


def _with_legend(body: Body, said: Mapping[str, Status]) -> Body:
    """Cells, columns and rows with a mark of which the notes say that it is a status have that status."""
    if not said:
        return body
    columns = tuple(replace(column, status=column.status or _said(column.notes, said)) for column in body.columns)
    cells = []
    for node, row in zip(body.nodes, body.cells, strict=True):
        whole = _said(_marks(node), said)
        own = [_said(cell.notes, said) or column.status or whole for cell, column in zip(row, columns, strict=False)]
        cells.append(tuple(cell.with_status(status) for cell, status in zip(row, own, strict=True)))
    return replace(body, columns=columns, cells=tuple(cells))


def _said(marks: Sequence[str], said: Mapping[str, Status]) -> Status | None:
    return next((said[mark.lower()] for mark in marks if mark.lower() in said), None)


def _rows(body: Body, parents: Sequence[int | None], period: Period, recipe: Recipe) -> tuple[Row, ...]:
    """The rows with values; headers of groups live on in the paths of their rows."""
    cells = body.cells
    places = {index: place for place, index in enumerate(index for index, found in enumerate(cells) if found)}
    rows = []
    for index in places:
        above = chain(parents, index)
        label = label_of(body.nodes[index])
        told = recipe.row.get(label, UNTOLD)
        parent = next((other for other in above[1:] if other in places), None)
        rows.append(
            Row(
                label=label,
                line=body.entries[index].line,
                cells=cells[index],
                level=len(above) - 1,
                parent=None if parent is None else places[parent],
                path=tuple(label_of(body.nodes[other]) for other in reversed(above)),
                of_which=body.nodes[index].of_which,
                is_total=body.nodes[index].is_total,
                period=from_recipe(told.period) or period_of(label) or period_within(label, period),
                notes=_marks(body.nodes[index]),
                other_label=body.entries[index].other,
                told=told,
            )
        )
    return tuple(rows)


def _source(grid: Grid, recipe: Recipe, faults: Faults) -> str:
    printed = grid.facts.get("source", "")
    if printed and recipe.source and printed != recipe.source:
        message = f"the file names the source {printed}, the recipe {recipe.source}"
        faults.add(0, "source", "source-conflict", message, printed, "correct one of them")
    return recipe.source or printed


def _check_recipe_labels(body: Body, recipe: Recipe, faults: Faults) -> None:
    """A label in the recipe that no row or column has is a slip of the pen, or the table has changed."""
    rows = {label_of(node) for node in body.nodes}
    columns = {name for column in body.columns for name in (column.label, column.path[-1] if column.path else "")}
    accepted = (*recipe.tolerance, *recipe.confirmed)
    asked = [(label, rows, "row") for label in (*recipe.row, *(told.row for told in accepted))]
    asked += [(label, columns, "column") for label in (*recipe.column, *(told.column for told in accepted))]
    for label, known, kind in asked:
        if label not in known:
            remedy = "the table has: " + "; ".join(sorted(known))[:300]
            message = f"the recipe speaks of a {kind} that the table has not"
            faults.add(0, label, f"recipe-{kind}-unknown", message, label, remedy)


def _with_quantities(note: Note) -> Note:
    """A note with the quantities that its words state; a note that cannot be read so keeps its words alone."""
    try:
        return replace(note, quantities=tuple(read(note.text)))
    except EvidenceError:
        return note
