"""Grids from text whose cells are parted by blanks alone: how many columns there are, and where each cell belongs."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.script import fold, indent, split_marks
from policy_report.evidence.tables.spaced_lines import (
    GROUP_TAIL,
    Edges,
    Line,
    Word,
    edges_of,
    find_second,
    header_row,
    header_with_second,
    is_header,
    raw_row,
    split_line,
    with_second,
)
from policy_report.evidence.tables.units import split_unit

MOST_COLUMNS: Final = 60
_GROUP_HEAD: Final = re.compile(r"[+-]?\d{1,3}")
_LONG: Final = re.compile(r"[+-]?\d{4,}(?:\.\d+)?")


def spaced_rows(numbered: Sequence[tuple[int, str]], known: int, faults: Faults) -> list[GridRow]:
    """Read the lines of one table (or one part of a continued one) as cells.

    `known`: how many columns of values the recipe says there are; 0 if it does not.
    """
    lines = [split_line(number, text) for number, text in numbered if text.strip()]
    start = next((index for index, line in enumerate(lines) if line.run and not is_header(line)), len(lines))
    headers, body = lines[:start], lines[start:]
    filled = [line for line in body if line.run]
    grouped = not any(_LONG.fullmatch(fold(word.text)) for line in filled for word in line.values)
    count = known or _count_columns(headers, filled, grouped, faults)
    if not count:
        return [raw_row(line) for line in lines]
    cut = {line.number: _cut(line, count, grouped, faults) for line in filled}
    edges = edges_of([words for words in cut.values() if len(words) == count])
    rows = [_body_row(line, cut.get(line.number, []), count, edges, faults) for line in body]
    second = find_second(headers, filled, cut)
    if second is None:
        return [_header(line, count, edges) for line in headers] + rows
    above = [header_with_second(line, second, lambda rest: _header(rest, count, edges)) for line in headers]
    return above + [
        with_second(row, line, second, has_values=line.run > 0) for row, line in zip(rows, body, strict=True)
    ]


def _header(line: Line, count: int, edges: Edges) -> GridRow:
    """A header line; one that is a single unit in brackets, (10 000 yuan), stays in one piece."""
    return header_row(line, count, edges) if split_unit(line.text.strip())[0] else raw_row(line)


def _count_columns(headers: Sequence[Line], filled: Sequence[Line], grouped: bool, faults: Faults) -> int:
    if not filled:
        return 0
    runs = Counter(line.run for line in filled)
    stated = _stated_count(headers)
    if stated and any(stated in _counts(line, grouped) for line in filled):
        return stated
    count, lines = max(runs.items(), key=lambda item: (item[1], item[0]))
    common = frozenset.intersection(*(_counts(line, grouped) for line in filled))
    if len(common) > 1 or any(line.run != count for line in filled):
        parts = {_chunk_count(line) for line in filled}
        if len(parts) == 1 and parts <= common:
            return parts.pop()
    if len(common) > 1:
        faults.stop(filled[0].number, "", "columns-ambiguous", filled[0].text)
    if lines * 2 < len(filled) or count > MOST_COLUMNS:
        faults.stop(
            filled[0].number, "", "columns-uneven", filled[0].text, runs=", ".join(str(run) for run in sorted(runs))
        )
    return count


def _stated_count(headers: Sequence[Line]) -> int:
    """How many columns the deepest header line that counts them has: one with a unit or a period for each."""
    for line in reversed(headers):
        units = re.findall(r"[(（][^()（）]+[)）]", line.text)
        if len(units) > 1 and not re.sub(r"[(（][^()（）]+[)）]", "", line.text).strip():
            return len(units)
        if line.run > 1 and is_header(line):
            return line.run
    return 0


def _counts(line: Line, grouped: bool) -> frozenset[int]:
    """The numbers of cells into which the values of a line can be cut, blanks between thousands allowed for."""
    reach: list[set[int]] = [{0}]
    words = line.values
    for end in range(1, len(words) + 1):
        counts = {count + 1 for count in reach[end - 1]}
        if grouped:
            for begin in range(max(end - 5, 0), end - 1):
                if _is_group(words[begin:end]):
                    counts |= {count + 1 for count in reach[begin]}
        reach.append(counts)
    return frozenset(reach[-1])


def _is_group(words: Sequence[Word]) -> bool:
    texts = [split_marks(fold(word.text))[0] for word in words]
    return (
        bool(_GROUP_HEAD.fullmatch(texts[0]))
        and all(GROUP_TAIL.fullmatch(text) for text in texts[1:])
        and all("." not in text for text in texts[:-1])
        and all(word.gap == 1 for word in words[1:])
    )


def _chunk_count(line: Line) -> int:
    """How many values there are if at least two blanks part them."""
    return sum(index == 0 or word.gap > 1 for index, word in enumerate(line.values))


def _cut(line: Line, count: int, grouped: bool, faults: Faults) -> list[Word]:
    """The values of a line as cells; fewer or more than `count` only where nothing else is possible."""
    if line.run == count or not grouped or line.run < count:
        return list(line.values[max(line.run - count, 0) :])
    ways = _ways(list(line.values), count)
    if len(ways) > 1:
        parted = [way for way in ways if all(word.gap > 1 for word in way[1:])]
        ways = parted or ways
    if len(ways) > 1:
        faults.add(line.number, "", "columns-ambiguous", line.text)
    return ways[0] if ways else list(line.values[line.run - count :])


def _ways(words: list[Word], count: int) -> list[list[Word]]:
    """All ways to join words into exactly `count` numbers, with blanks between thousands."""
    if not words or not count:
        return [[]] if not words and not count else []
    found = [[words[0], *rest] for rest in _ways(words[1:], count - 1)]
    for size in range(2, min(len(words), 5) + 1):
        if _is_group(words[:size]):
            text = " ".join(word.text for word in words[:size])
            joined = Word(text, words[0].begin, words[size - 1].end, words[0].gap)
            found += [[joined, *rest] for rest in _ways(words[size:], count - 1)]
    return found


def _body_row(line: Line, cells: list[Word], count: int, edges: Edges, faults: Faults) -> GridRow:
    if not line.run:
        return raw_row(line)
    label_end = cells[0].begin if cells else 0
    label = " ".join(word.text for word in line.words if word.end <= label_end)
    stub = GridCell(label, 1, indent(line.text))
    placed: list[Word | None] = list(cells)
    if len(cells) < count:
        beside = [word for word in line.words if word.end <= label_end and edges.begins and word.end > edges.begins[0]]
        placed = [] if beside else _place(cells, count, edges) or []
        if not placed:
            faults.add(line.number, "", "row-short", line.text, cells=len(cells), count=count)
            placed = [*cells, *([None] * (count - len(cells)))]
    blank = [GridCell("", column) for column in range(2, count + 2)]
    values = [GridCell(word.text, column) if word else blank[column - 2] for column, word in enumerate(placed, start=2)]
    return GridRow(line.number, (stub, *values))


def _place(cells: Sequence[Word], count: int, edges: Edges) -> list[Word | None] | None:
    """The cells of a short row in their columns, by edges that are flush; `None` if that is not certain."""
    placed: list[Word | None] = [None] * count
    if len(edges.ends) != count:
        return None
    for word in cells:
        flush = enumerate(zip(edges.flush_begins, edges.flush_ends, strict=True))
        columns = {index for index, (begin, end) in flush if _near(word.end, end) or _near(word.begin, begin)}
        if len(columns) != 1 or placed[index := columns.pop()] is not None:
            return None
        placed[index] = word
    return placed


def _near(place: int, edge: int | None) -> bool:
    return edge is not None and abs(place - edge) <= 1
