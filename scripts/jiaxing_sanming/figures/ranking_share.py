"""In how much of the space of assumptions each regime comes first, in all and by load."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import COLOURS, published
from jiaxing_sanming.models.designs import Regime, Scenario
from policy_report.figures import style
from policy_report.figures.page import dot, legend, page, say
from policy_report.figures.wording import Labels
from policy_report.models.ranking import NONE
from policy_report.models.sensitivity import Sensitivity
from policy_report.text.numbers import grouped

_NAMES, _GAP, _ROW, _AXIS, _KEY, _TITLE = 1.15, 0.25, 0.52, 0.3, 0.24, 0.26
_ACROSS = (style.WIDTH - _NAMES - _GAP - 0.15) / 2
_PENS = {
    str(Regime.SEPARATE): ("D", COLOURS["separate"]),
    str(Regime.TIERED): ("o", COLOURS["tiered"]),
    str(Regime.PARALLEL): ("s", COLOURS["parallel"]),
    NONE: ("x", style.INK),
}


def data(sensitivity: Sensitivity) -> pd.DataFrame:
    """The share of the space in which each regime is first, with its interval, by load."""
    return sensitivity.shares[sensitivity.shares["question"].eq("first")]


def draw(labels: Labels, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> Figure:
    """Draw one panel for each scenario, one band for each class of load, one mark with its interval for each answer."""
    shares = data(sensitivity)
    bands = [(float(low), float(high)) for low, high in shares[["load_low", "load_high"]].drop_duplicates().to_numpy()]
    plot = len(bands) * _ROW
    figure, sheet = page(_KEY + _TITLE + plot + _AXIS, labels, published(process_parameters), labels("ranking.note"))
    _key(sheet, labels)
    for place, band in enumerate(bands):
        middle = _KEY + _TITLE + (place + 0.5) * _ROW
        say(sheet, (0, middle - 0.075), _band(band, labels))
        inside = shares[shares["load_low"].eq(band[0]) & shares["load_high"].eq(band[1])]
        counts = (int(inside.loc[inside["scenario"].eq(scenario), "points"].iloc[0]) for scenario in Scenario)
        text = labels("ranking.points", points=" | ".join(grouped(count, labels.language) for count in counts))
        say(sheet, (0, middle + 0.075), text, color=style.GREY)
    for place, scenario in enumerate(Scenario):
        axes = style.panel(figure, _NAMES + place * (_ACROSS + _GAP), _KEY + _TITLE, _ACROSS, plot)
        _frame(axes, len(bands))
        axes.set_title(labels(f"scenario.{scenario}"))
        for row, (low, high) in enumerate(bands):
            mine = shares["scenario"].eq(scenario) & shares["load_low"].eq(low) & shares["load_high"].eq(high)
            _marks(axes, shares[mine].set_index("answer"), row)
    return figure


def _key(sheet: Axes, labels: Labels) -> None:
    names = {state: labels("phase.none" if state == NONE else f"regime.{state}") for state in _PENS}
    keys = [(dot(sheet, *pen, ms=4.5, mew=1.2), names[state], style.INK) for state, pen in _PENS.items()]
    legend(sheet, (0.1, 0.12), keys, to_words=0.1, gap=0.3)


def _band(band: tuple[float, float], labels: Labels) -> str:
    low, high = band
    if math.isfinite(high):
        return labels("ranking.band", low=f"{low:g}", high=f"{high:g}")
    return labels("ranking.above", low=f"{low:g}") if low else labels("ranking.all")


def _frame(axes: Axes, bands: int) -> None:
    axes.set(xlim=(-0.02, 1.02), ylim=(bands, 0), yticks=[])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="x")
    axes.hlines(range(1, bands), -0.02, 1.02, color=style.FAINT, lw=0.6)


def _marks(axes: Axes, answers: pd.DataFrame, row: int) -> None:
    for place, (state, (marker, colour)) in enumerate(_PENS.items()):
        found, y = answers.loc[state], row + 0.2 + 0.2 * place
        axes.plot([found["low"], found["high"]], [y, y], color=colour, lw=1.1, zorder=3)
        axes.plot([found["share"]], [y], marker, color=colour, ms=4.2, mew=1.2, zorder=4)
