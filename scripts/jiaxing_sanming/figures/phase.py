"""Which regime comes first in the models, by load and mix of cases, and where each saturates."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jiaxing_sanming.figures.palette import COLOURS, published
from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.figures import style
from policy_report.figures.page import legend, page
from policy_report.figures.wording import Labels
from policy_report.models.phase import Phase
from policy_report.models.ranking import NONE

LOAD, MIX = MODEL.rate, MODEL.mix[0]
_LEFT, _GAP, _TALL, _AXIS, _KEYS, _TITLE = 0.5, 0.3, 2.15, 0.42, 0.5, 0.26
_ACROSS = (style.WIDTH - _LEFT - _GAP - 0.1) / 2
_STATES = (*map(str, Regime), NONE)
_FILLS = {Regime.SEPARATE: "#8d8d8d", Regime.TIERED: COLOURS["tiered"], Regime.PARALLEL: "#f6c68b", NONE: style.PAPER}
"""Far enough apart in lightness to be told apart in grey print."""

_DASHES = {Regime.SEPARATE: (0, (1, 1.2)), Regime.TIERED: (0, (4, 1.5)), Regime.PARALLEL: "-"}


def data(phase: Phase) -> pd.DataFrame:
    """Which regime is first at each load and mix, the shares of early leads, and the load that each can take."""
    keys = ["scenario", MIX]
    limits = phase.limits.pivot(index=keys, columns="regime", values="limit").add_prefix("limit_")
    return phase.cells.merge(limits.reset_index(), on=keys, how="left")


def draw(labels: Labels, phase: Phase, process_parameters: pd.DataFrame) -> Figure:
    """Draw one panel for each scenario: a cell for each load and mix, lines where the regimes saturate."""
    figure, sheet = page(_KEYS + _TITLE + _TALL + _AXIS, labels, published(process_parameters), labels("phase.note"))
    _key(sheet, labels)
    base = [float(process_parameters.loc[process_parameters["id"] == name, "value"].iloc[0]) for name in (LOAD, MIX)]
    for place, scenario in enumerate(Scenario):
        axes = style.panel(figure, _LEFT + place * (_ACROSS + _GAP), _KEYS + _TITLE, _ACROSS, _TALL)
        cells = phase.cells[phase.cells["scenario"] == scenario]
        _frame(axes, cells, labels)
        axes.set_title(labels(f"scenario.{scenario}"))
        _cells(axes, cells)
        _limits(axes, phase.limits[phase.limits["scenario"] == scenario])
        axes.plot(*([value] for value in base), "+", color=style.INK, ms=8, mew=1.5, zorder=5)
        if place:
            axes.tick_params(labelleft=False)
    figure.axes[1].set_ylabel(labels("phase.y"))
    return figure


def _key(sheet: Axes, labels: Labels) -> None:
    """What the fills mean, above what the lines mean."""

    def fill(state: str, x: float, y: float) -> None:
        sheet.add_patch(Rectangle((x, y - 0.07), 0.18, 0.13, fc=_FILLS[state], ec=style.GREY, lw=0.5))

    def line(regime: Regime, x: float, y: float) -> None:
        sheet.plot([x, x + 0.25], [y, y], ls=_DASHES[regime], color=style.INK, lw=1.3)

    names = {NONE: labels("phase.none")} | {regime: labels(f"regime.{regime}") for regime in Regime}
    fills = [(partial(fill, state), names[state], style.INK) for state in _STATES]
    lines = [(partial(line, one), labels("phase.limit", regime=names[one]), style.INK) for one in Regime]
    legend(sheet, (0.1, 0.12), fills, to_words=0.24, gap=0.25)
    legend(sheet, (0.1, 0.35), lines, to_words=0.31, gap=0.2)


def _frame(axes: Axes, cells: pd.DataFrame, labels: Labels) -> None:
    across, up = (_edges(cells[name]) for name in (LOAD, MIX))
    axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]), xlabel=labels("phase.x"))
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
