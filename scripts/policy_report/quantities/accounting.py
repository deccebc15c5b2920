"""Account for every figure of a text: read, passed over by a rule that is named, or unread."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from policy_report.quantities.context import ARRIVING, Found
from policy_report.quantities.errors import QuantityError
from policy_report.quantities.foreign import foreign_signs
from policy_report.quantities.grammar import CHANGES, SHAPES, before, shape
from policy_report.quantities.lexer import Role
from policy_report.quantities.measures import TIME_WORDS
from policy_report.quantities.misfits import misfits
from policy_report.quantities.parser import Parser
from policy_report.quantities.quantity import Change, Qualifier, Quantity
from policy_report.quantities.reader import parser_of
from policy_report.quantities.script import fold
from policy_report.quantities.standing import UNREAD

if TYPE_CHECKING:
    from policy_report.quantities.english.parser import EnglishParser


class Fate(StrEnum):
    """What became of a figure."""

    READ = "read"
    PASSED_OVER = "passed over"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Figure:
    """Figures or number words of a text, and what became of them."""

    text: str  # the figures, as printed
    fate: Fate  # whether they are part of a quantity, are passed over by a rule, or are unread
    rule: str  # the rule by which they are passed over, such as `telephone`; else empty
    span: tuple[int, int]  # where they stand, as Python string indices


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may change the meaning of a quantity and were not read so: what they may be about, and where."""

    text: str
    kind: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Account:
    """The quantities of a text, every figure that it holds, and the words beside them that stay unexplained."""

    quantities: tuple[Quantity, ...]
    figures: tuple[Figure, ...]
    unexplained: tuple[Doubt, ...]

    @property
    def unread(self) -> tuple[Figure, ...]:
        """The figures that no rule reads."""
        return tuple(figure for figure in self.figures if figure.fate is Fate.UNREAD)


_FIGURE: Final = re.compile(shape(SHAPES["account"]["figure"]))
_DOUBTS: Final = {kind: re.compile(shape(pattern)) for kind, pattern in SHAPES["doubts"].items()}
_ASPECTS: Final = {Role.HEDGE: "hedge", Role.ABOVE: "hedge", Role.CHANGE: "direction", Role.COMPARED: "direction"}
_OR: Final = re.compile("或者?| or (?:a )?")
_DIRECTIONS: Final = (Role.CHANGE, Role.COMPARED)
_ARRIVING: Final = re.compile(rf"{ARRIVING.pattern}| (?:to|into|below|under|above) ")
_DEGREES: Final = ("高", "低")
"""Comparisons that are parts of other words more often than not."""
_DIRECTED: Final = re.compile(r"(?i)[+＋]|差距|之差|相差|个百分点以内|误差|gap|difference|margin|lead|wider|narrower")
_PERCENT_CHANGES: Final = (Change.PERCENT_CHANGE, Change.YOY_PERCENT)
_ADDED: Final = re.compile(SHAPES["account"]["added"])
_NEAR: Final = re.compile(r"[^，。；、！？,;!?\n]{0,12}")
"""What stands between a word and the quantity that it may be about."""


def account(text: str, *, counting: bool = False) -> Account:
    """Read a text and account for every digit and number word in it.

    `text`: as for `read`.
    `counting`: whether it is asked how often something happened, so that 第18次 is 18 and no name of the eighteenth.

    Raises `QuantityError` as `read` does.

    Examples
    --------
    >>> given = account("110接处警中心2023年受理警情12起")
    >>> [(figure.text, figure.fate.value, figure.rule) for figure in given.figures]
    [('110', 'passed over', 'hot line'), ('2023', 'passed over', 'year, month, day'), ('12', 'read', '')]
    """
    folded = fold(text)
    parser = parser_of(folded, counting=counting)
    found = parser.read()
    if broken := [*parser.broken, *foreign_signs(folded)]:
        raise QuantityError([fault.problem(text) for fault in broken])
    return Account(tuple(found), tuple(_figures(text, parser)), tuple(_doubts(text, parser)))


def _figures(text: str, parser: "Parser | EnglishParser") -> Iterator[Figure]:
    """Say of each run of figures what became of it; a run of which parts fare differently is divided."""
    owners = [""] * len(text)
    for found in parser.words:
        owners[found.start : found.end] = ["word or idiom"] * (found.end - found.start)
    for start, end, rule in parser.passed:
        owners[start:end] = [rule or _shape_of(parser.text, start, end)] * (end - start)
    for quantity in parser.found:
        start, end = quantity.span
        owners[start:end] = [Fate.READ] * (end - start)
    for run in _FIGURE.finditer(parser.text):
        for owner, places in groupby(range(*run.span()), key=owners.__getitem__):
            first, *others = places
            span = (first, first + len(others) + 1)
            fate = Fate.READ if owner is Fate.READ else Fate.PASSED_OVER if owner not in ("", UNREAD) else Fate.UNREAD
            yield Figure(text[slice(*span)], fate, owner if fate is Fate.PASSED_OVER else "", span)


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(f"(?:{shape(one)})" for one in group))
        for kind in ("dates", "codes", "phrases")
        for name, group in SHAPES[kind].items()
    }


def _shape_of(text: str, start: int, end: int) -> str:
    """Name the shape of a name; a word or an idiom has none."""
    for name, pattern in _shapes().items():
        found = pattern.match(text, start)
        if found is not None and found.end() == end:
            return name
    return "word or idiom"


def _doubts(text: str, parser: "Parser | EnglishParser") -> Iterator[Doubt]:
    """Find the words beside quantities that were not read into one, in order."""
    known = [(found.start, found.end) for found in parser.words] + [one[:2] for one in parser.passed]
    known += [quantity.span for quantity in parser.found]
    spans = {(found.start, found.end): _ASPECTS[found.word.role] for found in _untaken(parser)}
    spans |= dict.fromkeys(_undirected(parser), "direction")
    for quantity in parser.found:
        for name, pattern in _DOUBTS.items():
            kind, _, side = name.partition(" ")
            start, end = quantity.span
            found = pattern.match(parser.text, end) if side == "after" else before(pattern, parser.text, start)
            if (
                found
                and _lacks(quantity, kind)
                and not any(low < found.end(1) and found.start(1) < high for low, high in known)
            ):
                spans[found.span(1)] = kind
    if isinstance(parser, Parser):
        spans = dict(misfits(parser.text, parser.found, parser.words, parser.passed)) | spans
    else:
        from policy_report.quantities.english.doubts import doubts  # its grammar takes long to prepare

        spans = dict(doubts(parser)) | spans
    for (start, end), kind in sorted(spans.items()):
        yield Doubt(text[start:end], kind, (start, end))


def _undirected(parser: "Parser | EnglishParser") -> Iterator[tuple[int, int]]:
    """Find the percentages of which nothing says whether they rise or fall: points, and those that follow a change."""
    for one, other in pairwise(parser.found):
        shared = (
            other.unit == "percent"
            and other.change is Change.LEVEL
            and other.qualifier is not Qualifier.FULL
            and one.change in _PERCENT_CHANGES
        )
        if shared and _ADDED.fullmatch(parser.text, one.span[1], other.span[0]):
            yield other.span
    for quantity in parser.found:
        if quantity.unit == "pp" and quantity.value is not None and quantity.value >= 0:
            start, end = _sentence(parser.text, quantity.span)
            directed = any(
                start <= one.start < end and (one.word.role in _DIRECTIONS or one.text in CHANGES["compared"])
                for one in parser.words
            )
            if not directed and _DIRECTED.search(parser.text, start, end) is None:
                yield quantity.span


def _sentence(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Give where the sentence around a span begins and ends."""
    start = max(text.rfind(mark, 0, span[0]) for mark in "。；;\n") + 1
    ends = [found for mark in "。；;\n" if (found := text.find(mark, span[1])) >= 0]
    return start, min(ends, default=len(text))


def _untaken(parser: "Parser | EnglishParser") -> Iterator[Found]:
    """Find the hedges and changes that no quantity of their clause took."""
    for one, other in pairwise(parser.words):
        if _OR.fullmatch(parser.text, one.end, other.start) and {one.word.sense, other.word.sense} == {1, -1}:
            yield other  # 上涨或下跌3%
    for found in parser.words:
        kind = _ASPECTS.get(found.word.role, "")
        taken = any(one.span[0] <= found.start < one.span[1] for one in parser.found)
        if (
            not kind
            or taken
            or (kind == "direction" and not isinstance(parser, Parser))
            or found.text in _DEGREES
            or _ARRIVING.match(parser.text, found.end)
        ):
            continue
        near = [one for one in parser.found if _is_near(parser.text, found, one.span, kind)]
        kinds = ("direction", kind) if found.text in CHANGES["compared"] else (kind,)
        if near and all(_lacks(one, each) for one in near for each in kinds):
            yield found


def _is_near(text: str, found: Found, span: tuple[int, int], kind: str) -> bool:
    """Say whether a word stands near a quantity, in the same clause; a hedge stands before it."""
    if found.end > span[0] and kind == "hedge":
        return False
    between = text[found.end : span[0]] if found.end <= span[0] else text[span[1] : found.start]
    return _NEAR.fullmatch(between) is not None


def _lacks(quantity: Quantity, kind: str) -> bool:
    """Say whether a quantity has no direction, no hedge or no unit."""
    if kind == "direction":
        level = quantity.change in (Change.LEVEL, Change.MULTIPLE)
        return level and quantity.unit not in TIME_WORDS and quantity.unit != "rank"
    return quantity.qualifier in (Qualifier.EXACT, Qualifier.ROUNDED) if kind == "hedge" else not quantity.unit
