"""Read a term: a number with its currency, unit, population and hedge behind it; and the ranges of two."""

import re
from fractions import Fraction
from math import prod
from typing import Final, NamedTuple

from policy_report.quantities.amounts import Amount, Term, alike, ascending, with_smaller
from policy_report.quantities.bounds import Factor, Interval, exactly
from policy_report.quantities.english.numbers import read_number, with_half
from policy_report.quantities.english.words import (
    CURRENCIES,
    LATE_HEDGES,
    ORDINALS,
    PARTICIPLES,
    SIGNS,
    SIZES,
    UNITS,
    VALUES,
    compiled,
    grouped,
    literal,
    plain,
    shape,
)
from policy_report.quantities.grammar.numbers import PER_PEOPLE
from policy_report.quantities.measures import TIME_WORDS, Measure
from policy_report.quantities.numerals import Numeral
from policy_report.quantities.quantity import Qualifier
from policy_report.quantities.ratios import ratio_of

_MONEY: Final = re.compile(shape("(<currency>) ?(?=[0-9])"))
_MINUS: Final = re.compile(r"(?:[-−–+]|minus )", re.IGNORECASE)
_OF_ONE: Final = re.compile(
    shape("(?i)(?:(?<=half)| of) (?:an?|one)(?=[ -](?:<unit>)<boundary>)|(?=[ -](?:percentage[ -])?point<boundary>)")
)
_POINT: Final = re.compile("(?i)[ -](?:percentage|point|per ?cent)")
_AND_HALF: Final = re.compile(" and a half(?![a-z])")
_TIMES: Final = [name for name, unit in UNITS.items() if unit in TIME_WORDS]
_IN_A_ROW: Final = rf"(?: (?:consecutive|straight|successive|full)(?= (?:{literal(_TIMES)})(?![a-z])))?"
_OVER_ANOTHER: Final = (
    r"(?!(?:(?<=year)|(?<=month)|(?<=quarter)|(?<=week)) ?[ -](?:on|over)[ -](?:year|month|quarter|week)(?![a-z]))"
)
"""What makes "45 year on year" no 45 years."""
_UNIT: Final = re.compile(rf"(?i){_IN_A_ROW}[ -]?({grouped(UNITS)})(?![a-z]){_OVER_ANOTHER}")
_AFTER: Final = re.compile(
    shape(rf"(?i)[ -]?({literal(LATE_HEDGES)})(?![a-z])(?!(?<=plus) (?:an? |<amount>|<charges>))|(\+)(?![0-9])")
)
_RATED: Final = re.compile(shape("(?: [A-Za-z-]+){0,5}? ?<rate>"))
_POPULATION: Final = re.compile(shape("<population_size>"), re.IGNORECASE)
_SMALLER: Final = {
    unit: re.compile(shape(rf"(?i)(?:,? and|,)? (?=(?:[0-9]{{1,2}}|<value>)[ -](?:{smaller})<boundary>)"))
    for unit, smaller in {"年": "months?", "天": "hours?", "小时": "minutes?|mins?", "分钟": "seconds?|secs?"}.items()
}
_COUNTED: Final = re.compile(
    "(?i)(?P<words>(?: [a-z-]+){1,3}?) (?P<noun>cases?|people|persons?|suspects?)(?![a-z-])"
    "(?! (?:reports|files|cases|calls|appeals|enquiries|inquiries|investigations)(?![a-z]))"
)
_COMPARED: Final = re.compile(
    "(?i) (?:fewer|more)(?: (?!than )[a-z-]+){0,2}? (cases?|people|persons?|suspects?)(?![a-z-])"
)
"""What a number of more or fewer counts."""
_SOLUTION: Final = re.compile(r"(?: of [a-z]+)? (?:per|in) 100 ?(?:ml|millilit(?:re|er)s)(?: of [a-z]+)?(?![a-z])")
_MULTIPLE: Final = compiled("times_as")
_JOINING: Final = {
    "to": re.compile(r"-? to (?=[^ ])| ?[-–—~] ?| or "),
    "dash": re.compile("[-–—]"),
    "and": re.compile(" and "),
}
_SCORES: Final = 20
"""The largest number that makes a score with a smaller one behind it."""
_YEAR: Final = re.compile(shape("<year>"))


class Reading(NamedTuple):
    """An amount with its unit, and what turns it into percent, before it is known whether it is a change."""

    amount: Amount
    unit: str
    share: Factor | None
    sign: int
    negative: bool
    start: int
    end: int
    ratio: Interval | None = None

    @property
    def bare(self) -> bool:
        """Whether neither unit nor currency nor hedge goes with it."""
        low = self.amount.low
        return not (self.unit or self.share or self.sign or self.amount.high or low.measure.after or low.measure.over)


def read_reading(text: str, start: int, *, joined: str) -> Reading | None:
    """Read the amount at an index; `joined` is what may join it to a second: `to`, `and`, `dash` or nothing."""
    low = _term(text, start)
    mark = _JOINING[joined].match(text, low.end) if low and joined else None
    if low is None or mark is None or low.sign or low.share or (low.bare and _YEAR.fullmatch(text, start, low.end)):
        return low
    high = _term(text, mark.end(), low.unit if _MONEY.match(text, low.start) else "")
    lent = high is not None and high.amount.low.number.myriad
    if high and text[mark.end()].isdigit() and mark.group() == " to " and _MONEY.match(text, low.start) and not lent:
        high = _term(text, mark.end())  # £5 to 300 victims
    ends = None if high is None or high.share or high.sign else alike(low.amount.low, high.amount.low)
    if high is None or ends is None:
        return low
    first, last = sized_alike(*ends), ends[1]
    neighbours = not low.unit and last.number.value == first.number.value + 1
    small = mark.group() == "-" or (mark.group() == " to " and first.number.value <= _SCORES)
    if low.bare and high.bare and small and not ascending(first.number, last.number):
        return None  # a score
    if not ascending(first.number, last.number) or (mark.group() == " or " and not neighbours):
        return low
    return high._replace(amount=Amount(first, last), start=low.start)


def _term(text: str, start: int, currency: str = "") -> Reading | None:
    minus = _MINUS.match(text, start)
    money = _MONEY.match(text, minus.end() if minus else start)
    begin = money.end() if money else minus.end() if minus else start
    number = read_number(text, begin, money=money is not None or currency != "") if begin < len(text) else None
    if number is None:
        return None
    share, numeral = number.share, number.numeral
    unit, end = CURRENCIES[money[1]] if money else currency, numeral.end
    multiple = number.fold
    if share and (whole := _OF_ONE.match(text, end)):
        part = Fraction(numeral.value * share.over, 100 * share.under)
        tens = part.denominator
        if _POINT.match(text, whole.end()):
            tens = next((size for size in (10, 100) if size % tens == 0), tens)
        share, end = None, whole.end()
        numeral = numeral._replace(value=int(part * tens), scale=tens, place=1)
    if not (multiple or share or money) and (printed := _UNIT.match(text, end) or _noun(text, end)):
        unit, end = UNITS[plain(printed[printed.lastindex or 0])], printed.end()
        if unit in TIME_WORDS and (more := _AND_HALF.match(text, end)):
            numeral, end = with_half(numeral, more.end()), more.end()
        multiple = unit == "次" and _MULTIPLE.match(text, end) is not None
        if unit == "英镑" and printed[0].endswith("pound") and not numeral.myriad:
            return None  # a 5-pound bag, or coin
        if unit == "basis point":
            unit, share = "pp", Factor(1, 100)
    elif not (multiple or share) and not unit and (compared := _COMPARED.match(text, end)):
        unit = UNITS[compared[1].lower()]
    if multiple:
        unit, behind = "倍", _MULTIPLE.match(text, end)
        end = behind.end() if behind else end
    hedge = None
    if after := _AFTER.match(text, end):
        hedge, end = Qualifier.AT_LEAST if after[2] else LATE_HEDGES[plain(after[1])], after.end()
    unit, end = _rated(text, unit, end)
    over, half = hedge is Qualifier.OVER, numeral.scale % 10 == 2
    measure = Measure(unit, over, half=half, after=None if over else hedge, end=end)
    negative = minus is not None and minus.group() != "+"
    term = with_smaller(text, Term(numeral, measure, begin, end), _smaller, _SMALLER)
    if text[term.end - 1].isdigit() and text[term.end : term.end + 1].isalpha():
        return None  # £2.3zil
    return Reading(Amount(term), unit, share, number.sign, negative, start, term.end)


def sized_alike(low: Term, high: Term, near: int = 100) -> Term:
    """Give one of two ends the million that only the other has: from 3.2 to 4.1 million.

    `near`: how many times as much the one may then be as the other.
    """
    one, other = low.number, high.number
    size = other.place
    if low.unit not in ("", high.unit) or one.myriad or not other.myriad or one.value >= 1000 * one.scale:
        return low
    if not other.value * one.scale <= near * one.value * size * other.scale <= near**2 * other.value * one.scale:
        return low
    return low._replace(number=one._replace(value=one.value * size, place=one.place * size, myriad=True))


def ratio_reading(text: str, ratio: re.Match[str]) -> Reading | None:
    """Read a ratio that a pattern found: 2.4 to 1, two-to-one; `None` if it is none."""
    over, under = (read_number(text, ratio.start(group)) for group in ("over", "under"))
    if over is None or under is None:
        return None
    term = Term(over.numeral, Measure("", end=ratio.end()), *ratio.span())
    found = ratio_of(over.numeral, under.numeral, None)
    return found and Reading(Amount(term), "", None, 0, False, *ratio.span(), found)


def rank_reading(rank: re.Match[str]) -> Reading | None:
    """Read a rank that a pattern found: the top 10, ranked third (rule 8)."""
    printed = (rank["top"] or rank["place"]).lower()
    value = int(printed) if printed.isdigit() else {**VALUES, **ORDINALS}[printed]
    term = Term(Numeral(value, 1, 1, rank.end()), Measure("rank", end=rank.end()), *rank.span())
    found = exactly(float(value), Qualifier.RANK)
    found = found._replace(lower=1.0) if rank["top"] else found
    return Reading(Amount(term), "rank", None, 0, False, *rank.span(), found) if value else None


def _smaller(text: str, start: int) -> Term | None:
    found = _term(text, start)
    return found and found.amount.low


def _noun(text: str, start: int) -> re.Match[str] | None:
    """Find the noun that a number counts behind the words that describe it: 1,200 new cases."""
    found = _COUNTED.match(text, start)
    words = found["words"].split() if found else []
    return found if all(_describes(word.lower()) for word in words) else None


def _describes(word: str) -> bool:
    if SIGNS.get(word, ("w", 0))[0] not in "w." or word in PARTICIPLES["verbs"]:
        return False
    return (
        word in PARTICIPLES["words"] if word.endswith("ed") else not word.endswith("s") or word.endswith(("ous", "ss"))
    )


def _rated(text: str, unit: str, end: int) -> tuple[str, int]:
    """Read the population behind a number and its noun: 366.7 violent crimes per 100,000 people."""
    if unit.endswith("克") and (solution := _SOLUTION.match(text, end)):
        return f"{unit}/100毫升", solution.end()
    rate = None if unit in ("percent", "pp", "倍") else _RATED.match(text, end)
    return (unit, end) if rate is None else (population(rate.group()) or unit, rate.end())


def population(printed: str) -> str:
    """Name the rate that a printed population makes: `per_100k`; empty if the convention names none."""
    size = _POPULATION.search(printed)
    assert size is not None  # every rate holds one
    words = re.sub("[, ](?=0)", "", size.group().lower()).split()
    return PER_PEOPLE.get(prod(SIZES.get(word) or VALUES.get(word) or int(word) for word in words), "")
