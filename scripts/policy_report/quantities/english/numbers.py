"""Read numbers as English prints them: £3.4m, 2.5 lakh crore, twenty-one, two thirds, one in five, hundreds."""

import re
from typing import Final, NamedTuple

from policy_report.quantities.bounds import Factor
from policy_report.quantities.english.words import FIXED, FRACTIONS, SEVERAL, SIZES, SUFFIXES, VALUES, compiled, plain
from policy_report.quantities.numerals import Kind, Numeral, in_words, read_numeral

_SPELLED: Final = compiled("spelled")
_WORD: Final = re.compile("[a-z]+")
_LAKHS: Final = re.compile(r"([0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(\.[0-9]+)?(?![0-9,]*[0-9])")
_DOTTED: Final = re.compile(r"([0-9]+)·([0-9]+)(?![0-9])")
_MAGNITUDE: Final = compiled("magnitude")
_COUNTED: Final = compiled("counted")
_TOTALLED: Final = compiled("totalled")
_HALF_OF: Final = compiled("half_of")
_HALF: Final = re.compile(r"[ -]and[ -]a[ -]half(?![a-z])")
_SHARE: Final = compiled("share")
_AFTER_SHARE: Final = compiled("after_share")
_COUNTED_PARTS: Final = re.compile(r" (?:years?|months?|weeks?|days?|hours?|minutes?)(?![a-z])")
_SEVERALS: Final = compiled("several")
_FOLD: Final = re.compile(r"(?i)[ -]?fold(?![a-z])")
_FIXED: Final = re.compile(rf"(?i)(?:{'|'.join(FIXED)})(?![a-z])")
_TWICE: Final = compiled("twice")
_SMALL: Final = {"a": 1, "an": 1, "a hundred": 100, "a thousand": 1000, **VALUES}


class Number(NamedTuple):
    """A number; `share` turns it into percent, `sign` is that of a word of change, `fold` says that it multiplies."""

    numeral: Numeral
    share: Factor | None = None
    sign: int = 0
    fold: bool = False


def read_number(text: str, start: int, *, money: bool = False) -> Number | None:
    """Read the number at an index of a text; `None` if there is none.

    Raises `BrokenNumberError` if figures stand there that are not a number.
    """
    for rule in (_share,) if text[start].isdigit() else (_share, _several, _fixed):
        if found := rule(text, start):
            return found
    numeral = _figures(text, start) if text[start].isdigit() else _spelled(text, start)
    if numeral is None:
        return None
    if half := _HALF.match(text, numeral.end):
        numeral = with_half(numeral, half.end())
    if fold := _FOLD.match(text, numeral.end):
        return Number(numeral._replace(end=fold.end()), fold=True)
    sized = _sized(text, numeral, money=money)
    return None if sized is None else Number(sized)


def with_half(numeral: Numeral, end: int) -> Numeral:
    """Add half of its last place to a number: two and a half, a million and a half."""
    tenths = 5 if numeral.myriad else 1
    value = 2 * numeral.value + numeral.place * numeral.scale
    return numeral._replace(value=tenths * value, scale=2 * tenths * numeral.scale, end=end)


def _share(text: str, start: int) -> Number | None:
    """Read two thirds, a quarter of, half the, one in five (rule 6)."""
    found = _SHARE.match(text, start)
    if found is None:
        return None
    if found["half"]:
        return Number(in_words(50, found.end())._replace(place=10), Factor(1, 1))
    if found["whole"]:
        part, whole = _small(found["part"]), FRACTIONS[found["whole"].lower()]
        alone = found["part"].lower() in ("a", "an") and _AFTER_SHARE.match(text, found.end()) is None
    elif found["single"]:
        part, whole, alone = 1, _small(found["of"]), False
    else:
        part, whole = _small(found["one"]), _small(found["every"])
        alone = _COUNTED_PARTS.match(text, found.end()) is not None
    if alone or part >= whole:
        return None
    return Number(in_words(part, found.end()), Factor(100, whole))


def _small(word: str) -> int:
    return _SMALL[word.lower()] if word.lower() in _SMALL else int(word.replace(",", ""))


def _several(text: str, start: int) -> Number | None:
    """Read hundreds, tens of thousands, half a million, a quarter of a million, twice as many (rule 6)."""
    if half := _HALF_OF.match(text, start):
        size, quarters = SIZES[half["size"].lower()], half["quarters"]
        part, whole = (5, 10) if quarters is None else (75 if quarters.lower() == "three" else 25, 100)
        if size < 1000:
            return None if quarters else Number(in_words(size // 2, half.end()))
        return Number(Numeral(part * size, size, whole, half.end(), figures=False, myriad=True))
    if twice := _TWICE.match(text, start):
        return Number(in_words(3 if twice["three"] else 2, twice.end()), fold=True)
    found = _SEVERALS.match(text, start)
    if found is None:
        return None
    low, high = SEVERAL[plain(re.sub(r"(?i)(?<=[sdn]) of$", "", found.group()))]
    return Number(in_words(low, found.end())._replace(kind=Kind.SEVERAL, high=high))


def _fixed(text: str, start: int) -> Number | None:
    """Read doubled, halved, tripled (rule 7)."""
    found = _FIXED.match(text, start)
    if found is None:
        return None
    percent = FIXED[found.group().lower()]
    numeral = in_words(abs(percent), found.end())
    return Number(numeral, Factor(1, 1), sign=1 if percent > 0 else -1)


def _figures(text: str, start: int) -> Numeral | None:
    if lakhs := _LAKHS.match(text, start):
        digits = lakhs[1].replace(",", "")
        decimals = (lakhs[2] or ".")[1:]
        return Numeral(int(digits + decimals), 1, 10 ** len(decimals), lakhs.end())
    if dotted := _DOTTED.match(text, start):
        return Numeral(int(dotted[1] + dotted[2]), 1, 10 ** len(dotted[2]), dotted.end())
    return read_numeral(text, start)


def _spelled(text: str, start: int) -> Numeral | None:
    """Read twenty-one, two hundred and five, a million."""
    found = _SPELLED.match(text, start)
    if found is None:
        return None
    total, section, place = 0, int(found.group().lower() in ("a", "an")), 1
    for word in _WORD.findall(found.group().lower()):
        if word in VALUES:
            section, place = section + VALUES[word], 1
        elif word in SIZES:
            place = SIZES[word]
            section = max(section, 1) * place
            if place >= 1000:
                total, section = total + section, 0
    return Numeral(total + section, place, 1, found.end(), figures=False, myriad=place >= 1000)


def _counts(text: str, numeral: Numeral, end: int) -> bool:
    """Say whether what a number in m counts is named, so that it is no length: 4.2m offences, the total was 4.2m."""
    before = _TOTALLED.search(text, max(0, numeral.end - 100), numeral.end)
    return before is not None or _COUNTED.match(text, end) is not None


def _sized(text: str, numeral: Numeral, *, money: bool) -> Numeral | None:
    """Apply the magnitude behind figures; `None` if a letter may be one or a unit (100m)."""
    suffix = _MAGNITUDE.match(text, numeral.end)
    if suffix is None:
        return numeral
    word = plain(suffix[1] or suffix[2] or suffix[3])
    if suffix[3] and not money and (word != "m" or not _counts(text, numeral, suffix.end())):
        return None
    size = SUFFIXES[word]
    if numeral.scale == 2:  # one and a half million
        numeral = numeral._replace(value=5 * numeral.value, scale=10)
    return numeral._replace(value=numeral.value * size, place=numeral.place * size, end=suffix.end(), myriad=True)
