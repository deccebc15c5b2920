"""Write an English text as one sign a word: amounts, directions, bases, names (`words` in `grammar/english.toml`)."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from policy_report.quantities.context import Found
from policy_report.quantities.english.terms import Reading, population, rank_reading, ratio_reading, read_reading
from policy_report.quantities.english.words import (
    ENGLISH,
    HEDGES,
    SIGNS,
    VALUES,
    compiled,
    grouped,
    plain,
    shape,
    spaced,
)
from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.grammar import before
from policy_report.quantities.lexer import Role, Word
from policy_report.quantities.measures import TIME_WORDS
from policy_report.quantities.standing import UNREAD

PERCENTS: Final = ("percent", "pp", "permille", "倍", "点")
_REACHED: Final = frozenset(ENGLISH["hedges"]["reached"]["words"].split())
_NAME, _YEARLY, _BASE, _RATE, _HEDGE, _IDIOM, _AMOUNT, _WORD, _RATIO, _RANK = range(10)
_NAMES: Final = tuple(ENGLISH["names"])
_INNER: Final = frozenset(("of", "to", "and", "per"))
"""Words that stand within names and bases, and begin none."""
_OUTSIDE: Final = "(?<![A-Za-z-])"


class Rule(NamedTuple):
    """What may stand at an index: its kind, what it names, and the words that it may begin with, or parts of them."""

    kind: int
    name: str
    pattern: re.Pattern[str]
    openings: tuple[str, ...]


def _rules() -> Iterator[Rule]:
    bases = ENGLISH["bases"]
    names = "|".join(f"({'|'.join(f'(?:{one})' for one in group)})" for group in ENGLISH["names"].values())
    yield _rule(_RATIO, "", "(?<![A-Za-z0-9.,:-])<ratio>", VALUES)
    yield _rule(_RANK, "", rf"{_OUTSIDE}<rank>", ("top", "rank", "ranks", "ranked", "ranking"))
    yield _rule(_NAME, "", f"(?<![A-Za-z0-9.,])(?:{names})")
    yield _rule(_YEARLY, "base of a change", rf"{_OUTSIDE}(?i:{bases['year_on_year']})(?![a-z])")
    yield _rule(_BASE, "base of a change", rf"{_OUTSIDE}(?i:{bases['other']})(?![a-z])")
    yield _rule(_RATE, "population of a rate", rf"{_OUTSIDE}<rate>", ("per", "for", "in", "out"))
    yield _rule(_HEDGE, "", rf"{_OUTSIDE}(?i:<words>)(?!<year_alone>)(?=<filler> ?<amount>)", HEDGES)
    yield _rule(
        _IDIOM, "word or idiom", rf"{_OUTSIDE}(?i:<words>)(?![a-z])", spaced(ENGLISH["idioms"]["words"].split())
    )
    yield _rule(_AMOUNT, "", r"(?<![A-Za-z0-9.,/])(?<![0-9][-–])(?!00)(?:(?<![^ (:;])[-−–+]|(?i:minus ))?<amount>")
    yield _rule(
        _WORD, "", rf"{_OUTSIDE}(?i:<words>)(?![a-z])<no_limit>", [word for word in SIGNS if " " in word or "." in word]
    )


def _rule(kind: int, name: str, pattern: str, words: Iterable[str] = ()) -> Rule:
    whole = shape(pattern.replace("<words>", grouped(words)))
    first = {_LETTERS.split(word)[0] for word in words} or {*openings(whole)} - _INNER
    return Rule(kind, name, re.compile(whole), tuple(first))


def openings(pattern: str) -> tuple[str, ...]:
    """Give the words that a pattern holds: no other can begin what it finds. A part of a word ends in a star.

    Examples
    --------
    >>> sorted(openings("(?i:(?:the )?[Qq]uarters?|Ju(?:ne|ly))"))
    ['Ju', 'Ju*', 'Quarter', 'Quarters', 'Quarters*', 'ly', 'ne', 'the']
    """
    bare = re.sub(r"\\[A-Za-z]|\(\?(?:P<\w+>|[a-z]+:)", " ", re.sub(r"\[([A-Z])[a-z]\]", r"\1", pattern))
    runs = re.findall(r"([A-Za-z]+)([?(\[]?)", re.sub(r"\[[^]]*\]", "[", bare))
    whole = {run[: len(run) - short] for run, behind in runs for short in ((0, 1) if behind == "?" else (0,))}
    return (*whole, *(f"{run}*" for run, behind in runs if behind))


_LETTERS: Final = re.compile("[^a-z]")
_RULES: Final = tuple(_rules())
_NUMBER_RULES: Final = tuple(rule for rule in _RULES if rule.kind in (_RATIO, _NAME, _AMOUNT))
_STROKE_RULES: Final = tuple(rule for rule in _RULES if rule.kind == _RATE)
_START: Final = re.compile(r"([A-Za-z][A-Za-z'’-]*)|[^A-Za-z ]")


@lru_cache(4096)
def _known(word: str) -> tuple[tuple[Rule, ...], str, int]:
    """Give the rules that may apply where a printed word begins, and the sign and sense that it has by itself."""
    opening = _LETTERS.split(word.lower())[0].removesuffix("fold")
    rules = tuple(rule for rule in _RULES if any(_opens(one.lower(), opening) for one in rule.openings))
    return rules, *SIGNS.get(plain(word), ("w", 0))


def _opens(opening: str, word: str) -> bool:
    return opening == word or (opening.endswith("*") and word.startswith(opening[:-1]))


_PASSED: Final = {_NAME: "x", _YEARLY: "y", _BASE: "z", _IDIOM: "w"}
_MARKS: Final = {
    ",": ",", "–": ",", "—": ",", ":": "=", "=": "=", "&": "&", "(": "(", ")": ")", **dict.fromkeys(".;!?\n", ";"),
}  # fmt: skip
_NUMBER_MARKS: Final = "(–—"
"""Marks that a number or a name may begin with."""
_YEAR: Final = re.compile(shape("<year>"))
_BEFORE_YEAR: Final = compiled("before_year")
_PLURAL: Final = compiled("plural")
_LOWER: Final = re.compile(r"[ -][a-z]{2,}")
_CAPITAL: Final = re.compile(r"([A-Z][A-Za-z.]*) $")
_NO_NAME: Final = compiled("no_name")
_ONE: Final = compiled("one")
_FILLED: Final = re.compile(shape("<filler> ?"))
_UNREAD_RUN: Final = re.compile(r"[0-9][0-9.,]*[0-9A-Za-z]*(?:[-–][0-9]+)*|[A-Za-z]+(?:-[A-Za-z]+)*")
_PERCENT: Final = re.compile("%|per ?cent")
_WAY_ON: Final = re.compile("f[.]?n[^;]{0,3}t$")
_NO_YEAR_NEXT: Final = re.compile(shape(r" (?:[a-z]+ )?to (?!<year>(?![0-9,.]*[0-9]))[0-9]"))
_RESTATED: Final = re.compile(r"p,?[|]\.?$")
_RESTATING: Final = re.compile(
    r"(?:,? or | \()[0-9.]+ ?(?:%|per ?cent)|,? to (?:close at |end at )?[0-9]{1,3},?[0-9]{3}"
)
_REDUCED: Final = re.compile("[NM]o[.]?$")
_JUST: Final = re.compile(r"\b(?:just|only|to) $")
_LASTING: Final = re.compile("[KZWnpsvNM][^;]*(?<![q@of])$")
_SPENT: Final = compiled("spent")
_LISTED: Final = re.compile("[,&]{1,2}|[|]")
_BETWEEN: Final = re.compile(r"i(?:\.?ro)?\.?$")
_DEPARTED: Final = re.compile(r"f[.]?[nps]w{0,2}$")
_ORIGIN: Final = re.compile(r" [0-9][0-9,.]*(?:%| per ?cent)?,? from [0-9]")
_FROM: Final = re.compile(r"(?:[ft][.h]?|f\.?w{1,2}o)$")
_TIMES_CHANGED: Final = re.compile(r"[vNM][.ob]{0,2}$")
_CHANGED: Final = re.compile(r"(?:[vNMuce][.]?b?|b)[.h]?(?:p[|(][.h]?)?$")


class Signs:
    """The signs of a folded text; `spans` says where each word stands, `items` which amount and hedge a sign is."""

    __slots__ = ("broken", "hedge", "items", "passed", "position", "rate", "signs", "spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.signs: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.items: dict[int, tuple[Reading, Found | None]] = {}
        self.hedge: Found | None = None
        self.rate = ""
        self.broken: list[BrokenNumberError] = []
        self.passed: list[tuple[int, int, str]] = []
        self.words: list[Found] = []
        while (start := _START.search(text, self.position)) is not None:
            self._take(start)
        self._share_units()

    def _take(self, first: re.Match[str]) -> None:
        """Take in the word, number, name or mark that begins at an index."""
        start, end = first.span()
        word = first[1]
        if word:
            rules, sign, sense = _known(word)
            rules = _NUMBER_RULES if self.text[end : end + 1].isdigit() else rules
        else:
            sign, sense = _MARKS.get(self.text[start], ""), 0
            rules = () if sign and self.text[start] not in _NUMBER_MARKS else _NUMBER_RULES
            rules = _STROKE_RULES if self.text[start] == "/" else rules
        for rule in rules:
            if token := rule.pattern.match(self.text, start):
                self.position = token.end()
                self._apply(rule, token)
                return
        self.position = end
        if sense:
            self.words.append(Found(Word(Role.CHANGE, sense), self.text[start:end], start, end))
        if sign:
            self.rate = "" if sign == ";" else self.rate
            self._sign(sign, start, end)

    def _apply(self, rule: Rule, token: re.Match[str]) -> None:
        """Take in what a rule found."""
        start, end = token.span()
        if rule.kind == _AMOUNT:
            self._amount(start, end)
        elif rule.kind in (_RATIO, _RANK):
            reading = ratio_reading(self.text, token) if rule.kind == _RATIO else rank_reading(token)
            self.items |= {len(self.signs): (reading, None)} if reading else {}
            self._sign("n" if reading else "w", start, end)
        elif rule.kind == _WORD:
            sign, sense = SIGNS[plain(token.group())]
            if sense:
                self.words.append(Found(Word(Role.CHANGE, sense), token.group(), start, end))
            self._sign(sign, start, end)
        elif rule.kind == _HEDGE and token.group().lower() == "up to" and _DEPARTED.search(self._last()):
            self._sign("t", start, end)  # from 12% up to 15%
        elif rule.kind == _HEDGE and token.group().lower() == "up to" and _ORIGIN.match(self.text, end):
            self._sign("u", start, start + 2)
            self._sign("t", end - 2, end)  # up to 640, from 522
        elif rule.kind == _HEDGE:
            self.hedge = Found(Word(Role.HEDGE, HEDGES[plain(token.group())]), token.group(), start, end)
            self.words.append(self.hedge)
            self._sign("h", start, end)
        elif rule.kind == _RATE:
            self.rate = population(token.group())
            self._pass(start, end, rule.name if self.rate else UNREAD, "w")
        else:
            name = _NAMES[(token.lastindex or 1) - 1] if rule.kind == _NAME else rule.name
            self._pass(start, end, name, _PASSED[rule.kind])

    def _last(self) -> str:
        """Give the last signs, as many as any pattern looks at."""
        return "".join(self.signs[-40:])

    def _sign(self, sign: str, start: int, end: int) -> None:
        self.signs.append(sign)
        self.spans.append((start, end))

    def _pass(self, start: int, end: int, rule: str, sign: str = "x") -> None:
        self.passed.append((start, end, rule))
        self._sign(sign, start, end)

    def _amount(self, start: int, end: int) -> None:
        try:
            reading = self._reading(start)
        except BrokenNumberError as fault:
            self.broken.append(fault)
            self.position = max(end, fault.start + len(fault.text))
            return
        if reading is None:
            run = _UNREAD_RUN.search(self.text, start)
            self.position = run.end() if run else end
            self._pass(start, self.position, UNREAD, "w")
            return
        hedge = self._hedge(start)
        if hedge is not None and self._is_no_hedge(hedge, timed=reading.unit in TIME_WORDS):
            self.words.remove(hedge)
            hedge = None
        self.position = reading.end
        if rule := self._rule(reading, hedge):
            self._pass(reading.start, reading.end, rule)
            return
        if reading.unit == "point":
            reading = reading._replace(unit="点" if self._is_index(reading) else "pp")
        elif self.rate and not reading.unit:
            reading = reading._replace(unit=self.rate)
        self.items[len(self.signs)] = (reading, hedge)
        self._sign(self._amount_sign(reading, hedge), start, reading.end)

    def _reading(self, start: int) -> Reading | None:
        """Read an amount, or a range where the words before it do not say that its ends are apart."""
        before = self._last()
        if _BETWEEN.search(before):
            return read_reading(self.text, start, joined="and")
        if _FROM.search(before):
            return read_reading(self.text, start, joined="dash")
        reading = read_reading(self.text, start, joined="to")
        if _CHANGED.search(before) is None or (reading is not None and reading.amount.high is None):
            return reading
        shared = reading is not None and reading.unit in ("percent", "pp") and not reading.amount.low.measure.unit
        return reading if shared else read_reading(self.text, start, joined="")  # rose by 12 to 300

    def _amount_sign(self, reading: Reading, hedge: Found | None) -> str:
        if reading.sign:
            return "K"
        if hedge is not None and hedge.text.lower() in _REACHED and self.signs[-1:] in (["v"], ["N"]):
            return "Z"  # fell below 300
        if reading.unit in PERCENTS or reading.share is not None:
            return "p"
        return "s" if reading.unit in TIME_WORDS else "n"

    def _hedge(self, start: int) -> Found | None:
        """Give the hedge before an amount, articles between them passed over, and take it out of the signs."""
        hedge, self.hedge = self.hedge, None
        if hedge is None or not _FILLED.fullmatch(self.text, hedge.end, start):
            return None
        while self.spans and self.spans[-1][0] >= hedge.start:
            self.spans.pop()
            self.signs.pop()
        return hedge

    def _is_no_hedge(self, hedge: Found, *, timed: bool) -> bool:
        """Say whether "over" says how long something took (fell by 5% over six years), or "inside" where it was."""
        word = hedge.text.lower()
        if not timed or word != "over":
            return not timed and word == "inside"
        lasting = _LASTING.search(self._last()) is not None
        return lasting and before(_SPENT, self.text, hedge.start) is None

    def _rule(self, reading: Reading, hedge: Found | None) -> str:
        """Name the rule by which a bare number is no quantity, or `UNREAD`; empty if it is one."""
        number, start, end = reading.amount.low.number, reading.start, reading.end
        if self._is_ambiguous(reading, index=self._is_index(reading)):
            return UNREAD
        if not reading.bare or hedge or number.myriad or number.scale > 1 or reading.negative:
            return ""
        printed = self.text[start:end]
        if not number.figures:
            counts = printed.lower() != "one" or _ONE.match(self.text, end) or before(_JUST, self.text, start)
            return "" if counts else "pronoun"
        if _YEAR.fullmatch(printed):
            return self._year_rule(start, end)
        capital = before(_CAPITAL, self.text, start)
        named = capital is not None and not _NO_NAME.match(capital[1]) and not _LOWER.match(self.text, end)
        return UNREAD if named and printed.isdigit() else ""

    def _is_index(self, reading: Reading) -> bool:
        """Say whether points are those of an index: slid 2.4%, or 918 points, to 37,155."""
        if reading.unit != "point":
            return False
        number = reading.amount.low.number
        restated = _RESTATED.search(self._last()) or _RESTATING.match(self.text, reading.end)
        return number.value >= 100 * number.scale or restated is not None

    def _is_ambiguous(self, reading: Reading, *, index: bool) -> bool:
        """Say whether points may be of a percentage or an index, or times a multiple: increased three times."""
        if reading.unit == "point":
            return (
                not index
                and "p" not in self.signs
                and _PERCENT.search(self.text, reading.end, reading.end + 40) is None
            )
        as_high = self.text.endswith((" as high as ", " as much as "), 0, reading.start)
        return reading.unit == "次" and (as_high or _TIMES_CHANGED.search(self._last()) is not None)

    def _year_rule(self, start: int, end: int) -> str:
        """Tell a year from a count that looks like one: from 2620 to 2080 offences."""
        origin = self.signs[-1:] == ["f"] and _NO_YEAR_NEXT.match(self.text, end) is not None
        amount = _REDUCED.search(self._last()) or self.text.endswith("total of ", 0, start)
        counts = _PLURAL.match(self.text, end)
        if amount and (counts or _RESTATING.match(self.text, end)):
            return ""
        if origin or _WAY_ON.search(self._last()):
            return ""
        preceded = before(_BEFORE_YEAR, self.text, start)
        named = preceded is not None and preceded.group().strip().lower() not in ("of", "and", "to", "with", "for")
        return UNREAD if counts and not named else "year"

    def _share_units(self) -> None:
        """Give a bare number the unit of the next member of its list: 5, 7 and 9 per cent."""
        later: int | None = None
        for index in sorted(self.items, reverse=True):
            reading, hedge = self.items[index]
            joint = "" if later is None else "".join(self.signs[index + 1 : later])
            if later is not None and _LISTED.fullmatch(joint) and (joint != ",&" or self.signs[index - 1] == ","):
                number, unit = reading.amount.low.number, self.items[later][0].unit
                shared = unit in ("percent", "pp") and number.value < 100 * number.scale
                if reading.bare and (shared or "*" in self.signs):
                    self.items[index] = (reading._replace(unit=unit), hedge)
                    self.signs[index] = self.signs[later]
            later = index
