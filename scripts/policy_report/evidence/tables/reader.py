"""Puts an official table together: from the file to checked rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from policy_report.errors import EvidenceError
from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.body import Frame, read_cells, units_above
from policy_report.evidence.tables.checks import check_table, choose
from policy_report.evidence.tables.dates import from_recipe, names_period, period_of, period_within, periods_in
from policy_report.evidence.tables.entries import facts, read_entries, read_layout
from policy_report.evidence.tables.files import read_grid
from policy_report.evidence.tables.grid import Grid
from policy_report.evidence.tables.headers import read_columns
from policy_report.evidence.tables.hierarchy import Parents, Sheet, arrangements, chain, read_nodes
from policy_report.evidence.tables.model import Note, OfficialTable, Period, Row, Status, Unit
from policy_report.evidence.tables.outline import Part, outline
from policy_report.evidence.tables.recipe import SUFFIX, UNTOLD, Recipe, read_recipe
from policy_report.evidence.tables.script import join, legend
from policy_report.evidence.tables.sums import row_sums
from policy_report.evidence.tables.units import agree, distinct, split_unit, unread_size
from policy_report.evidence.tables.wording import title_parts
from policy_report.quantities import read

_AGES: Final = frozenset(("年", "月", "周", "天", "小时", "分钟", "岁"))
"""Units that the first header gives to labels, and not to figures: Age (years)."""


def read_table_file(path: Path, recipe: Recipe | Path | None = None, *, name: str = "") -> OfficialTable:
    """Read a published table as it is printed, and check that it adds up.

    `path`: the table: .txt, .csv, .tsv, .xlsx, .xls, .ods, .html or .json.
    `recipe`: what the print does not say, or the file that says it; by default the file `<table>.recipe.toml` beside
    the table, if there is one.
    `name`: how the file is named to the reader; its path by default.

    Raises `EvidenceError` with all the problems of the table: its encoding, layout, numbers, units, sums and shares.
    """
    faults = Faults(name or path.as_posix())
    recipe, recipe_file = _recipe(path, recipe, name)
    grid = read_grid(path, recipe, faults)
    faults.raise_any()
    parts = outline(grid.rows, recipe, faults)
    title, number, period, units = _about(parts, recipe, faults)
    for before, part in pairwise(parts):
        # A continued part without headers or units has those of the part before it.
        part.headers, part.units = part.headers or before.headers, part.units or before.units
    bodies = [_body(part, grid, recipe, period, faults) for part in parts if part.body]
    faults.raise_any()
    sheet = _with_legend(_join(bodies, faults), legend(note for part in parts for note in part.notes))
    faults.raise_any()
    parents = choose(sheet, arrangements(sheet.nodes, recipe, faults), faults)
    cells, doubts = check_table(sheet, parents, faults)
    rows = _rows(replace(sheet, cells=cells), parents, period)
    if not period and not all(row.period for row in rows) and not all(column.period for column in sheet.columns):
        without = next(column.label for column in sheet.columns if not column.period)
        faults.add(0, "period", "period-missing", title, label=without)
    printed = grid.facts.get("source", "")
    if printed and recipe.source and printed != recipe.source:
        faults.add(0, "source", "source-conflict", printed, source=recipe.source)
    _check_recipe_labels(sheet, faults)
    faults.raise_any()
    notes = tuple(_with_quantities(note) for part in parts for note in part.notes)
    return OfficialTable(
        faults.file, recipe.source or printed, recipe.case, title, number, period,
        units[0] if len(units) == 1 else Unit(), sheet.columns, rows, notes, doubts, recipe_file,
        grid.encoding, row_sums(sheet, parents)[1],
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
    number, title = "", ""
    for line in (*parts[0].titles, *facts(parts[0])):
        found, words = title_parts(line)
        words, unit = split_unit(words)
        if unit:
            _unit_of_title(unit, line, parts[0], faults)
        if not recipe.unit and (size := unread_size(words)):
            faults.add(0, "unit", "unit-unknown", size, place="title", key="unit")
        number = number or found
        title = join(title, words) if title else words
    if not recipe.unit and not any(part.units for part in parts):
        _unit_of_corner(parts[0])
    printed, told = periods_in(title), from_recipe(recipe.period)
    starts, ends = [one.start for one in printed], [one.end for one in printed]
    if told and len(printed) == 1 and told != printed[0] and not told.start.startswith(starts[0]):
        faults.add(0, "period", "period-conflict", title, printed=starts[0], told=told.start)
    units = [unit for part in parts for _, found in part.units for unit in found]
    period = told or Period(min(starts, default=""), max(ends, default=""))
    return title or recipe.title, number or recipe.number, period, distinct(units)


def _unit_of_corner(part: Part) -> None:
    """The unit in the header over the labels is the table's: School exclusions (thousands)."""
    corner = next((row.cells[0].text for row in part.headers if row.cells and row.cells[0].text), "")
    if (unit := split_unit(corner)[1]) and unit.name not in _AGES:
        part.units.append((part.header_line, (unit,)))


def _unit_of_title(unit: Unit, title: str, part: Part, faults: Faults) -> None:
    """The unit in a title is the table's unless another line gives it; then the two must agree."""
    given = [found for _, units in part.units for found in units]
    if not given:
        part.units.append((0, (unit,)))
    elif not any(agree(unit, found) for found in given):
        faults.add(part.units[0][0], "", "unit-conflict", title, first=unit.printed, second=given[0].printed)


def _body(part: Part, grid: Grid, recipe: Recipe, period: Period, faults: Faults) -> Sheet:
    layout = read_layout(part, recipe, faults)
    columns = tuple(read_columns(part, layout, recipe, period, faults, placed=grid.placed))
    nodes = tuple(read_nodes(read_entries(part, layout, recipe, faults)))
    table_units = tuple(unit for _, found in part.units for unit in found)
    frame = Frame(columns, layout, table_units, recipe, faults)
    cells = tuple(read_cells(node, above, frame) for node, above in zip(nodes, units_above(nodes), strict=True))
    return Sheet(nodes, cells, columns, recipe)


def _join(bodies: Sequence[Sheet], faults: Faults) -> Sheet:
    """The parts of a continued table: further rows under the same headers, or further headers over the same rows."""
    whole = bodies[0]
    for body in bodies[1:]:
        paths, more = ([column.path for column in columns] for columns in (whole.columns, body.columns))
        labels, again = ([node.label for node in nodes] for nodes in (whole.nodes, body.nodes))
        if paths == more:
            whole = replace(whole, nodes=whole.nodes + body.nodes, cells=whole.cells + body.cells)
        elif labels == again:
            cells = tuple(first + second for first, second in zip(whole.cells, body.cells, strict=True))
            whole = replace(whole, columns=whole.columns + body.columns, cells=cells)
        else:
            entry = body.nodes[0].entry
            faults.add(entry.line, "", "continuation-ambiguous", entry.label)
    return whole


def _with_legend(body: Sheet, said: Mapping[str, Status]) -> Sheet:
    """Cells, columns and rows with a mark of which the notes say that it is a status have that status."""

    def status(marks: Sequence[str]) -> Status | None:
        return next((said[mark.lower()] for mark in marks if mark.lower() in said), None)

    columns = tuple(replace(column, status=column.status or status(column.notes)) for column in body.columns)
    cells = tuple(
        tuple(
            cell.with_status(status(cell.notes) or column.status or status(node.notes))
            for cell, column in zip(row, columns, strict=False)
        )
        for node, row in zip(body.nodes, body.cells, strict=True)
    )
    return replace(body, columns=columns, cells=cells) if said else body


def _rows(body: Sheet, parents: Parents, period: Period) -> tuple[Row, ...]:
    """The rows with values; headers of groups live on in the paths of their rows."""
    places = {index: place for place, index in enumerate(index for index, cells in enumerate(body.cells) if cells)}
    rows = []
    for index in places:
        above, node = chain(parents, index), body.nodes[index]
        told = body.recipe.row.get(node.bare, UNTOLD)
        rows.append(
            Row(
                label=node.bare,
                line=node.entry.line,
                cells=body.cells[index],
                level=len(above) - 1,
                parent=next((places[other] for other in above[1:] if other in places), None),
                path=tuple(body.nodes[other].bare for other in reversed(above)),
                of_which=node.of_which,
                is_total=node.is_total,
                is_time=bool(told.period) or names_period(node.bare),
                period=from_recipe(told.period) or _row_period([body.nodes[other].bare for other in above], period),
                notes=node.notes,
                told=told,
            )
        )
    return tuple(rows)


def _row_period(labels: Sequence[str], period: Period) -> Period:
    """The time of a row by its label, the first, and those it stands under: March, under 1950, or Theft, under 1950."""
    over = next(filter(None, map(period_of, labels[1:])), Period())
    return period_of(labels[0]) or period_within(labels[0], over or period) or over


def _check_recipe_labels(body: Sheet, faults: Faults) -> None:
    """A label in the recipe that no row or column has is a slip of the pen, or the table has changed."""
    recipe = body.recipe
    accepted = (*recipe.tolerance, *recipe.confirmed)
    rows = {node.bare for node in body.nodes}, (*recipe.row, *(told.row for told in accepted))
    ratios = (name for told in recipe.ratio for name in (told.column, told.part, told.whole))
    named = (*recipe.column, *(told.column for told in accepted), *ratios)
    columns = {name for column in body.columns for name in column.names}, named
    for kind, (known, asked) in {"row": rows, "column": columns}.items():
        for label in asked:
            if label not in known:
                faults.add(0, label, f"recipe-{kind}-unknown", label, known="; ".join(sorted(known))[:300])


def _with_quantities(note: Note) -> Note:
    """A note with the quantities that its words state; a note that cannot be read so keeps its words alone."""
    try:
        return replace(note, quantities=tuple(read(note.text)))
    except EvidenceError:
        return note
