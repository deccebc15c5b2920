"""Criminal cases of the country and the two provinces, per head and per unit of output."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from policy_report.analysis.breaks import breaks_of
from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.gate import side_by_side
from policy_report.analysis.comparability.licensing import Licences
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, sourced
from policy_report.text.language import Language
from policy_report.text.short import short_number

_SERIES = {"china": "filed-criminal-cases", "fujian": "filed-criminal-cases", "zhejiang": "criminal-cases-total"}
"""What each place publishes of its criminal cases."""

_HEAD, _TITLE, _HEIGHT, _AXIS, _GAP, _LEFT = 0.24, 0.24, 1.25, 0.28, 0.42, 0.3


def draw(
    language: Language,
    *,
    normalised: pd.DataFrame,
    national_series: pd.DataFrame,
    breaks_of_places: pd.DataFrame,
    claims: pd.DataFrame,
    sources: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """A row for each base and a column for each place, every panel on a scale of its own.

    Parameters
    ----------
    language
        Language of the labels.
    normalised, national_series, breaks_of_places
        The results of those names; the second says which totals contradict a published change or are coarser than
        another of the same year.
    claims, sources
        Tidy frames; the first says which bounds rest on the usual sense of a word.
    licences
        The result of that name.

    Raises
    ------
    AnalysisError
        If the counts of a place do not compare over the years.
    """
    shown = data(normalised, national_series, claims)
    for _, own in shown.groupby("case"):
        side_by_side(licences, dict.fromkeys(map(str, own["id"])), __name__, Degree.CONVERTIBLE)
    footer = Footer(sourced(shown), sources, language, ("per_unit_note",))
    height = _HEAD + 2 * (_TITLE + _HEIGHT + _AXIS) + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    width = (style.WIDTH - _LEFT - 0.05 - 2 * _GAP) / 3
    for column, (case, indicator) in enumerate(_SERIES.items()):
        left = _LEFT + column * (width + _GAP)
        name = label(f"per_unit_{case}", language)
        sheet.text(left - _LEFT, 0.1, name, weight="bold", color=style.DARK[case], va="center")
        breaks = breaks_of(breaks_of_places, case, indicator, doubts=False)
        for row, base in enumerate(("people", "output")):
            top = _HEAD + row * (_TITLE + _HEIGHT + _AXIS)
            axes = style.panel(figure, left, height - top - _TITLE - _HEIGHT, width, _HEIGHT)
            unit = label(f"per_unit_{base}", language)
            sheet.text(left - _LEFT, top + 0.1, unit, size=style.SMALL, va="center")
            own = shown[shown["case"].eq(case) & shown["base"].eq(base)].sort_values("year")
            _panel(axes, own, case, set(breaks["year"]), language)
            marks.breaks(axes, breaks, language, named=False)
    footer.write(sheet)
    return figure


def data(normalised: pd.DataFrame, national_series: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The rates drawn: of the country those of whole years whose count nothing contradicts."""
    flagged = national_series.loc[national_series["flag"].ne(""), "ids"]
    rates = normalised[normalised["refusal"].eq("") & ~normalised["id"].isin(flagged)]
    wanted = rates["case"].map(_SERIES).eq(rates["indicator"])
    rates = rates[wanted & ~(rates["part_of_year"] & rates["case"].eq("china"))]
    words = claims.set_index("id")["qualifier"]
    return rates.assign(year=rates["end"].str[:4].astype(int), qualifier=rates["id"].map(words).fillna(""))


def _panel(axes: Axes, own: pd.DataFrame, case: str, broken: set[int], language: Language) -> None:
    """Marks with bounds, and lines along consecutive whole years that no break parts."""
    if own.empty:
        axes.set_axis_off()
        return
    axes.set(xlim=(own["year"].min() - 1.5, own["year"].max() + 1.5))
    axes.set_ylim(0, 1.2 * own[["value", "upper"]].max().max())
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda tick, _: short_number(round(tick, 6), language))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(length=2.5, pad=2)
    whole = own[~own["part_of_year"]]
    parted = (whole["year"].diff() > 1) | whole["year"].isin(broken)
    for _, run in whole.groupby(parted.cumsum()):
        axes.plot(run["year"], run["value"], color=style.COLOURS[case], lw=1.0, zorder=2)
    for row in own.to_dict("records"):
        pen = marks.Pen(style.COLOURS[case], style.MARKERS[case], 4)
        marks.upright(axes, row["year"], row, pen, hollow=bool(row["part_of_year"]))
