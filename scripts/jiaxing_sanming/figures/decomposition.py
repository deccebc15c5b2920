"""How much of each rise of a clearance rate goes with fewer cases filed, and how much with more cases cleared."""

import math
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.analysis.decomposition import Decomposition
from jiaxing_sanming.figures.palette import COLOURS, INKS
from policy_report.figures import marks, style
from policy_report.figures.page import legend, page, write
from policy_report.figures.wording import Labels, balanced
from policy_report.quantities import Quantity
from policy_report.text.language import Language

_NAMES, _PLOT, _RIGHT = 1.95, 2.1, 0.1
_ROW, _TOP, _AXIS = 0.42, 0.28, 0.3
_DOWN, _THICK = {"filed": -0.17, "cleared": 0.17}, 0.16
"""How far below the middle of its row each part is drawn, and how thick, in rows."""

_LIMITS, _TICKS = (-140.0, 305.0), (-100, 0, 100, 200)


def data(decompositions: tuple[Decomposition, ...]) -> pd.DataFrame:
    """The parts of each rise in percent of it, as intervals."""
    return pd.DataFrame(
        [
            {"case": found.case, "rise": found.key}
            | {f"name_{language}": found.name[language] for language in Language}
            | {f"fewer_filed_{end}": getattr(found.by_denominator, end) for end in ("lower", "upper")}
            | {f"more_cleared_{end}": getattr(found.by_numerator, end) for end in ("lower", "upper")}
            | {"claims": " ".join(found.claims)}
            for found in decompositions
        ]
    )


def draw(labels: Labels, decompositions: tuple[Decomposition, ...], sources_of_claims: dict[str, str]) -> Figure:
    """Draw a row for each rise, with the interval of both parts; they add up to a hundred."""
    plot = len(decompositions) * _ROW
    cited = (claim for item in decompositions for claim in item.claims if claim in sources_of_claims)
    figure, sheet = page(
        _TOP + plot + _AXIS, labels, [sources_of_claims[claim] for claim in cited], labels("decomposition.note")
    )
    _key(sheet, labels)
    for step, item in enumerate(decompositions):
        lines = balanced(item.name[labels.language], _NAMES)
        write(sheet, (0, _TOP + (step + 0.5) * _ROW), lines, 0.135)
    axes = style.panel(figure, _PLOT, _TOP, style.WIDTH - _PLOT - _RIGHT, plot)
    _plot(axes, decompositions, labels)
    return figure


def _plot(axes: Axes, items: tuple[Decomposition, ...], labels: Labels) -> None:
    axes.set(xlim=_LIMITS, ylim=(len(items), 0), yticks=[])
    marks.percent_ticks(axes, _TICKS, labels.language)
    for at in (0, 100):
        axes.axvline(at, color=style.GREY, lw=0.8, zorder=1)
    for step, item in enumerate(items):
        for key, share in (("filed", item.by_denominator), ("cleared", item.by_numerator)):
            _part(axes, share, step + 0.5 + _DOWN[key], key, labels)


def _key(sheet: Axes, labels: Labels) -> None:
    def bar(key: str, x: float, y: float) -> None:
        _bar(sheet, (x, x + 0.2), y, 0.07, key)

    keys = [(partial(bar, key), labels(f"decomposition.{key}"), style.INK) for key in _DOWN]
    legend(sheet, (_PLOT, 0.12), keys, to_words=0.27, gap=0.3)


def _part(axes: Axes, share: Quantity, y: float, key: str, labels: Labels) -> None:
    """The interval of a share as a bar between its ends, written beside it and rounded outward, as in the text."""
    if share.lower is None or share.upper is None:
        return
    _bar(axes, (share.lower, share.upper), y, _THICK, key)
    low, high = math.floor(round(share.lower, 6)), math.ceil(round(share.upper, 6))
    words = "range_signed" if low < 0 else "range"
    text = labels(f"decomposition.{words}", low=low, high=high).replace("-", "−")
    marks.beside(axes, (share.upper, y), text, (5, 0), INKS[key])


def _bar(axes: Axes, ends: tuple[float, float], y: float, thick: float, key: str) -> None:
    """Full for the filed cases, hollow for the cleared ones; at least as long as its outline is wide."""
    fill = COLOURS[key] if key == "filed" else style.PAPER
    axes.barh([y], [ends[1] - ends[0]], left=ends[0], height=thick, color=fill, edgecolor=COLOURS[key], lw=1.2,
              zorder=3)  # fmt: skip
