"""Text in figures: both languages' labels put in, broken into lines, and numbers with their hedges."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from policy_report.figures.labels import INSTITUTIONS, LABELS
from policy_report.figures.style import SMALL
from policy_report.text.language import Language
from policy_report.text.short import short_hedge, short_number, short_range
from policy_report.text.words import word

_POINTS = 72.0
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_OPENING, _CLOSING = "“‘（《「【(", "，。；：、！？”’）》」】)％*"
_PIECE = re.compile(
    rf"[{_OPENING}]*(?![{_OPENING}])[{_CJK}][{_CLOSING}]*|[{_OPENING}]*[^\s{_CJK}{_OPENING}]+|[{_OPENING}]+|\s+"
)


def label(key: str, language: Language, **values: object) -> str:
    """The label `key` of `labels.py`, with `values` put in."""
    return LABELS[key][language is Language.ZH].format(**values)


def in_language(row: Mapping[Any, Any], column: str, language: Language) -> str:
    """The cell of a column that exists in both languages as `COLUMN_en` and `COLUMN_zh`, with its apostrophes set."""
    return str(row[f"{column}_{language}"]).replace("'", "’")


def width_of(text: str, size: float = SMALL, weight: str = "normal") -> float:
    """The width of one line of text in inches, in the fonts of the look that is on."""
    properties = FontProperties(size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, False)
    return float(width) / _POINTS


def wrapped(text: str, width: float, size: float = SMALL, weight: str = "normal") -> list[str]:
    """Text in lines that are no wider than `width` inches.

    English breaks at spaces, Chinese between characters; closing punctuation stays with what it closes.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if not lines[-1] or width_of((lines[-1] + piece).rstrip(), size, weight) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def balanced(text: str, width: float, size: float = SMALL, weight: str = "normal") -> list[str]:
    """As `wrapped`, with the lines above shortened until the last one is at least half as long as the longest."""
    lines = wrapped(text, width, size, weight)
    for step in range(1, 10):
        lengths = [width_of(line, size, weight) for line in lines]
        tighter = wrapped(text, width * (1 - 0.05 * step), size, weight)
        if lengths[-1] >= max(lengths) / 2 or len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def filled(text: str, width: float) -> list[str]:
    """As `wrapped`, for a paragraph: its lines are shortened a little if the last one would hold a word or two."""
    lines = wrapped(text, width)
    for step in range(1, 6):
        tighter = wrapped(text, width * (1 - 0.02 * step))
        if width_of(lines[-1]) >= width / 5 or len(tighter) > len(lines):
            break
        lines = tighter
    return lines


def hedged(row: Mapping[Hashable, Any], language: Language, unit: float = 1.0) -> str:
    """The value of a level of a series with its hedge, in units; of a computed count its bounds in full thousands."""
    is_rate = row["measure"] == "rate"
    if row["basis"] == "implied" and not is_rate:
        return _thousands(float(row["lower"]), float(row["upper"]), language, unit)
    value = round(float(row["value"]), 1) if row["basis"] == "implied" else float(row["value"])
    number = short_number(value if is_rate else value / unit, language)
    return short_hedge(number, str(row["qualifier"]), language) + ("%" if is_rate else "")


def _thousands(low: float, high: float, language: Language, unit: float) -> str:
    ends = [round(end, -3) for end in (low, high)]
    if ends[0] == ends[1]:
        return short_number(ends[0] / unit, language)
    # Rounded outward, as in the text, so that the range holds every value that it held.
    ends = [math.floor(low / 1e3) * 1e3, math.ceil(high / 1e3) * 1e3]
    return short_range(ends[0] / unit, ends[1] / unit, language)


def source_line(keys: Iterable[str], sources: pd.DataFrame, language: Language, most: int = 4) -> str:
    """Whom the figure's data come from, those with most values first.

    Parameters
    ----------
    keys
        Keys of the sources, one for each value of the figure.
    sources
        The tidy sources.
    language
        English names where `labels.INSTITUTIONS` has one, else the name as published.
    most
        How many are named; the rest are counted, or named as well if it is a single one.
    """
    known = sources.set_index("key").to_dict("index")
    published = [_institution(known[key]) for key in keys if key in known]
    counts = Counter(_english(name) for name in published)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    named = ranked if len(ranked) == most + 1 else ranked[:most]
    rest = len(ranked) - len(named)
    if language is Language.ZH:
        named = [_chinese(name, published) for name in named]
    text = word("mark.semicolon", language).join(named)
    if rest > 0:
        text += label("and_others", language, count=rest)
    return label("source", language, names=text)


def _institution(source: Mapping[Any, Any]) -> str:
    """Who speaks, as published: the corporate author, else the publisher; else the kind of speaker in Chinese.

    Persons are left to the reference list, and the host of a copy says nothing of who speaks.
    """
    for name in (str(source["author"]), str(source["publisher"])):
        if name and not _PERSONS_OR_HOST.search(name):
            return name
    return word(f"speaker.{source['tier']}", Language.ZH)


_PERSONS_OR_HOST = re.compile(
    r", | and |\.(com|cn|net|org|cc)$|^GitHub$|^[a-z0-9_-]+$|^[一-鿿]{1,2}[^社网报台部局院厅]$"
)
"""Two or three Chinese characters are a person unless the last one says what body it is; a word without a capital is
the name of an account."""


def _speakers() -> dict[str, str]:
    english, chinese = (word.entry("speaker", language) for language in (Language.EN, Language.ZH))
    return {chinese[tier]: english[tier] for tier in english}


def _english(name: str) -> str:
    """One name for all that an institution publishes under, so that both languages count the same institutions."""
    return (INSTITUTIONS | _speakers()).get(name, name)


def _chinese(english: str, published: Iterable[str]) -> str:
    """The name under which an institution publishes most of what is shown; in Chinese, if it has such a name."""
    own = Counter(name for name in published if _english(name) == english and name != english)
    known = (chinese for chinese, name in INSTITUTIONS.items() if name == english)
    return min(own, key=lambda name: (-own[name], name)) if own else next(known, english)


def sourced(rows: pd.DataFrame) -> list[str]:
    """The source keys of a result's rows."""
    return [str(key) for key in rows["source"]]
