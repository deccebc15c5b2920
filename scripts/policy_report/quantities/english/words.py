"""Compile the words and patterns of `grammar/english.toml`."""

import re
from collections.abc import Iterable
from typing import Final

from policy_report.quantities.grammar import words_of
from policy_report.quantities.quantity import Qualifier

ENGLISH: Final = words_of("english")


def plain(printed: str) -> str:
    """Write a word or phrase as the tables of this module do: in small letters, with blanks for hyphens."""
    return printed.lower().replace("-", " ")


def spaced(entries: Iterable[str]) -> list[str]:
    """Write entries of the grammar with their blanks."""
    return [plain(entry.replace("_", " ")) for entry in entries]


def literal(words: Iterable[str]) -> str:
    """Make one pattern of words and phrases, the longest first; a blank may be a hyphen."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in longest_first)


def grouped(words: Iterable[str]) -> str:
    """Make the pattern of `literal` with one branch a first letter: many words, tried at many places."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{re.escape(first)}(?:{literal(rests)})" for first, rests in groups.items())


_NUMBERS: Final = ENGLISH["numbers"]
VALUES: Final = {word: value for value, word in enumerate(_NUMBERS["units"].split())} | {
    word: 10 * value for value, word in enumerate(_NUMBERS["tens"].split(), start=2)
}
ORDINALS: Final = {word: value for value, word in enumerate(_NUMBERS["ordinals"].split())}
SIZES: Final[dict[str, int]] = _NUMBERS["sizes"]
SUFFIXES: Final[dict[str, int]] = {name.replace("_", " "): size for name, size in _NUMBERS["suffixes"].items()}
SEVERAL: Final[dict[str, list[int]]] = {name.replace("_", " "): ends for name, ends in _NUMBERS["several"].items()}
FRACTIONS: Final[dict[str, int]] = _NUMBERS["fractions"]
PARTICIPLES: Final = {kind: frozenset(words.split()) for kind, words in ENGLISH["participles"].items()}
FIXED: Final[dict[str, int]] = ENGLISH["fixed"]
CURRENCIES: Final[dict[str, str]] = ENGLISH["currencies"]
UNITS: Final[dict[str, str]] = {plain(name): unit for name, unit in ENGLISH["units"].items()}
SIGNS: Final = {
    word: (sign, sense)
    for words, sense in ((ENGLISH["words"], 0), (ENGLISH["up"], 1), (ENGLISH["down"], -1))
    for sign, entries in words.items()
    for word in spaced(entries.split())
}


def _hedges(side: str) -> dict[str, Qualifier]:
    return {
        word: Qualifier(hedge) for hedge, entries in ENGLISH["hedges"][side].items() for word in spaced(entries.split())
    }


HEDGES: Final = _hedges("before")
LATE_HEDGES: Final = _hedges("after")
_PARTS: Final = {
    **ENGLISH["parts"],
    **ENGLISH["patterns"],
    "value": literal(VALUES),
    "ordinal": literal(ORDINALS),
    "unit": literal(UNITS),
    "size": literal(SIZES),
    "suffix": literal(name for name in SUFFIXES if len(name) > 1),
    "several": literal(SEVERAL),
    "fraction": literal(FRACTIONS),
    "fixed": literal(FIXED),
    "currency": f"(?:{literal(CURRENCIES)})",
}


def shape(pattern: str) -> str:
    """Put in the place of `<year>` and other parts what they stand for."""
    return re.sub(r"(?<!P)<([a-z_]+)>", lambda part: shape(_PARTS[part[1]]), pattern.replace("\n", ""))


def compiled(name: str) -> re.Pattern[str]:
    """Compile a pattern of the grammar."""
    return re.compile(shape(ENGLISH["patterns"][name]))
