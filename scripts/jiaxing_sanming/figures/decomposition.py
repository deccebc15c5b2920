"""How much of each rise of a clearance rate goes with fewer cases filed, and how much with more cases cleared."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from jiaxing_sanming.analysis.decomposition import Decomposition
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, label, width_of
from policy_report.quantities import Quantity
from policy_report.text.language import Language
from policy_report.text.short import short_number

_NAMES, _PLOT, _RIGHT = 1.95, 2.1, 0.1
_ROW, _TOP, _AXIS = 0.42, 0.28, 0.3
_DOWN, _THICK = {"filed": -0.17, "cleared": 0.17}, 0.16
"""How far below the middle of its row each part is drawn, and how thick, in rows."""

_LIMITS, _TICKS = (-140.0, 305.0), (-100, 0, 100, 200)


def data(decompositions: tuple[Decomposition, ...]) -> pd.DataFrame:
    """The parts of each rise in percent of it, as intervals."""
    return pd.DataFrame(
        [
            {
                "case": found.case,
                "rise": found.key,
                "name_en": found.name[Language.EN],
                "name_zh": found.name[Language.ZH],
                "fewer_filed_lower": found.by_denominator.lower,
                "fewer_filed_upper": found.by_denominator.upper,
                "more_cleared_lower": found.by_numerator.lower,
                "more_cleared_upper": found.by_numerator.upper,
                "claims": " ".join(found.claims),
            }
            for found in decompositions
        ]
    )


def draw(
    language: Language, decompositions: tuple[Decomposition, ...], claims: pd.DataFrame, sources: pd.DataFrame
) -> Figure:
    """A row for each rise, with the interval of both parts; they add up to a hundred.

    Parameters
    ----------
    language
        Language of the labels.
    decompositions
        The result of that name.
    claims, sources
        Tidy frames.
    """
    by_id = claims.set_index("id")["source"].to_dict()
    keys = [str(by_id[claim]) for item in decompositions for claim in item.claims if claim in by_id]
    footer = Footer(keys, sources, language, ("decomposition_note",))
    plot = len(decompositions) * _ROW
    height = _TOP + plot + _AXIS + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    _key(sheet, language)
    for step, item in enumerate(decompositions):
        lines = balanced(item.name[language], _NAMES)
        for place, line in enumerate(lines):
            y = _TOP + (step + 0.5) * _ROW + (place - (len(lines) - 1) / 2) * 0.135
            sheet.text(0, y, line, size=style.SMALL, va="center")
    axes = style.panel(figure, _PLOT, height - _TOP - plot, style.WIDTH - _PLOT - _RIGHT, plot)
    _plot(axes, decompositions, language)
    footer.write(sheet)
    return figure


def _plot(axes: Axes, items: tuple[Decomposition, ...], language: Language) -> None:
    axes.set(xlim=_LIMITS, ylim=(len(items), 0), yticks=[])
    axes.set_xticks(_TICKS, [f"{short_number(tick, language)}%" for tick in _TICKS])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=2.5, pad=2)
    for at in (0, 100):
        axes.axvline(at, color=style.GREY, lw=0.8, zorder=1)
    for step, item in enumerate(items):
        for key, share in (("filed", item.by_denominator), ("cleared", item.by_numerator)):
            _part(axes, share, step + 0.5 + _DOWN[key], key, language)


def _key(sheet: Axes, language: Language) -> None:
    left = _PLOT
    for key in _DOWN:
        _bar(sheet, (left, left + 0.2), 0.12, 0.07, key)
        text = label(f"part_{key}", language)
        sheet.text(left + 0.27, 0.12, text, size=style.SMALL, va="center")
        left += 0.27 + width_of(text) + 0.3


def _part(axes: Axes, share: Quantity, y: float, key: str, language: Language) -> None:
    """The interval of a share as a bar between its ends, written beside it and rounded outward, as in the text."""
    if share.lower is None or share.upper is None:
        return
    _bar(axes, (share.lower, share.upper), y, _THICK, key)
    low, high = math.floor(round(share.lower, 6)), math.ceil(round(share.upper, 6))
    text = label("percent_signed" if low < 0 else "percent_range", language, low=low, high=high).replace("-", "−")
    marks.beside(axes, (share.upper, y), text, (5, 0), style.DARK[key])


def _bar(axes: Axes, ends: tuple[float, float], y: float, thick: float, key: str) -> None:
    """Full for the filed cases, hollow for the cleared ones; at least as long as its outline is wide."""
    fill = style.COLOURS[key] if key == "filed" else style.PAPER
    axes.barh([y], [ends[1] - ends[0]], left=ends[0], height=thick, color=fill, edgecolor=style.COLOURS[key], lw=1.2,
              zorder=3)  # fmt: skip
