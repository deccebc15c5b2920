"""Header lines of text that blanks part, laid out over the columns of values below them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.lines import has_title_number
from policy_report.evidence.tables.script import indent
from policy_report.evidence.tables.units import unit_line
from policy_report.evidence.tables.words import Line, Word, is_header, pieces_of

_WIDELY_SPREAD: Final = 12
"""Blanks by which print spreads the two characters of a header such as 项目, at most."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The outermost and, where cells are flush, the common edges of each column of values."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    flush_begins: tuple[int | None, ...]
    flush_ends: tuple[int | None, ...]


def edges_of(cuts: Sequence[Sequence[Word]]) -> Edges:
    """Find the edges of the columns of values, from the rows that have them all."""
    columns = list(zip(*cuts, strict=True))
    begins = tuple(min(word.begin for word in column) for column in columns)
    ends = tuple(max(word.end for word in column) for column in columns)
    many = len(cuts) > 1 and all(word.gap > 1 for cut in cuts for word in cut)
    flush_begins = tuple(_flush([word.begin for word in column]) if many else None for column in columns)
    flush_ends = tuple(_flush([word.end for word in column]) if many else None for column in columns)
    return Edges(begins, ends, flush_begins, flush_ends)


def _flush(places: list[int]) -> int | None:
    return max(places) if max(places) - min(places) <= 1 else None


def raw_row(line: Line) -> GridRow:
    """Keep a line as a single cell."""
    return GridRow(line.number, (GridCell(line.text.strip(), 1, indent(line.text)),))


def header_row(line: Line, count: int, edges: Edges) -> GridRow:
    """Read a header line as cells over their columns; as a single cell if its columns cannot be known."""
    units = re.findall(r"[(（][^()（）]+[)）]", line.text)
    if len(units) == count and not re.sub(r"[(（][^()（）]+[)）]", "", line.text).strip():
        return _full(line, "", units)
    chunks = pieces_of(line)
    if has_title_number(line.text) or any(unit_line(chunk.text) for chunk in chunks):
        return _about_row(line, chunks)
    for pieces in (chunks, pieces_of(line, spread=_WIDELY_SPREAD), pieces_of(line, spread=0), list(line.words)):
        texts = [piece.text for piece in pieces]
        if len(texts) == count + 1:
            return _full(line, texts[0], texts[1:])
        if len(texts) == count and count > 1 and edges.begins and pieces[0].end > edges.begins[0] - 2:
            return _full(line, "", texts)
        if len(texts) == count and count > 1 and is_header(line) and line.run == count:
            return _full(line, "", texts)
    wide = pieces_of(line, spread=_WIDELY_SPREAD)
    return _placed_headers(line, wide, count, edges) or _placed_headers(line, chunks, count, edges) or raw_row(line)


def _about_row(line: Line, chunks: Sequence[Word]) -> GridRow:
    """A line with the title, the period and the unit beside each other."""
    units = [chunk for chunk in chunks if unit_line(chunk.text)]
    rest = " ".join(chunk.text for chunk in chunks if chunk not in units)
    return _full(line, rest, [unit.text for unit in units])


def _full(line: Line, stub: str, texts: Sequence[str]) -> GridRow:
    cells = [GridCell(text, column) for column, text in enumerate((stub, *texts), start=1)]
    return GridRow(line.number, tuple(cells))


def _placed_headers(line: Line, chunks: list[Word], count: int, edges: Edges) -> GridRow | None:
    """Headers that stand over one column or over a block of columns; `None` if some stands over none."""
    if len(edges.begins) != count or not chunks or (len(chunks) == 1 and not _is_over_one(chunks[0], edges)):
        return None
    stub = ""
    if chunks[0].end <= edges.begins[0] and not _over(chunks[0], edges):
        stub, chunks = chunks[0].text, chunks[1:]
    cells = [GridCell(stub, 1), *(GridCell("", column) for column in range(2, count + 2))]
    blocks = _blocks(chunks, count, edges)
    spans = blocks or [tuple(_over(chunk, edges)) for chunk in chunks]
    if any(not span for span in spans) or any(set(first) & set(second) for first, second in pairwise(spans)):
        return None
    flush = not blocks and all(
        len(span) == 1 and abs(chunk.end - edges.ends[span[0]]) <= 1 for chunk, span in zip(chunks, spans, strict=True)
    )  # each ends where its column ends: none stands over the next one as well
    for number, (chunk, span) in enumerate(zip(chunks, spans, strict=True), start=1):
        for column in span:
            cells[column + 1] = GridCell(chunk.text, column + 2, merged=number if len(span) > 1 or flush else 0)
    return GridRow(line.number, tuple(cells))


def _is_over_one(chunk: Word, edges: Edges) -> bool:
    """Whether a lone piece of a header stands over a single column, and is no title, period or unit."""
    plain = not (period_of(chunk.text.strip("()（）")) or chunk.text[:1] in "(（")
    return plain and chunk.begin > 0 and len(_over(chunk, edges)) == 1


def _over(chunk: Word, edges: Edges) -> list[int]:
    return [
        index
        for index, (begin, end) in enumerate(zip(edges.begins, edges.ends, strict=True))
        if chunk.begin < end and chunk.end > begin
    ]


def _blocks(chunks: Sequence[Word], count: int, edges: Edges) -> list[tuple[int, ...]] | None:
    """Equal blocks of columns, if each header stands in the middle or at the left of its block."""
    if not chunks or count % len(chunks) or len(chunks) == count:
        return None
    size = count // len(chunks)
    blocks = [tuple(range(size * index, size * (index + 1))) for index in range(len(chunks))]
    for chunk, block in zip(chunks, blocks, strict=True):
        begin, end = edges.begins[block[0]], edges.ends[block[-1]]
        centred = abs((chunk.begin + chunk.end) - (begin + end)) <= max(8, (end - begin) // 2)
        if not (chunk.begin < end and chunk.end > begin and (centred or abs(chunk.begin - begin) <= 4)):
            return None
    return blocks
