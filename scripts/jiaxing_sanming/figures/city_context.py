"""The two cities: people, output, and what each is per head and per square kilometre."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.breaks import breaks_of
from policy_report.analysis.comparability.degree import REASONS, Reason
from policy_report.analysis.comparability.gate import side_by_side
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.results import Derived
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, sourced
from policy_report.text.language import Language
from policy_report.text.short import short_number

_TITLE, _TALL, _LOW, _AXIS, _GAP = 0.28, 1.6, 0.62, 0.32, 0.45
_REMARK = 0.16
"""Inches for what stands below bars that do not compare."""

CITIES = ("jiaxing", "sanming")
_PEOPLE = {Language.EN: 1e6, Language.ZH: 1e4}
_MONEY = {Language.EN: 1e9, Language.ZH: 1e8}

_FROM, _TO = 2015, 2025
_INDICATORS = {"resident": "resident-population", "gdp": "gdp"}
_BARS = (
    ("density", "", "context_density"),
    ("gdp_per_head", "_2020", "context_gdp_per_head"),
    ("residents_per_registered", "_2021", "context_residents"),
)
"""Key before and after the city in `context`, and title."""


@dataclass(frozen=True)
class _Scale:
    """A vertical axis: what one of its units is, and where it ends, in units."""

    unit: float
    top: float
    step: float


def data(city_context: pd.DataFrame, context: dict[str, Derived]) -> pd.DataFrame:
    """The levels drawn, and below them the computed numbers of the bars with the rows they come from."""
    levels = city_context[city_context["measure"].isin(_INDICATORS) & city_context["year"].ge(_FROM)]
    bars = [
        {"id": " ".join(found.inputs), "case": city, "measure": f"{stem}{suffix}", "vintage": "computed"}
        | {end: getattr(found.quantity, end) for end in ("value", "lower", "upper")}
        for stem, suffix, _ in _BARS
        for city in CITIES
        for found in (context[f"{stem}_{city}{suffix}"],)
    ]
    return pd.concat([levels, pd.DataFrame(bars)], ignore_index=True)


def draw(
    language: Language,
    *,
    city_context: pd.DataFrame,
    context: dict[str, Derived],
    breaks_of_places: pd.DataFrame,
    sources: pd.DataFrame,
    licences: Licences,
) -> Figure:
    """Two series over a row of three pairs of bars.

    Bars computed from figures that do not compare are left empty, and the reason stands below them.

    Parameters
    ----------
    language
        Language of the labels.
    city_context, context, breaks_of_places
        The results of those names; of the last, the breaks of the two cities' series.
    sources
        Tidy frame.
    licences
        The result of that name.

    Raises
    ------
    AnalysisError
        If figures of one vintage do not compare over the years of a city, or between the cities in a year.
    """
    footer = Footer(sourced(city_context), sources, language, ("context_note",))
    height = 2 * _TITLE + _TALL + _LOW + _AXIS + _REMARK + 0.06 + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    width = (style.WIDTH - 0.35 - 0.1 - _GAP) / 2
    people = _Scale(_PEOPLE[language], 6.6e6 / _PEOPLE[language], 2e6 / _PEOPLE[language])
    money = _Scale(_MONEY[language], 8.6e11 / _MONEY[language], 2e11 / _MONEY[language])
    series = (("resident", "context_people", people), ("gdp", "context_gdp", money))
    for place, (measure, title, scale) in enumerate(series):
        left = 0.35 + place * (width + _GAP)
        axes = style.panel(figure, left, height - _TITLE - _TALL, width, _TALL)
        sheet.text(left - 0.35, 0.1, label(f"{title}_{language}", language), weight="bold", va="center")
        shown = city_context[city_context["measure"] == measure]
        for by in (["vintage", "case"], ["vintage", "year"]):
            for _, alike in shown.groupby(by):
                side_by_side(licences, map(str, alike["id"]), __name__)
        _series(axes, shown, scale, language)
        for city in CITIES:
            marks.breaks(
                axes, breaks_of(breaks_of_places, city, _INDICATORS[measure], doubts=True), language, foot=True
            )
    top = _TITLE + _TALL + _AXIS
    third = (style.WIDTH - 2 * 0.3) / 3
    for place, (stem, suffix, title) in enumerate(_BARS):
        left = place * (third + 0.3)
        axes = style.panel(figure, left, height - top - _TITLE - _LOW, third, _LOW)
        sheet.text(left, top + 0.1, label(title, language), weight="bold", va="center")
        values = [context[f"{stem}_{city}{suffix}"] for city in CITIES]
        refused = _refused(values, licences)
        _bars(axes, values, language, hollow=bool(refused))
        _warn(sheet, (left, top + _TITLE + _LOW + _REMARK / 2), refused, language)
    footer.write(sheet)
    return figure


def _series(axes: Axes, rows: pd.DataFrame, scale: _Scale, language: Language) -> None:
    axes.set(xlim=(_FROM - 0.6, _TO + 0.6), ylim=(0, scale.top))
    axes.set_xticks(range(_FROM, _TO + 1, 2))
    axes.set_yticks([step * scale.step for step in range(int(scale.top / scale.step) + 1)])
    axes.set_yticklabels([short_number(step, language) for step in axes.get_yticks()])
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.tick_params(length=2.5, pad=2)
    for city in CITIES:
        own = rows[(rows["case"] == city) & (rows["year"] >= _FROM)].copy()
        own[["value", "lower", "upper"]] /= scale.unit
        _city(axes, own, city)
        if not own.empty:
            last = own.sort_values("year", kind="stable").iloc[-1]
            marks.beside(axes, (last["year"], last["value"]), label(city, language), (0, 7), style.DARK[city])


_FIRM = ("census_based", "final")


def _city(axes: Axes, rows: pd.DataFrame, city: str) -> None:
    """Marks for each vintage; lines along consecutive years of one vintage, never across a revision."""
    colour, marker = style.COLOURS[city], style.MARKERS[city]
    for vintage, run in rows.groupby("vintage"):
        firm = vintage in _FIRM
        for _, years in run.groupby((run["year"].diff() > 1).cumsum()):
            axes.plot(years["year"], years["value"], color=colour, lw=1.0, ls="-" if firm else ":", zorder=2)
        for row in run.to_dict("records"):
            marks.upright(axes, row["year"], row, marks.Pen(colour, marker, 4), hollow=not firm)


def _refused(values: list[Derived], licences: Licences) -> list[Reason]:
    """Why the inputs of two computed numbers, taken in the order of the formula, do not compare."""
    found = [licences.between(*rows).reasons for rows in zip(*(derived.inputs for derived in values), strict=True)]
    return list(dict.fromkeys(reason for reasons in found for reason in reasons))


def _warn(sheet: Axes, at: tuple[float, float], refused: list[Reason], language: Language) -> None:
    if refused:
        names = label("list_comma", language).join(REASONS[reason][language is Language.ZH] for reason in refused)
        text = label("not_comparable", language, reasons=names)
        sheet.text(*at, text, size=style.SMALL, color=style.GREY, va="center")


def _bars(axes: Axes, values: list[Derived], language: Language, *, hollow: bool) -> None:
    """A bar for each city to its nominal value, with the number at its end."""
    axes.set_axis_off()
    nominal = [derived.quantity.value or 0.0 for derived in values]
    axes.set(xlim=(0, max(nominal) * 1.75), ylim=(2, 0))
    for place, (city, derived, value) in enumerate(zip(CITIES, values, nominal, strict=True)):
        fill = style.PAPER if hollow else style.COLOURS[city]
        left = max(nominal) * 0.42
        axes.barh([place + 0.5], [value], height=0.62, left=left, color=fill, edgecolor=style.COLOURS[city])
        axes.text(0, place + 0.5, label(city, language), size=style.SMALL, va="center_baseline")
        text = _rounded(derived, value, language)
        end = value + max(nominal) * 0.42
        axes.annotate(
            text, (end, place + 0.5), xytext=(3, 0), textcoords="offset points", size=style.SMALL, va="center_baseline"
        )


def _rounded(derived: Derived, value: float, language: Language) -> str:
    percent = "%" if derived.quantity.unit == "percent" else ""
    return short_number(round(value, derived.decimals), language) + percent
