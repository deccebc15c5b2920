"""Which regime comes first in the models, by load and mix of cases, and where each saturates."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import label, width_of
from policy_report.models.phase import Phase
from policy_report.models.ranking import NONE
from policy_report.text.language import Language

LOAD, MIX = MODEL.rate, MODEL.mix[0]
_LEFT, _GAP, _TALL, _AXIS, _KEYS, _TITLE = 0.5, 0.3, 2.15, 0.42, 0.5, 0.26
_ACROSS = (style.WIDTH - _LEFT - _GAP - 0.1) / 2
_STATES = (*map(str, Regime), NONE)
_FILLS = {
    Regime.SEPARATE: "#8d8d8d",
    Regime.TIERED: style.COLOURS[Regime.TIERED],
    Regime.PARALLEL: "#f6c68b",
    NONE: style.PAPER,
}
"""Far enough apart in lightness to be told apart in grey print."""

_DASHES = {Regime.SEPARATE: (0, (1, 1.2)), Regime.TIERED: (0, (4, 1.5)), Regime.PARALLEL: "-"}


def data(phase: Phase) -> pd.DataFrame:
    """Which regime is first at each load and mix, the shares of early leads, and the load that each can take."""
    keys = ["scenario", MIX]
    limits = phase.limits.pivot(index=keys, columns="regime", values="limit").add_prefix("limit_")
    return phase.cells.merge(limits.reset_index(), on=keys, how="left")


def draw(language: Language, phase: Phase, process_parameters: pd.DataFrame, sources: pd.DataFrame) -> Figure:
    """One panel for each scenario: a cell for each load and mix, lines where the regimes saturate.

    Parameters
    ----------
    language
        Language of the labels.
    phase
        The result of that name.
    process_parameters, sources
        Tidy frames.
    """
    published = process_parameters[process_parameters["kind"] == "published"]
    footer = Footer([str(key) for key in published["source"]], sources, language, ("phase_note",))
    height = _KEYS + _TITLE + _TALL + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    _key(sheet, language)
    base = [float(process_parameters.loc[process_parameters["id"] == name, "value"].iloc[0]) for name in (LOAD, MIX)]
    for place, scenario in enumerate(Scenario):
        axes = style.panel(figure, _LEFT + place * (_ACROSS + _GAP), footer.height + _AXIS, _ACROSS, _TALL)
        cells = phase.cells[phase.cells["scenario"] == scenario]
        _frame(axes, cells, language)
        axes.set_title(label(f"scenario_{scenario}", language))
        _cells(axes, cells)
        _limits(axes, phase.limits[phase.limits["scenario"] == scenario])
        axes.plot(*([value] for value in base), "+", color=style.INK, ms=8, mew=1.5, zorder=5)
        if place:
            axes.tick_params(labelleft=False)
    figure.axes[1].set_ylabel(label("phase_y", language))
    footer.write(sheet)
    return figure


def _key(sheet: Axes, language: Language) -> None:
    """What the fills mean, above what the lines mean."""
    left = 0.1
    for state in _STATES:
        text = label("phase_none" if state == NONE else f"regime_{state}", language)
        sheet.add_patch(Rectangle((left, 0.05), 0.18, 0.13, fc=_FILLS[state], ec=style.GREY, lw=0.5))
        sheet.text(left + 0.24, 0.12, text, size=style.SMALL, va="center")
        left += 0.24 + width_of(text) + 0.25
    left = 0.1
    for regime in Regime:
        text = label("phase_limit", language, regime=label(f"regime_{regime}", language))
        sheet.plot([left, left + 0.25], [0.35, 0.35], ls=_DASHES[regime], color=style.INK, lw=1.3)
        sheet.text(left + 0.31, 0.35, text, size=style.SMALL, va="center")
        left += 0.31 + width_of(text) + 0.2


def _frame(axes: Axes, cells: pd.DataFrame, language: Language) -> None:
    across, up = (_edges(cells[name]) for name in (LOAD, MIX))
    axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]), xlabel=label("phase_x", language))
    ticks = np.round(np.arange(0.6, 1.0, 0.1), 1)
    inside = [tick for tick in ticks if up[0] <= tick <= up[-1]]
    axes.set_yticks(inside, [f"{100 * tick:.0f}%" for tick in inside])
    axes.set_xticks([tick for tick in range(12, 100, 12) if across[0] <= tick <= across[-1]])


def _cells(axes: Axes, cells: pd.DataFrame) -> None:
    grid = cells.assign(state=cells["first"].map(_STATES.index)).pivot(index=MIX, columns=LOAD, values="state")
    colours = ListedColormap([_FILLS[state] for state in _STATES])
    axes.pcolormesh(
        _edges(cells[LOAD]), _edges(cells[MIX]), grid.to_numpy(), cmap=colours, vmin=-0.5, vmax=len(_STATES) - 0.5,
        edgecolors="face", lw=0.3, zorder=0,
    )  # fmt: skip


def _limits(axes: Axes, limits: pd.DataFrame) -> None:
    for regime in Regime:
        line = limits[limits["regime"] == regime].sort_values(MIX)
        axes.plot(line["limit"], line[MIX], color=style.PAPER, lw=2.6, alpha=0.8, zorder=3)
        axes.plot(line["limit"], line[MIX], color=style.INK, lw=1.3, ls=_DASHES[regime], zorder=4)


def _edges(values: "pd.Series[float]") -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The borders of cells whose middles are the given values."""
    middles = np.unique(values.to_numpy(dtype=np.float64))
    half = np.diff(middles) / 2
    return np.concatenate([[middles[0] - half[0]], middles[:-1] + half, [middles[-1] + half[-1]]])
