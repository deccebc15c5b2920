"""What decides the differences between the regimes: Sobol indices with their intervals."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.figures.palette import published
from jiaxing_sanming.models.designs import MODEL, Scenario
from jiaxing_sanming.models.robustness import LEAST, mattering
from policy_report.evidence.records import ParameterRow, rows_as
from policy_report.figures import style
from policy_report.figures.page import dot, legend, page, write
from policy_report.figures.wording import Labels, balanced, in_language
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.sensitivity import Sensitivity

_NAMES, _GAP, _ROW, _AXIS, _KEY, _TITLE = 2.15, 0.16, 0.3, 0.44, 0.24, 0.26
_OUTPUTS = [difference(*pair) for pair in MODEL.pairs]
_ACROSS = (style.WIDTH - _NAMES - 2 * _GAP - 0.08) / 3
_MARKS = {"total": ("o", style.INK, 0.11), "first": ("D", style.PAPER, -0.11)}
"""Marker, fill and how far below the middle of its row, in rows."""


def data(sensitivity: Sensitivity) -> pd.DataFrame:
    """The Sobol indices drawn, with their intervals: those of the full sample, of parameters that matter somewhere."""
    found = sensitivity.indices[sensitivity.indices["scenario"].eq(Scenario.EQUAL_RESOURCES)]
    found = found[found["samples"].eq(found["samples"].max()) & found["output"].isin(_OUTPUTS)]
    return found[found["parameter"].isin(mattering(found))]


def draw(labels: Labels, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> Figure:
    """Draw one panel for each pair of regimes, one row for each parameter that matters in one of them."""
    found = data(sensitivity)
    names, rows = _names(process_parameters, labels), mattering(found)
    plot, top = len(rows) * _ROW, _KEY + _TITLE
    figure, sheet = page(
        top + plot + _AXIS, labels, published(process_parameters), labels("sensitivity.note", least=LEAST)
    )
    keys = [
        (dot(sheet, marker, style.INK, mfc=fill, ms=4.5), labels(f"sensitivity.{kind}"), style.INK)
        for kind, (marker, fill, _) in _MARKS.items()
    ]
    legend(sheet, (_NAMES, 0.12), keys, to_words=0.1, gap=0.3)
    for place, row in enumerate(rows):
        write(sheet, (0, top + (place + 0.5) * _ROW), balanced(names[row], _NAMES - 0.15), 0.125)
    for place, output in enumerate(_OUTPUTS):
        axes = style.panel(figure, _NAMES + place * (_ACROSS + _GAP), top, _ACROSS, plot)
        _frame(axes, len(rows), labels)
        axes.set_title(labels(f"sensitivity.{output}"))
        _marks(axes, found[found["output"].eq(output)].set_index("parameter").loc[rows])
    return figure


def _names(process_parameters: pd.DataFrame, labels: Labels) -> dict[str, str]:
    rows = rows_as(process_parameters, ParameterRow)
    names = {str(row["id"]): in_language(row, "meaning", labels.language) for row in rows}
    return names | {CHANCE: labels("sensitivity.chance")}


def _frame(axes: Axes, rows: int, labels: Labels) -> None:
    axes.set(xlim=(-0.15, 0.85), ylim=(rows, 0), yticks=[], xlabel=labels("sensitivity.x"))
    axes.set_xticks([0, 0.25, 0.5, 0.75], ["0", "0.25", "0.5", "0.75"])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.axvline(0, color=style.GREY, lw=0.8)


def _marks(axes: Axes, indices: pd.DataFrame) -> None:
    for place, (_, row) in enumerate(indices.iterrows()):
        for kind, (marker, fill, shift) in _MARKS.items():
            y = place + 0.5 - shift * 1.4
            axes.plot([row[f"{kind}_low"], row[f"{kind}_high"]], [y, y], color=style.INK, lw=1.0, zorder=3)
            axes.plot([row[kind]], [y], marker, color=style.INK, mfc=fill, ms=4, mew=0.9, zorder=4)
