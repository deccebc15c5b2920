"""The findings at a glance, for the front page and previews of links: 1200 by 630 dots, readable at half of that."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import COLOURS, INKS
from policy_report.analysis.results import Derived
from policy_report.figures import marks, style
from policy_report.figures.page import write
from policy_report.figures.places import place_of
from policy_report.figures.wording import Labels, filled, source_line
from policy_report.quantities import Quantity
from policy_report.text.forms import forms
from policy_report.text.numbers import written

_WIDE, _HIGH = 6.0, 3.15
_COLUMNS, _ACROSS = {"fujian": 0.2, "jiaxing": 2.2, "centres": 4.2}, 1.6
_HEADING, _NAMES, _TOP, _BOTTOM = 0.84, 1.15, 1.32, 2.48
"""Inches from the top: the middle of the headings, that of what they are about, and both ends of the drawings."""

_TITLE, _HEAD, _TEXT = 15.0, 9.5, 8.5
"""Sizes in points; a dot of the picture is the 200th part of an inch."""

_SPAN = (2016, 2021)
_CHANGES = {"cleared": "cleared_change_2016_2021", "filed": "filed_change_2016_2021"}
_HEADLINE, _NEEDED = "jx001", "clearances_needed"
_COUNTS = ("results", "staff")
_A_ROW, _STEP = 10, 0.155
"""Centres in a row, and inches from one to the next."""


def data(
    provincial_series: pd.DataFrame,
    provincial: dict[str, Derived],
    published_rate: Quantity,
    clearance: dict[str, Derived],
    advertised: dict[str, Derived],
) -> pd.DataFrame:
    """The numbers that it shows, as intervals: levels and changes in percent, and counts."""
    shown = _rates(provincial_series).set_index("year")
    found = {("fujian", f"rate_{year}", shown["ids"][year]): shown.loc[year] for year in _SPAN}
    quantities = {
        **{
            ("fujian", name, " ".join(provincial[name].inputs)): provincial[name].quantity for name in _CHANGES.values()
        },
        ("jiaxing", "rate", _HEADLINE): published_rate,
        ("jiaxing", _NEEDED, " ".join(clearance[_NEEDED].inputs)): clearance[_NEEDED].quantity,
        **{("centres", name, ""): advertised[name].quantity for name in ("bodies", *_COUNTS)},
    }
    return pd.DataFrame(
        [
            {"panel": panel, "item": item, "ids": ids, "lower": one.lower, "upper": one.upper}
            for (panel, item, ids), one in (*found.items(), *quantities.items())
        ]
    )


def draw(
    labels: Labels,
    *,
    provincial_series: pd.DataFrame,
    provincial: dict[str, Derived],
    published_rate: Quantity,
    clearance: dict[str, Derived],
    advertised: dict[str, Derived],
    sources_of_claims: dict[str, str],
) -> Figure:
    """Draw a province whose rate rose while work fell, a headline beside what it needs, and what centres publish."""
    figure = style.canvas(_HIGH, _WIDE)
    sheet = style.sheet(figure)
    write(sheet, (0.2, 0.23), [labels("glance.title")], size=_TITLE, weight="bold")
    write(sheet, (0.2, 0.48), [labels("glance.subtitle")], size=_TEXT, color=style.GREY)
    for panel, left in _COLUMNS.items():
        ink = style.INK if panel == "centres" else place_of(labels.study, panel).ink
        write(
            sheet, (left, _HEADING), labels(f"glance.{panel}").split("\n"), 0.16, size=_HEAD, weight="bold", color=ink
        )
        about = labels(f"glance.{panel}_about", bodies=written(advertised["bodies"].quantity, labels.language))
        write(sheet, (left, _NAMES), [about], size=_TEXT, color=style.GREY)
    _fujian(sheet, _rates(provincial_series), provincial, labels)
    _jiaxing(sheet, {"published": published_rate, "needed": clearance[_NEEDED].quantity}, labels)
    _centres(sheet, advertised, labels)
    write(sheet, (0.2, 2.77), [labels("glance.close")], size=_HEAD, weight="bold")
    shown = {_HEADLINE, *clearance[_NEEDED].inputs}
    cited = [source for claim, source in sources_of_claims.items() if claim in shown]
    sources = source_line([*_rates(provincial_series)["source"], *cited], labels.sources, labels)
    write(sheet, (0.2, 3.0), filled(sources, _WIDE - 0.4), color=style.GREY)
    return figure


def _rates(provincial_series: pd.DataFrame) -> pd.DataFrame:
    """The clearance rates of the first and the last year."""
    rows = provincial_series[provincial_series["case"].eq("fujian") & provincial_series["measure"].eq("rate")]
    return rows[rows["year"].isin(_SPAN)].sort_values("year")


def _fujian(sheet: Axes, rates: pd.DataFrame, provincial: dict[str, Derived], labels: Labels) -> None:
    """Draw a line each for rate, cleared and filed cases, from the first year to what they came to in its terms."""
    place, (before, after) = place_of(labels.study, "fujian"), rates["value"]
    left, right = _COLUMNS["fujian"], _COLUMNS["fujian"] + 0.7
    ends = {"rate": after / before} | {
        key: 1 + _middle(provincial[name].quantity) / 100 for key, name in _CHANGES.items()
    }
    said = {key: _moved(provincial[name].quantity, labels, "rose") for key, name in _CHANGES.items()}
    said["rate"] = labels("glance.from_to", before=f"{before:g}%", after=f"{after:g}%")
    tall = (_BOTTOM - _TOP - 0.45) / (max(ends.values()) - min(ends.values()))
    start, *heights = (_TOP + 0.15 + (max(ends.values()) - end) * tall for end in (1.0, *ends.values()))
    for key, height, beside in zip(ends, heights, marks.spread(heights, 0.33), strict=True):
        wide = key == "rate"
        colour, ink = (place.colour, place.ink) if wide else (COLOURS[key], INKS[key])
        sheet.plot([left, right], [start, height], color=colour, lw=3 if wide else 1.6)
        sheet.plot([right], [height], place.marker, color=colour, ms=6 if wide else 4.5)
        write(sheet, (right + 0.1, beside), [labels(f"glance.{key}"), said[key]], 0.145, size=_TEXT, color=ink)
    for year, at, side in zip(_SPAN, (left, right), ("left", "center"), strict=True):
        write(sheet, (at, _BOTTOM), [str(year)], color=style.GREY, ha=side)


def _jiaxing(sheet: Axes, shown: dict[str, Quantity], labels: Labels) -> None:
    """Draw a bar for the published change, and one for the change of clearances that it needs."""
    left, place = _COLUMNS["jiaxing"], place_of(labels.study, "jiaxing")
    unit = _ACROSS / max(_middle(quantity) for quantity in shown.values())
    for step, (key, quantity) in enumerate(shown.items()):
        top = _TOP + 0.08 + 0.48 * step
        change = _moved(quantity, labels, "size", None if key == "published" else 0)
        write(sheet, (left, top), [labels(f"glance.{key}", change=change)], size=_TEXT)
        fill = place.colour if key == "published" else style.PAPER
        sheet.barh([top + 0.19], [_middle(quantity) * unit], left=left, height=0.17, color=fill, edgecolor=place.colour)
    write(sheet, (left, _BOTTOM - 0.06), labels("glance.condition").split("\n"), 0.125, color=style.GREY)


def _centres(sheet: Axes, advertised: dict[str, Derived], labels: Labels) -> None:
    """Draw a dot for each centre, twice: filled for those that publish a result, and for those that say their staff."""
    numbers = (advertised[name].quantity for name in ("bodies", *_COUNTS))
    left, (bodies, *counts) = _COLUMNS["centres"], (round(_middle(number)) for number in numbers)
    rows = -(-bodies // _A_ROW)
    for block, (key, count) in enumerate(zip(_COUNTS, counts, strict=True)):
        top = _TOP + 0.08 + block * (0.2 + rows * 0.125)
        write(sheet, (left, top), [labels(f"glance.{key}", count=count)], size=_TEXT)
        for number in range(bodies):
            at = (left + 0.05 + number % _A_ROW * _STEP, top + 0.15 + number // _A_ROW * 0.125)
            fill = style.INK if number < count else style.PAPER
            sheet.plot(*([one] for one in at), "o", color=style.GREY, mfc=fill, ms=5.5, mew=0.8)


def _middle(quantity: Quantity) -> float:
    ends = [end for end in (quantity.lower, quantity.upper) if end is not None]
    return sum(ends) / len(ends)


def _moved(quantity: Quantity, labels: Labels, form: str, decimals: int | None = 0) -> str:
    return forms(quantity, labels.language, decimals)[form]
