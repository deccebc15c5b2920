"""What each column of the body is: labels, values, units, remarks, or labels in another language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.grid import GridRow
from policy_report.evidence.tables.outline import Part, is_body
from policy_report.evidence.tables.recipe import Missing, Recipe
from policy_report.evidence.tables.script import PATTERNS, is_cjk, tidy_label
from policy_report.evidence.tables.units import parse_unit


@dataclass
class Layout:
    """Positions of the columns in the grid's rows, by what they hold."""

    labels: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    unit: int | None = None
    remark: int | None = None
    other: int | None = None


def read_layout(part: Part, recipe: Recipe, faults: Faults) -> Layout:
    """Sort the columns of a part by what its body holds in them."""
    rows = [row for row in part.body if is_body(row, begun=True)]
    layout = Layout(labels=[0])
    for index in range(1, len(rows[0].cells) if rows else 0):
        texts = [row.cells[index].text for row in rows]
        header = " ".join(
            dict.fromkeys(tidy_label(row.cells[index].text) for row in part.headers if row.cells[index].text)
        )
        if header in recipe.ignore_columns or _is_code(header, texts):
            continue
        if (header or str(index + 1)) in recipe.keys or (not recipe.keys and _tells_rows_apart(layout, rows, index)):
            layout.labels.append(index)
        elif _holds_values(texts):
            layout.values.append(index)
        elif any(texts) or header:
            _place_text(layout, index, header, rows, faults)
    _drop_index(layout, part, rows)
    return layout


def _is_code(header: str, texts: Sequence[str]) -> bool:
    """Whether a column behind the labels holds the codes or numbers of the lines."""
    return bool(PATTERNS["code"].match(header)) and all(re.fullmatch(r"[A-Z]{0,3}\d{0,8}", text) for text in texts)


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
    if layout.values or index != layout.labels[-1] + 1 or not rows or not _words(rows, index):
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
    return all(any(map(is_cjk, first)) != any(map(is_cjk, second)) for first, second in pairs if first)


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
