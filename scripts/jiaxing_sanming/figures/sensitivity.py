"""What decides the differences between the regimes: Sobol indices with their intervals."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.models.designs import MODEL, Scenario
from policy_report.figures import style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, width_of
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.sensitivity import Sensitivity
from policy_report.text.language import Language

LEAST = 0.05
"""The total index from which on a parameter is shown."""

_NAMES, _GAP, _ROW, _AXIS, _KEY, _TITLE = 2.15, 0.16, 0.3, 0.44, 0.24, 0.26
_OUTPUTS = [difference(*pair) for pair in MODEL.pairs]
_ACROSS = (style.WIDTH - _NAMES - 2 * _GAP - 0.08) / 3
_MARKS = {"total": ("o", style.INK, 0.11), "first": ("D", style.PAPER, -0.11)}
"""Marker, fill and how far below the middle of its row, in rows."""


def data(sensitivity: Sensitivity) -> pd.DataFrame:
    """The Sobol indices drawn, with their intervals: those of the full sample, of parameters that matter somewhere."""
    found = sensitivity.indices[sensitivity.indices["scenario"].eq(Scenario.EQUAL_RESOURCES)]
    found = found[found["samples"].eq(found["samples"].max()) & found["output"].isin(_OUTPUTS)]
    return found[found["parameter"].isin(_shown(found))]


def draw(
    language: Language, sensitivity: Sensitivity, process_parameters: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """One panel for each pair of regimes, one row for each parameter that matters in one of them.

    Parameters
    ----------
    language
        Language of the labels.
    sensitivity
        The result of that name.
    process_parameters, sources
        Tidy frames.
    """
    found = data(sensitivity)
    names = _names(process_parameters, language)
    rows = _shown(found)
    published = process_parameters[process_parameters["kind"] == "published"]
    footer = Footer([str(key) for key in published["source"]], sources, language, ("sensitivity_note",), least=LEAST)
    plot = len(rows) * _ROW
    height = _KEY + _TITLE + plot + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    _key(sheet, language)
    for place, row in enumerate(rows):
        _write(sheet, names[row], _KEY + _TITLE + (place + 0.5) * _ROW)
    for place, output in enumerate(_OUTPUTS):
        axes = style.panel(figure, _NAMES + place * (_ACROSS + _GAP), footer.height + _AXIS, _ACROSS, plot)
        _frame(axes, len(rows), language)
        axes.set_title(label(f"sensitivity_{output}", language))
        _marks(axes, found[found["output"].eq(output)].set_index("parameter").loc[rows])
    footer.write(sheet)
    return figure


def _names(process_parameters: pd.DataFrame, language: Language) -> dict[str, str]:
    rows = process_parameters.to_dict("records")
    names = {str(row["id"]): in_language(row, "meaning", language) for row in rows}
    return names | {CHANCE: label("sensitivity_chance", language)}


def _shown(found: pd.DataFrame) -> list[str]:
    """The parameters that matter somewhere, by their largest total, and chance."""
    largest = found.groupby("parameter", sort=False)["total"].max().sort_values(ascending=False, kind="stable")
    return [str(name) for name, total in largest.items() if total >= LEAST and name != CHANCE] + [CHANCE]


def _key(sheet: Axes, language: Language) -> None:
    left = _NAMES
    for kind, (marker, fill, _) in _MARKS.items():
        sheet.plot([left], [0.12], marker, color=style.INK, mfc=fill, ms=4.5)
        text = label(f"sensitivity_{kind}", language)
        sheet.text(left + 0.1, 0.12, text, size=style.SMALL, va="center")
        left += width_of(text) + 0.4


def _write(sheet: Axes, name: str, middle: float) -> None:
    lines = balanced(name, _NAMES - 0.15)
    for step, line in enumerate(lines):
        sheet.text(0, middle + (step + 0.5 - len(lines) / 2) * 0.125, line, size=style.SMALL, va="center")


def _frame(axes: Axes, rows: int, language: Language) -> None:
    axes.set(xlim=(-0.15, 0.85), ylim=(rows, 0), yticks=[], xlabel=label("sensitivity_x", language))
    axes.set_xticks([0, 0.25, 0.5, 0.75], ["0", "0.25", "0.5", "0.75"])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.axvline(0, color=style.GREY, lw=0.8)
    axes.set_axisbelow(True)


def _marks(axes: Axes, indices: pd.DataFrame) -> None:
    for place, (_, row) in enumerate(indices.iterrows()):
        for kind, (marker, fill, shift) in _MARKS.items():
            y = place + 0.5 - shift * 1.4
            axes.plot([row[f"{kind}_low"], row[f"{kind}_high"]], [y, y], color=style.INK, lw=1.0, zorder=3)
            axes.plot([row[kind]], [y], marker, color=style.INK, mfc=fill, ms=4, mew=0.9, zorder=4)
