"""Finds digits and number words in prose."""

import re
from collections.abc import Sequence
from functools import cache

from policy_report.paper.prose import chinese, english
from policy_report.paper.prose.blanking import blank
from policy_report.text.language import Language
from policy_report.text.words import word

_DIGITS = re.compile(r"(?:[A-Za-z]+-)?[A-Za-z]*\d[\dA-Za-z.,:/%‰–-]*(?<![.,:–-])")
"""A number with its unit or the name that it belongs to: `1,000`, `48-hour`, `5G`, `COVID-19`; in any width."""

_SIGNS = re.compile(r"[²³¹⁰-₉¼-¾⅐-ↈ①-⓿㈠-㈩㊀-㊉]+")
_ROMAN = re.compile(r"(?<![\w-])(?:I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XX[IVX]*)(?!\w)")
_WORDS = {Language.EN: english.NUMBER, Language.ZH: chinese.NUMBER}


def typed_numbers(prose: str, language: Language) -> list[tuple[int, int]]:
    """Find where the numbers of a prose stand, in its order, each once.

    `prose`: text of which everything else has been blanked.
    """
    text = without(prose, word.entry("prose.idioms", language, ()))
    patterns = [_DIGITS, _SIGNS, _ROMAN, *(pattern for own, pattern in _WORDS.items() if own == language)]
    found = sorted((match.start(), -match.end()) for pattern in patterns for match in pattern.finditer(text))
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, -end))
    return kept


def without(prose: str, texts: Sequence[str]) -> str:
    """Blank every occurrence of some texts in the prose; occurrences may overlap."""
    kept, folded = list(prose), prose.lower()
    # Few of the texts occur, and to look for the first word of each costs least.
    for text in (text for text in texts if text.split()[0].lower() in folded):
        for match in pattern_of(text).finditer(prose):
            kept[match.start() : match.end()] = blank(match.group())
    return "".join(kept)


@cache
def pattern_of(text: str) -> re.Pattern[str]:
    """Find a text whatever its case and line breaks, but not inside a longer word or number."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    # Chinese has no spaces between words.
    before = r"(?<![A-Za-z0-9])" if text[:1].isascii() else ""
    after = r"(?![A-Za-z0-9])" if text[-1:].isascii() else ""
    return re.compile(before + words + after, re.IGNORECASE)
