"""Lines of text that blanks part: words with their places, headers over columns, and a second column of text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import names_period, period_of
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.script import fold, indent, is_cjk, width
from policy_report.evidence.tables.units import parse_unit, unit_line
from policy_report.evidence.tables.wording import has_title_number, is_note

_PER: Final = re.compile(r"(?:\bper|每|/)\s*\d[\d ,]*$", re.I)
_PURE_MARK: Final = re.compile(
    r"\((?:r|p|e|[a-z]|修订|初步|预计)\)|\[(?:修订|初步|预计|\d|[a-z])\]|[①-⑳]|\*{1,3}|[a-z]\)", re.I
)
_UNIT_BEHIND: Final = re.compile(r"[(（][^()（）]*[)）]$")
GROUP_TAIL: Final = re.compile(r"\d{3}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A text without blanks in it, where it stands (display columns), and the width of the blanks before it."""

    text: str
    begin: int
    end: int
    gap: int

    @property
    def is_value(self) -> bool:
        """Whether it can be a value, or the end of one with a blank inside (89 000)."""
        return bool(GROUP_TAIL.fullmatch(fold(self.text))) or read_cell(self.text).is_value


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as words; the last `run` of them are values."""

    number: int
    text: str
    words: tuple[Word, ...]
    run: int

    @property
    def values(self) -> tuple[Word, ...]:
        return self.words[len(self.words) - self.run :]


def split_line(number: int, text: str) -> Line:
    """Split a line into words, marks glued to the value before them, and count the run of values at its end."""
    words: list[Word] = []
    place, gap = 0, 0
    for piece in re.findall(r"\s+|\S+", text.replace("\t", "    ")):
        if piece.isspace():
            gap = width(piece)
        elif words and _PURE_MARK.fullmatch(fold(piece)) and words[-1].is_value and gap <= 1:
            words[-1] = Word(f"{words[-1].text} {piece}", words[-1].begin, words[-1].end, words[-1].gap)
        elif words and re.fullmatch(r"\[(?:修订|初步)\]", fold(words[-1].text)) and gap <= 1:
            words[-1] = Word(f"{words[-1].text} {piece}", words[-1].begin, place + width(piece), words[-1].gap)
        else:
            words.append(Word(piece, place, place + width(piece), gap))
        place += width(piece)
    run = 0
    while not _PER.search(text) and run < len(words) and words[-1 - run].is_value:
        run += 1
    if run == len(words) and run > 1 and period_of(words[0].text):
        run -= 1  # a row of a year
    return Line(number, text, tuple(words), 0 if is_note(text) or unit_line(text) else run)


def is_header(line: Line) -> bool:
    """Tell whether a line with values at its end is rather a header or a title: all of them are periods."""
    return all(names_period(word.text.strip("()（）")) for word in line.values)


def pieces_of(line: Line, spread: int = 4) -> list[Word]:
    """Join the words of a header that one blank parts, or that are single Chinese characters (合  计)."""
    found: list[Word] = []
    for word in line.words:
        last = found[-1] if found else None
        letters = last is not None and _is_single(last.text) and _is_single(_UNIT_BEHIND.sub("", word.text))
        apart = letters and word.gap <= spread
        if last is not None and (word.gap == 1 or apart):
            found[-1] = Word(last.text + ("" if apart else " ") + word.text, last.begin, word.end, last.gap)
        else:
            found.append(word)
    return found


def _is_single(text: str) -> bool:
    return len(text) == 1 and is_cjk(text)


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


_UNIT_HEAD: Final = re.compile(r"(?:计量)?单位|units?", re.I)
_NEAR: Final = 4
"""Columns by which a wrapped label or a header may miss the place where the second column begins."""


@dataclass(frozen=True, slots=True)
class Second:
    """A second column of text: where it begins, where the values begin, and whether it holds units."""

    begin: int
    end: int
    units: bool


def find_second(headers: Sequence[Line], filled: Sequence[Line], cut: Mapping[int, Sequence[Word]]) -> Second | None:
    """Find the second column, if every row has one and nothing speaks against it."""
    labels = [_label(line, cut[line.number]) for line in filled]
    end = min((words[0].begin for words in cut.values() if words), default=0)
    headed = any(_UNIT_HEAD.fullmatch(piece.text) for line in headers for piece in pieces_of(line))
    if headed and all(len(label) > 1 and parse_unit(label[-1].text) for label in labels):
        return Second(min(label[-1].begin for label in labels), end, units=True)
    others = [_latin(label) for label in labels]
    if len(others) < 2 or any(word is None for word in others):
        return None
    begins = [word.begin for word in others if word]
    return Second(min(begins), end, units=False) if max(begins) - min(begins) <= _NEAR else None


def _label(line: Line, cells: Sequence[Word]) -> list[Word]:
    end = cells[0].begin if cells else 0
    return [word for word in line.words if word.end <= end]


def _latin(label: Sequence[Word]) -> Word | None:
    """The first word of a label in Latin letters, if all before it is Chinese, and blanks part them."""
    for index, word in enumerate(label):
        if not any(map(is_cjk, word.text)):
            return word if index and word.gap > 1 and word.text[:1].isalpha() else None
    return None


def with_second(row: GridRow, line: Line, second: Second, *, has_values: bool) -> GridRow:
    """Put the second column of a row of the body in a cell of its own."""
    at = next((index for index, word in enumerate(line.words) if _begins(word, index, second)), None)
    if at is None or (not has_values and is_note(line.text)):
        return _shifted(row, "") if has_values else row
    label = " ".join(word.text for word in line.words[:at])
    behind = " ".join(word.text for word in line.words[at:] if word.end <= second.end or not has_values)
    stub = GridCell(label, 1, indent(line.text) if label else 0)
    return _shifted(replace(row, cells=(stub, *row.cells[1:])), behind)


def _begins(word: Word, index: int, second: Second) -> bool:
    near = -1 <= word.begin - second.begin <= (second.end if second.units else second.begin + _NEAR) - second.begin
    return near and word.end <= second.end and (not index or word.gap > 1 or second.units)


def _shifted(row: GridRow, text: str) -> GridRow:
    values = (replace(cell, column=cell.column + 1) for cell in row.cells[1:])
    return GridRow(row.line, (row.cells[0], GridCell(text, 2), *values))


def header_with_second(line: Line, second: Second, place: Callable[[Line], GridRow]) -> GridRow:
    """Put the header of the second column in a cell of its own; `place` lays the others out."""
    piece = next((piece for piece in pieces_of(line) if _is_header(piece, second)), None)
    if piece is None:
        row = place(line)
        return _shifted(row, "") if len(row.cells) > 1 else row
    kept = tuple(word for word in line.words if not (piece.begin <= word.begin < piece.end))
    row = place(replace(line, words=kept, run=min(line.run, len(kept))))
    return _shifted(row, piece.text) if len(row.cells) > 1 else row


def _is_header(piece: Word, second: Second) -> bool:
    if second.units:
        return bool(_UNIT_HEAD.fullmatch(piece.text))
    over = piece.begin < second.end and piece.end > second.begin and piece.end <= second.end
    return over and not any(map(is_cjk, piece.text))
