"""How long the models take until a lead: the simulated distribution by class of case and regime."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.process.parameters import Regime, Scenario
from policy_report.analysis.process.stations import CaseClass
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, width_of
from policy_report.project import Language

_LEFT, _GAP, _TALL, _AXIS, _KEY, _TITLE = 0.42, 0.42, 2.1, 0.48, 0.3, 0.26
_ACROSS = (style.WIDTH - _LEFT - _GAP - 0.1) / 2
_HOURS = 168.0
"""A week: the tail of the distribution goes on."""

_DAY = 24.0


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
    height = _KEY + _TITLE + _TALL + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    (window,) = process_parameters.loc[process_parameters["id"] == "window", "value"]
    _key(sheet, language)
    for place, kind in enumerate(CaseClass):
        axes = style.panel(figure, _LEFT + place * (_ACROSS + _GAP), footer.height + _AXIS, _ACROSS, _TALL)
        _frame(axes, float(window), language)
        axes.set_title(label(f"lead_times_{kind}", language))
        _lines(axes, lead_times[lead_times["case_class"] == kind])
    footer.write(sheet)
    return figure


def _key(sheet: Axes, language: Language) -> None:
    """Which line is which regime."""
    left = 0.1
    entries = [(regime, "-", label(f"regime_{regime}", language)) for regime in Regime]
    entries.append((Regime.TIERED, "--", label("lead_times_published", language)))
    for regime, dash, text in entries:
        sheet.plot([left, left + 0.25], [0.12, 0.12], dash, color=style.COLOURS[regime], lw=1.8)
        sheet.text(left + 0.31, 0.12, text, size=style.SMALL, color=style.DARK[regime], va="center")
        left += 0.31 + width_of(text) + 0.22


def _frame(axes: Axes, window: float, language: Language) -> None:
    axes.set(xlim=(0, _HOURS), ylim=(0, 1), xlabel=label("lead_times_x", language))
    axes.set_xticks([day * _DAY for day in range(8)])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    axes.grid(axis="y")
    axes.axvline(window, color=style.INK, lw=0.8, ls=":", zorder=1)
    text = label("lead_times_window", language, hours=f"{window:g}")
    axes.text(window - 3, 0.97, text, size=style.SMALL, color=style.INK, ha="right", va="top")


def _lines(axes: Axes, shown: pd.DataFrame) -> None:
    for regime in Regime:
        for scenario in Scenario:
            if scenario is Scenario.AS_PUBLISHED and regime is not Regime.TIERED:
                continue  # the same line as with equal resources
            line = shown[(shown["regime"] == regime) & (shown["scenario"] == scenario)]
            dash = "-" if scenario is Scenario.EQUAL_RESOURCES else "--"
            axes.plot(line["hours"], line["share"], dash, color=style.COLOURS[regime], lw=1.5, zorder=3)
