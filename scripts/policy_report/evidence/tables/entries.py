"""What each column of the body is, and its lines as rows with whole labels: wrapped ones joined, headers kept apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables import wording
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.grid import GridRow
from policy_report.evidence.tables.model import Note
from policy_report.evidence.tables.outline import Part, is_body, is_time
from policy_report.evidence.tables.recipe import LineKind, Missing, Recipe
from policy_report.evidence.tables.script import PATTERNS, is_cjk, join, tidy_label
from policy_report.evidence.tables.units import parse_unit, split_unit


@dataclass
class Layout:
    """Positions of the columns in the grid's rows, by what they hold."""

    labels: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)  # of the labels, those that are times
    values: list[int] = field(default_factory=list)
    unit: int | None = None
    remark: int | None = None
    other: int | None = None


_NUMBERED: Final = re.compile(r"[一二三四五六七八九十]{1,3}、")
_PIECES: Final = 3
_STEP: Final = 2
"""Indentation that a second label column adds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the body, or the heading of a group, without `row`."""

    label: str
    indent: int
    line: int
    row: GridRow | None = None

    def before(self, piece: "Entry") -> "Entry":
        """Put a further piece behind the label."""
        return replace(self, label=join(self.label, piece.label))


@dataclass
class _Lines:
    """The body while it is read: what has been put together, and the piece of a label that still waits for its row."""

    body: Sequence[GridRow]
    layout: Layout
    recipe: Recipe
    faults: Faults
    entries: list[Entry] = field(default_factory=list)
    waiting: Entry | None = None
    above: tuple[str, ...] = ()


def read_entries(part: Part, layout: Layout, recipe: Recipe, faults: Faults) -> list[Entry]:
    """Read the rows and group headers of a part, in order, with whole labels."""
    lines = _Lines(part.body, layout, recipe, faults)
    for index, row in enumerate(part.body):
        if is_body(row, begun=True) or lines.recipe.lines.get(tidy_label(" ".join(row.texts))) is LineKind.ROW:
            lines.entries.append(_value_entry(row, lines))
            lines.waiting = None
            continue
        piece = _piece(row, layout)
        if not piece.label and lines.entries and not lines.waiting:
            continue
        kind = _kind(piece, index, lines)
        if kind is LineKind.NOTE:
            part.notes.append(Note(*wording.note_parts(piece.label), row.line))
        elif kind is LineKind.LABEL_END and lines.entries:
            lines.entries[-1] = lines.entries[-1].before(piece)
        elif kind is LineKind.LABEL_START:
            lines.waiting = lines.waiting.before(piece) if lines.waiting else piece
        else:
            lines.entries.append(piece)
    return lines.entries


def _piece(row: GridRow, layout: Layout) -> Entry:
    """A line without values: its text, but for what stands in the column of another language."""
    others = [cell for index, cell in enumerate(row.cells) if index == layout.other and not cell.merged]
    own = [cell for cell in row.filled if cell not in others]
    return Entry(tidy_label(" ".join(cell.text for cell in own)), (own or row.filled)[0].indent, row.line)


def _value_entry(row: GridRow, lines: _Lines) -> Entry:
    """The row of a line with values; each outer one of several labels becomes a header of its own where it begins."""
    labels = lines.layout.labels
    cell = row.cells[labels[-1]]
    label, indent = tidy_label(cell.text), cell.indent
    if len(labels) > 1:
        path = _path([tidy_label(row.cells[at].text) for at in labels], lines.above)
        for depth in range(len(path) - 1):
            if path[: depth + 1] != lines.above[: depth + 1]:
                lines.entries.append(Entry(path[depth], depth * _STEP, row.line))
        if len(path) > 1:
            indent = row.cells[labels[0]].indent + (len(path) - 1) * _STEP
        label, lines.above = path[-1] if path else label, path
    if lines.waiting:
        label, indent = join(lines.waiting.label, label), lines.waiting.indent
    if not label:
        text = " ".join(row.texts)
        lines.faults.add(row.line, "", "row-without-label", text)
    return Entry(label, indent, row.line, row)


def _path(labels: Sequence[str], above: Sequence[str]) -> tuple[str, ...]:
    """The labels of a row from the outermost in: those left out are the row's above; a total is its outer label's."""
    path: list[str] = []
    for depth, text in enumerate(labels):
        last = depth == len(labels) - 1
        carried = text or ("" if last or path != list(above[:depth]) else "".join(above[depth : depth + 1]))
        if carried and not (path and (carried == path[-1] or (last and wording.is_total_label(carried)))):
            path.append(carried)
    return tuple(path)


def _kind(piece: Entry, index: int, lines: _Lines) -> LineKind:
    """What a line without values is; an error if it can be read in two ways."""
    text = piece.label
    if text in lines.recipe.lines or wording.is_note(text):
        return lines.recipe.lines.get(text, LineKind.NOTE)
    if is_time(lines.body[index]) and index + 1 < len(lines.body):
        return LineKind.HEADING
    if wording.ends_with_number(text):
        lines.faults.add(piece.line, "", "line-not-read", text)
        return LineKind.HEADING
    found = _fitting(piece, index, lines)
    if len(found) == 1:
        return found.pop()
    lines.faults.add(piece.line, "", "line-ambiguous", text)
    return LineKind.HEADING


def _fitting(piece: Entry, index: int, lines: _Lines) -> set[LineKind]:
    """What a line without values can be, by its words, its neighbours' and its indentation."""
    text = piece.label
    before = lines.entries[-1].label if lines.entries else ""
    following = lines.body[index + 1] if index + 1 < len(lines.body) else None
    after = tidy_label(following.cells[0].text) if following else ""
    sequel = lines.waiting is None and bool(before) and wording.is_sequel(text, before)
    ends = sequel or (lines.waiting is None and bool(before) and wording.is_open(before))
    opened = not after or wording.is_sequel(after, text) or wording.is_open(text) or lines.waiting is not None
    starts = following is not None and opened
    if before and not lines.waiting and not split_unit(text)[0]:
        return {LineKind.LABEL_END}
    if sequel or (ends and not starts) or _hangs(piece, following, lines):
        return {LineKind.LABEL_END}
    if _is_first_piece(index, lines):
        return {LineKind.LABEL_START}
    if wording.is_group_header(text) and not ends and (after or not starts):
        return {LineKind.HEADING}
    if ends or starts:
        return {LineKind.LABEL_START} if not ends else {LineKind.LABEL_START, LineKind.LABEL_END}
    deeper = following is not None and following.cells[0].indent > piece.indent
    return {LineKind.HEADING} if deeper else set()


def _is_first_piece(index: int, lines: _Lines) -> bool:
    """Whether a numbered line begins the label of the one row below it: 一、, then a row, then 二、 with values."""
    rows = lines.body[index : index + 3]
    if len(rows) < _PIECES:
        return False
    here, below, behind = (bool(_NUMBERED.match(tidy_label(row.cells[0].text))) for row in rows)
    alone = here and behind and not below
    return alone and is_body(rows[1], begun=True) and is_body(rows[2], begun=True)


def _hangs(piece: Entry, following: GridRow | None, lines: _Lines) -> bool:
    """Whether a line stands deeper than the rows above and below it: a heading of a group would have rows."""
    if not lines.entries or lines.waiting or following is None or not following.cells[0].text:
        return False
    last = lines.entries[-1]
    return last.row is not None and last.indent < piece.indent > following.cells[0].indent


def read_layout(part: Part, recipe: Recipe, faults: Faults) -> Layout:
    """Sort the columns of a part by what its body holds in them."""
    rows = [row for row in part.body if is_body(row, begun=True)]
    layout = Layout(labels=[0])
    for index in range(1, len(rows[0].cells) if rows else 0):
        texts = [row.cells[index].text for row in rows]
        header = _header(part, index)
        if header in recipe.ignore_columns or _is_code(header, texts):
            continue
        if header not in recipe.keys and is_fact(header, texts):
            continue
        if not recipe.keys and PATTERNS["time"].match(header) and all(map(period_of, texts)):
            layout.times.append(index)
            continue
        if (header or str(index + 1)) in recipe.keys or (not recipe.keys and _tells_rows_apart(layout, rows, index)):
            layout.labels.append(index)
        elif _holds_values(texts):
            layout.values.append(index)
        elif any(texts) or header:
            _place_text(layout, index, header, rows, faults)
    first = _header(part, 0)
    codes = first not in recipe.keys and _is_code(first, [row.cells[0].text for row in rows])
    if len(layout.labels) > 1 and (codes or first in recipe.ignore_columns):
        layout.labels = layout.labels[1:]
    _drop_index(layout, part, rows)
    # A time stands over the labels beside it: its rows are for that time.
    layout.labels = layout.times + layout.labels
    return layout


def _header(part: Part, index: int) -> str:
    """All that stands over a column."""
    texts = (row.cells[index].text for row in part.headers)
    return " ".join(dict.fromkeys(tidy_label(text) for text in texts if text))


def is_fact(header: str, texts: Sequence[str]) -> bool:
    """Tell whether a column says in words one thing of all rows: what it says belongs to the title."""
    words = set(texts)
    other = PATTERNS["unit"].match(header) or PATTERNS["remark"].match(header)
    return len(texts) > 1 and len(words) == 1 and bool(header) and not other and _is_wording(*words)


def _is_wording(text: str) -> bool:
    return any(map(str.isalpha, text)) and not (read_cell(text).is_value or parse_unit(text) or period_of(text))


def _is_code(header: str, texts: Sequence[str]) -> bool:
    """Whether a column behind the labels holds the codes or numbers of the lines."""
    return bool(PATTERNS["code"].match(header)) and all(
        re.fullmatch(r"[A-Z]{0,3}\d{0,8}[A-Z]?", text) for text in texts
    )


def facts(part: Part) -> list[str]:
    """List what columns say of all rows alike."""
    rows = [row for row in part.body if is_body(row, begun=True)]
    columns = range(1, len(rows[0].cells) if rows else 0)
    said = ((_header(part, at), [row.cells[at].text for row in rows]) for at in columns)
    return [texts[0] for header, texts in said if is_fact(header, texts)]


def _holds_values(texts: Sequence[str]) -> bool:
    readings = [read_cell(text) for text in texts if text]
    numbers = sum(reading.number is not None or (reading.missing not in (None, Missing.BLANK)) for reading in readings)
    damaged = sum(reading.looks_numeric for reading in readings)
    return bool(numbers + damaged) and (numbers + damaged) * 2 >= len(readings)


def _place_text(layout: Layout, index: int, header: str, rows: Sequence[GridRow], faults: Faults) -> None:
    texts = [row.cells[index].text for row in rows]
    if PATTERNS["unit"].match(header) or (any(texts) and all(parse_unit(text) for text in texts if text)):
        layout.unit = index
    elif PATTERNS["remark"].match(header):
        layout.remark = index
    elif not layout.values and index == layout.labels[-1] + 1 and _is_second_label(rows, index):
        layout.labels.append(index)
    elif _other_language(rows, layout.labels[-1], index):
        layout.other = index
    elif any(texts):
        line = next(row.line for row in rows if row.cells[index].text)
        text = next(text for text in texts if text)
        faults.add(line, header or str(index + 1), "column-not-numeric", text)
    elif header:
        layout.values.append(index)


def _is_second_label(rows: Sequence[GridRow], index: int) -> bool:
    """Labels in two columns: the first is merged over several lines, is left out, or numbers the lines."""
    first = [row.cells[index - 1] for row in rows]
    numbered = [cell.text for cell in first] == [str(number) for number in range(1, len(first) + 1)]
    return numbered or any(cell.merged or not cell.text for cell in first)


def _tells_rows_apart(layout: Layout, rows: Sequence[GridRow], index: int) -> bool:
    """Whether labels repeat in the columns before, and do not with this column and further ones of words behind it.

    One that follows such a column says more of the same rows: the name behind a code.
    """
    if layout.values or index != max(layout.labels + layout.times) + 1 or not rows or not _words(rows, index):
        return False
    last = index
    while last + 1 < len(rows[0].cells) and _words(rows, last + 1):
        last += 1
    before, whole = (
        {tuple(row.cells[at].text for at in range(layout.labels[0], end)) for row in rows} for end in (index, last + 1)
    )
    return len(whole) == len(rows) and (len(before) < len(rows) or len(layout.labels) > 1)


def _words(rows: Sequence[GridRow], index: int) -> bool:
    """Whether a column holds words in all rows."""
    texts = [row.cells[index].text for row in rows]
    return all(texts) and not any(parse_unit(text) or period_of(text) or read_cell(text).is_value for text in texts)


def _other_language(rows: Sequence[GridRow], label: int, index: int) -> bool:
    pairs = [(row.cells[label].text, row.cells[index].text) for row in rows if row.cells[index].text]
    return all(any(map(str.isalpha, second)) for _, second in pairs) and all(
        any(map(is_cjk, first)) != any(map(is_cjk, second)) for first, second in pairs if first
    )


def _drop_index(layout: Layout, part: Part, rows: Sequence[GridRow]) -> None:
    """Leave out a first column that only numbers the lines."""
    headers = [tidy_label(row.cells[0].text) for row in part.headers if row.cells[0].text]
    numbered = bool(rows) and all(re.fullmatch(r"\d{0,3}", row.cells[0].text) for row in rows)
    if not numbered or not ((headers and PATTERNS["index"].match(headers[-1])) or len(layout.labels) > 1):
        return
    if len(layout.labels) > 1:
        layout.labels = layout.labels[1:]
    elif layout.other == 1:
        layout.labels, layout.other = [1], None
