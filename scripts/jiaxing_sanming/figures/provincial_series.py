"""Cases filed, cases cleared and clearance rate of the two provinces."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import hedged
from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences, side_by_side
from policy_report.analysis.places import breaks_of
from policy_report.analysis.results import Derived
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import page, say
from policy_report.figures.places import pen_of, place_of
from policy_report.figures.wording import Labels
from policy_report.text.language import Language

_PROVINCES = ("fujian", "zhejiang")
_COLUMNS = (("filed", "total"), ("cleared",), ("rate",))
_INDICATORS = {
    "filed": "filed-criminal-cases",
    "total": "criminal-cases-total",
    "cleared": "cleared-criminal-cases",
    "rate": "clearance-rate-criminal",
}
_CENTRES = {"fujian": 2020 + 8 / 12, "zhejiang": 2020.0}
"""When the city of each province founded its centre."""

_BOUND, _BOUND_YEAR = "zhejiang_ratio_2023", 2023
_UNIT = {Language.EN: 1e3, Language.ZH: 1e4}
"""What counts are written in."""

_LEFT, _GAP, _TITLE, _HEIGHT, _AXIS = 0.1, 0.2, 0.42, 1.45, 0.3


def data(provincial_series: pd.DataFrame, provincial: dict[str, Derived]) -> pd.DataFrame:
    """The levels drawn, and below them the bound on the rate of Zhejiang, which was not published."""
    bound = provincial[_BOUND]
    row = {"ids": " ".join(bound.inputs), "case": "zhejiang", "measure": "rate", "year": _BOUND_YEAR, "basis": "bound"}
    return pd.concat([provincial_series, pd.DataFrame([row | {"upper": bound.quantity.upper}])], ignore_index=True)


def draw(
    labels: Labels,
    *,
    provincial_series: pd.DataFrame,
    provincial: dict[str, Derived],
    breaks_of_places: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """Draw two rows of three panels, each on a scale of its own: the provinces' counts have no licence.

    Raises `AnalysisError` if the levels of a panel do not compare.
    """
    row_height = _TITLE + _HEIGHT + _AXIS
    figure, sheet = page(
        len(_PROVINCES) * row_height,
        labels,
        provincial_series["source"],
        marks.upright_key(labels, provincial_series, [_is_hollow(row) for row in rows_as(provincial_series, Record)]),
        labels("provincial.note"),
    )
    width = (style.WIDTH - 2 * _LEFT - 2 * _GAP) / len(_COLUMNS)
    for at, province in enumerate(_PROVINCES):
        top, place = at * row_height, place_of(labels.study, province)
        sheet.text(0, top + 0.1, place.name[labels.language], weight="bold", color=place.ink, va="center")
        rows = provincial_series[provincial_series["case"] == province]
        for column, measures in enumerate(_COLUMNS):
            left = _LEFT + column * (width + _GAP)
            axes = style.panel(figure, left, top + _TITLE, width, _HEIGHT)
            shown = rows[rows["measure"].isin(measures)]
            title = next(iter(shown["measure"]), measures[0])
            say(sheet, (left, top + 0.28), labels(f"provincial.{title}"))
            _licensed(licences, shown)
            bound = provincial[_BOUND] if (province, measures) == ("zhejiang", ("rate",)) else None
            high = [] if bound is None or bound.quantity.upper is None else [bound.quantity.upper]
            _scales(axes, rows["year"], [*shown["value"], *shown["upper"], *high])
            _panel(axes, province, shown, labels)
            if bound is not None:
                _bound(axes, bound, labels)
            if column == 0:
                _centre(axes, province, labels)
            _breaks(axes, breaks_of_places, province, shown, labels)
    return figure


def _licensed(licences: Licences, shown: pd.DataFrame) -> None:
    """Published levels compare as they are, computed ones by the conversion that they are drawn as."""
    for basis, least in (("published", Degree.SAME), ("implied", Degree.CONVERTIBLE)):
        rows = [row for ids in shown.loc[shown["basis"].eq(basis), "ids"] for row in str(ids).split()]
        side_by_side(licences, rows, __name__, least)


def _scales(axes: Axes, years: pd.Series, values: list[float]) -> None:
    """The years of the province, and the height of its own values."""
    across = years.max() - years.min()
    axes.set(xlim=(years.min() - 0.16 * across, years.max() + 0.24 * across), yticks=[])
    shown: list[float] = []
    for year in sorted(set(years)):
        # Names of neighbours would touch: of two years, the later one has none.
        if not shown or year - shown[-1] > 0.15 * across:
            shown.append(year)
    axes.set_xticks(shown, [f"{year:.0f}" for year in shown])
    axes.set_ylim(0, 1.35 * max((value for value in values if pd.notna(value)), default=1.0))
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=2.5, pad=2)


def _panel(axes: Axes, province: str, rows: pd.DataFrame, labels: Labels) -> None:
    axes.axvline(_CENTRES[province], color=style.GREY, lw=0.8, zorder=1)
    if rows.empty:
        look = {"color": style.GREY, "ha": "center", "va": "baseline", "transform": axes.transAxes}
        say(axes, (0.4, 0.75), labels("none_published"), **look)
        return
    pen = pen_of(labels.study, province, 4.5)
    marks.join(axes, rows[~rows["part_of_year"].astype(bool)], pen)
    values = dict(zip(rows["year"], rows["value"], strict=True))
    for row in rows_as(rows, Record):
        marks.upright(axes, row["year"], row, pen, hollow=_is_hollow(row))
        side, above = _free_corner(row["year"], values)
        edge = row["upper"] if above else row["lower"]
        at = (row["year"], row["value"] if pd.isna(edge) else edge)
        text = hedged(row, labels.language, _UNIT[labels.language])
        marks.beside(axes, at, text, (5 * side, 4 if above else -4))


def _is_hollow(row: AnyRow) -> bool:
    return bool(row["part_of_year"]) or row["basis"] == "implied"


def _free_corner(year: int, values: dict[int, float]) -> tuple[int, bool]:
    """Where a value's label meets neither a neighbouring year's mark nor the line.

    The side, -1 left, 0 centred, 1 right; and whether above the mark.
    """
    side = (year - 1 in values) - (year + 1 in values)
    beyond = {-1: [other for other in values if other < year], 1: [other for other in values if other > year]}
    if not beyond.get(side):
        return side, True
    next_on_line = max(beyond[side]) if side < 0 else min(beyond[side])
    return side, values[next_on_line] <= values[year]


def _bound(axes: Axes, derived: Derived, labels: Labels) -> None:
    """An upper bound: a bar to stay below, with an arrow down."""
    high = derived.quantity.upper
    if high is None:
        return
    pen, year = pen_of(labels.study, "zhejiang"), _BOUND_YEAR
    axes.plot([year - 0.9, year + 0.9], [high, high], color=pen.colour, lw=1.4, zorder=3)
    marks.arrow(axes, (year, high), (year, high - 14), pen)
    # Rounded upward, as in the text: a bound rounded down would exclude values that it allows.
    text = f"<{math.ceil(round(10 * high, 9)) / 10:.1f}%"
    marks.beside(axes, (year, high), text, (0, 4))


def _breaks(axes: Axes, breaks_of_places: pd.DataFrame, province: str, rows: pd.DataFrame, labels: Labels) -> None:
    """The breaks between the first and the last value of a panel."""
    for measure, own in rows.groupby("measure"):
        found = breaks_of(breaks_of_places, province, _INDICATORS[str(measure)], doubts=False)
        between = found[found["year"].gt(own["year"].min()) & found["year"].le(own["year"].max())]
        marks.breaks(axes, between, labels, foot=True, named=False)


def _centre(axes: Axes, province: str, labels: Labels) -> None:
    at = (_CENTRES[province], axes.get_ylim()[1])
    look: dict[str, Any] = {"ha": "right", "va": "top", "size": style.SMALL, "color": style.GREY}
    axes.annotate(labels(f"provincial.{province}_centre"), at, xytext=(-3, -1), textcoords="offset points", **look)
