"""How far the descriptions of the two designs agree, by dimension: a square for each topic, and what silence allows."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from policy_report.analysis.institutions import ALL, Relation
from policy_report.figures import style
from policy_report.figures.designs import SIDES
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, width_of
from policy_report.text.language import Language

_ROW, _TOP, _BELOW = 0.25, 0.68, 0.16
_SQUARE, _STEP = 0.13, 0.175
_SQUARES, _SCORE, _BAR = 1.62, 2.95, 3.85
"""Inches from the left at which the squares, the score and the bars begin."""

_LENGTH = style.WIDTH - _BAR - 0.2


def draw(
    language: Language, design_agreement: pd.DataFrame, design_comparison: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """A row for each dimension and one for all.

    Parameters
    ----------
    language
        Language of the labels.
    design_agreement, design_comparison
        The results of those names; the second says whom the statements come from.
    sources
        Tidy frame.
    """
    keys = [str(key) for side in SIDES for key in design_comparison[f"{side}_source"]]
    footer = Footer(keys, sources, language, ("agreement_note",))
    figure = style.canvas(_TOP + len(design_agreement) * _ROW + _BELOW + footer.height)
    sheet = style.sheet(figure)
    _heads(sheet, language)
    bottom = _TOP + len(design_agreement) * _ROW
    for share in (0, 25, 50, 75, 100):
        x = _BAR + share / 100 * _LENGTH
        sheet.plot([x, x], [_TOP - 0.03, bottom], color=style.FAINT, lw=0.5, zorder=0)
        sheet.text(x, bottom + 0.07, f"{share}%", size=style.SMALL, color=style.GREY, ha="center", va="center")
    for place, row in enumerate(design_agreement.to_dict("records")):
        _dimension(sheet, row, _TOP + (place + 0.5) * _ROW, language)
    footer.write(sheet)
    return figure


def _heads(sheet: Axes, language: Language) -> None:
    left = _SQUARES
    for relation in Relation:
        word = label(f"relation_{relation}", language)
        _square(sheet, left, 0.12, relation)
        sheet.text(left + _SQUARE + 0.06, 0.12, word, size=style.SMALL, va="center")
        left += _SQUARE + 0.25 + width_of(word)
    for x, key in ((_SQUARES, "agreement_topics"), (_SCORE, "agreement_score"), (_BAR, "agreement_bounds")):
        sheet.text(x, _TOP - 0.17, label(key, language), size=style.SMALL, weight="bold", va="center")


def _dimension(sheet: Axes, row: dict[Any, Any], y: float, language: Language) -> None:
    whole = row["dimension"] == ALL
    weight = "bold" if whole else "normal"
    name = label(f"dimension_{row['dimension']}", language)
    sheet.text(0, y, name, size=style.SMALL, weight=weight, va="center")
    if whole:
        sheet.text(_SQUARES, y, f"{row['topics']:.0f}", size=style.SMALL, weight=weight, va="center")
    else:
        topics = [relation for relation in Relation for _ in range(int(row[relation]))]
        for place, relation in enumerate(topics):
            _square(sheet, _SQUARES + place * _STEP, y, relation)
    score = label("agreement_of", language, same=int(row["same"]), compared=int(row["compared"]))
    text = score if row["compared"] else label("agreement_none", language)
    sheet.text(_SCORE, y, text, size=style.SMALL, weight=weight, va="center")
    ends = [_BAR + row[end] / 100 * _LENGTH for end in ("lower", "upper")]
    sheet.plot(ends, [y, y], color=style.GREY, lw=5, solid_capstyle="butt", alpha=0.45)
    if row["compared"]:
        sheet.plot([_BAR + row["agreement"] / 100 * _LENGTH], [y], "D", color=style.INK, ms=4.5)


def _square(sheet: Axes, left: float, y: float, relation: Relation) -> None:
    """Full where both agree, crossed where they differ, half where one side speaks, empty where none does."""
    top = y - _SQUARE / 2
    fill = style.INK if relation is Relation.SAME else style.PAPER
    sheet.add_patch(Rectangle((left, top), _SQUARE, _SQUARE, facecolor=fill, edgecolor=style.INK, lw=0.8))
    if relation is Relation.DIFFERENT:
        sheet.plot([left, left + _SQUARE], [top, top + _SQUARE], color=style.INK, lw=1.0)
        sheet.plot([left, left + _SQUARE], [top + _SQUARE, top], color=style.INK, lw=1.0)
    elif relation is Relation.ONE_SIDED:
        corners = [(left, top), (left, top + _SQUARE), (left + _SQUARE, top + _SQUARE)]
        sheet.add_patch(Polygon(corners, facecolor=style.GREY, edgecolor="none"))
