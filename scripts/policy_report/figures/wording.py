"""Text in figures: both languages' labels put in, broken into lines, and numbers with their hedges."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from policy_report.evidence.records import AnyRow, SourceRow, by_id
from policy_report.figures.places import place_of
from policy_report.figures.style import SMALL, ems
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_POINTS = 72.0
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_OPENING, _CLOSING = "“‘（《「【(", "，。；：、！？”’）》」】)％*"
_PIECE = re.compile(
    rf"[{_OPENING}]*(?![{_OPENING}])[{_CJK}][{_CLOSING}]*|[{_OPENING}]*[^\s{_CJK}{_OPENING}]+|[{_OPENING}]+|\s+"
)


@dataclass(frozen=True)
class Labels:
    """The words of a study's figures in one language: its own, and where it has none, the engine's.

    `sources` are those that a source line names.
    """

    study: Study
    language: Language
    sources: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)

    def __call__(self, key: str, **values: object) -> str:
        """Say what `[figure]` of a catalogue has under a key, with values put in."""
        return self.study.catalogue(f"figure.{key}", self.language, **values)

    def shared(self, key: str, **values: object) -> str:
        """Say what figures, tables and texts say alike."""
        return self.study.catalogue(key, self.language, **values)

    def key(self, figure: str, **drawn: bool) -> str:
        """Explain those marks of a figure that are drawn, each by its sentence under `[figure.FIGURE.key]`."""
        said = [self(f"{figure}.key.{mark}") for mark, is_drawn in drawn.items() if is_drawn]
        return self.shared("mark.sentence").join(said)

    def place(self, key: str) -> str:
        """Name a place as `study.toml` does."""
        return place_of(self.study, key).name[self.language]


def labelled(draw: Callable[..., Figure]) -> Callable[..., Figure]:
    """Let a figure be drawn from what its `labels` are made of: the language, the study and its sources."""

    @wraps(draw)
    def drawn(language: Language, study: Study, sources: pd.DataFrame, **given: Any) -> Figure:
        return draw(Labels(study, language, sources), **given)

    return drawn if "labels" in signature(draw).parameters else draw


def in_language(row: AnyRow, column: str, language: Language) -> str:
    """The cell of a column that exists in both languages as `COLUMN_en` and `COLUMN_zh`, with its apostrophes set."""
    return str(row[f"{column}_{language}"]).replace("'", "’")


def width_of(text: str, weight: str = "normal") -> float:
    """The width of one line of text in inches, in the fonts of the look that is on."""
    return SMALL * ems(text, weight) / _POINTS


def wrapped(text: str, width: float, weight: str = "normal") -> list[str]:
    """Text in lines that are no wider than `width` inches.

    English breaks at spaces, Chinese between characters; closing punctuation stays with what it closes.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if not lines[-1] or _fits((lines[-1] + piece).rstrip(), width, weight):
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def _fits(line: str, width: float, weight: str) -> bool:
    """Whether a line is no wider than `width`: measured only where the widths of its characters leave a doubt.

    To measure a line takes a thousand times as long, and paragraphs are broken by trying.
    """
    estimate = SMALL * sum(1.0 if _WIDE.match(char) else _advance(char, weight) for char in line) / _POINTS
    if abs(estimate - width) > _DOUBT * width:
        return estimate < width
    return width_of(line, weight) <= width


_WIDE = re.compile("[\u3400-\u9fff]")
"""Characters that are as wide as they are high in every font."""

_DOUBT = 0.06
"""Share of a width that kerning changes at most, with some to spare."""


def _advance(char: str, weight: str) -> float:
    """Ems from one character to the next, which its ink alone would not say."""
    return ems(f"n{char}n", weight) - ems("nn", weight)


def balanced(text: str, width: float, weight: str = "normal") -> list[str]:
    """As `wrapped`, with the lines above shortened until the last one is at least half as long as the longest."""
    lines = wrapped(text, width, weight)
    for step in range(1, 10):
        lengths = [width_of(line, weight) for line in lines]
        tighter = wrapped(text, width * (1 - 0.05 * step), weight)
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


def source_line(keys: Iterable[str], sources: pd.DataFrame, labels: Labels, most: int = 4) -> str:
    """Whom the figure's data come from, those with most values first.

    `keys`: keys of the sources, one for each value of the figure.
    `labels`: whose institutions are named: as `study.toml` calls them in English, or in Chinese as published.
    `most`: how many are named; the rest are counted, or named as well if it is a single one.
    """
    known = by_id(sources, SourceRow, "key")
    published = [_institution(known[key]) for key in keys if key in known]
    english = dict(labels.study.institutions) | _speakers()
    counts = Counter(english.get(name, name) for name in published)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    named = ranked if len(ranked) == most + 1 else ranked[:most]
    rest = len(ranked) - len(named)
    if labels.language is Language.ZH:
        named = [_chinese(name, published, english) for name in named]
    names = labels.shared("mark.semicolon").join(named)
    return labels("source", names=names + (labels("and_others", count=rest) if rest else ""))


def _institution(source: SourceRow) -> str:
    """Who speaks, as published: the corporate author, else the publisher; else the kind of speaker in Chinese.

    Persons are left to the reference list, and the host of a copy says nothing of who speaks.
    """
    for name in (source["author"], source["publisher"]):
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


def _chinese(english: str, published: Iterable[str], names: Mapping[str, str]) -> str:
    """The name under which an institution publishes most of what is shown; in Chinese, if it has such a name."""
    own = Counter(name for name in published if names.get(name, name) == english and name != english)
    known = (chinese for chinese, name in names.items() if name == english)
    return min(own, key=lambda name: (-own[name], name)) if own else next(known, english)
