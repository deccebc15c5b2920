"""Who speaks in the evidence: published figures by place and tier of source."""

from itertools import accumulate

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.evidence.bibliography import TIERS
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, width_of
from policy_report.text.language import Language
from policy_report.text.numbers import grouped
from policy_report.text.words import word

PLACES = ("jiaxing", "sanming", "zhejiang", "fujian", "elsewhere", "china")
_NAMES, _ROW, _TOP = 1.35, 0.3, 0.36
_SHADES = {
    "self-reported": "#2d1e5a",
    "government": "#6354a6",
    "press": "#9a92ca",
    "statistics": "#c9c5e4",
    "academic": "#ecebf6",
}
_LIGHT = ("press", "statistics", "academic")
"""Tiers whose shade is light enough for dark letters."""


def draw(
    language: Language, evidence_base: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """A bar for each place, in shares of its figures, with the counts inside and the sum at the end.

    Parameters
    ----------
    language
        Language of the labels.
    evidence_base
        The result of that name.
    claims, series, sources
        Tidy frames.
    """
    footer = Footer([*claims["source"], *series["source"]], sources, language, ("evidence_note",))
    plot = len(PLACES) * _ROW
    height = _TOP + plot + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    width = style.WIDTH - _NAMES - 0.55
    counts = {(row["place"], row["tier"]): int(row["count"]) for row in evidence_base.to_dict("records")}
    for place, name in enumerate(PLACES):
        top = _TOP + place * _ROW
        row = [counts[name, tier] for tier in TIERS]
        sheet.text(0, top + _ROW / 2, label(f"place_{name}", language), size=style.SMALL, va="center")
        sheet.text(_NAMES + width + 0.08, top + _ROW / 2, grouped(sum(row), language), size=style.SMALL, va="center")
        starts = [0, *accumulate(row)]
        for tier, start, count in zip(TIERS, starts, row, strict=False):
            part = width / max(sum(row), 1)
            _piece(sheet, tier, count, (_NAMES + start * part, top), count * part)
    left = _NAMES
    for tier in TIERS:
        sheet.plot([left + 0.04], [0.14], "s", color=_SHADES[tier], mec=style.GREY, mew=0.4, ms=6)
        sheet.text(left + 0.13, 0.14, word(f"tier.{tier}", language), size=style.SMALL, va="center")
        left += 0.32 + width_of(word(f"tier.{tier}", language))
    footer.write(sheet)
    return figure


def _piece(sheet: Axes, tier: str, count: int, corner: tuple[float, float], width: float) -> None:
    if count == 0:
        return
    left, top = corner
    sheet.barh(
        [top + _ROW / 2], [width], left=left, height=_ROW * 0.72, color=_SHADES[tier], edgecolor=style.PAPER, lw=0.6
    )
    if width > width_of(str(count)) + 0.06:
        ink = style.INK if tier in _LIGHT else style.PAPER
        sheet.text(left + width / 2, top + _ROW / 2, str(count), size=style.SMALL, color=ink, ha="center", va="center")
