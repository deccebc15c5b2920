"""How much of each rise of a clearance rate goes with fewer cases filed, and how much with more cases cleared."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.bounds.decomposition import Decomposition
from policy_report.evidence.quantities import Quantity
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, label, number
from policy_report.project import Language

_NAMES, _PLOT, _RIGHT = 2.0, 2.15, 0.15
_ROW, _TOP, _AXIS, _APART = 0.42, 0.28, 0.3, 0.1
_LIMITS, _TICKS = (-140.0, 250.0), (-100, 0, 100, 200)


def data(decompositions: tuple[Decomposition, ...]) -> pd.DataFrame:
    """The parts of each rise in percent of it, as intervals."""
    return pd.DataFrame(
        [
            {
                "case": found.case,
                "rise": found.key,
                "denominator_lower": found.by_denominator.lower,
                "denominator_upper": found.by_denominator.upper,
                "numerator_lower": found.by_numerator.lower,
                "numerator_upper": found.by_numerator.upper,
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
    for step, item in enumerate(decompositions):
        lines = balanced(item.name[language is Language.ZH], _NAMES)
        for place, line in enumerate(lines):
            y = _TOP + (step + 0.5) * _ROW + (place - (len(lines) - 1) / 2) * 0.135
            sheet.text(0, y, line, size=style.SMALL, va="center")
    axes = style.panel(figure, _PLOT, height - _TOP - plot, style.WIDTH - _PLOT - _RIGHT, plot)
    _plot(axes, decompositions, language)
    footer.write(sheet)
    return figure


def _plot(axes: Axes, items: tuple[Decomposition, ...], language: Language) -> None:
    axes.set(xlim=_LIMITS, ylim=(len(items), 0), yticks=[])
    axes.set_xticks(_TICKS, [f"{number(tick, language)}%" for tick in _TICKS])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=2.5, pad=2)
    for at in (0, 100):
        axes.axvline(at, color=style.GREY, lw=0.8, zorder=1)
    pens = {"filed": marks.Pen(style.COLOURS["jiaxing"], "o"), "cleared": marks.Pen(style.COLOURS["sanming"], "s")}
    for step, item in enumerate(items):
        _part(axes, item.by_denominator, step + 0.5 - _APART * 1.6, pens["filed"])
        _part(axes, item.by_numerator, step + 0.5 + _APART * 1.6, pens["cleared"])
    for (key, pen), x in zip(pens.items(), (0.0, 0.52), strict=True):
        axes.plot([x], [1.035], pen.marker, color=pen.colour, ms=4.5, transform=axes.transAxes, clip_on=False)
        axes.text(
            x + 0.02, 1.035, label(f"part_{key}", language), size=style.SMALL, va="center", transform=axes.transAxes
        )


def _part(axes: Axes, share: Quantity, y: float, pen: marks.Pen) -> None:
    """The interval of a share as a thick bar between its ends."""
    if share.lower is None or share.upper is None:
        return
    axes.plot([share.lower, share.upper], [y, y], color=pen.colour, lw=3.2, solid_capstyle="butt", zorder=3)
    at = (share.lower + share.upper) / 2
    if share.value is not None:
        at = share.value
        axes.plot([at], [y], pen.marker, color=pen.colour, ms=4.5, zorder=4)
