"""Published levels over time: a panel for each set of values that compare, with their bounds, gaps and breaks."""

from itertools import product
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences, groups
from policy_report.analysis.places import breaks_of
from policy_report.evidence.records import IndicatorRow, Record, by_id, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import LINE, page, refuse_empty, say
from policy_report.figures.places import Pen, pen_of, place_of
from policy_report.figures.wording import Labels, in_language, wrapped
from policy_report.study import Study
from policy_report.text.numbers import short_number

GROUP = "series in figure"
"""The group of `study.toml` that names the indicators drawn; without it all of which two periods compare are."""

_MOST = 10
"""Panels that a page has room for."""

_LEFT, _NAMES, _GAP, _TITLE, _TALL, _AXIS = 0.5, 0.75, 0.25, 0.32, 1.25, 0.34
_ACROSS = (style.WIDTH - _GAP) / 2 - _LEFT - _NAMES
_COLUMNS = [
    "panel", "id", "case", "indicator", "start", "end", "at", "whole", "value", "lower", "upper", "qualifier",
    "read_unit", "source",
]  # fmt: skip


def data(claims: pd.DataFrame, series: pd.DataFrame, licences: Licences, study: Study) -> pd.DataFrame:
    """Give the levels drawn, by panel, with the middle of their periods as a year, and whether these are whole years.

    The values of a panel compare as published, those of different panels do not.
    """
    rows = pd.concat([claims.assign(category=""), series], ignore_index=True)
    wanted = study.group(GROUP) or tuple(rows["indicator"])
    known = rows["change"].eq("level") & rows["category"].eq("") & rows["start"].ne("") & rows["end"].ne("")
    rows = rows[known & rows["value"].notna() & rows["indicator"].isin(wanted)]
    start, end = (pd.to_datetime(rows[side]) for side in ("start", "end"))
    middle = start + (end - start) / 2
    rows = rows.assign(
        at=middle.dt.year + middle.dt.day_of_year / 366,
        whole=start + pd.DateOffset(years=1) == end + pd.DateOffset(days=1),
        panel="",
    ).sort_values(["start", "id"])
    for indicator, own in rows.groupby("indicator", sort=False):
        for place, alike in enumerate(_panels(own, licences), 1):
            rows.loc[rows["id"].isin(alike), "panel"] = f"{indicator} {place}"
    shown = rows.loc[rows["panel"].ne(""), _COLUMNS]
    return shown.sort_values(["panel", "case", "start"], ignore_index=True)


def _panels(rows: pd.DataFrame, licences: Licences) -> list[list[str]]:
    """The values of one indicator by panel: of each place those that compare, with those of other places that do."""
    periods, panels = rows.set_index("id")["end"], list[list[str]]()
    for _, own in rows.groupby("case", sort=False):
        for run in groups(licences, map(str, own["id"])):
            if periods[run].nunique() > 1:
                _add(panels, run, licences)
    return panels


def _add(panels: list[list[str]], run: list[str], licences: Licences) -> None:
    for panel in panels:
        if all(licences.between(*pair).degree.reaches(Degree.SAME) for pair in product(panel, run)):
            panel.extend(run)
            return
    panels.append(run)


def draw(
    labels: Labels,
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    breaks_of_places: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """Draw two panels a row, each on a scale of its own, with a line for each place.

    Raises `FigureError`: `figure-empty` where no two periods of a place have values that compare.
    """
    shown = data(claims, series, licences, labels.study)
    refuse_empty(shown, "series", "publish two periods of one indicator of one place, or leave the figure out")
    panels = list(shown.groupby("panel", sort=False))[:_MOST]
    names = {key: in_language(row, "name", labels.language) for key, row in by_id(indicators, IndicatorRow).items()}
    row_height = _TITLE + _TALL + _AXIS
    key = marks.upright_key(labels, pd.concat([rows for _, rows in panels]), ~shown["whole"].astype(bool))
    figure, sheet = page(ceil(len(panels) / 2) * row_height, labels, shown["source"], key, labels("series.note"))
    for place, (_, rows) in enumerate(panels):
        left, top = place % 2 * (style.WIDTH + _GAP) / 2, place // 2 * row_height
        title = wrapped(names[rows["indicator"].iloc[0]], _LEFT + _ACROSS + _NAMES, weight="bold")
        say(sheet, (left, top + 0.12), title[0], weight="bold")
        axes = style.panel(figure, left + _LEFT, top + _TITLE, _ACROSS, _TALL)
        _frame(axes, rows, labels)
        _lines(axes, rows, breaks_of_places, labels)
    return figure


def _frame(axes: Axes, rows: pd.DataFrame, labels: Labels) -> None:
    unit = "%" if rows["read_unit"].iloc[0] == "percent" else ""
    axes.set(
        xlim=(rows["at"].min() - 0.7, rows["at"].max() + 0.7), ylim=(0, 1.2 * rows[["value", "upper"]].max().max())
    )
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(lambda tick, _: short_number(round(tick, 6), labels.language) + unit)
    axes.grid(axis="y")
    axes.tick_params(length=2.5, pad=2)


def _lines(axes: Axes, rows: pd.DataFrame, breaks_of_places: pd.DataFrame, labels: Labels) -> None:
    """The values of each place, and its name at the last of them, moved where two would meet."""
    right, high = axes.get_xlim()[1], axes.get_ylim()[1]
    by_case = {str(case): own for case, own in rows.groupby("case", sort=False)}
    ends = [float(own["value"].iloc[-1]) for own in by_case.values()]
    heights = marks.spread(ends, 2.2 * LINE / _TALL * high)
    for (case, own), height in zip(by_case.items(), heights, strict=True):
        breaks = breaks_of(breaks_of_places, case, str(own["indicator"].iloc[0]), doubts=False)
        _line(axes, own, breaks, pen_of(labels.study, case, 4.5))
        marks.breaks(axes, breaks, labels, named=False)
        name, ink = labels.place(case), place_of(labels.study, case).ink
        say(axes, (right, height), "\n".join(wrapped(name, _NAMES - 0.05)), color=ink, linespacing=1.1)


def _line(axes: Axes, own: pd.DataFrame, breaks: pd.DataFrame, pen: Pen) -> None:
    """Marks with bounds, and lines along whole years that follow each other with no break between."""
    whole = own[own["whole"]]
    before = pd.to_datetime(whole["end"]).shift() + pd.DateOffset(days=1)
    parted = pd.to_datetime(whole["start"]).ne(before) | whole["start"].isin(breaks["day"])
    for _, run in whole.groupby(parted.cumsum()):
        axes.plot(run["at"], run["value"], color=pen.colour, lw=1.0, zorder=2)
    for row in rows_as(own, Record):
        marks.upright(axes, row["at"], row, pen, hollow=not row["whole"])
