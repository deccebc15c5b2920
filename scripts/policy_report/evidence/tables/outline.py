"""Which lines of a grid are title, units, headers, body and notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import month_number, names_period, period_of, periods_in, year_and_words
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.model import Note, Unit
from policy_report.evidence.tables.recipe import LineKind, Recipe
from policy_report.evidence.tables.script import PATTERNS, is_cjk, tidy_label
from policy_report.evidence.tables.units import parse_unit, split_unit, unit_line
from policy_report.evidence.tables.wording import (
    ends_with_number,
    has_title_number,
    is_continued,
    is_group_header,
    is_note,
    is_open,
    is_sequel,
    note_parts,
)

_LONG: Final = 15
"""Characters that no header of a label column has."""


@dataclass
class Part:
    """One part of a table: all of it, unless it goes on under 续表."""

    titles: list[str] = field(default_factory=list)
    units: list[tuple[int, tuple[Unit, ...]]] = field(default_factory=list)
    headers: list[GridRow] = field(default_factory=list)
    body: list[GridRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def header_line(self) -> int:
        """The last line of the headers, or else the first of the body."""
        return self.headers[-1].line if self.headers else self.body[0].line


def outline(rows: Sequence[GridRow], recipe: Recipe, faults: Faults) -> list[Part]:
    """Find the parts of a table, each with its lines by kind."""
    groups: list[list[GridRow]] = [[]]
    for row in rows:
        lone = row.lone
        if lone and is_continued(lone.text) and any(is_body(other, begun=False) for other in groups[-1]):
            groups.append([])
        else:
            groups[-1].append(row)
    parts = [_part(group, recipe, faults) for group in groups if group]
    if not any(part.body for part in parts):
        line = rows[0].line if rows else 0
        faults.stop(line, "", "table-without-numbers")
    return [part for part in parts if part.body or part.headers or part.notes]


def is_body(row: GridRow, *, begun: bool) -> bool:
    """Tell whether a line holds values; before the body has begun, lines of years, units or column numbers do not."""
    label = row.cells[0]
    values = [cell for cell in row.cells[1:] if cell.text and not (cell.merged and cell.merged == label.merged)]
    readings = [(cell, read_cell(cell.text)) for cell in values]
    stated = [cell for cell, reading in readings if reading.is_value or (begun and reading.looks_numeric)]
    if not stated or (label.text and is_note(label.text)):
        return False
    if len(values) == 1 and label.text and read_cell(label.text).missing and read_cell(values[0].text).missing:
        return False  # what a mark means: `:` not available
    units = all(parse_unit(cell.text) for cell in row.filled)
    return begun or not (_all_periods(row, stated) or _column_numbers(row, stated) or units)


def is_time(row: GridRow) -> bool:
    """Tell whether a line holds a time alone in its first cell: the heading of the rows below it."""
    lone = row.lone
    return lone is not None and lone is row.cells[0] and not lone.merged and bool(period_of(lone.text))


def _all_periods(row: GridRow, stated: list[GridCell]) -> bool:
    months = all(month_number(cell.text) for cell in stated)
    if not (months or all(names_period(cell.text) or year_and_words(cell.text)[1] for cell in stated)):
        return False
    label, words = row.cells[0].text, [cell for cell in row.cells[1:] if cell.text and cell not in stated]
    is_header = bool(PATTERNS["stub"].match(tidy_label(label)) or period_of(label) or words)
    return is_header or bool(re.search("[-/年月A-Za-z]", stated[0].text))


def _column_numbers(row: GridRow, stated: list[GridCell]) -> bool:
    """Whether a line only numbers the columns (甲 1 2 3)."""
    numbers = [cell.text for cell in stated]
    counted = numbers == [str(number) for number in range(1, len(numbers) + 1)]
    return counted and len(numbers) > 1 and bool(re.fullmatch("[甲乙丙]?|栏次|列", row.cells[0].text))


def _part(rows: list[GridRow], recipe: Recipe, faults: Faults) -> Part:
    begin = _first_body(rows)
    while 0 < begin < len(rows) and _begins_label(rows[begin - 1], rows[begin], recipe):
        begin -= 1
    if 1 < begin < len(rows) and is_time(rows[begin - 1]) and len(rows[begin - 2].filled) > 1:
        begin -= 1
    part = Part()
    for index, row in enumerate(rows[:begin]):
        _before(row, part, recipe, rows[index + 1 : begin])
        _check_lost(row, part, faults)
    last = max((index for index, row in enumerate(rows) if index >= begin and is_body(row, begun=True)), default=-1)
    for index, row in enumerate(rows[begin:], start=begin):
        lone = row.lone
        kind = recipe.lines.get(tidy_label(lone.text)) if lone else None
        noted = lone is not None and (kind is LineKind.NOTE or (kind is None and is_note(lone.text)))
        if (index <= last and not noted) or kind is LineKind.ROW or (lone and _ends_label(lone.text, part, kind)):
            part.body.append(row)
        elif not is_body(row, begun=True) or row.cells[0].text:
            _note(row, part, kind, faults)
    return part


def _first_body(rows: Sequence[GridRow]) -> int:
    """The first line with values. A line of years is one only below a line with headers."""
    headed = False
    for index, row in enumerate(rows):
        periods = all(period_of(cell.text) for cell in row.cells[1:] if cell.text)
        if is_body(row, begun=False) and (headed or not periods):
            return index
        about = has_title_number(row.cells[0].text) or any(unit_line(cell.text) for cell in row.filled)
        headed = headed or (len(row.filled) > 1 and not about)
    return len(rows)


def _check_lost(row: GridRow, part: Part, faults: Faults) -> None:
    """A line taken for a header that has a label and damaged numbers was meant as a row."""
    label = tidy_label(row.cells[0].text)
    damaged = [
        cell
        for cell in row.cells[1:]
        if cell.text and read_cell(cell.text).looks_numeric and not (cell.merged or names_period(cell.text))
    ]
    if part.headers and part.headers[-1] is row and damaged and not PATTERNS["stub"].match(label):
        cell = damaged[0]
        faults.add(row.line, str(cell.column), "number-malformed", cell.text)


def _begins_label(row: GridRow, first: GridRow, recipe: Recipe) -> bool:
    """Whether the line above the first values is the beginning of their label rather than a header."""
    lone = row.lone
    if lone is None or lone is not row.cells[0] or lone.merged or has_title_number(lone.text) or unit_line(lone.text):
        return False
    kind = recipe.lines.get(tidy_label(lone.text))
    if kind in (LineKind.LABEL_START, LineKind.HEADING) or not first.cells[0].text:
        return True
    goes_on = is_open(lone.text) or is_sequel(first.cells[0].text, lone.text) or is_group_header(lone.text)
    return kind is None and goes_on and not PATTERNS["stub"].match(tidy_label(lone.text).rstrip(":"))


def _before(row: GridRow, part: Part, recipe: Recipe, following: Sequence[GridRow]) -> None:
    cells = list(row.filled)
    if said := PATTERNS["about"].fullmatch(cells[0].text) if len(cells) == 1 else None:
        if said["key"] in ("时间", "时 间") and not periods_in(said["words"]):
            return
        if said["key"] == "指标":
            part.titles.clear()  # the name of the database, which says less
        cells = [replace(cells[0], text=said["words"])]
    for index, cell in enumerate(list(cells)):
        title, units = _split_unit(cell.text)
        if units:
            part.units.append((row.line, units))
            cells[index] = replace(cell, text=title)
    cells = [cell for cell in cells if cell.text]
    if len(cells) > 1 and not part.headers and has_title_number(cells[0].text):
        cells = [replace(cells[0], text=", ".join(cell.text for cell in cells))]
    lone = cells[0] if len(cells) == 1 else None
    if not cells or (lone and not part.headers and _is_bracketed_unit(lone, row, part)):
        return
    if len(cells) == 2 and cells == list(row.cells[:2]) and any(_is_whole(other) for other in following):
        part.notes.append(Note("", ": ".join(cell.text for cell in cells), row.line))
        return
    noted = lone and (is_note(lone.text) or PATTERNS["boilerplate"].fullmatch(lone.text))
    if lone and recipe.lines.get(tidy_label(lone.text), LineKind.NOTE if noted else None) is LineKind.NOTE:
        _note(row, part)
    elif lone and (said or _is_title(lone, part, row, following, recipe)):
        part.titles.append(tidy_label(lone.text))
    elif not _column_numbers(row, [cell for cell in row.cells[1:] if cell.text]):
        part.headers.append(row)


def _is_whole(row: GridRow) -> bool:
    """Whether a line has headers over its first two columns and more: what stands above in two cells is a fact."""
    return all(cell.text for cell in row.cells[:2]) and len(row.filled) > 3


def _split_unit(text: str) -> tuple[str, tuple[Unit, ...]]:
    """A text without the unit that it ends with (… 单位：件), and that unit."""
    if units := unit_line(text):
        return "", units
    found = PATTERNS["title_unit"].match(text)
    units = unit_line(found["unit"]) if found else None
    return (found["title"], units) if found and units else (text, ())


def _is_bracketed_unit(lone: GridCell, row: GridRow, part: Part) -> bool:
    """Whether a line above the headers is a unit in brackets for the whole table; if so, it is noted."""
    if not re.fullmatch(r"\s*[(（].+[)）]\s*", lone.text):
        return False
    single = parse_unit(lone.text)
    units = [single] if single else [parse_unit(piece) for piece in re.split("[;；、,，]", lone.text.strip("()（） "))]
    if all(units):
        part.units.append((row.line, tuple(unit for unit in units if unit)))
    return all(units)


def _is_title(lone: GridCell, part: Part, row: GridRow, following: Sequence[GridRow], recipe: Recipe) -> bool:
    if recipe.lines.get(tidy_label(lone.text)) is LineKind.TITLE or has_title_number(lone.text):
        return True
    if part.headers:
        return False
    across = bool(lone.merged) and sum(cell.merged == lone.merged for cell in row.cells) == len(row.cells)
    year = bool(period_of(lone.text.strip("()（） ")))
    # A line above headers of which the first has its own label column's is no header of that column.
    after = following[0] if following else None
    goes_on = after is not None and (after.lone is not None or bool(after.cells[0].text) or len(lone.text) > _LONG)
    over = goes_on and len(row.cells) > 1 and not PATTERNS["stub"].match(tidy_label(lone.text))
    return not part.titles or across or year or over or lone is not row.cells[0] or _translates(lone.text, part)


def _translates(text: str, part: Part) -> bool:
    """Whether a line above the headers is the title in English."""
    latin = not any(map(is_cjk, text)) and len(text.split()) > 2
    return latin and len(part.titles) == 1 and any(map(is_cjk, part.titles[0]))


def _ends_label(text: str, part: Part, kind: LineKind | None) -> bool:
    if kind is not None:
        return kind is LineKind.LABEL_END
    if part.body and not part.notes and not split_unit(text)[0]:
        return True
    if part.notes or is_note(text) or not part.body or ends_with_number(text):
        return False
    before = " ".join(tidy_label(row.cells[0].text) for row in part.body[-2:])
    return is_open(before) or is_sequel(text, before)


def _note(row: GridRow, part: Part, kind: LineKind | None = None, faults: Faults | None = None) -> None:
    text = " ".join(cell.text for cell in row.filled)
    mark, words = note_parts(text)
    several = len(row.filled) > 2 and not is_note(text)
    if faults and kind is None and ((not part.notes and not is_note(text) and ends_with_number(text)) or several):
        faults.add(row.line, "", "line-not-read", tidy_label(text))
    if part.notes and not is_note(text):
        last = part.notes[-1]
        part.notes[-1] = Note(last.mark, f"{last.text} {words}", last.line)
    else:
        part.notes.append(Note(mark, words, row.line))
