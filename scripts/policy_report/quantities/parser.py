"""Read a text from left to right by the productions of `grammar`."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from policy_report.quantities.amounts import Amount, Term, ascending, read_amount
from policy_report.quantities.bounds import ONE, STATED, Factor, Interval, exactly, interval, joined, mirrored
from policy_report.quantities.changes import change_of, ending_sign
from policy_report.quantities.context import ARRIVING, PER_HOUR, Context, Found, Shared
from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.grammar import UNITS, WHOLES, before
from policy_report.quantities.grammar.numbers import LONGEST_NUMBER, PER_PEOPLE
from policy_report.quantities.lexer import SCAN, WORDS, Role, Token, Word
from policy_report.quantities.measures import TIME_WORDS, read_measure, words
from policy_report.quantities.numerals import FIGURE_NUMBER, HAN_NUMBER, Numeral, in_words, read_numeral
from policy_report.quantities.qualifiers import PERCENTS, amount_interval
from policy_report.quantities.quantity import Change, Qualifier, Quantity
from policy_report.quantities.ranks import counts_times, first_of_ranks, read_rank
from policy_report.quantities.ratios import RATIO_START, is_ratio, read_ratio
from policy_report.quantities.standing import QUANTITY, UNREAD, counts_claims, counts_greats, counts_levels, standing

_COMPLETED: Final = re.compile(
    r"(?:已经|已|均|都|被|得到|予以|实现|顺利|成功|依法|及时|如期|按期|按时|一次性|当场|全部){0,4}"
    rf"(?:({words(WHOLES['completions'])})|$|(?=[，。；！？,;]))"
)
_TO_SHARE: Final = re.compile(r"(?:至|到|—|-)(?=(?:百|千|万)分之)")
_THENCE: Final = re.compile(r"\s?(?:至|到|to\s)(?=[0-9零一二两三四五六七八九十百千万亿几数])")
_MINUS: Final = re.compile(
    r"(?:^|[\s(（:：、，,比增长降为率速幅是达温]|[上去本前][年月季周]|[^0-9%℃度][至到])([-−－])\s?$|[比期]([+])$|(零下)$"
)
_MINUS_BEHIND_NAME: Final = re.compile(r"[一-鿿](?<![年月日号时点分至到十百千万亿个元起件名人])([-−－])$")
_MINUS_ENDS: Final = frozenset("-−－+下 \t")
_EXACT_WORDS: Final = {
    Role.FULL: (100.0, Qualifier.FULL, "percent"), Role.ZERO: (0.0, Qualifier.EXACT, ""),
    Role.FIRST: (1.0, Qualifier.RANK, "rank"),
}  # fmt: skip
_HALVED: Final = frozenset(UNITS["halved"].split())
_HALF: Final = Numeral(50, 10, 1, 0, figures=False)


class Parser:
    """Reads one folded text; `counting` is whether 第18次 counts the times.

    `context` holds the pending modifiers, `passed` what was passed over and by which rule (none for a name, whose
    shape says it), `words` the words that were met.
    """

    __slots__ = ("broken", "context", "counting", "found", "passed", "position", "text", "words")

    def __init__(self, text: str, *, counting: bool = False) -> None:
        self.text = text
        self.counting = counting
        self.position = 0
        self.found: list[Quantity] = []
        self.broken: list[BrokenNumberError] = []
        self.passed: list[tuple[int, int, str]] = []
        self.words: list[Found] = []
        self.context = Context(text)

    def read(self) -> list[Quantity]:
        """Read every quantity of the text, in order; `broken` then holds what is no number."""
        text, scan = self.text, SCAN.search
        while (token := scan(text, self.position)) is not None:
            start, end = token.span()
            self.position = end
            try:
                _PRODUCTIONS[token.lastindex or 0](self, start, end)
            except BrokenNumberError as fault:
                self.broken.append(fault)
                self.position = max(end, fault.start + len(fault.text))
        return self.found

    # --- names, words and marks -----------------------------------------------------------------

    def _name(self, start: int, end: int) -> None:
        """Pass over a name (rule 9), whose shape is found when it is asked for; but a ratio looks like one."""
        if self.text[start] in RATIO_START and is_ratio(self.text, start, end):
            self._ratio(start, end)
        else:
            self.passed.append((start, end, ""))

    def _ratio(self, start: int, end: int) -> None:
        hedge = self.context.hedge_before(start, "")
        found = read_ratio(self.text, start, end, _qualifier_of(hedge and hedge.word))
        if found is None:
            self.passed.append((start, end, UNREAD))
        else:
            self._add(found, "", self._movement("", start, end), hedge.start if hedge else start, end)

    def _word(self, start: int, end: int) -> None:
        printed = self.text[start:end]
        word = WORDS.get(printed) or WORDS[re.sub(r"\s", " ", printed.lower())]
        found = Found(word, printed, start, end)
        production = _WORD_PRODUCTIONS.get(word.role)
        self.words.append(found)
        if production is not None:
            production(self, found)
        else:
            self.position = self.context.take(found, self._last())

    def _last(self) -> int:
        """Give where the last quantity ends; -1 if there is none."""
        return self.found[-1].span[1] if self.found else -1

    def _mark(self, start: int, end: int) -> None:
        self.context.close(start, end, len(self.found))

    def _rate(self, start: int, end: int) -> None:
        if self.text[end - 1] in "时速":
            self.context.rate = PER_HOUR
            return
        people = read_numeral(self.text, start + (self.text[start] == "每"))
        self.context.rate = PER_PEOPLE.get(people.value, "") if people else ""
        if self.context.rate:
            self.passed.append((start, end, "population of a rate"))

    def _money(self, start: int, end: int) -> None:
        self.context.money = (UNITS["currency_signs"][self.text[start:end]], start, end)

    # --- words that are quantities --------------------------------------------------------------

    def _exact_word(self, found: Found) -> None:
        value, qualifier, unit = _EXACT_WORDS[found.word.role]
        self._add(exactly(value, qualifier), unit, Change.LEVEL, found.start, found.end)

    def _none_of(self, found: Found) -> None:
        """Read 无一起命案 as none, counted by the classifier (rule 5)."""
        unit = UNITS["printed_as"].get(found.text[-1], found.text[-1])
        self._add(exactly(0.0, Qualifier.EXACT), unit, Change.LEVEL, found.start, found.end)

    def _full_adverb(self, found: Found) -> None:
        """Read 全部侦破 and 均已破获, but not 全部案件 (rule 5)."""
        completed = _COMPLETED.match(self.text, found.end)
        if completed is None or (found.start and self.text[found.start - 1] in "占的"):
            return
        if found.text == "均" and (completed[1] is None or self.context.since_mark == len(self.found)):
            return
        self._add(exactly(100.0, Qualifier.FULL), "percent", Change.LEVEL, found.start, completed.end())

    def _fixed_word(self, found: Found) -> None:
        change = change_of("percent", yearly=self.context.base)
        qualifier = _qualifier_of(WORDS.get(found.text[0]))  # 逾倍, 近倍
        sense = int(found.word.sense)
        percent = interval(in_words(abs(sense), found.end), qualifier)
        bounds = mirrored(percent) if sense < 0 else percent
        self._add(bounds, "percent", change, found.start, found.end)

    def _counted_word(self, found: Found) -> None:
        least = Interval(None, float(found.word.sense), None, True, False, STATED, None, Qualifier.INDEFINITE)
        self._add(least, "", Change.LEVEL, found.start, found.end)

    def _half_word(self, found: Found) -> None:
        self._share_of(_HALF._replace(end=found.end), found.start, ONE)

    # --- ranks and shares -----------------------------------------------------------------------

    def _ordinal(self, start: int, end: int) -> None:
        end = first_of_ranks(self.text, start, end)
        self.position = end
        times = counts_times(self.text, start, end) if self.counting else 0
        rank = None if times else read_rank(self.text, start, end)
        if times:
            number = read_numeral(self.text, start + 1)
            value = float(number.value) if number else 0.0
            self._add(exactly(value, Qualifier.EXACT), self.text[times - 1], Change.LEVEL, start, times)
        elif rank is not None:
            self._add(rank[0], "rank", self._movement("rank", start, rank[1]), start, rank[1])
        elif self.text[start] != "第":
            self.position = start + 1
        else:
            self.passed.append((start, end, "ordinal in a name"))

    def _share(self, start: int, end: int) -> None:
        """Read 百分之十三點五, 萬分之30.5, 三分之二 and 2/3 (rule 6)."""
        if self.text[end - 1].isdigit():
            part, whole = map(int, self.text[start:end].split("/"))
            if part < whole:
                self._share_of(Numeral(part, 1, 1, end), start, Factor(100, whole))
            return
        denominator = read_numeral(self.text, start)
        amount = read_amount(self.text, end)
        if denominator is None or amount is None or not denominator.value:
            return
        factor = Factor(100, denominator.value)
        high = amount.high or self._second_share(self.text[start:end], amount.low)
        if high is not None:
            self._settle(Amount(amount.low._replace(start=start), high), factor)
        else:
            number = amount.low.number
            self._share_of(number._replace(place=1) if number.scale == 1 else number, start, factor)

    def _second_share(self, part: str, low: Term) -> Term | None:
        """Read the second end of 百分之三至百分之五; it has the same denominator and is not below the first."""
        to = _TO_SHARE.match(self.text, low.end)
        if to is None or not self.text.startswith(part, to.end()):
            return None
        high = read_amount(self.text, to.end() + len(part))
        return high.low if high is not None and ascending(low.number, high.low.number) else None

    def _share_of(self, number: Numeral, start: int, factor: Factor) -> None:
        """Settle a share; what is counted after it (三分之二的人) is not its unit."""
        measure = read_measure(self.text, number.end)
        if measure.unit:
            measure = measure._replace(unit="", over=False, after=None, half=False, end=number.end)
        self._settle(Amount(Term(number, measure, start, measure.end)), factor)

    # --- numbers --------------------------------------------------------------------------------

    def _number(self, start: int, _end: int) -> None:
        if self.text[start] == "半":
            self._half(start)
            return
        amount = read_amount(self.text, start)
        if amount is None:
            self._skip(start)
            return
        self.position = (amount.high or amount.low).number.end
        if amount.low.unit or amount.high is not None or not self._counted_noun(amount.low):
            self._settle(amount, None)

    def _half(self, start: int) -> None:
        """Read 半小时, 個半小時, and the 半 of 过半 (rule 6)."""
        measure = read_measure(self.text, start + 1)
        hedge = self.context.hedge
        if measure.unit in TIME_WORDS or measure.unit in _HALVED:
            and_one = start > 0 and self.text[start - 1] == "个"
            number = in_words(3 if and_one else 1, start + 1)._replace(scale=2)
            term = Term(number, measure._replace(half=True), start - and_one, measure.end)
            self._settle(Amount(term), None)
        elif not measure.unit and hedge is not None and hedge.end == start:
            self._share_of(_HALF._replace(end=start + 1), start, ONE)

    def _skip(self, start: int) -> None:
        run = HAN_NUMBER.match(self.text, start) or FIGURE_NUMBER.match(self.text, start)
        if run:
            self.position = run.end()
            if run.end() - start > LONGEST_NUMBER:
                self.passed.append((start, run.end(), "identity or account number"))

    def _counted_noun(self, term: Term) -> bool:
        """Read 三级审批, 六大专业能力 and 七下降, whose classifiers are names elsewhere (rule 9)."""
        text, start, end = self.text, term.start, term.number.end
        unit = text[end : end + 1]
        if not ((unit == "级" and counts_levels(text, start, end)) or (unit == "大" and counts_greats(text, end))):
            unit = ""
            if not counts_claims(text, end):
                return False
        value = float(term.number.value)
        self._add(exactly(value, Qualifier.EXACT), unit, Change.LEVEL, start, end + len(unit))
        return True

    # --- joining words and numbers --------------------------------------------------------------

    def _settle(self, amount: Amount, share: Factor | None) -> None:
        """Join an amount with its pending modifiers, if it is a quantity."""
        context = self.context
        spread = amount.high is not None and self.text.startswith("不等", amount.high.end)
        if amount.high is not None and not spread and (context.is_way(amount.low.start) or self._arrives_after(amount)):
            amount = Amount(amount.low)
            self.position = amount.low.end
        low, high = amount
        hedge = context.hedge_before(low.start, "percent" if share else low.unit)
        unit, start = context.unit_of(amount, hedge.start if hedge else low.start)
        unit = "percent" if share else unit
        start -= spread and self.text[start - 1] in "由从自"  # 升幅由四成至1.8倍不等
        shared = context.shared_with(start, unit)
        hedge = hedge or (shared.hedge if shared else None)
        sign = context.sign_before(low.start if context.is_apart(hedge, low.start) else start, unit) or (
            shared.sign if shared else 0
        )
        minus = self._minus(start, unit) if self.text[start - 1 : start] in _MINUS_ENDS else None
        hedged = bool(hedge or sign or high or minus or unit != low.unit) or self._departs(low)
        term = high if high and not low.unit else low
        if share is None and (rule := standing(self.text, term, hedged=hedged)) is not QUANTITY:
            self.passed.append((low.start, term.number.end, rule))
            return
        if minus:
            start = minus.start(minus.lastindex or 0)
            if self.text[start - 1 : start] not in ("至", "到"):
                sign = sign or abs(context.sign_before(start, unit)) or int(context.compared)
        held = Shared(unit, sign, hedge, (amount.high or amount.low).end)
        self._give(amount, share, held, bool(minus and minus.group().strip()[-1] != "+"), start)

    def _minus(self, start: int, unit: str) -> re.Match[str] | None:
        found = before(_MINUS, self.text, start)
        if found is None and unit in ("percent", "pp"):
            return before(_MINUS_BEHIND_NAME, self.text, start)
        return found

    def _arrives_after(self, amount: Amount) -> bool:
        """Say whether a change by a count is followed by where it leads: 增加287宗至493宗."""
        low = amount.low
        if low.unit in ("", *PERCENTS, "pp", "倍") or low.unit in TIME_WORDS or self.text[low.end] not in "至到":
            return False
        hedge = self.context.hedge_before(low.start, low.unit)
        return self.context.sign_before(hedge.start if hedge else low.start, low.unit) != 0

    def _departs(self, low: Term) -> bool:
        """Say whether a bare number begins a way: 从3上升到5起."""
        if not self.context.is_open_way(low.start):
            return False
        token = SCAN.match(self.text, low.end)
        word = WORDS.get(token.group()) if token and token.lastindex == Token.WORD else None
        changes = word is not None and word.role is Role.CHANGE
        adjoins = self.context.origin == low.start or (token and ARRIVING.match(self.text, token.end()))
        return bool(word and word.role is Role.TARGET) or bool(changes and adjoins)

    def _give(self, amount: Amount, share: Factor | None, held: Shared, minus: bool, start: int) -> None:
        """Bound an amount, give it its sign and its kind of change, and add it."""
        unit, sign, hedge, end = held
        if not sign and amount.high is None:
            sign = ending_sign(self.text, end, unit)
        if unit == "番":
            sign = sign or 1
        found, unit = amount_interval(self.text, amount, unit, share=share, hedge=hedge, sign=sign)
        if sign < 0 or minus:
            found = mirrored(found)
        if sign or unit == "pp":
            change = change_of(unit, yearly=self.context.base)
        else:
            change = Change.MULTIPLE if unit == "倍" else self._movement(unit, start, end)
        begun = joined(self.text, self.found[-1], found, (start, end), unit) if self.found else None
        if begun is None:
            self._add(found, unit, change, start, end)
        else:
            self.found[-1] = begun
        self.position = max(self.position, end)
        self.context.settled(Shared(unit, sign, hedge, end))

    def _movement(self, unit: str, start: int, end: int) -> Change:
        """Say whether a level is the end of 由…升至…, and mark its beginning (rule 7)."""
        context = self.context
        if not context.arrives(start):
            if context.departs(start, len(self.found)):
                thence = _THENCE.match(self.text, end)
                context.arrival = (end, thence.end()) if thence else (-1, -1)
            return Change.LEVEL
        first = context.beginning(self._last(), len(self.found))
        if first < 0:
            return Change.LEVEL
        begun = self.found[first]
        if begun.change is not Change.LEVEL or not _same_kind(begun.unit, unit):
            return Change.LEVEL
        self.found[first] = replace(begun, change=Change.FROM_TO, unit=begun.unit or unit)
        return Change.FROM_TO

    def _add(self, found: Interval, unit: str, change: Change, start: int, end: int) -> None:
        self.context.hedge = None
        self.found.append(Quantity(*found[:7], unit, found.qualifier, change, (start, end)))
        self.position = max(self.position, end)


def _qualifier_of(hedge: Word | None) -> Qualifier | None:
    return hedge.sense if hedge and isinstance(hedge.sense, Qualifier) else None


def _same_kind(begun: str, unit: str) -> bool:
    """Say whether a way can lead from one unit to another: 由一个月缩短到一周."""
    times = ("分", *TIME_WORDS)
    return begun == unit or "" in (begun, unit) or (begun in times and unit in times)


_PRODUCTIONS: Final[dict[int, Callable[[Parser, int, int], None]]] = {
    Token.PLAIN: Parser._number,
    Token.NAME: Parser._name,
    Token.WORD: Parser._word,
    Token.SHARE: Parser._share,
    Token.RATE: Parser._rate,
    Token.ORDINAL: Parser._ordinal,
    Token.MONEY: Parser._money,
    Token.NUMBER: Parser._number,
    Token.MARK: Parser._mark,
}
_WORD_PRODUCTIONS: Final[dict[Role, Callable[[Parser, Found], None]]] = {
    **dict.fromkeys(_EXACT_WORDS, Parser._exact_word),
    Role.NONE_OF: Parser._none_of,
    Role.FULL_ADVERB: Parser._full_adverb,
    Role.FIXED: Parser._fixed_word,
    Role.COUNTED: Parser._counted_word,
    Role.HALF: Parser._half_word,
}
