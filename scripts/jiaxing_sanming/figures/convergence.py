"""Whether the sample was large enough: indices and the width of their intervals from ever more of it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import published
from jiaxing_sanming.models.designs import MODEL, Scenario
from policy_report.evidence.records import ParameterRow, rows_as
from policy_report.figures import style
from policy_report.figures.page import page, say
from policy_report.figures.wording import Labels, in_language
from policy_report.models.comparison import difference
from policy_report.models.indices import WIDEST
from policy_report.models.sensitivity import Sensitivity
from policy_report.text.numbers import grouped, short_number

_LEFT, _GAP, _TALL, _AXIS, _TITLE, _LINE = 0.4, 0.5, 1.7, 0.46, 0.26, 0.17
_ACROSS = (style.WIDTH - _LEFT - _GAP - 0.1) / 2
_PENS = (
    ("o", "-", "#0b4f8a"), ("s", "-", "#e08214"), ("^", "-", "#6d6d6d"),
    ("v", "--", "#0b4f8a"), ("D", "--", "#9a5500"), ("P", "--", "#222222"),
)  # fmt: skip
"""Marker, dash and colour of each line: how many parameters are shown."""

_SPREAD = 0.028
"""How far apart, as a factor of the sample, the lines of one sample stand, so that their bars do not hide."""


def data(sensitivity: Sensitivity) -> pd.DataFrame:
    """The total indices drawn, with their intervals and the widths of these, for each sample size."""
    found = sensitivity.indices
    found = found[found["scenario"].eq(Scenario.EQUAL_RESOURCES) & found["output"].eq(difference(*MODEL.pairs[0]))]
    columns = ["scenario", "output", "parameter", "samples", "total", "total_low", "total_high"]
    shown = found.loc[found["parameter"].isin(_largest(found)), columns]
    return shown.assign(width=shown["total_high"] - shown["total_low"])


def _largest(found: pd.DataFrame) -> list[str]:
    """The parameters with the largest total indices in the full sample."""
    last = found[found["samples"].eq(found["samples"].max())]
    return [str(name) for name in last.nlargest(len(_PENS), "total")["parameter"]]


def draw(labels: Labels, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> Figure:
    """Draw the total indices with their intervals, and beside them the widths, which converge below a limit."""
    found = data(sensitivity)
    top = _largest(found)
    meanings = {
        str(row["id"]): in_language(row, "meaning", labels.language)
        for row in rows_as(process_parameters, ParameterRow)
    }
    keys = (len(top) + 1) // 2 * _LINE + 0.06
    figure, sheet = page(
        keys + _TITLE + _TALL + _AXIS, labels, published(process_parameters), labels("convergence.note")
    )
    _key(sheet, [meanings[name] for name in top])
    left, right = (
        style.panel(figure, _LEFT + place * (_ACROSS + _GAP), keys + _TITLE, _ACROSS, _TALL) for place in (0, 1)
    )
    left.set_title(labels("convergence.index"))
    right.set_title(labels("convergence.width"))
    for axes in (left, right):
        _frame(axes, sorted(found["samples"].unique()), labels)
    for place, name in enumerate(top):
        _line(left, right, found[found["parameter"].eq(name)], place)
    right.axhline(WIDEST, color=style.INK, lw=0.8, ls=":")
    start = float(found["samples"].min()) / 1.1
    say(right, (start, WIDEST * 0.96), labels("convergence.limit"), va="top")
    right.set_ylim(0, max(float(found["width"].max()), WIDEST) * 1.12)
    left.set_ylim(0, float(found["total_high"].max()) * 1.05)
    return figure


def _key(sheet: Axes, names: list[str]) -> None:
    for place, (name, (marker, dash, colour)) in enumerate(zip(names, _PENS, strict=False)):
        x, y = 0.1 + place % 2 * style.WIDTH / 2, 0.1 + place // 2 * _LINE
        sheet.plot([x, x + 0.14, x + 0.28], [y, y, y], dash, marker=marker, markevery=[1], color=colour, ms=4)
        say(sheet, (x + 0.34, y), name)


def _frame(axes: Axes, samples: list[int], labels: Labels) -> None:
    axes.set_xscale("log", base=2)
    axes.set_xlim(samples[0] / 1.2, samples[-1] * 1.2)
    axes.set_xticks(samples, [grouped(sample, labels.language) for sample in samples])
    axes.minorticks_off()
    axes.set_xlabel(labels("convergence.x"))
    axes.yaxis.set_major_formatter(lambda tick, _: short_number(round(tick, 6), labels.language))
    axes.grid(axis="y")


def _line(left: Axes, right: Axes, history: pd.DataFrame, place: int) -> None:
    marker, dash, colour = _PENS[place]
    history = history.sort_values("samples")
    at = history["samples"] * (1 + _SPREAD * (place - (len(_PENS) - 1) / 2))
    left.plot(at, history["total"], dash, marker=marker, color=colour, ms=3.5, lw=1)
    left.vlines(at, history["total_low"], history["total_high"], color=colour, lw=0.8)
    right.plot(history["samples"], history["width"], dash, marker=marker, color=colour, ms=3.5, lw=1)
