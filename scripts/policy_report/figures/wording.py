"""Text in figures: both languages' labels put in, broken into lines, and numbers with their hedges."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from policy_report.figures.labels import INSTITUTIONS, LABELS, MONTHS
from policy_report.figures.style import SMALL
from policy_report.quantities import Change, Qualifier, Quantity
from policy_report.text.language import Language

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


def number(value: float, language: Language) -> str:
    """A plain number as a reader of the language writes it: 25,000 or 2.5万."""
    sign = "−" if value < 0 else ""
    size = abs(value)
    if language is Language.ZH:
        for scale, word in ((1e8, "亿"), (1e4, "万")):
            if size >= scale:
                return f"{sign}{size / scale:.6g}{word}"
        return f"{sign}{size:.10g}"
    return f"{sign}{size:,.10g}" if size != round(size) else f"{sign}{size:,.0f}"


def grouped(count: int, language: Language) -> str:
    """A count in full: with commas in English, without in Chinese."""
    return str(count) if language is Language.ZH else f"{count:,}"


def short(quantity: Quantity, language: Language) -> str:
    """A published quantity in the few signs that a figure has room for: >80%, ≥90%, +55%, 25,000+."""
    bound = quantity.lower if quantity.lower is not None else quantity.upper
    size = quantity.value if quantity.value is not None else bound
    if size is None:
        return ""
    if quantity.qualifier is Qualifier.RANK:
        return label("rank", language, place=number(size, language))
    plus = "+" if quantity.change not in (Change.LEVEL, Change.MULTIPLE) and size > 0 else ""
    unit = {"percent": "%", "pp": label("points", language)}.get(quantity.unit, "")
    hedge = LABELS.get(f"hedge_{quantity.qualifier}", ("{}", "{}"))[language is Language.ZH]
    return hedge.format(plus + number(size, language)) + unit


def hedged(row: Mapping[Hashable, Any], language: Language, unit: float = 1.0) -> str:
    """The value of a level of a series with its hedge, in units; of a computed count its bounds in full thousands."""
    is_rate = row["measure"] == "rate"
    if row["basis"] == "implied" and not is_rate:
        return _thousands(float(row["lower"]), float(row["upper"]), language, unit)
    value = round(float(row["value"]), 1) if row["basis"] == "implied" else float(row["value"])
    hedge = LABELS.get(f"hedge_{row['qualifier']}", ("{}", "{}"))[language is Language.ZH]
    return hedge.format(number(value if is_rate else value / unit, language)) + ("%" if is_rate else "")


def _thousands(low: float, high: float, language: Language, unit: float) -> str:
    ends = [round(end, -3) for end in (low, high)]
    if ends[0] == ends[1]:
        return number(ends[0] / unit, language)
    # Rounded outward, as in the text, so that the range holds every value that it held.
    ends = [math.floor(low / 1e3) * 1e3, math.ceil(high / 1e3) * 1e3]
    return span(ends[0] / unit, ends[1] / unit, language)


def span(low: float, high: float, language: Language) -> str:
    """A range of numbers: with a dash, and in words if an end is negative."""
    key = "range_signed" if low < 0 else "range"
    return label(key, language, low=number(low, language), high=number(high, language))


def period(start: str, end: str, language: Language) -> str:
    """A period of partial ISO dates in the shortest form that says no more than they do."""
    if not end and not start:
        return label("period_unknown", language)
    if not start:
        return label("period_by", language, end=day(end, language))
    if start == end:
        return day(end, language)
    if start[:4] != end[:4]:
        return label("period_from_to", language, start=day(start[:7], language), end=day(end[:7], language))
    if len(end) > len("YYYY-MM") and start[4:] in ("", "-01", "-01-01"):
        return label("period_by", language, end=day(end, language))
    return _within(start, end, language)


def _within(start: str, end: str, language: Language) -> str:
    """A part of one year, with the year once."""
    if language is Language.ZH:
        return label("period_from_to", language, start=day(start, language), end=day(end, language, with_year=False))
    return label("period_from_to", language, start=day(start, language, with_year=False), end=day(end, language))


def day(date: str, language: Language, *, with_year: bool = True) -> str:
    """A partial ISO date: 12 Jul 2024 or 2024.7.12; empty if nothing but the year is known and that is left out."""
    year, month, number_ = (*date.split("-"), "", "")[:3]
    if language is Language.ZH:
        parts = [year] if with_year else []
        parts += [part.lstrip("0") for part in (month, number_) if part]
        return ".".join(parts)
    parts = [number_.lstrip("0"), MONTHS[int(month) - 1] if month else "", year if with_year else ""]
    return " ".join(part for part in parts if part)


def within_year(date: str, language: Language) -> str:
    """The month and day of a partial ISO date: 12 Jul or 7月12日; empty if only the year is known."""
    if language is Language.EN:
        return day(date, language, with_year=False)
    _, month, number_ = (*date.split("-"), "", "")[:3]
    return "".join(part.lstrip("0") + unit for part, unit in ((month, "月"), (number_, "日")) if part)


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
    text = label("list_separator", language).join(named)
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
    return label(f"speaker_{source['tier']}", Language.ZH)


_PERSONS_OR_HOST = re.compile(
    r", | and |\.(com|cn|net|org|cc)$|^GitHub$|^[a-z0-9_-]+$|^[一-鿿]{1,2}[^社网报台部局院厅]$"
)
"""Two or three Chinese characters are a person unless the last one says what body it is; a word without a capital is
the name of an account."""


_SPEAKERS = {chinese: english for key, (english, chinese) in LABELS.items() if key.startswith("speaker_")}


def _english(name: str) -> str:
    """One name for all that an institution publishes under, so that both languages count the same institutions."""
    return (INSTITUTIONS | _SPEAKERS).get(name, name)


def _chinese(english: str, published: Iterable[str]) -> str:
    """The name under which an institution publishes most of what is shown; in Chinese, if it has such a name."""
    own = Counter(name for name in published if _english(name) == english and name != english)
    known = (chinese for chinese, name in INSTITUTIONS.items() if name == english)
    return min(own, key=lambda name: (-own[name], name)) if own else next(known, english)


def sourced(rows: pd.DataFrame) -> list[str]:
    """The source keys of a result's rows."""
    return [str(key) for key in rows["source"]]
