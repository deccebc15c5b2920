"""The two cities: people, output, and what each is per head and per square kilometre."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.comparability.degree import Reason
from policy_report.analysis.comparability.licensing import Licences, side_by_side
from policy_report.analysis.places import breaks_of
from policy_report.analysis.results import Derived
from policy_report.evidence.records import Record, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import page, say
from policy_report.figures.places import Pen, pen_of, place_of
from policy_report.figures.wording import Labels
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.numbers import short_number

_TITLE, _TALL, _LOW, _AXIS, _GAP = 0.28, 1.6, 0.62, 0.32, 0.45
_REMARK = 0.16
"""Inches for what stands below bars that do not compare."""

_PEOPLE = {Language.EN: 1e6, Language.ZH: 1e4}
_MONEY = {Language.EN: 1e9, Language.ZH: 1e8}

_FROM, _TO = 2015, 2025
_INDICATORS = {"resident": "resident-population", "gdp": "gdp"}
_BARS = (("density", ""), ("gdp_per_head", "_2020"), ("residents_per_registered", "_2021"))
"""Key before and after the city in `context`."""


@dataclass(frozen=True)
class _Scale:
    """A vertical axis: what one of its units is, and where it ends, in units."""

    unit: float
    top: float
    step: float


def data(city_context: pd.DataFrame, context: dict[str, Derived], study: Study) -> pd.DataFrame:
    """Give the levels drawn, and below them the computed numbers of the bars with the rows they come from."""
    levels = city_context[city_context["measure"].isin(_INDICATORS) & city_context["year"].ge(_FROM)]
    bars = [
        {"id": " ".join(found.inputs), "case": city, "measure": f"{stem}{suffix}", "vintage": "computed"}
        | {end: getattr(found.quantity, end) for end in ("value", "lower", "upper")}
        for stem, suffix in _BARS
        for city in study.cases
        for found in (context[f"{stem}_{city}{suffix}"],)
    ]
    return pd.concat([levels, pd.DataFrame(bars)], ignore_index=True)


def draw(
    labels: Labels,
    *,
    city_context: pd.DataFrame,
    context: dict[str, Derived],
    breaks_of_places: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """Draw two series over a row of three pairs of bars.

    Bars computed from figures that do not compare are left empty, and the reason stands below them.

    Raises `AnalysisError` if figures of one vintage do not compare over the years of a city, or between the cities in a
    year.
    """
    height = 2 * _TITLE + _TALL + _LOW + _AXIS + _REMARK + 0.06
    figure, sheet = page(height, labels, city_context["source"], labels("context.note"))
    width = (style.WIDTH - 0.35 - 0.1 - _GAP) / 2
    people = _Scale(_PEOPLE[labels.language], 6.6e6 / _PEOPLE[labels.language], 2e6 / _PEOPLE[labels.language])
    money = _Scale(_MONEY[labels.language], 8.6e11 / _MONEY[labels.language], 2e11 / _MONEY[labels.language])
    for place, (measure, scale) in enumerate((("resident", people), ("gdp", money))):
        left = 0.35 + place * (width + _GAP)
        axes = style.panel(figure, left, _TITLE, width, _TALL)
        sheet.text(left - 0.35, 0.1, labels(f"context.{measure}"), weight="bold", va="center")
        shown = city_context[city_context["measure"] == measure]
        for by in (["vintage", "case"], ["vintage", "year"]):
            for _, alike in shown.groupby(by):
                side_by_side(licences, map(str, alike["id"]), __name__)
        _series(axes, shown, scale, labels)
        for city in labels.study.cases:
            breaks = breaks_of(breaks_of_places, city, _INDICATORS[measure], doubts=True)
            marks.breaks(axes, breaks, labels, foot=True)
    top = _TITLE + _TALL + _AXIS
    third = (style.WIDTH - 2 * 0.3) / 3
    for place, (stem, suffix) in enumerate(_BARS):
        left = place * (third + 0.3)
        axes = style.panel(figure, left, top + _TITLE, third, _LOW)
        sheet.text(left, top + 0.1, labels(f"context.{stem}"), weight="bold", va="center")
        values = {city: context[f"{stem}_{city}{suffix}"] for city in labels.study.cases}
        refused = _refused(values.values(), licences)
        _bars(axes, values, labels, hollow=bool(refused))
        _warn(sheet, (left, top + _TITLE + _LOW + _REMARK / 2), refused, labels)
    return figure


def _series(axes: Axes, rows: pd.DataFrame, scale: _Scale, labels: Labels) -> None:
    axes.set(xlim=(_FROM - 0.6, _TO + 0.6), ylim=(0, scale.top))
    axes.set_xticks(range(_FROM, _TO + 1, 2))
    axes.set_yticks([step * scale.step for step in range(int(scale.top / scale.step) + 1)])
    axes.set_yticklabels([short_number(step, labels.language) for step in axes.get_yticks()])
    axes.grid(axis="y")
    axes.tick_params(length=2.5, pad=2)
    for city in labels.study.cases:
        own = rows[(rows["case"] == city) & (rows["year"] >= _FROM)].copy()
        own[["value", "lower", "upper"]] /= scale.unit
        _city(axes, own, pen_of(labels.study, city, 4))
        if not own.empty:
            last, ink = own.sort_values("year", kind="stable").iloc[-1], place_of(labels.study, city).ink
            marks.beside(axes, (last["year"], last["value"]), labels.place(city), (0, 7), ink)


_FIRM = ("census_based", "final")


def _city(axes: Axes, rows: pd.DataFrame, pen: Pen) -> None:
    """Marks for each vintage; lines along consecutive years of one vintage, never across a revision."""
    for vintage, run in rows.groupby("vintage"):
        firm = vintage in _FIRM
        marks.join(axes, run, pen, ls="-" if firm else ":")
        for row in rows_as(run, Record):
            marks.upright(axes, row["year"], row, pen, hollow=not firm)


def _refused(values: Iterable[Derived], licences: Licences) -> list[Reason]:
    """Why the inputs of two computed numbers, taken in the order of the formula, do not compare."""
    found = [licences.between(*rows).reasons for rows in zip(*(derived.inputs for derived in values), strict=True)]
    return list(dict.fromkeys(reason for reasons in found for reason in reasons))


def _warn(sheet: Axes, at: tuple[float, float], refused: list[Reason], labels: Labels) -> None:
    if refused:
        names = labels("list").join(labels.shared(f"reason.{reason}") for reason in refused)
        say(sheet, at, labels("context.not_comparable", reasons=names), color=style.GREY)


def _bars(axes: Axes, values: dict[str, Derived], labels: Labels, *, hollow: bool) -> None:
    """A bar for each city to its nominal value, with the number at its end."""
    axes.set_axis_off()
    most = max(derived.quantity.value or 0.0 for derived in values.values())
    axes.set(xlim=(0, most * 1.75), ylim=(2, 0))
    left = most * 0.42
    for row, (city, derived) in enumerate(values.items()):
        value, place = derived.quantity.value or 0.0, place_of(labels.study, city)
        fill = style.PAPER if hollow else place.colour
        axes.barh([row + 0.5], [value], height=0.62, left=left, color=fill, edgecolor=place.colour)
        say(axes, (0, row + 0.5), labels.place(city), va="center_baseline")
        text, end = _rounded(derived, value, labels.language), (value + left, row + 0.5)
        axes.annotate(text, end, xytext=(3, 0), textcoords="offset points", size=style.SMALL, va="center_baseline")


def _rounded(derived: Derived, value: float, language: Language) -> str:
    percent = "%" if derived.quantity.unit == "percent" else ""
    return short_number(round(value, derived.decimals), language) + percent
