"""How long the models take until a lead: the simulated distribution by class of case and regime."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.models.designs import CaseClass, Regime, Scenario
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label
from policy_report.text.language import Language

_LEFT, _GAP, _TALL, _AXIS, _TITLE, _NAMES = 0.42, 0.42, 2.1, 0.48, 0.26, 1.12
_ACROSS = (style.WIDTH - _LEFT - _GAP - _NAMES) / 2
_SHOWN = (
    (Regime.SEPARATE, Scenario.EQUAL_RESOURCES, "-"),
    (Regime.TIERED, Scenario.EQUAL_RESOURCES, "-"),
    (Regime.PARALLEL, Scenario.EQUAL_RESOURCES, "-"),
    (Regime.TIERED, Scenario.AS_PUBLISHED, "--"),
)
"""The lines and their dashes: as published, the other regimes are as they are with equal resources."""

_HOURS = 168.0
"""A week: the tail of the distribution goes on."""

_DAY = 24.0
_LINE = 0.14
"""Inches from the middle of a name to the next."""


def draw(
    language: Language, lead_times: pd.DataFrame, process_parameters: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """One panel for each class of case, one line for each regime, and the window as an upright.

    Parameters
    ----------
    language
        Language of the labels.
    lead_times
        The result of that name.
    process_parameters, sources
        Tidy frames.
    """
    published = process_parameters[process_parameters["kind"] == "published"]
    footer = Footer([str(key) for key in published["source"]], sources, language, ("lead_times_note",))
    height = _TITLE + _TALL + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    (window,) = process_parameters.loc[process_parameters["id"] == "window", "value"]
    for place, kind in enumerate(CaseClass):
        axes = style.panel(figure, _LEFT + place * (_ACROSS + _GAP), footer.height + _AXIS, _ACROSS, _TALL)
        _frame(axes, float(window), language)
        axes.set_title(label(f"lead_times_{kind}", language))
        ends = _lines(axes, lead_times[lead_times["case_class"] == kind])
    _name(axes, ends, language)
    footer.write(sheet)
    return figure


def _frame(axes: Axes, window: float, language: Language) -> None:
    axes.set(xlim=(0, _HOURS), ylim=(0, 1), xlabel=label("lead_times_x", language))
    axes.set_xticks([day * _DAY for day in range(8)])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="y")
    axes.axvline(window, color=style.INK, lw=0.8, ls=":", zorder=1)
    text = label("lead_times_window", language, hours=f"{window:g}")
    axes.text(window - 3, 0.97, text, size=style.SMALL, color=style.INK, ha="right", va="top")


def _lines(axes: Axes, shown: pd.DataFrame) -> list[float]:
    """Draw the lines of a class; where each is at the right edge."""
    ends = []
    for regime, scenario, dash in _SHOWN:
        line = shown[(shown["regime"] == regime) & (shown["scenario"] == scenario)].sort_values("hours")
        axes.plot(line["hours"], line["share"], dash, color=style.COLOURS[regime], lw=1.5, zorder=3)
        ends.append(float(np.interp(_HOURS, line["hours"], line["share"])))
    return ends


def _name(axes: Axes, ends: list[float], language: Language) -> None:
    """The names of the lines at the right edge, moved apart where the lines end close together."""
    heights = marks.spread(ends, _LINE / _TALL)
    for (regime, scenario, _), end, height in zip(_SHOWN, ends, heights, strict=True):
        key = f"regime_{regime}" if scenario is Scenario.EQUAL_RESOURCES else "lead_times_published"
        axes.plot([_HOURS, _HOURS + 5], [end, height], color=style.COLOURS[regime], lw=0.6, clip_on=False, scalex=False)
        axes.text(_HOURS + 7, height, label(key, language), size=style.SMALL, color=style.DARK[regime], va="center")
