"""How bounds are drawn, in the same way in every figure.

A nominal value is a filled mark, a rounding interval a thin bar behind it. Where the words leave a side open, an
arrow leaves the mark: from a filled mark if the bound is included (at least), from a hollow one if it is not (more
than). A bound that rests on how writers use a word (余, 近, 约) is a dotted bar.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator

from policy_report.evidence.records import AnyRow, Record, number_of, rows_as
from policy_report.figures.places import Pen
from policy_report.figures.style import GREY, INK, PAPER, SMALL
from policy_report.figures.wording import Labels, in_language, wrapped
from policy_report.quantities import BoundKind, Qualifier, Quantity
from policy_report.text.language import Language
from policy_report.text.numbers import short_number

_NOTE = 1.2
"""Inches for a line of a note inside a plot."""

_BY_IMPLICATURE = (Qualifier.OVER, Qualifier.NEARLY, Qualifier.APPROX)
"""Words whose bounds rest on how writers use them: 余, 近, 约."""


def across(axes: Axes, quantity: Quantity, y: float, pen: Pen, reach: float) -> float:
    """Draw a quantity along the x axis, and give where the drawing ends on the right, in data units.

    `reach`: length of the arrow on an open side, in data units; on a logarithmic axis the factor.
    """
    low, high = quantity.lower, quantity.upper
    at = next(end for end in (quantity.value, low, high) if end is not None)
    log = axes.get_xscale() == "log"
    dash = ":" if BoundKind.IMPLICATURE in (quantity.lower_kind, quantity.upper_kind) else "-"
    if low is not None and high is not None and low < high:
        axes.plot([low, high], [y, y], color=pen.colour, lw=1.4, ls=dash, solid_capstyle="butt", zorder=2)
    if high is None:
        arrow(axes, (at, y), (at * reach if log else at + reach, y), pen)
    if low is None:
        arrow(axes, (at, y), (at / reach if log else at - reach, y), pen)
    fill = PAPER if is_hollow(quantity) else pen.colour
    axes.plot([at], [y], pen.marker, color=pen.colour, mfc=fill, ms=pen.size, mew=1.2, zorder=4)
    end = at if high is not None or low is None else (at * reach if log else at + reach)
    return max(end, high) if high is not None and math.isfinite(high) else end


def arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], pen: Pen, *, width: float = 1.2, zorder: float = 3
) -> None:
    """Draw an arrow from start to end: a side that is open."""
    look = {"arrowstyle": "-|>", "color": pen.colour, "lw": width, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 7}
    axes.annotate("", xy=end, xytext=start, arrowprops=look, zorder=zorder)


def is_hollow(quantity: Quantity) -> bool:
    """Tell whether the mark of a quantity is hollow: where the stated bound is its nominal value and not included."""
    at_low = quantity.lower is not None and quantity.value == quantity.lower and not quantity.lower_closed
    at_high = quantity.upper is not None and quantity.value == quantity.upper and not quantity.upper_closed
    return at_low or at_high


def upright(axes: Axes, x: float, row: AnyRow, pen: Pen, *, hollow: bool = False) -> None:
    """Draw a level of a series at `x`: its interval as a thin bar with ends, its nominal value as a mark.

    The row has value, lower and upper, missing where unbounded, and may have a qualifier. The mark is hollow for what
    is not a published level of a whole year.
    """
    value, low, high = (number_of(row[end]) for end in ("value", "lower", "upper"))
    if low is not None and high is not None and low < high:
        dash = ":" if row.get("qualifier") in _BY_IMPLICATURE else "-"
        axes.plot([x, x], [low, high], color=pen.colour, lw=0.9, ls=dash, marker="_", ms=pen.size, mew=0.9, zorder=3)
    if value is not None:
        fill = PAPER if hollow else pen.colour
        axes.plot([x], [value], pen.marker, color=pen.colour, mfc=fill, ms=pen.size, mew=1.1, zorder=4)


def upright_key(labels: Labels, rows: pd.DataFrame, hollow: Iterable[bool]) -> str:
    """Explain the marks that `upright` draws of rows, each of which is hollow or not."""
    wide, usual = rows["lower"].lt(rows["upper"]), rows["qualifier"].isin(_BY_IMPLICATURE)
    empty = [*hollow]
    return labels.key(
        "series", filled=not all(empty), hollow=any(empty), bar=any(wide & ~usual), dotted=any(wide & usual)
    )


def stretched(limits: tuple[float, float], values: Iterable[float]) -> tuple[float, float]:
    """Widen the limits of an axis where a value lies beyond them, by a tenth more than it takes."""
    low, high = limits
    spare = 0.1 * (high - low)
    known = [value for value in values if math.isfinite(value)]
    least, most = (min(known, default=low), max(known, default=high))
    return (low if least >= low else least - spare, high if most <= high else 1.1 * most + spare)


def percent_ticks(axes: Axes, ticks: Sequence[float], language: Language) -> None:
    """Mark a horizontal axis of percent, with a grid and nothing on its left; without given ticks where it chooses."""
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.tick_params(axis="x", length=2.5, pad=2)
    axes.xaxis.set_major_locator(FixedLocator(ticks) if ticks else MaxNLocator(5))
    axes.xaxis.set_major_formatter(lambda tick, _: f"{short_number(round(tick, 6), language)}%")


def beside(axes: Axes, at: tuple[float, float], text: str, offset: tuple[float, float], colour: str = INK) -> None:
    """Write a value beside its mark, `offset` points away, on blanked ground."""
    across_ = {-1: "right", 0: "center", 1: "left"}[_sign(offset[0])]
    along = {-1: "top", 0: "center", 1: "bottom"}[_sign(offset[1])]
    blank = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.4}
    axes.annotate(
        text, at, xytext=offset, textcoords="offset points", ha=across_, va=along, size=SMALL, color=colour, bbox=blank,
        zorder=5,
    )  # fmt: skip


def join(axes: Axes, rows: pd.DataFrame, pen: Pen, broken: Collection[int] = (), **look: Any) -> None:
    """Draw lines between consecutive years only: across a gap nothing is known, and across a break nothing compares.

    `broken` are the first years on a new basis; `look` is how the lines are drawn.
    """
    ordered = rows.sort_values("year")
    parted = (ordered["year"].diff() != 1) | ordered["year"].isin(broken)
    for _, run in ordered.groupby(parted.cumsum()):
        axes.plot(run["year"], run["value"], color=pen.colour, zorder=2, **{"lw": 1.0, **look})


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Heights for labels, in the given order: as wished where there is room, else `apart` and evenly moved."""
    groups = [[height] for height in sorted(heights)]
    place = 1
    while place < len(groups):
        if _reach(groups[place], apart)[0] - _reach(groups[place - 1], apart)[1] < apart - 1e-9:
            groups[place - 1 : place + 1] = [groups[place - 1] + groups[place]]
            place = max(place - 1, 1)
        else:
            place += 1
    moved = [_reach(group, apart)[0] + step * apart for group in groups for step in range(len(group))]
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    return [moved[order.index(index)] for index in range(len(heights))]


def _reach(group: Sequence[float], apart: float) -> tuple[float, float]:
    """The lowest and the highest label of a group that is spread around its middle."""
    middle, half = sum(group) / len(group), (len(group) - 1) * apart / 2
    return middle - half, middle + half


def breaks(
    axes: Axes, breaks_of_places: pd.DataFrame, labels: Labels, *, foot: bool = False, named: bool = True
) -> None:
    """Dashed lines at the years in which a series changes its basis or is put in doubt.

    Rows beyond the axes are left out. The names stand at the top of the lines, or at their `foot`, and follow the year
    if `named`. One name stands where there is more room, several left and right in turn.
    """
    low, high = axes.get_xlim()
    shown = breaks_of_places[breaks_of_places["year"].between(low, high)].drop_duplicates("year")
    for place, row in enumerate(rows_as(shown, Record)):
        year = row["year"]
        axes.axvline(year, color=GREY, lw=0.8, ls=(0, (2, 2)), zorder=1)
        name = in_language(row, "name", labels.language)
        text = labels("year_and_name", year=year, name=name) if named else str(year)
        right = place % 2 == 1 if len(shown) > 1 else high - year >= year - low
        at, rise = (axes.get_ylim()[0], 3) if foot else (axes.get_ylim()[1], -1)
        beside(axes, (year, at), "\n".join(wrapped(text, _NOTE)), (4 if right else -4, rise), GREY)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)
