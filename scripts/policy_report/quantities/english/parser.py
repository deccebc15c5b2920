"""Read an English text: apply the productions of `grammar/english.toml` to its signs, in order."""

import re
from typing import Final

from policy_report.quantities.amounts import Amount, ascending
from policy_report.quantities.bounds import mirrored
from policy_report.quantities.changes import change_of
from policy_report.quantities.context import Found
from policy_report.quantities.english.signs import Signs
from policy_report.quantities.english.terms import Reading, sized_alike
from policy_report.quantities.english.words import ENGLISH, PARTICIPLES, SIGNS, compiled, plain
from policy_report.quantities.errors import BrokenNumberError
from policy_report.quantities.measures import TIME_WORDS
from policy_report.quantities.qualifiers import amount_interval
from policy_report.quantities.quantity import Change, Quantity

_CLASSES: Final = {"A": "nps", "D": "vNMucme"}
"""What a letter in brackets stands for: the amounts that are not read yet, the directions."""


def _production(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"[AD](?=[^\[]*\])", lambda letter: _CLASSES[letter.group()], pattern))


def _needed(pattern: str) -> frozenset[str]:
    """Give signs of which a text must hold one for a production to fit."""
    if "f\\." in pattern:
        return frozenset("f")
    if rare := re.search("[Ijk]", re.sub(r"\[[^]]*\]|\?P<.>", "", pattern)):
        return frozenset(rare.group())
    return frozenset("K" if "<k>" in pattern else _CLASSES["D"] + "CK")


_PRODUCTIONS: Final = [
    (entry["as"], _needed(entry["when"]), _production(entry["when"])) for entry in ENGLISH["production"]
]
_LATE_BASE: Final = compiled("late_base")
_EARLY_BASE: Final = compiled("early_base")
_BETWEEN_ENDS: Final = re.compile(r"u?t\.{0,2}")
_ABOVE: Final = re.compile("e[.w]{0,3}y")
_LISTED: Final = re.compile("[,&]{1,2}")
_NO_RATES: Final = frozenset(("percent", "pp", "倍"))
_SENTENCE: Final = 120
"""Signs in a long sentence."""
_DELAYS: Final = frozenset(ENGLISH["delays"]["words"].split())
_FOLD: Final = re.compile("fold", re.IGNORECASE)


class EnglishParser:
    """Reads one folded text; has the attributes of `parser.Parser` that its account rests on.

    `senses` holds the sense of each change, `others` the other end of each way, `groups` the first of those that share
    a change; all by the index of their signs. `spent` holds the signs that a production has taken in.
    """

    __slots__ = (
        "broken", "found", "groups", "items", "others", "passed", "senses", "signs", "spans", "spent", "text", "words",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        written = Signs(text)
        self.text = text
        self.items, self.spans = written.items, written.spans
        self.broken: list[BrokenNumberError] = written.broken
        self.passed: list[tuple[int, int, str]] = written.passed
        self.words: list[Found] = written.words
        self.signs = "".join(written.signs)
        self.senses = {index: reading.sign for index, (reading, _) in self.items.items() if reading.sign}
        self.others: dict[int, int] = {}
        self.groups: dict[int, int] = {}
        self.found: list[Quantity] = []
        self.spent: set[int] = set()

    def read(self) -> list[Quantity]:
        """Read every quantity of the text, in order; `broken` then holds what is no number."""
        if self.items:
            self._produce()
        for index, (reading, hedge) in sorted(self.items.items()):
            self.found.append(self._quantity(index, reading, hedge))
        return self.found

    # --- signs become readings ------------------------------------------------------------------

    def _produce(self) -> None:
        """Apply each production wherever it fits, in order."""
        for kind, needed, pattern in _PRODUCTIONS:
            if needed.isdisjoint(self.signs):
                continue
            position = 0
            while (found := pattern.search(self.signs, position)) is not None:
                again = 0 if kind == "like" else found.start()
                if settled := self._settled(kind, found):
                    self.spent.update(range(*found.span()))
                position = again if settled else found.start() + 1

    def _settled(self, kind: str, found: re.Match[str]) -> bool:
        """Settle the amounts of a production; false if they do not agree."""
        first, *others = (index for index in range(*found.span("a")) if index in self.items)
        if kind == "level":
            self._mark("Z", first, *others)
        elif kind == "way":
            return self._way(first, found.start("b"))
        elif kind == "range":
            return self._range(first, found.start("b"))
        elif (origin := found.start("k") if "k" in found.groupdict() else -1) >= 0:
            if (kind == "like" and not self._alike(origin, first)) or self._has_verb(kind, origin, first):
                return False
            self.groups[first] = self.groups.get(origin, origin)
            self._share_hedge(origin, first)
            self._change(self.senses[origin], first, *others)
        elif {"percent", "pp"} <= {self.items[index][0].unit for index in (first, *others)}:
            return False  # 62% and 4 points lower
        else:
            word = plain(self.text[slice(*self.spans[found.start("d")])])
            delayed = word in _DELAYS and self.items[first][0].unit in TIME_WORDS
            self._change(1 if delayed else SIGNS[word][1], first, *others)
        return True

    def _has_verb(self, kind: str, origin: int, index: int) -> bool:
        """Say whether an unknown verb may turn the change of a list: fell 3%, missing forecasts by 12%."""
        by = self.signs.rfind("b", origin, index)
        end, endings = (index, "ed") if by < 0 and kind == "like" else (by, ("ed", "ing"))
        between = (self.text[slice(*self.spans[at])] for at in range(origin + 1, end) if self.signs[at] == "w")
        return any(word.endswith(endings) and word not in PARTICIPLES["words"] for word in between)

    def _share_hedge(self, origin: int, index: int) -> None:
        """Give a member of a list the hedge of the one before it: about 52.7 percent and 123.3 percent (rule 7)."""
        (one, hedge), (other, own) = self.items[origin], self.items[index]
        if own is None and one.unit == other.unit and _LISTED.fullmatch(self.signs, origin + 1, index):
            self.items[index] = (other, hedge and hedge._replace(start=other.start, end=other.start))

    def _mark(self, sign: str, *indices: int) -> None:
        for index in indices:
            self.signs = f"{self.signs[:index]}{sign}{self.signs[index + 1 :]}"

    def _change(self, sense: int, first: int, *others: int) -> None:
        self._mark("K", first, *others)
        self.senses |= dict.fromkeys((first, *others), sense)
        self.groups |= dict.fromkeys(others, first)

    def _way(self, first: int, last: int) -> bool:
        """Join the ends of a way, if they are of a kind."""
        if not self._comparable(first, last):
            return False
        near = 100 if _BETWEEN_ENDS.fullmatch(self.signs, first + 1, last) else 5
        for index, other in ((first, last), (last, first)):
            (reading, hedge), amount = self.items[index], self.items[other][0].amount
            low = sized_alike(reading.amount.low, amount.low, near)
            self.items[index] = (reading._replace(amount=Amount(low, reading.amount.high)), hedge)
        self.others |= {first: last, last: first}
        self._mark("W", first, last)
        return True

    def _range(self, first: int, last: int) -> bool:
        """Join the ends of a range into one, if they are of a kind and in order."""
        (low, hedge), (high, _) = self.items[first], self.items[last]
        terms = low.amount.low, high.amount.low
        if not self._comparable(first, last) or not ascending(terms[0].number, terms[1].number):
            return False
        amount = Amount(sized_alike(*terms), terms[1])
        self.items[first] = (low._replace(amount=amount, unit=high.unit or low.unit, end=high.end), hedge)
        del self.items[last]
        self._mark("Z", first)
        self._mark("-", last)
        return True

    def _comparable(self, first: int, last: int) -> bool:
        (low, _), (high, _) = self.items[first], self.items[last]
        units = {low.unit, high.unit} - {""}
        rates = any(unit.startswith("per_") for unit in units) and not units & _NO_RATES
        return (len(units) <= 1 or units <= TIME_WORDS or rates) and (low.share is None or high.share is not None)

    def _alike(self, origin: int, index: int) -> bool:
        """Say whether two amounts may share a change: two percentages, or two counts of a unit."""
        (one, _), (other, _) = self.items[origin], self.items[index]
        if other.unit == "倍" and not _FOLD.search(self.text, other.start, other.end):
            return False  # grew by 2.1%, four times as fast as others
        return one.unit == other.unit or {one.unit, other.unit} <= {"percent", "倍"} or one.share is not None

    # --- readings become quantities -------------------------------------------------------------

    def _quantity(self, index: int, reading: Reading, hedge: Found | None) -> Quantity:
        sign, unit = self.senses.get(index, 0), reading.unit
        if unit == "倍" and not sign and _FOLD.search(self.text, reading.start, reading.end):
            sign = 1
        if (other := self.others.get(index, -1)) > index:
            unit = unit or self.items[other][0].unit
        found, unit = (
            (reading.ratio, unit)
            if reading.ratio
            else amount_interval(self.text, reading.amount, unit, share=reading.share, hedge=hedge, sign=sign)
        )
        if sign < 0 or reading.negative:
            found = mirrored(found)
        if index in self.others:
            change = Change.FROM_TO
        elif sign or unit == "pp":
            change = change_of(unit, yearly=self._is_yearly(index))
        else:
            change = Change.MULTIPLE if unit == "倍" else Change.LEVEL
        span = (hedge.start if hedge else reading.start, reading.end)
        return Quantity(*found[:7], unit, found.qualifier, change, span)

    def _is_yearly(self, index: int) -> bool:
        """Say whether the base of a change is a year earlier: the next one named, else the one before."""
        if self.signs.startswith("e", index + 1):
            return _ABOVE.match(self.signs, index + 1) is not None  # not 12% above capacity
        head = self.groups.get(index, index)
        for member in (index, head, *(one for one, first in self.groups.items() if first == head)):
            if late := _LATE_BASE.match(self.signs, member + 1):
                return late[1] == "y"
        early = _EARLY_BASE.search(self.signs[max(0, head - _SENTENCE) : head])
        return early is not None and early[1] == "y"
