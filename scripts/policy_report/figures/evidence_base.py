"""Who speaks in the evidence: published figures by place and tier of source."""

from itertools import accumulate

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.evidence.bibliography import TIERS
from policy_report.figures import style
from policy_report.figures.page import dot, legend, page, say
from policy_report.figures.places import place_of
from policy_report.figures.wording import Labels, width_of
from policy_report.study import Place, Role
from policy_report.text.numbers import grouped

_NAMES, _ROW, _TOP = 1.35, 0.3, 0.36
_WIDTH = style.WIDTH - _NAMES - 0.55
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
    labels: Labels, *, evidence_base: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame
) -> Figure:
    """Draw a bar for each place, in shares of its figures, with the counts inside and the sum at the end."""
    places = list(dict.fromkeys(evidence_base["place"]))
    keys = [*claims["source"], *series["source"]]
    figure, sheet = page(_TOP + len(places) * _ROW, labels, keys, labels("evidence.note"))
    counts = evidence_base.set_index(["place", "tier"])["count"].to_dict()
    levels = cases.set_index("id")["level"].to_dict()
    for row, place in enumerate(places):
        middle = _TOP + (row + 0.5) * _ROW
        say(sheet, (0, middle), _name(place_of(labels.study, place), levels.get(place, ""), labels))
        _bar(sheet, middle, [int(counts[place, tier]) for tier in TIERS], labels)
    look = {"mec": style.GREY, "mew": 0.4, "ms": 6}
    tiers = [
        (dot(sheet, "s", _SHADES[tier], shift=0.04, **look), labels.shared(f"tier.{tier}"), style.INK) for tier in TIERS
    ]
    legend(sheet, (_NAMES, 0.14), tiers, to_words=0.13, gap=0.19)
    return figure


def _name(place: Place, level: str, labels: Labels) -> str:
    """A place around the cases counts without them: the rest of it, or what speaks of the whole country."""
    if place.role is not Role.AROUND:
        return place.name[labels.language]
    key = "whole_country" if level == "country" else "rest_of"
    return labels(f"evidence.{key}", place=place.name[labels.language])


def _bar(sheet: Axes, middle: float, counts: list[int], labels: Labels) -> None:
    say(sheet, (_NAMES + _WIDTH + 0.08, middle), grouped(sum(counts), labels.language))
    part = _WIDTH / max(sum(counts), 1)
    for tier, start, count in zip(TIERS, accumulate([0, *counts]), counts, strict=False):
        left, width, shade = _NAMES + start * part, count * part, _SHADES[tier]
        if count:
            sheet.barh([middle], [width], left=left, height=_ROW * 0.72, color=shade, edgecolor=style.PAPER, lw=0.6)
        if width > width_of(str(count)) + 0.06:
            ink = style.INK if tier in _LIGHT else style.PAPER
            say(sheet, (left + width / 2, middle), str(count), color=ink, ha="center")
