"""How long the models take until a lead: the simulated distribution by class of case and regime."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import COLOURS, INKS, published
from jiaxing_sanming.models.designs import CaseClass, Regime, Scenario
from policy_report.figures import marks, style
from policy_report.figures.page import page, say
from policy_report.figures.wording import Labels

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


def draw(labels: Labels, lead_times: pd.DataFrame, process_parameters: pd.DataFrame) -> Figure:
    """Draw one panel for each class of case, one line for each regime, and the window as an upright."""
    figure, _ = page(_TITLE + _TALL + _AXIS, labels, published(process_parameters), labels("lead_times.note"))
    (window,) = process_parameters.loc[process_parameters["id"] == "window", "value"]
    for place, kind in enumerate(CaseClass):
        axes = style.panel(figure, _LEFT + place * (_ACROSS + _GAP), _TITLE, _ACROSS, _TALL)
        _frame(axes, float(window), labels)
        axes.set_title(labels(f"lead_times.{kind}"))
        ends = _lines(axes, lead_times[lead_times["case_class"] == kind])
    _name(axes, ends, labels)
    return figure


def _frame(axes: Axes, window: float, labels: Labels) -> None:
    axes.set(xlim=(0, _HOURS), ylim=(0, 1), xlabel=labels("lead_times.x"))
    axes.set_xticks([day * _DAY for day in range(8)])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    axes.grid(axis="y")
    axes.axvline(window, color=style.INK, lw=0.8, ls=":", zorder=1)
    text = labels("lead_times.window", hours=f"{window:g}")
    say(axes, (window - 3, 0.97), text, color=style.INK, ha="right", va="top")


def _lines(axes: Axes, shown: pd.DataFrame) -> list[float]:
    """Draw the lines of a class; where each is at the right edge."""
    ends = []
    for regime, scenario, dash in _SHOWN:
        line = shown[(shown["regime"] == regime) & (shown["scenario"] == scenario)].sort_values("hours")
        axes.plot(line["hours"], line["share"], dash, color=COLOURS[regime], lw=1.5, zorder=3)
        ends.append(float(np.interp(_HOURS, line["hours"], line["share"])))
    return ends


def _name(axes: Axes, ends: list[float], labels: Labels) -> None:
    """The names of the lines at the right edge, moved apart where the lines end close together."""
    heights = marks.spread(ends, _LINE / _TALL)
    for (regime, scenario, _), end, height in zip(_SHOWN, ends, heights, strict=True):
        key = f"regime.{regime}" if scenario is Scenario.EQUAL_RESOURCES else "lead_times.published"
        axes.plot([_HOURS, _HOURS + 5], [end, height], color=COLOURS[regime], lw=0.6, clip_on=False, scalex=False)
        say(axes, (_HOURS + 7, height), labels(key), color=INKS[regime])
