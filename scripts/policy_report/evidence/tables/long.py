"""Tables in long form, one figure a line, as grids: by the recipe, or as SDMX-CSV and JSON-stat have them."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product
from operator import ne
from pathlib import Path
from typing import Any, Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.grid import Grid, GridCell, GridRow, check_size, rectangle
from policy_report.evidence.tables.recipe import LongForm, Recipe
from policy_report.evidence.tables.script import PATTERNS
from policy_report.evidence.tables.units import parse_unit

_SDMX_UNITS: Final = {
    "PC": "%", "PT": "%", "PS": "persons", "PER": "persons", "PERS": "persons", "NR": "number",
}  # fmt: skip
"""Codes of CL_UNIT_MEASURE that are no words."""
_SDMX_FIRST: Final = ("DATAFLOW", "STRUCTURE", "KEY")
_SDMX_SKIPPED: Final = (*_SDMX_FIRST, "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE")
_VALUE, _TIME, _STATUS, _UNIT, _SIZE = "OBS_VALUE", "TIME_PERIOD", "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT"
_ALSO: Final = {"OBS_FLAG": _STATUS, "unit": _UNIT}
"""Names that Eurostat has for them."""
_ONES: Final = frozenset(("", "units", "unit", "ones"))
_SIZES: Final = _ONES | {"hundreds", "thousand", "thousands", "million", "millions", "billion", "billions"}
"""What a column of sizes holds."""
_CROSSED: Final = re.compile(r"(?P<names>[\w,]+)\\(?:TIME_PERIOD|time)", re.I)
"""The first header of a TSV of Eurostat: dimensions with commas between, and the times across."""
_MONTH, _QUARTER = re.compile("月份?|months?", re.I), re.compile("季度?|quarters?", re.I)


@dataclass(frozen=True)
class Figures:
    """The figures of a table in long form."""

    places: Sequence[tuple[int, int]]  # the line and column where each figure stands in the file
    cells: Sequence[Mapping[str, str]]  # what is said of each, by column
    form: LongForm  # which columns say what
    title: str = ""  # what is said of all of them


def widened(grid: Grid, recipe: Recipe, faults: Faults) -> Grid:
    """Give the grid of a table in long form with a row and a column for each of its keys; any other as it is."""
    grid = grid if recipe.long else _parted(grid)
    sdmx = bool(grid.rows) and grid.rows[0].texts[0].upper() in _SDMX_FIRST and _VALUE in grid.rows[0].texts
    if not (recipe.long or sdmx):
        return grid
    heads = next((at for at, row in enumerate(grid.rows) if not recipe.long or recipe.long.value in row.texts), None)
    if heads is None or (heads + 1 == len(grid.rows)):
        faults.stop(0, "long.value", "long-column-unknown", recipe.long.value if recipe.long else "")
    names, body = grid.rows[heads].texts, grid.rows[heads + 1 :]
    names = tuple(_ALSO.get(name, name) for name in names) if sdmx and not recipe.long else names
    cells = [dict(zip(names, row.texts, strict=True)) for row in body]
    form = recipe.long or _sdmx_form(names, faults)
    for name in (form.value, *form.rows, *form.columns):
        if names.count(name) > 1:
            faults.stop(grid.rows[heads].line, name, "column-repeated", name)
    for name in (form.value, form.status, form.unit, form.size, *form.rows, *form.columns) if recipe.long else ():
        if name and name not in names:
            faults.stop(grid.rows[heads].line, "long", "long-column-unknown", name)
    if recipe.long:
        cells, form = _sized(cells, form, grid.rows[heads].line, faults)
    if sdmx and not recipe.long:
        cells, form = _sdmx_cells(cells, form)
        same = [cells[0][name] for name in _sdmx_form(names, faults).rows if name not in form.rows]
        grid = replace(grid, rows=(_title(body[0].line, " ".join((body[0].texts[0], *same))), *grid.rows))
        heads += 1
    above = [row for row in grid.rows[:heads] if row.filled]
    if recipe.long:
        said = (*form.rows, *form.columns, form.value, form.status, form.unit, form.size)
        same = [cells[0][name] for name in names if name not in said and len({one[name] for one in cells}) == 1]
        above += [_title(body[0].line, words) for words in same if " " in words.strip()]
    at = names.index(form.value)
    wide = _grid(Figures([(row.line, row.cells[at].column) for row in body], cells, form), faults)
    return replace(grid, rows=rectangle([*above, *wide]), placed=True)


def _parted(grid: Grid) -> Grid:
    """Give a TSV of Eurostat as SDMX-CSV has it, a figure a line; any other grid as it is."""
    head = grid.rows[0].cells if grid.rows else ()
    found = _CROSSED.fullmatch(head[0].text) if head else None
    if found is None:
        return grid
    names = ("DATAFLOW", *found["names"].split(","), _TIME, _VALUE, _STATUS)
    rows = [GridRow(grid.rows[0].line, _numbered(names))]
    for row in grid.rows[1:]:
        keys = row.texts[0].split(",")
        for time, cell in zip(head[1:], row.cells[1:], strict=True):
            value = ":" if cell.text.startswith(":") else cell.text.partition(" ")[0]
            flags = cell.text.removeprefix(value).strip()
            said = _numbered(("", *keys, time.text, value, flags))
            rows.append(GridRow(row.line, (*said[:-2], replace(said[-2], column=cell.column), said[-1])))
    return replace(grid, rows=rectangle(rows))


def _sized(
    cells: list[dict[str, str]], form: LongForm, line: int, faults: Faults
) -> tuple[list[dict[str, str]], LongForm]:
    """The cells with their sizes before their units; an error where a column of sizes is not named."""
    sizes = {name: {one[name].strip().lower() for one in cells} for name in cells[0]}
    for name in sizes if not form.size else ():
        if sizes[name] <= _SIZES and not sizes[name] <= _ONES:
            faults.stop(line, name, "long-size-untold", name)
    unit = form.unit or form.size
    for one in cells if form.size else ():
        size = one[form.size].strip()
        words = (size * (size.lower() not in _ONES), one[form.unit] if form.unit else "")
        one[unit] = " ".join(filter(None, words))
    return cells, replace(form, unit=unit)


def long_form(path: Path) -> dict[str, Any] | None:
    """Guess which columns of a CSV say what, if each of its lines has one figure; nothing if it is of another form."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace") if path.suffix.lower() in (".csv", ".tsv") else ""
    delimiter = max(",;\t", key=text[:2000].count)
    lines = [line for line in csv.reader(text.splitlines(), delimiter=delimiter) if any(line)]
    if len(lines) < 4 or any(len(line) != len(lines[0]) for line in lines):
        return None
    columns = {name.strip(): [line[at] for line in lines[1:]] for at, name in enumerate(lines[0])}
    times = [name for name, cells in columns.items() if all(map(period_of, cells))]
    sizes = [name for name, cells in columns.items() if {cell.lower() for cell in cells} <= _SIZES and any(cells)]
    units = [name for name in columns if PATTERNS["unit_name"].fullmatch(name) and name not in sizes]
    marks = [name for name, cells in columns.items() if any(cells) and all(map(_is_mark, cells))]
    others = [name for name in columns if name not in (*times, *sizes, *units, *marks)]
    varied = [name for name in others if len(set(columns[name])) > 1]
    figures = [name for name in varied if _numbers(columns[name])]
    named = [name for name in others if name.upper() in ("VALUE", "OBS_VALUE", "数值", "值") and name in figures]
    rows = _telling([name for name in varied if name not in figures], columns)
    if len(named or figures) != 1 or not rows or all(len(set(columns[name])) == len(lines) - 1 for name in times):
        return None
    found = {"value": named or figures, "status": marks, "unit": units, "size": sizes}
    return {"rows": rows, "columns": times[:1]} | {key: names[0] for key, names in found.items() if names}


def _telling(names: Sequence[str], columns: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns of words that tell lines apart, without codes of what another says in words."""
    kept: list[str] = []
    for name in names:
        before, with_it = (set(zip(*(columns[one] for one in some), strict=True)) for some in (kept, [*kept, name]))
        if len(with_it) > len(before):
            kept.append(name)
            continue
        for at, one in enumerate(kept):
            pairs = set(zip(columns[one], columns[name], strict=True))
            alike = len(pairs) == len(set(columns[one])) == len(set(columns[name]))
            if alike and "".join(columns[one]).isupper() and not "".join(columns[name]).isupper():
                kept[at] = name
    return kept


def _numbers(cells: Sequence[str]) -> bool:
    return all(read_cell(cell).is_value for cell in cells) and any(read_cell(cell).number is not None for cell in cells)


def _is_mark(cell: str) -> bool:
    return not cell or read_cell(cell).missing is not None or read_cell(f"1 {cell}").status is not None


def _sdmx_form(names: Sequence[str], faults: Faults) -> LongForm:
    """The dimensions stand before the value, its attributes behind it."""
    before = [name for name in names[: names.index(_VALUE)] if name not in (*_SDMX_SKIPPED, _TIME)]
    before = [name for name in before if not _is_wording(name)]
    units = [name for name in (_UNIT, _SIZE) if name in names]
    if not {*before} - {*units}:
        faults.stop(0, "long.rows", "long-column-unknown", ", ".join(names))
    return LongForm(
        _VALUE, tuple(name for name in before if name not in units), (_TIME,) if _TIME in names else (),
        _STATUS if _STATUS in names else "", _UNIT if units else "",
    )  # fmt: skip


def _sdmx_cells(cells: list[dict[str, str]], form: LongForm) -> tuple[list[dict[str, str]], LongForm]:
    """The cells with their units in words, and the form without dimensions that are the same for all figures."""
    varied = tuple(name for name in form.rows if len({one[name] for one in cells}) > 1)
    for one in cells:
        code = one.get(_UNIT, "").partition(":")[0]
        one[_UNIT] = f"{_size(one.get(_SIZE, ''))} {_SDMX_UNITS.get(code, one.get(_UNIT, ''))}".strip()
        one[form.status] = one.get(form.status, "").partition(":")[0].lower().removeprefix("a")
    return cells, replace(form, rows=varied or form.rows[-1:])


def _is_wording(name: str) -> bool:
    """Whether a column says in words what the column of codes before it does: Reference area."""
    return name[:1].isupper() and not name.isupper()


def _size(exponent: str) -> str:
    power = exponent.partition(":")[0].strip()
    if power in ("", "0") or power.strip("_").isalpha():
        return ""
    # What is no power of a number in words is refused as a unit that nobody knows.
    return f"{10 ** int(power):,}" if re.fullmatch("1[0-5]|[1-9]", power) else f"10^{power}"


def json_stat_grid(text: str, faults: Faults) -> Grid:
    """Read the grid of a JSON-stat dataset: times in its columns, all else that varies in rows."""
    try:
        data = json.loads(text)
        data = data if "value" in data else next(iter(data.values()))
        figures = _json_stat(data, faults)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration) as error:
        faults.stop(0, "", "json-broken", error=f"{type(error).__name__}: {error}")
    title = [_title(1, figures.title)] if figures.title else []
    return Grid(rectangle([*title, *_grid(figures, faults)]))


def _json_stat(data: Mapping[str, Any], faults: Faults) -> Figures:
    about = data["dimension"]
    names, sizes = data.get("id") or about["id"], data.get("size") or about["size"]
    roles = data.get("role") or about.get("role") or {}
    labels = {name: _json_labels(about[name]["category"]) for name in names}
    check_size(_product([len(labels[name]) for name in names]), faults)
    values, status = data["value"], data.get("status") or {}
    cells = []
    for at, codes in enumerate(product(*(labels[name] for name in names))):
        one = {name: labels[name][code] for name, code in zip(names, codes, strict=True)}
        units = [about[name]["category"].get("unit", {}).get(code, {}) for name, code in zip(names, codes, strict=True)]
        unit = next((str(found.get("base") or found.get("label") or "") for found in units if found), "")
        value = values[at] if isinstance(values, list) else values.get(str(at))
        mark = status if isinstance(status, str) else _at(status, at)
        cells.append(one | {_VALUE: "" if value is None else _plain(value), _STATUS: mark, _UNIT: unit})
    if len(cells) != _product(sizes):
        raise ValueError("the sizes of the dimensions are not those of their categories")
    times = tuple(name for name in names if name in (roles.get("time") or ()))
    varied = [name for name in names if name not in times and len(labels[name]) > 1] or [names[0]]
    said = [next(iter(labels[name].values())) for name in names if name not in (*varied, *times)]
    title = " - ".join(filter(None, (data.get("label") or "", *said)))
    return Figures([(1, 0)] * len(cells), cells, LongForm(_VALUE, tuple(varied), times, _STATUS, _UNIT), title)


def _plain(value: Any) -> str:
    return format(value, ".15g") if isinstance(value, float) else str(value)


def _product(sizes: Sequence[int]) -> int:
    count = 1
    for size in sizes:
        count *= size
    return count


def _at(marks: Any, index: int) -> str:
    return str((marks[index] if isinstance(marks, list) else marks.get(str(index))) or "")


def _json_labels(category: Mapping[str, Any]) -> dict[str, str]:
    """The labels of a dimension by code, in order."""
    order, words = category.get("index"), category.get("label") or {}
    if order is None:
        codes = list(words)
    else:
        codes = list(order) if isinstance(order, list) else sorted(order, key=order.__getitem__)
    return {code: str(words.get(code, code)) for code in codes}


def _grid(figures: Figures, faults: Faults) -> Iterator[GridRow]:
    """The rows of a wide table: headers by level, then a row for each key; every cell knows its line."""
    form = figures.form
    found: dict[tuple[str, ...], dict[tuple[str, ...], GridCell]] = {}
    heads: dict[tuple[str, ...], None] = {}
    units: dict[tuple[str, ...], set[str]] = {}
    for (line, place), one in zip(figures.places, figures.cells, strict=True):
        row, column = tuple(one[name] for name in form.rows), tuple(one[name] for name in form.columns)
        heads.setdefault(column)
        if column in found.setdefault(row, {}):
            faults.add(line, form.value, "long-repeated", " / ".join((*row, *column)))
        found[row][column] = GridCell(_flagged(one[form.value], one.get(form.status, "")), place, line=line)
        units.setdefault(row, set()).add(one.get(form.unit, ""))
    check_size(len(found) * len(heads), faults)
    own = [unit for row in units.values() for unit in row if unit]
    columns = {row: next(iter(said)) for row, said in units.items()} if len(set(own)) > 1 else {}
    for row, words in units.items():
        if columns and len(words) > 1:
            faults.add(found[row][next(iter(found[row]))].line, form.unit, "long-unit-varied", " / ".join(row))
    for unit in dict.fromkeys(own):
        if unit[:1].isdigit() and not parse_unit(unit):
            faults.add(0, form.unit, "unit-unknown", unit, place="column of units", key="unit")
    if own and not columns:
        yield GridRow(1, (GridCell(f"Unit: {own[0]}", 1),))
    stub = (*form.rows, "Unit") if columns else form.rows
    for level in range(max(len(form.columns), 1)):
        names = [_dated(form.columns[level], head[level]) if head else form.value for head in heads]
        header = _numbered((*(stub if not level else [""] * len(stub)), *names))
        if level + 1 < len(form.columns):  # equal headers side by side are one that is merged
            runs = [0] * len(stub) + list(accumulate(map(ne, names, names[1:]), initial=1))
            header = tuple(replace(cell, merged=run) for cell, run in zip(header, runs, strict=True))
        yield GridRow(1, header)
    for row, cells in found.items():
        first = next(iter(cells.values())).line
        said = (*row, columns[row]) if columns else row
        yield GridRow(first, (*_numbered(said), *(cells.get(head, GridCell("", 0)) for head in heads)))


def _dated(name: str, text: str) -> str:
    """A time as its column says: 3 under Month is 3月."""
    if not text.strip().isdigit():
        return text
    if _MONTH.fullmatch(name):
        return f"{text}月"
    return f"Q{text}" if _QUARTER.fullmatch(name) else text


def _title(line: int, words: str) -> GridRow:
    return GridRow(line, (GridCell(words, 1),))


def _numbered(texts: Sequence[str]) -> tuple[GridCell, ...]:
    return tuple(GridCell(text, column) for column, text in enumerate(texts, start=1))


def _flagged(value: str, mark: str) -> str:
    """A value with the letters of its status, of which those that say nothing on its finality are notes.

    A mark alone says why there is no value.
    """
    if read_cell(value).missing is not None:
        return value if not mark else mark if read_cell(mark).missing else f": {mark}"
    flags = sorted(mark.replace(" ", ""), key=lambda letter: read_cell(f"1 [{letter}]").status is not None)
    return " ".join((value, *(f"[{letter}]" for letter in flags)))
