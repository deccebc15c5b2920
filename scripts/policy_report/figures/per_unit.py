"""Criminal cases of the country and the two provinces, per head and per unit of output."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.breaks import breaks_of
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, sourced
from policy_report.project import Language

_SERIES = {
    "china": "filed-criminal-cases",
    "fujian": "filed-criminal-cases",
    "zhejiang": "criminal-cases-total",
}
"""What each place publishes of its criminal cases; the first two count alike, the third does not say."""

_TITLE, _HEIGHT, _AXIS, _GAP, _LEFT = 0.5, 1.8, 0.3, 0.5, 0.35
_KEY = 1.25
"""Inches between the entries of the key."""


def draw(
    language: Language,
    normalised: pd.DataFrame,
    national_series: pd.DataFrame,
    breaks_of_places: pd.DataFrame,
    sources: pd.DataFrame,
) -> Figure:
    """One panel for each base.

    Parameters
    ----------
    language
        Language of the labels.
    normalised, national_series, breaks_of_places
        The results of those names; the second says which totals contradict a published change or are coarser than
        another of the same year.
    sources
        Tidy frame.
    """
    flagged = national_series.loc[national_series["flag"].ne(""), "ids"]
    shown = normalised[normalised["refusal"].eq("") & ~normalised["id"].isin(flagged)]
    shown = shown[[_SERIES.get(case) == own for case, own in zip(shown["case"], shown["indicator"], strict=True)]]
    partial = shown["part_of_year"] & shown["case"].eq("china")
    shown = shown[~partial].assign(year=shown["end"].str[:4].astype(int))
    footer = Footer(sourced(shown), sources, language, ("per_unit_note",))
    height = _TITLE + _HEIGHT + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    width = (style.WIDTH - _LEFT - _GAP - 0.1) / 2
    _key(sheet, language)
    for place, base in enumerate(("people", "output")):
        left = _LEFT + place * (width + _GAP)
        axes = style.panel(figure, left, height - _TITLE - _HEIGHT, width, _HEIGHT)
        sheet.text(left - _LEFT, 0.36, label(f"per_unit_{base}", language), weight="bold", va="center")
        _panel(axes, shown[shown["base"].eq(base)], breaks_of_places, language)
    footer.write(sheet)
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, breaks_of_places: pd.DataFrame, language: Language) -> None:
    axes.set(xlim=(rows["year"].min() - 1.5, rows["year"].max() + 1.5))
    axes.set_ylim(0, 1.25 * rows[["value", "upper"]].max().max())
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(length=2.5, pad=2)
    marks.breaks(axes, breaks_of(breaks_of_places, "china", _SERIES["china"], doubts=False), language)
    for case, indicator in _SERIES.items():
        own = rows[rows["case"].eq(case)].sort_values("year")
        broken = list(breaks_of(breaks_of_places, case, indicator, doubts=False)["year"])
        _place(axes, own, case, broken)


def _place(axes: Axes, own: pd.DataFrame, case: str, broken: list[int]) -> None:
    """Marks with bounds, and lines along consecutive whole years that no break parts."""
    colour = style.COLOURS[case]
    whole = own[~own["part_of_year"]]
    for _, run in whole.groupby(((whole["year"].diff() > 1) | whole["year"].isin(broken)).cumsum()):
        axes.plot(run["year"], run["value"], color=colour, lw=1.0, zorder=2)
    for row in own.to_dict("records"):
        pen = marks.Pen(colour, style.MARKERS[case], 4)
        marks.upright(axes, row["year"], row, pen, hollow=bool(row["part_of_year"]))


def _key(sheet: Axes, language: Language) -> None:
    for place, case in enumerate(_SERIES):
        left = 0.06 + place * _KEY
        sheet.plot([left], [0.1], style.MARKERS[case], color=style.COLOURS[case], ms=4.5)
        text = label(f"per_unit_{case}", language)
        sheet.text(left + 0.1, 0.1, text, size=style.SMALL, color=style.DARK[case], va="center")
