"""How far the descriptions of the cases agree, by dimension: a square for each topic, and what silence allows."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from policy_report.analysis.institutions import ALL, Relation
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import style
from policy_report.figures.designs import dimension_of, stated_by
from policy_report.figures.page import legend, page, refuse_empty, say
from policy_report.figures.wording import Labels

_ROW, _TOP, _BELOW = 0.25, 0.68, 0.16
_SQUARE, _STEP = 0.13, 0.175
_SQUARES, _SCORE, _BAR = 1.62, 2.95, 3.85
"""Inches from the left at which the squares, the score and the bars begin."""

_LENGTH = style.WIDTH - _BAR - 0.2


def draw(labels: Labels, design_agreement: pd.DataFrame, design_comparison: pd.DataFrame) -> Figure:
    """Draw for each two cases a row for each dimension and one for all.

    Raises `FigureError`: `figure-empty` where nothing is judged.
    """
    pairs = list(design_agreement.groupby(["first", "second"], sort=False))
    refuse_empty(pairs, "designs_agreement", "judge the topics of topics.csv for two cases in judgements.csv")
    named = len(pairs) > 1
    bottom = _TOP + (len(design_agreement) + named * len(pairs)) * _ROW
    figure, sheet = page(bottom + _BELOW, labels, stated_by(design_comparison), labels("agreement.note"))
    _headings(sheet, labels)
    for share in (0, 25, 50, 75, 100):
        x = _BAR + share / 100 * _LENGTH
        sheet.plot([x, x], [_TOP - 0.03, bottom], color=style.FAINT, lw=0.5, zorder=0)
        say(sheet, (x, bottom + 0.07), f"{share}%", color=style.GREY, ha="center")
    middle = _TOP + _ROW / 2
    for cases, rows in pairs:
        if named:
            names = labels("list").join(labels.place(str(case)) for case in cases)
            say(sheet, (0, middle), names, color=style.GREY)
            middle += _ROW
        for row in rows_as(rows, Record):
            _dimension(sheet, row, middle, labels)
            middle += _ROW
    return figure


def _headings(sheet: Axes, labels: Labels) -> None:
    keys = [(partial(_square, sheet, relation), labels(f"relation.{relation}"), style.INK) for relation in Relation]
    legend(sheet, (_SQUARES, 0.12), keys, to_words=_SQUARE + 0.06, gap=0.19)
    for x, key in ((_SQUARES, "topics"), (_SCORE, "score"), (_BAR, "bounds")):
        say(sheet, (x, _TOP - 0.17), labels(f"agreement.{key}"), weight="bold")


def _dimension(sheet: Axes, row: AnyRow, y: float, labels: Labels) -> None:
    whole = row["dimension"] == ALL
    weight = "bold" if whole else "normal"
    say(sheet, (0, y), labels("agreement.all") if whole else dimension_of(row["dimension"], labels), weight=weight)
    if whole:
        say(sheet, (_SQUARES, y), f"{row['topics']:.0f}", weight=weight)
    else:
        topics = [relation for relation in Relation for _ in range(int(row[relation]))]
        for place, relation in enumerate(topics):
            _square(sheet, relation, _SQUARES + place * _STEP, y)
    score = labels("agreement.of", same=int(row["same"]), compared=int(row["compared"]))
    say(sheet, (_SCORE, y), score if row["compared"] else labels("agreement.none"), weight=weight)
    ends = [_BAR + row[end] / 100 * _LENGTH for end in ("lower", "upper")]
    sheet.plot(ends, [y, y], color=style.GREY, lw=5, solid_capstyle="butt", alpha=0.45)
    if row["compared"]:
        sheet.plot([_BAR + row["agreement"] / 100 * _LENGTH], [y], "D", color=style.INK, ms=4.5)


def _square(sheet: Axes, relation: Relation, left: float, y: float) -> None:
    """Full where all agree, crossed where they differ, half where only some speak, empty where none does."""
    top = y - _SQUARE / 2
    fill = style.INK if relation is Relation.SAME else style.PAPER
    sheet.add_patch(Rectangle((left, top), _SQUARE, _SQUARE, facecolor=fill, edgecolor=style.INK, lw=0.8))
    if relation is Relation.DIFFERENT:
        sheet.plot([left, left + _SQUARE], [top, top + _SQUARE], color=style.INK, lw=1.0)
        sheet.plot([left, left + _SQUARE], [top + _SQUARE, top], color=style.INK, lw=1.0)
    elif relation is Relation.ONE_SIDED:
        corners = [(left, top), (left, top + _SQUARE), (left + _SQUARE, top + _SQUARE)]
        sheet.add_patch(Polygon(corners, facecolor=style.GREY, edgecolor="none"))
