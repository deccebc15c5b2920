"""Finds digits and number words in prose."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from policy_report.paper.prose.blanking import blank
from policy_report.text.language import Language
from policy_report.text.words import word

_DIGITS = re.compile(r"(?:[A-Za-z]+-)?[A-Za-z]*\d[\dA-Za-z.,:/%‰–-]*(?<![.,:–-])")
"""A number with its unit or the name that it belongs to: `1,000`, `48-hour`, `5G`, `COVID-19`; in any width."""

_SIGNS = re.compile(r"[²³¹⁰-₉¼-¾⅐-ↈ①-⓿㈠-㈩㊀-㊉]+")
_ROMAN = re.compile(r"(?<![\w-])(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XX[IVX]*)(?!\w)")


def typed_numbers(prose: str, language: Language) -> list[tuple[int, int]]:
    """Find where the numbers of a prose stand, in its order, each once.

    `prose`: text of which everything else has been blanked.
    """
    text = without(prose, word.entry("prose.idioms", language, ()))
    patterns = [_DIGITS, _SIGNS, _ROMAN, _number_words(language)]
    found = sorted((match.start(), -match.end()) for pattern in patterns for match in pattern.finditer(text))
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, -end))
    return kept


@cache
def _number_words(language: Language) -> re.Pattern[str]:
    """The number words of a language, as its catalogue has them; what matches nothing where it has none."""
    parts = {"pattern": "(?!)"}
    for name, text in word.entry("prose.number_words", language, ()):
        parts[name] = text.format(**parts)
    return re.compile(parts["pattern"], re.IGNORECASE)


def without(prose: str, texts: Iterable[str]) -> str:
    """Blank every occurrence of some texts in the prose, whatever their case and line breaks; they may overlap."""
    kept = list(prose)
    for text in texts:
        # Few of the texts occur, and a pattern takes long to make and to try.
        for match in _pattern(text).finditer(prose) if occurs(text, prose) else ():
            kept[match.start() : match.end()] = blank(match.group())
    return "".join(kept)


def occurs(text: str, prose: str) -> bool:
    """Tell whether a text stands in the prose, but not inside a longer word or number."""
    wanted, folded = _folded(text), _folded(prose)
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not (_joined(folded[max(start - 1, 0) : start], wanted[0]) or _joined(folded[end : end + 1], wanted[-1])):
            return True
        start = folded.find(wanted, start + 1)
    return False


def _joined(outside: str, inside: str) -> bool:
    """Whether a character is of one word with its neighbour; Chinese has no spaces between words."""
    return inside.isascii() and outside.isascii() and outside.isalnum()


@lru_cache(2048)
def _folded(text: str) -> str:
    return " ".join(text.lower().split())


@cache
def _pattern(text: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<![A-Za-z0-9])" if text[:1].isascii() else ""
    after = r"(?![A-Za-z0-9])" if text[-1:].isascii() else ""
    return re.compile(before + words + after, re.IGNORECASE)
