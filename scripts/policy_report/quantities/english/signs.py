"""Write an English text as one sign a word: amounts, directions, bases, names (`words` in `grammar/english.toml`)."""

import re
from typing import Final

from policy_report.quantities.context import Found
from policy_report.quantities.english.terms import Reading, population, read_reading
from policy_report.quantities.english.words import HEDGES, SIGNS, compiled, literal, plain, shape, spaced
from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.grammar import ENGLISH
from policy_report.quantities.lexer import Role, Word
from policy_report.quantities.measures import TIME_WORDS
from policy_report.quantities.standing import UNREAD

PERCENTS: Final = ("percent", "pp", "permille", "倍")
_REACHED: Final = frozenset(ENGLISH["hedges"]["reached"]["words"].split())
_NAMES: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile("|".join(rf"(?:{shape(one)})" for one in group)) for name, group in ENGLISH["names"].items()
}
_SCAN: Final = re.compile(
    "|".join(
        f"({pattern})"
        for pattern in (
            "(?<![A-Za-z0-9.,])(?:" + "|".join(f"(?:{pattern.pattern})" for pattern in _NAMES.values()) + ")",
            rf"(?<![A-Za-z-])(?i:{shape(ENGLISH['bases']['year_on_year'])})(?![a-z])",
            rf"(?<![A-Za-z-])(?i:{shape(ENGLISH['bases']['other'])})(?![a-z])",
            rf"(?<![A-Za-z-]){shape('<rate>')}",
            rf"(?<![A-Za-z-])(?i:{literal(HEDGES)})(?!{shape('<year_alone>')})(?={shape('<filler> ?<amount>')})",
            rf"(?<![A-Za-z-])(?i:{literal(spaced(ENGLISH['idioms']['words'].split()))})(?![a-z])",
            rf"(?<![A-Za-z0-9.,])(?:(?<![^ (:;])[-−–+]|(?i:minus ))?{shape('<amount>')}",
            rf"(?<![A-Za-z-])(?i:{literal(word for word in SIGNS if ' ' in word)})(?![a-z])|[A-Za-z][A-Za-z'’-]*",
            r"[.;!?\n]|[,:()&=–—]",
        )
    )
)
_NAME, _YEARLY, _BASE, _RATE, _HEDGE, _IDIOM, _AMOUNT, _WORD, _MARK = range(1, 10)
_MARKS: Final = {",": ",", "–": ",", "—": ",", ":": "=", "=": "=", "&": "&", "(": "(", ")": ")"}
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
_JUST: Final = re.compile(r"\b(?:just|only|to) $")
_LASTING: Final = re.compile("[KZWnpsvNM][^;]*(?<![qof])$")
_LISTED: Final = re.compile("[,&|]{1,2}")
_BETWEEN: Final = re.compile(r"i(?:\.?ro)?\.?$")
_FROM: Final = re.compile("[ft][.h]?$")
_TIMES_CHANGED: Final = re.compile(r"[vNM][.ob]{0,2}$")
_CHANGED: Final = re.compile(r"[vNMuce][.]?b?[.h]?(?:p[|(][.h]?)?$")


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
        while (token := _SCAN.search(text, self.position)) is not None:
            self.position = token.end()
            self._take(token.lastindex or 0, token)
        self._share_units()

    def _take(self, kind: int, token: re.Match[str]) -> None:
        start, end = token.span()
        if kind == _AMOUNT:
            self._amount(start, end)
        elif kind == _WORD:
            self._word(token.group(), start, end)
        elif kind == _MARK:
            sign = _MARKS.get(token.group(), ";")
            self.rate = "" if sign == ";" else self.rate
            self._sign(sign, start, end)
        elif kind == _HEDGE:
            self.hedge = Found(Word(Role.HEDGE, HEDGES[plain(token.group())]), token.group(), start, end)
            self.words.append(self.hedge)
            self._sign("h", start, end)
        elif kind == _NAME:
            self._pass(start, end, _name_of(self.text, start, end))
        elif kind == _IDIOM:
            self._pass(start, end, "word or idiom", "w")
        elif kind == _RATE:
            self.rate = population(token.group())
            self._pass(start, end, "population of a rate" if self.rate else UNREAD, "w")
        else:
            self._pass(start, end, "base of a change", "y" if kind == _YEARLY else "z")

    def _word(self, printed: str, start: int, end: int) -> None:
        sign, sense = SIGNS.get(plain(printed), ("w", 0))
        if sense:
            self.words.append(Found(Word(Role.CHANGE, sense), printed, start, end))
        self._sign(sign, start, end)

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
        if hedge is not None and reading.unit in TIME_WORDS and self._lasts(hedge):
            hedge = None
        self.position = reading.end
        if rule := self._rule(reading, hedge):
            self._pass(reading.start, reading.end, rule)
            return
        if reading.unit == "point":
            reading = reading._replace(unit="pp")
        elif self.rate and not reading.unit:
            reading = reading._replace(unit=self.rate)
        self.items[len(self.signs)] = (reading, hedge)
        self._sign(self._amount_sign(reading, hedge), start, reading.end)

    def _reading(self, start: int) -> Reading | None:
        """Read an amount, or a range where the words before it do not say that its ends are apart."""
        before = "".join(self.signs[-5:])
        if _BETWEEN.search(before):
            return read_reading(self.text, start, joined="and")
        if _FROM.search(before):
            return read_reading(self.text, start, joined="dash")
        reading = read_reading(self.text, start, joined="to")
        apart = reading is not None and reading.amount.high is not None and _CHANGED.search(before) is not None
        shared = reading is not None and reading.unit in ("percent", "pp") and not reading.amount.low.measure.unit
        return read_reading(self.text, start, joined="") if apart and not shared else reading  # rose by 12 to 300

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

    def _lasts(self, hedge: Found) -> bool:
        """Say whether an "over" before a span of time says how long something took: fell by 5% over six years."""
        return hedge.text.lower() == "over" and _LASTING.search("".join(self.signs[-40:])) is not None

    def _rule(self, reading: Reading, hedge: Found | None) -> str:
        """Name the rule by which a bare number is no quantity, or `UNREAD`; empty if it is one."""
        number, start, end = reading.amount.low.number, reading.start, reading.end
        if self._is_ambiguous(reading):
            return UNREAD
        if not reading.bare or hedge or number.myriad or number.scale > 1 or reading.negative:
            return ""
        printed = self.text[start:end]
        if not number.figures:
            counts = (
                printed.lower() != "one"
                or _ONE.match(self.text, end)
                or _JUST.search(self.text, max(0, start - 6), start)
            )
            return "" if counts else "pronoun"
        if _YEAR.fullmatch(printed):
            return self._year_rule(start, end)
        capital = _CAPITAL.search(self.text, max(0, start - 24), start)
        named = capital is not None and not _NO_NAME.match(capital[1]) and not _LOWER.match(self.text, end)
        return UNREAD if named and printed.isdigit() else ""

    def _is_ambiguous(self, reading: Reading) -> bool:
        """Say whether points are no percentage points, or times may be a multiple: increased three times."""
        if reading.unit == "point":
            number = reading.amount.low.number
            if number.value >= 100 * number.scale or _RESTATED.search("".join(self.signs[-4:])):
                return True  # of an index
            return "p" not in self.signs and _PERCENT.search(self.text, reading.end, reading.end + 40) is None
        as_high = self.text.endswith((" as high as ", " as much as "), 0, reading.start)
        return reading.unit == "次" and (as_high or _TIMES_CHANGED.search("".join(self.signs[-3:])) is not None)

    def _year_rule(self, start: int, end: int) -> str:
        """Tell a year from a count that looks like one: from 2620 to 2080 offences."""
        origin = self.signs[-1:] == ["f"] and _NO_YEAR_NEXT.match(self.text, end) is not None
        if origin or _WAY_ON.search("".join(self.signs[-8:])):
            return ""
        preceded = _BEFORE_YEAR.search(self.text, max(0, start - 9), start)
        return UNREAD if preceded is None and _PLURAL.match(self.text, end) else "year"

    def _share_units(self) -> None:
        """Give a bare number the unit of the next member of its list: 5, 7 and 9 per cent."""
        later: int | None = None
        for index in sorted(self.items, reverse=True):
            reading, hedge = self.items[index]
            if later is not None and _LISTED.fullmatch("".join(self.signs[index + 1 : later])):
                number, unit = reading.amount.low.number, self.items[later][0].unit
                if reading.bare and number.value < 100 * number.scale and unit in ("percent", "pp"):
                    self.items[index] = (reading._replace(unit=unit), hedge)
                    self.signs[index] = "p"
            later = index


def _name_of(text: str, start: int, end: int) -> str:
    """Say what the name at an index names."""
    spans = ((name, pattern.match(text, start)) for name, pattern in _NAMES.items())
    return next(name for name, found in spans if found and found.end() == end)
