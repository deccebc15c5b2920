"""Lines of text whose cells are parted by blanks, as words with their places."""

import re
from dataclasses import dataclass
from typing import Final

from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import names_period, period_of
from policy_report.evidence.tables.lines import is_note
from policy_report.evidence.tables.script import fold, is_cjk, width
from policy_report.evidence.tables.units import unit_line

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
