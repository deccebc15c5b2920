"""In how much of the space of assumptions each regime comes first, in all and by load."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.models.designs import Regime, Scenario
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, width_of
from policy_report.models.ranking import NONE
from policy_report.models.sensitivity import Sensitivity
from policy_report.text.language import Language
from policy_report.text.numbers import grouped

_NAMES, _GAP, _ROW, _AXIS, _KEY, _TITLE = 1.15, 0.25, 0.52, 0.3, 0.24, 0.26
_ACROSS = (style.WIDTH - _NAMES - _GAP - 0.15) / 2
_PENS = {
    str(Regime.SEPARATE): ("D", style.COLOURS["separate"]),
    str(Regime.TIERED): ("o", style.COLOURS["tiered"]),
    str(Regime.PARALLEL): ("s", style.COLOURS["parallel"]),
    NONE: ("x", style.INK),
}


def data(sensitivity: Sensitivity) -> pd.DataFrame:
    """The share of the space in which each regime is first, with its interval, by load."""
    return sensitivity.shares[sensitivity.shares["question"].eq("first")]


def draw(
    language: Language, sensitivity: Sensitivity, process_parameters: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """One panel for each scenario, one band for each class of load, one mark with its interval for each answer.

    Parameters
    ----------
    language
        Language of the labels.
    sensitivity
        The result of that name.
    process_parameters, sources
        Tidy frames.
    """
    shares = data(sensitivity)
    bands = [(float(low), float(high)) for low, high in shares[["load_low", "load_high"]].drop_duplicates().to_numpy()]
    published = process_parameters[process_parameters["kind"] == "published"]
    footer = Footer([str(key) for key in published["source"]], sources, language, ("ranking_note",))
    plot = len(bands) * _ROW
    height = _KEY + _TITLE + plot + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    _key(sheet, language)
    for place, band in enumerate(bands):
        middle = _KEY + _TITLE + (place + 0.5) * _ROW
        sheet.text(0, middle - 0.075, _band(band, language), size=style.SMALL, va="center")
        inside = shares[shares["load_low"].eq(band[0]) & shares["load_high"].eq(band[1])]
        counts = (int(inside.loc[inside["scenario"].eq(scenario), "points"].iloc[0]) for scenario in Scenario)
        text = label("ranking_points", language, points=" | ".join(grouped(count, language) for count in counts))
        sheet.text(0, middle + 0.075, text, size=style.SMALL, color=style.GREY, va="center")
    for place, scenario in enumerate(Scenario):
        axes = style.panel(figure, _NAMES + place * (_ACROSS + _GAP), footer.height + _AXIS, _ACROSS, plot)
        _frame(axes, len(bands))
        axes.set_title(label(f"scenario_{scenario}", language))
        for row, (low, high) in enumerate(bands):
            mine = shares["scenario"].eq(scenario) & shares["load_low"].eq(low) & shares["load_high"].eq(high)
            _marks(axes, shares[mine].set_index("answer"), row)
    footer.write(sheet)
    return figure


def _key(sheet: Axes, language: Language) -> None:
    left = 0.1
    for state, (marker, colour) in _PENS.items():
        text = label("phase_none" if state == NONE else f"regime_{state}", language)
        sheet.plot([left], [0.12], marker, color=colour, ms=4.5, mew=1.2)
        sheet.text(left + 0.1, 0.12, text, size=style.SMALL, va="center")
        left += width_of(text) + 0.4


def _band(band: tuple[float, float], language: Language) -> str:
    low, high = band
    if math.isfinite(high):
        return label("ranking_band", language, low=f"{low:g}", high=f"{high:g}")
    return label("ranking_above", language, low=f"{low:g}") if low else label("ranking_all", language)


def _frame(axes: Axes, bands: int) -> None:
    axes.set(xlim=(-0.02, 1.02), ylim=(bands, 0), yticks=[])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="x")
    axes.hlines(range(1, bands), -0.02, 1.02, color=style.FAINT, lw=0.6)
    axes.set_axisbelow(True)


def _marks(axes: Axes, answers: pd.DataFrame, row: int) -> None:
    for place, (state, (marker, colour)) in enumerate(_PENS.items()):
        found, y = answers.loc[state], row + 0.2 + 0.2 * place
        axes.plot([found["low"], found["high"]], [y, y], color=colour, lw=1.1, zorder=3)
        axes.plot([found["share"]], [y], marker, color=colour, ms=4.2, mew=1.2, zorder=4)
