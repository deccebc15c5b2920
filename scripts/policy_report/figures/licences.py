"""Which headline claim of one city may stand beside which of the other, and what bars the rest."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.comparability.degree import DEGREES, LETTERS, REASONS, Degree, Licence, Reason
from policy_report.evidence.tidy import quantity_of
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, width_of
from policy_report.quantities import Change
from policy_report.text.language import Language
from policy_report.text.short import short_quantity

_NAMES, _LINE, _PAD, _TITLE, _KEY = 1.8, 0.13, 0.11, 0.26, 0.28
_COLUMNS = style.WIDTH - _NAMES - 0.05
_SHADES = {Degree.SAME: "#4d4d4d", Degree.CONVERTIBLE: "#9e9e9e", Degree.DIRECTION: "#d6d6d6", Degree.NONE: style.PAPER}
_GLYPHS = {Degree.SAME: "o", Degree.CONVERTIBLE: "D", Degree.DIRECTION: "^", Degree.NONE: "x"}
"""A degree has a shade and a shape, so that neither colour nor print is needed to tell it."""

_DARK = (Degree.SAME,)
_GLYPH_AT, _LETTERS_AT = 0.08, 0.15
_APART = {Language.EN: 0.02, Language.ZH: 0.006}


@dataclass(frozen=True)
class _Claim:
    """A claim at the side or the head of the matrix."""

    id: str
    lines: list[str]


def data(headline_licences: tuple[Licence, ...]) -> pd.DataFrame:
    """The degree of each pair, with what bars it and what limits it."""
    return pd.DataFrame(
        [
            {
                "jiaxing": found.first,
                "sanming": found.second,
                "degree": str(found.degree),
                "reasons": " ".join(found.reasons),
                "caveats": " ".join(found.caveats),
            }
            for found in headline_licences
        ]
    )


def draw(
    language: Language,
    headline_licences: tuple[Licence, ...],
    claims: pd.DataFrame,
    indicators: pd.DataFrame,
    sources: pd.DataFrame,
) -> Figure:
    """A matrix with a row for each headline of Jiaxing and a column for each of Sanming.

    Parameters
    ----------
    language
        Language of the labels.
    headline_licences
        The result of that name.
    claims, indicators, sources
        Tidy frames.
    """
    known = claims.set_index("id").to_dict("index")
    names = indicators.set_index("id").to_dict("index")
    columns = list(dict.fromkeys(licence.second for licence in headline_licences))
    width = _COLUMNS / len(columns)
    heads = [_claim(row, known[row], names, width - 0.08, language) for row in columns]
    sides = [
        _claim(row, known[row], names, _NAMES - 0.1, language)
        for row in dict.fromkeys(licence.first for licence in headline_licences)
    ]
    shown = [str(known[claim.id]["source"]) for claim in (*sides, *heads)]
    letters = _letters(headline_licences, language)
    footer = Footer(shown, sources, language, notes=("licences_note",), reasons=letters)
    head_height = max(len(head.lines) for head in heads) * _LINE + _PAD
    heights = [len(side.lines) * _LINE + _PAD for side in sides]
    figure = style.canvas(_TITLE + head_height + sum(heights) + _KEY + footer.height)
    sheet = style.sheet(figure)
    sheet.text(0, 0.1, label("licences_title", language), weight="bold", va="center")
    for place, head in enumerate(heads):
        bottom = _TITLE + head_height - _PAD / 2
        _write(
            sheet, head.lines, _NAMES + place * width + 0.04, bottom - len(head.lines) * _LINE, style.DARK["sanming"]
        )
    cells = {(licence.first, licence.second): licence for licence in headline_licences}
    top = _TITLE + head_height
    for side, height in zip(sides, heights, strict=True):
        _write(sheet, side.lines, 0, top + _PAD / 2, style.DARK["jiaxing"])
        for place, head in enumerate(heads):
            _cell(sheet, cells[side.id, head.id], (_NAMES + place * width, top, width, height), language)
        top += height
    _degrees(sheet, top + _KEY / 2 + 0.03, language)
    footer.write(sheet)
    return figure


def _claim(row: str, claim: dict[Any, Any], names: dict[Any, Any], width: float, language: Language) -> _Claim:
    """The indicator with its value; a claim without a number says so."""
    quantity = quantity_of({**claim, "id": row})
    value = label("licences_words", language) if quantity is None else short_quantity(quantity, language)
    indicator = names[claim["indicator"]]
    if indicator["unit"] == "CNY" and quantity is not None and quantity.change is Change.LEVEL:
        value = label("licences_yuan", language, value=value)
    name = in_language(indicator, "name", language)
    return _Claim(row, balanced(label("licences_with_value", language, name=name, value=value), width))


def _letters(licences: tuple[Licence, ...], language: Language) -> str:
    """What the letters mean that occur."""
    found = [reason for reason in Reason if any(reason in licence.reasons for licence in licences)]
    side = language is Language.ZH
    texts = (
        label("licences_reason", language, letter=LETTERS[reason][side], name=REASONS[reason][side]) for reason in found
    )
    return label("list_comma", language).join(texts)


def _write(sheet: Axes, lines: list[str], left: float, top: float, colour: str) -> None:
    for step, line in enumerate(lines):
        sheet.text(left, top + (step + 0.5) * _LINE, line, size=style.SMALL, color=colour, va="center")


def _cell(sheet: Axes, licence: Licence, box: tuple[float, float, float, float], language: Language) -> None:
    left, top, _, height = box
    _box(sheet, licence.degree, box)
    middle = top + height / 2
    _glyph(sheet, licence.degree, (left + _GLYPH_AT, middle))
    at = left + _LETTERS_AT
    ink = style.PAPER if licence.degree in _DARK else style.INK
    for place, reason in enumerate(licence.reasons):
        letter = LETTERS[reason][language is Language.ZH]
        weight = "bold" if place == 0 else "normal"
        sheet.text(at, middle, letter, size=style.SMALL, color=ink, weight=weight, va="center")
        at += width_of(letter, weight=weight) + _APART[language]


def _box(sheet: Axes, degree: Degree, box: tuple[float, float, float, float]) -> None:
    left, top, width, height = box
    middle = [top + height / 2]
    sheet.barh(middle, [width], left=left, height=height, color=_SHADES[degree], edgecolor=style.FAINT, lw=0.6)


def _glyph(sheet: Axes, degree: Degree, at: tuple[float, float]) -> None:
    colour = style.PAPER if degree in _DARK else style.GREY if degree is Degree.NONE else style.INK
    sheet.plot([at[0]], [at[1]], _GLYPHS[degree], color=colour, ms=4, mew=1.1)


def _degrees(sheet: Axes, middle: float, language: Language) -> None:
    """The key of shades and shapes, from the closest degree to none."""
    left = 0.0
    for degree in Degree:
        name = DEGREES[degree][language is Language.ZH]
        _box(sheet, degree, (left, middle - 0.07, 0.17, 0.14))
        _glyph(sheet, degree, (left + 0.085, middle))
        sheet.text(left + 0.23, middle, name, size=style.SMALL, va="center")
        left += 0.45 + width_of(name)
