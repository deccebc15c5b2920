"""Criminal cases of the country and the two provinces, per head and per unit of output."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences, side_by_side
from policy_report.analysis.places import breaks_of
from policy_report.evidence.records import Record, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import page, say
from policy_report.figures.places import pen_of, place_of
from policy_report.figures.wording import Labels
from policy_report.text.numbers import short_number

_SERIES = {"china": "filed-criminal-cases", "fujian": "filed-criminal-cases", "zhejiang": "criminal-cases-total"}
"""What each place publishes of its criminal cases."""

_HEAD, _TITLE, _HEIGHT, _AXIS, _GAP, _LEFT = 0.24, 0.24, 1.25, 0.28, 0.42, 0.3


def draw(
    labels: Labels,
    *,
    normalised: pd.DataFrame,
    national_series: pd.DataFrame,
    breaks_of_places: pd.DataFrame,
    claims: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """Draw a row for each base and a column for each place, every panel on a scale of its own.

    Raises `AnalysisError` if the counts of a place do not compare over the years.
    """
    shown = data(normalised, national_series, claims)
    for _, own in shown.groupby("case"):
        side_by_side(licences, dict.fromkeys(map(str, own["id"])), __name__, Degree.CONVERTIBLE)
    height = _HEAD + 2 * (_TITLE + _HEIGHT + _AXIS)
    figure, sheet = page(height, labels, shown["source"], labels("per_unit.note"))
    width = (style.WIDTH - _LEFT - 0.05 - 2 * _GAP) / 3
    for column, (case, indicator) in enumerate(_SERIES.items()):
        left = _LEFT + column * (width + _GAP)
        name, ink = labels(f"per_unit.{case}"), place_of(labels.study, case).ink
        sheet.text(left - _LEFT, 0.1, name, weight="bold", color=ink, va="center")
        breaks = breaks_of(breaks_of_places, case, indicator, doubts=False)
        for row, base in enumerate(("people", "output")):
            top = _HEAD + row * (_TITLE + _HEIGHT + _AXIS)
            axes = style.panel(figure, left, top + _TITLE, width, _HEIGHT)
            say(sheet, (left - _LEFT, top + 0.1), labels(f"per_unit.{base}"))
            own = shown[shown["case"].eq(case) & shown["base"].eq(base)].sort_values("year")
            _panel(axes, own, case, set(breaks["year"]), labels)
            marks.breaks(axes, breaks, labels, named=False)
    return figure


def data(normalised: pd.DataFrame, national_series: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The rates drawn: of the country those of whole years whose count nothing contradicts."""
    flagged = national_series.loc[national_series["flag"].ne(""), "ids"]
    rates = normalised[normalised["refusal"].eq("") & ~normalised["id"].isin(flagged)]
    wanted = rates["case"].map(_SERIES).eq(rates["indicator"])
    rates = rates[wanted & ~(rates["part_of_year"] & rates["case"].eq("china"))]
    words = claims.set_index("id")["qualifier"]
    return rates.assign(year=rates["end"].str[:4].astype(int), qualifier=rates["id"].map(words).fillna(""))


def _panel(axes: Axes, own: pd.DataFrame, case: str, broken: set[int], labels: Labels) -> None:
    """Marks with bounds, and lines along consecutive whole years that no break parts."""
    if own.empty:
        axes.set_axis_off()
        return
    axes.set(xlim=(own["year"].min() - 1.5, own["year"].max() + 1.5))
    axes.set_ylim(0, 1.2 * own[["value", "upper"]].max().max())
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda tick, _: short_number(round(tick, 6), labels.language))
    axes.grid(axis="y")
    axes.tick_params(length=2.5, pad=2)
    pen = pen_of(labels.study, case, 4)
    marks.join(axes, own[~own["part_of_year"]], pen, broken)
    for row in rows_as(own, Record):
        marks.upright(axes, row["year"], row, pen, hollow=bool(row["part_of_year"]))
