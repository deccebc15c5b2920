"""Grids from text whose cells are parted by blanks alone: how many columns there are, and where each cell belongs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.faults import Faults
from policy_report.evidence.tables.grid import GridCell, GridRow
from policy_report.evidence.tables.lines import has_title_number, is_note, is_unit_line
from policy_report.evidence.tables.script import fold, indent, is_cjk, split_marks, width

MOST_COLUMNS: Final = 60
_PER: Final = re.compile(r"(?:\bper|每|/)\s*\d[\d ,]*$", re.I)
_GROUP_HEAD: Final = re.compile(r"[+-]?\d{1,3}")
_GROUP_TAIL: Final = re.compile(r"\d{3}(?:\.\d+)?")
_LONG: Final = re.compile(r"[+-]?\d{4,}(?:\.\d+)?")
_PURE_MARK: Final = re.compile(
    r"\((?:r|p|e|[a-z]|修订|初步|预计)\)|\[(?:修订|初步|预计|\d|[a-z])\]|[①-⑳]|\*{1,3}|[a-z]\)", re.I
)
_UNIT_BEHIND: Final = re.compile(r"[(（][^()（）]*[)）]$")
_WIDELY_SPREAD: Final = 12
"""Blanks by which print spreads the two characters of a head such as 项目, at most."""
_SPACES: Final = "put | or at least two blanks between the cells, or save the table as CSV"


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
        return bool(_GROUP_TAIL.fullmatch(fold(self.text))) or read_cell(self.text).is_value


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
    """A line as words, marks glued to the value before them, and the length of its run of values at the end."""
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
    return Line(number, text, tuple(words), 0 if is_note(text) or is_unit_line(text) else run)


def is_head(line: Line) -> bool:
    """Whether a line with values at its end is rather a head or a title: all of them are periods."""
    return all(period_of(word.text.strip("()（）")) for word in line.values)


def spaced_rows(numbered: Sequence[tuple[int, str]], known: int, faults: Faults) -> list[GridRow]:
    """The lines of one table (or one part of a continued one) as cells.

    Parameters
    ----------
    numbered
        The lines with their numbers.
    known
        How many columns of values the recipe says there are; 0 if it does not.
    faults
        Takes the faults.
    """
    lines = [split_line(number, text) for number, text in numbered if text.strip()]
    start = next((index for index, line in enumerate(lines) if line.run and not is_head(line)), len(lines))
    heads, body = lines[:start], lines[start:]
    filled = [line for line in body if line.run]
    grouped = not any(_LONG.fullmatch(fold(word.text)) for line in filled for word in line.values)
    count = known or _count_columns(heads, filled, grouped, faults)
    if not count:
        return [_raw(line) for line in lines]
    cut = {line.number: _cut(line, count, grouped, faults) for line in filled}
    edges = _edges([words for words in cut.values() if len(words) == count])
    rows = [_body_row(line, cut.get(line.number, []), count, edges, faults) for line in body]
    return [_head_row(line, count, edges) for line in heads] + rows


def _raw(line: Line) -> GridRow:
    return GridRow(line.number, (GridCell(line.text.strip(), 1, indent(line.text)),))


def _count_columns(heads: Sequence[Line], filled: Sequence[Line], grouped: bool, faults: Faults) -> int:
    if not filled:
        return 0
    runs = Counter(line.run for line in filled)
    stated = _stated_count(heads)
    if stated and any(stated in _counts(line, grouped) for line in filled):
        return stated
    count, lines = max(runs.items(), key=lambda item: (item[1], item[0]))
    common = frozenset.intersection(*(_counts(line, grouped) for line in filled))
    if len(common) > 1 or any(line.run != count for line in filled):
        parts = {_chunk_count(line) for line in filled}
        if len(parts) == 1 and parts <= common:
            return parts.pop()
    if len(common) > 1:
        message = "blanks may part columns or thousands"
        remedy = f"give `columns` in the recipe, or {_SPACES}"
        faults.stop(filled[0].number, "", "columns-ambiguous", message, filled[0].text, remedy)
    if lines * 2 < len(filled) or count > MOST_COLUMNS:
        message = "the lines have different numbers of values: " + ", ".join(str(run) for run in sorted(runs))
        remedy = f"give `columns` in the recipe, or {_SPACES}"
        faults.stop(filled[0].number, "", "columns-uneven", message, filled[0].text, remedy)
    return count


def _stated_count(heads: Sequence[Line]) -> int:
    """How many columns the deepest head line that counts them has: one with a unit or a period for each."""
    for line in reversed(heads):
        units = re.findall(r"[(（][^()（）]+[)）]", line.text)
        if len(units) > 1 and not re.sub(r"[(（][^()（）]+[)）]", "", line.text).strip():
            return len(units)
        if line.run > 1 and is_head(line):
            return line.run
    return 0


def _counts(line: Line, grouped: bool) -> frozenset[int]:
    """The numbers of cells into which the values of a line can be cut, blanks between thousands allowed for."""
    counts = {0}
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
        and all(_GROUP_TAIL.fullmatch(text) for text in texts[1:])
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
        message = "the blanks inside the numbers can be read in several ways"
        faults.add(line.number, "", "columns-ambiguous", message, line.text, _SPACES)
    return ways[0] if ways else list(line.values[line.run - count :])


def _ways(words: list[Word], count: int) -> list[list[Word]]:
    """All ways to join words into exactly `count` numbers, with blanks between thousands."""
    if not words or not count:
        return [[]] if not words and not count else []
    found = [[words[0], *rest] for rest in _ways(words[1:], count - 1)]
    for size in range(2, min(len(words), 5) + 1):
        if _is_group(words[:size]):
            joined = Word(
                " ".join(word.text for word in words[:size]), words[0].begin, words[size - 1].end, words[0].gap
            )
            found += [[joined, *rest] for rest in _ways(words[size:], count - 1)]
    return found


@dataclass(frozen=True, slots=True)
class Edges:
    """The outermost and, where cells are flush, the common edges of each column of values."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    flush_begins: tuple[int | None, ...]
    flush_ends: tuple[int | None, ...]


def _edges(cuts: Sequence[Sequence[Word]]) -> Edges:
    columns = list(zip(*cuts, strict=True))
    begins = tuple(min(word.begin for word in column) for column in columns)
    ends = tuple(max(word.end for word in column) for column in columns)
    many = len(cuts) > 1 and all(word.gap > 1 for cut in cuts for word in cut)
    flush_begins = tuple(_flush([word.begin for word in column]) if many else None for column in columns)
    flush_ends = tuple(_flush([word.end for word in column]) if many else None for column in columns)
    return Edges(begins, ends, flush_begins, flush_ends)


def _flush(places: list[int]) -> int | None:
    return max(places) if max(places) - min(places) <= 1 else None


def _body_row(line: Line, cells: list[Word], count: int, edges: Edges, faults: Faults) -> GridRow:
    if not line.run:
        return _raw(line)
    label_end = cells[0].begin if cells else 0
    label = " ".join(word.text for word in line.words if word.end <= label_end)
    stub = GridCell(label, 1, indent(line.text))
    placed: list[Word | None] = list(cells)
    if len(cells) < count:
        beside = [word for word in line.words if word.end <= label_end and edges.begins and word.end > edges.begins[0]]
        placed = [] if beside else _place(cells, count, edges) or []
        if not placed:
            message = f"the row has {len(cells)} values, the table {count} columns"
            remedy = "mark an empty cell with … as in the source, or put | between the cells"
            faults.add(line.number, "", "row-short", message, line.text, remedy)
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
        columns = {
            index
            for index in range(count)
            if _near(word.end, edges.flush_ends[index]) or _near(word.begin, edges.flush_begins[index])
        }
        if len(columns) != 1 or placed[index := columns.pop()] is not None:
            return None
        placed[index] = word
    return placed


def _near(place: int, edge: int | None) -> bool:
    return edge is not None and abs(place - edge) <= 1


def _head_row(line: Line, count: int, edges: Edges) -> GridRow:
    """A head line as cells over their columns; as a single cell if its columns cannot be known."""
    units = re.findall(r"[(（][^()（）]+[)）]", line.text)
    if len(units) == count and not re.sub(r"[(（][^()（）]+[)）]", "", line.text).strip():
        return _full(line, "", units)
    chunks = _chunks(line)
    if has_title_number(line.text) or any(is_unit_line(chunk.text) for chunk in chunks):
        return _about_row(line, chunks)
    for pieces in (chunks, _chunks(line, spread=_WIDELY_SPREAD), _chunks(line, spread=0), list(line.words)):
        texts = [piece.text for piece in pieces]
        if len(texts) == count + 1:
            return _full(line, texts[0], texts[1:])
        if len(texts) == count and count > 1 and edges.begins and pieces[0].end > edges.begins[0] - 2:
            return _full(line, "", texts)
        if len(texts) == count and count > 1 and is_head(line) and line.run == count:
            return _full(line, "", texts)
    wide = _chunks(line, spread=_WIDELY_SPREAD)
    return _placed_heads(line, wide, count, edges) or _placed_heads(line, chunks, count, edges) or _raw(line)


def _about_row(line: Line, chunks: Sequence[Word]) -> GridRow:
    """A line with the title, the period and the unit beside each other."""
    units = [chunk for chunk in chunks if is_unit_line(chunk.text)]
    rest = " ".join(chunk.text for chunk in chunks if chunk not in units)
    cells = [GridCell(text, column) for column, text in enumerate((rest, *(unit.text for unit in units)), start=1)]
    return GridRow(line.number, tuple(cells))


def _full(line: Line, stub: str, texts: Sequence[str]) -> GridRow:
    cells = [GridCell(text, column) for column, text in enumerate((stub, *texts), start=1)]
    return GridRow(line.number, tuple(cells))


def _chunks(line: Line, spread: int = 4) -> list[Word]:
    """The words of a head joined where one blank parts them, or where both are single Chinese characters (合  计)."""
    chunks: list[Word] = []
    for word in line.words:
        last = chunks[-1] if chunks else None
        apart = last is not None and word.gap <= spread and _is_single(last.text) and _is_single(_UNIT_BEHIND.sub("", word.text))
        if last is not None and (word.gap == 1 or apart):
            chunks[-1] = Word(last.text + ("" if apart else " ") + word.text, last.begin, word.end, last.gap)
        else:
            chunks.append(word)
    return chunks


def _is_single(text: str) -> bool:
    return len(text) == 1 and is_cjk(text)


def _placed_heads(line: Line, chunks: list[Word], count: int, edges: Edges) -> GridRow | None:
    """Heads that stand over one column or over a block of columns; `None` if some stands over none."""
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
    for number, (chunk, span) in enumerate(zip(chunks, spans, strict=True), start=1):
        for column in span:
            cells[column + 1] = GridCell(chunk.text, column + 2, merged=number if len(span) > 1 else 0)
    return GridRow(line.number, tuple(cells))


def _is_over_one(chunk: Word, edges: Edges) -> bool:
    """Whether a lone piece of a head stands over a single column, and is no title, period or unit."""
    plain = not (period_of(chunk.text.strip("()（）")) or chunk.text[:1] in "(（")
    return plain and chunk.begin > 0 and len(_over(chunk, edges)) == 1


def _over(chunk: Word, edges: Edges) -> list[int]:
    return [
        index
        for index, (begin, end) in enumerate(zip(edges.begins, edges.ends, strict=True))
        if chunk.begin < end and chunk.end > begin
    ]


def _blocks(chunks: Sequence[Word], count: int, edges: Edges) -> list[tuple[int, ...]] | None:
    """Equal blocks of columns, if each head stands in the middle or at the left of its block."""
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
