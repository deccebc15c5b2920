"""Find where a Chinese reading does not fit the words around it, by the patterns of `grammar/misfits.toml`."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Final

from policy_report.quantities.context import ARRIVING, Found
from policy_report.quantities.grammar import CHANGES, HEDGES, UNITS, words_of
from policy_report.quantities.lexer import Role
from policy_report.quantities.measures import TIME_WORDS, words
from policy_report.quantities.quantity import Change, Qualifier, Quantity

Misfit = tuple[tuple[int, int], str]
"""Where the words stand that do not fit, and what they may be about."""

_GRAMMAR: Final = words_of("misfits")
_LEVELS: Final = ("count", "measure", "time", "percent", "multiple", "rank", "bare")
_CHANGES: Final = ("yearly", "shift", "amount")
_SIGNS: Final = {kind: chr(0xE000 + index) for index, kind in enumerate((*_LEVELS, *_CHANGES, "way"))}
_REST: Final = "\ue0ff"
"""What fills the place of a quantity behind the sign of its kind."""


def _one_of(*kinds: str) -> str:
    return f"[{''.join(_SIGNS[kind] for kind in kinds)}]{_REST}*+"


_PARTS: Final = (
    _GRAMMAR["parts"]
    | {kind: _one_of(kind) for kind in _SIGNS}
    | {"level": _one_of(*_LEVELS), "change": _one_of(*_CHANGES), "any": _one_of(*_SIGNS)}
    | {"signs": "\ue000-\ue0ff", "end": "(?<=[\ue000-\ue0ff])(?!\ue0ff)"}
)


def _filled(pattern: str) -> str:
    return re.sub("<([a-z_]+)>", lambda part: _filled(_PARTS[part[1]]), pattern)


_MISFITS: Final = {kind: [re.compile(_filled(one)) for one in group] for kind, group in _GRAMMAR["misfits"].items()}
_MEASURED: Final = frozenset(entry.partition("(")[0] for entry in UNITS["measured_units"].split()) - {"倍"}
_YEARLY: Final = (Change.YOY_PERCENT, Change.YOY_PP)
_MOVES: Final = (*_YEARLY, Change.PERCENT_CHANGE, Change.PP_CHANGE, Change.ABS_CHANGE)
_PENDING: Final = (Role.HEDGE, Role.BASE, Role.ORIGIN, Role.FULL_ADVERB)
_DIRECTIONS: Final = (Role.CHANGE, Role.COMPARED)
_HEDGE: Final = re.compile(
    f"{words(' '.join((*HEDGES['before'].values(), *HEDGES['after'].values())))}|余|多(?![于过])|[已不未]?满"
)
_HELD: Final = {Qualifier.EXACT: (0,), Qualifier.ROUNDED: (0,), Qualifier.RANGE: (0, 2)}
"""How many hedges the words of a quantity hold; one at most if it is hedged."""
_START: Final = attrgetter("start")
_END: Final = re.compile("[，。；,;!?！？(\n]")
_COMPARING: Final = re.compile("[高低快慢优好]于|差距|之差|误差")
_FAR: Final = re.compile(
    "(?:(?![零一二两三四五六七八九十百千万亿几数半])[一-鿿]){4,}(?=[0-9零一二两三四五六七八九十百千万亿几数半])"
)
"""Words between a hedge and the number that took it: 最高的小区发案1345起."""
_LISTED: Final = re.compile("[、和及与或]|以及")
_NUMERAL: Final = re.compile("[0-9零一二两三四五六七八九十百千几半]")
_WEAK: Final = {
    **dict.fromkeys(("numbered meeting or term", "numeral in a word", "grade", "year"), "[0-9]"),
    "letters with figures": "[A-Za-z0-9]*[0-9](?:,[0-9]{3}|[.][0-9]|[万亿])",
}
"""Rules that pass over figures which might count as well, and how those that might are printed."""
_INSIDE: Final = re.compile(
    "[一-鿿](?<![率数量值额价案幅速件人起宗元名次周年月期度温情量指天个今则亦再又也均各别略微大小急猛净仍只已或反累并且皆都还更最])"
)
"""What a direction of one character may make a word with: 晋升, 推翻."""
_ONE_OF: Final = frozenset("上前下同另某这那哪")
_COUNTED: Final = re.compile("(?:[一-鿿](?<![占的将把于为])){0,8}")
"""What may stand between a count and the 全部 that is said of it: 12条线索已全部."""
_NEAR: Final = 5
"""Characters between a hedge and the number that it may be about."""
_YEARS_OF_THE_REPUBLIC: Final = range(80, 131)


def misfits(text: str, found: list[Quantity], met: list[Found], passed: list[tuple[int, int, str]]) -> Iterator[Misfit]:
    """Find the words that show that a quantity may be misread.

    `text`: the folded text.
    `found`: its quantities, in order.
    `met`: the words of the grammar that were met in it.
    `passed`: what was passed over, and by which rule.
    """
    written = list(text)
    for quantity in found:
        start, end = quantity.span
        written[start:end] = _SIGNS[_kind(quantity)] + _REST * (end - start - 1)
    skeleton = "".join(written)
    for kind, patterns in _MISFITS.items():
        for pattern in patterns:
            yield from ((fit.span(1), kind) for fit in pattern.finditer(skeleton))
    for quantity in found:
        yield from _of_one(text, quantity, met)
    for start, end, rule in passed:
        if rule in _WEAK and re.compile(_WEAK[rule]).match(text, start):
            yield (start, end), "name"
    moves = [word for word in met if word.word.role in _DIRECTIONS]
    for word, following in pairwise(moves):
        if word.end == following.start and word.word.sense != following.word.sense:
            yield (word.start, following.end), "direction"
    yield from _untaken(text, found, met)
    for one, other in pairwise(found):
        yield from _of_two(text, one, other)


def _begins(quantity: Quantity) -> int:
    return quantity.span[0]


def _between(met: list[Found], start: int, end: int) -> list[Found]:
    """Give the words that begin between two places."""
    return met[bisect_left(met, start, key=_START) : bisect_left(met, end, key=_START)]


def _kind(quantity: Quantity) -> str:
    """Name the kind of a quantity."""
    unit, change = quantity.unit, quantity.change
    if change is Change.FROM_TO:
        return "way"
    if change in _MOVES:
        return "yearly" if change in _YEARLY else "amount" if change is Change.ABS_CHANGE else "shift"
    if unit in ("percent", "pp"):
        return "percent"
    if unit in TIME_WORDS or unit == "分":
        return "time"
    if unit in _MEASURED:
        return "measure"
    return {"": "bare", "rank": "rank", "倍": "multiple"}.get(unit, "count")


def _of_one(text: str, quantity: Quantity, met: list[Found]) -> Iterator[Misfit]:
    """Find what does not fit one quantity: hedges that it lost, a sign against the last direction, a year."""
    start, end = quantity.span
    value = quantity.value
    window = quantity.qualifier is Qualifier.EXACT and text[start] == "近"
    held = len(_HEDGE.findall(text, start, end))
    for word in _between(met, start, start + 1):
        if word.word.role in (Role.HEDGE, Role.ABOVE) and word.text != "约" and _FAR.match(text, word.end):
            yield (start, word.end), "hedge"
    about = quantity.qualifier is Qualifier.RANGE and text[start] == "约"
    if not (window or about) and held not in _HELD.get(quantity.qualifier, (0, 1)):
        yield quantity.span, "hedge"
    if text[start] == "一" and start and text[start - 1] in _ONE_OF:
        yield quantity.span, "name"
    if value in _YEARS_OF_THE_REPUBLIC and quantity.unit == "年" and quantity.qualifier is Qualifier.EXACT:
        yield quantity.span, "name"
    if not value or quantity.change not in _MOVES:
        return
    clause = max(text.rfind(mark, 0, start) for mark in "，。；、,;\n") + 1
    near = _between(met, clause, start)
    moves = [word for word in near if word.word.role in _DIRECTIONS]
    alone = quantity.unit == "pp" and value > 0 and text[clause - 1 : clause] != "、"
    if alone and not moves and _COMPARING.search(text, clause, start) is None:
        yield quantity.span, "direction"
    if moves:
        *_, last = moves
        opposed = value > 0 and last.word.sense == -1 and not ARRIVING.match(text, last.end)
        alone = last.word.role is Role.CHANGE and len(last.text) == 1 and all(word.end != last.start for word in near)
        if opposed or (alone and last.start > clause and _INSIDE.match(text, last.start - 1)):
            yield (last.start, last.end), "direction"


def _untaken(text: str, found: list[Quantity], met: list[Found]) -> Iterator[Misfit]:
    """Find the hedges, the bases of a change and the beginnings of a way that no quantity behind them took."""
    for word in met:
        if word.word.role not in _PENDING or word.text.endswith("均") or word.text in CHANGES["compared"]:
            continue
        mark = _END.search(text, word.end)
        end = mark.start() if mark else len(text)
        first = bisect_left(found, word.end, key=_begins)
        clause = found[first : bisect_left(found, end, key=_begins)]
        moved = any(one.change is not Change.LEVEL for one in clause) or any(
            other.word.role in _DIRECTIONS for other in _between(met, word.end, end)
        )
        match word.word.role:
            case Role.HEDGE if first == 0 or found[first - 1].span[1] <= word.start:
                near = clause[0].span[0] - word.end < _NEAR if clause else _NUMERAL.search(text, word.end, end)
                kind = "hedge" if near else ""
            case Role.BASE:
                kind = "base" if clause and not moved else ""
            case Role.FULL_ADVERB if len(word.text) > 1:
                behind = first and _COUNTED.fullmatch(text, found[first - 1].span[1], word.start)
                kind = "hedge" if behind and not text.startswith("的", word.end) else ""
            case Role.ORIGIN:
                kind = "from-to" if len(clause) > 1 and not moved and clause[0].unit == clause[1].unit else ""
            case _:
                kind = ""
        if kind:
            yield (word.start, word.end), kind


def _of_two(text: str, one: Quantity, other: Quantity) -> Iterator[Misfit]:
    """Find what does not fit two quantities: they touch and count one thing, or only one of a list is hedged."""
    between = text[one.span[1] : other.span[0]]
    if between in ("", "零", "又") and _NUMERAL.match(text, other.span[0]):
        kinds = {_kind(one), _kind(other)}
        parts = kinds & {"time", "measure"} and "夜" not in other.unit and "count" not in kinds
        if (parts or not one.unit) and other.value != 0:
            yield other.span, "unit"
    alike = one.unit == other.unit and one.change is other.change
    unlike = one.qualifier is not other.qualifier and Qualifier.ROUNDED not in (one.qualifier, other.qualifier)
    if alike and unlike and _LISTED.fullmatch(between):
        yield other.span, "hedge"
