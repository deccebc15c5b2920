"""Bodies of the same kind by the time they were founded, and how well that is known."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.diffusion import KNOWN
from policy_report.figures import marks, style
from policy_report.figures.footer import Footer
from policy_report.figures.wording import balanced, in_language, label, sourced, wrapped
from policy_report.text.language import Language

_NAMES, _LINE, _GAP, _TOP, _AXIS = 2.3, 0.13, 0.045, 0.62, 0.2
_PLACE = 1.5
"""Inches for the name of the place; the dots of what is known follow it."""

_DOT = 0.17
_PLOT = style.WIDTH - _NAMES - 0.1
_MARK = 0.1
"""Inches that a mark takes on each side."""

_ARROW_YEARS = 0.75
_ITEMS = tuple(item for item in KNOWN if item != "date")
_HOMES = {"Zhejiang": "zhejiang", "Fujian": "fujian"}


@dataclass(frozen=True)
class _Row:
    """A body as it is drawn: the lines of its place and of its name, and on which side of its mark the name is."""

    peer: dict[Any, Any]
    place: list[str]
    body: list[str]
    right: bool

    @property
    def height(self) -> float:
        return max(len(self.place), len(self.body)) * _LINE + _GAP


def draw(language: Language, peers_in_time: pd.DataFrame, sources: pd.DataFrame) -> Figure:
    """A row for each body, in the order of its date; those without a date are named below.

    Parameters
    ----------
    language
        Language of the labels.
    peers_in_time
        The result of that name.
    sources
        Tidy frame.
    """
    dated = peers_in_time[peers_in_time["year"].notna()]
    years = _years(dated)
    rows = [_row(peer, years, language) for peer in dated.to_dict("records")]
    rest = _undated(peers_in_time[peers_in_time["year"].isna()], language)
    footer = Footer(sourced(peers_in_time), sources, language, ("peers_note",))
    plot = sum(row.height for row in rows)
    height = _TOP + plot + _AXIS + len(rest) * _LINE + 0.12 + footer.height
    figure = style.canvas(height)
    sheet = style.sheet(figure)
    axes = style.panel(figure, _NAMES, height - _TOP - plot, _PLOT, plot)
    _frame(axes, years, plot)
    _key(sheet, language)
    top = 0.0
    for row in rows:
        _write(sheet, axes, row, top)
        top += row.height
    for step, line in enumerate(rest):
        sheet.text(0, _TOP + plot + _AXIS + 0.1 + (step + 0.5) * _LINE, line, size=style.SMALL, va="center")
    footer.write(sheet)
    return figure


def _years(dated: pd.DataFrame) -> tuple[float, float]:
    """The years at both ends of the axis."""
    return int(dated["year"].min()) - 0.7, int(dated["year"].max()) + 1.2


def _row(peer: dict[Any, Any], years: tuple[float, float], language: Language) -> _Row:
    """The name of the body goes where there is more room."""
    inches_a_year = _PLOT / (years[1] - years[0])
    before = (_start(peer) - years[0]) * inches_a_year
    after = (years[1] - peer["year"]) * inches_a_year
    place = balanced(in_language(peer, "name", language), _PLACE, weight=_weight(peer))
    body = balanced(in_language(peer, "body", language), max(before, after) - 2 * _MARK)
    return _Row(peer, place, body, bool(after >= before))


def _weight(peer: dict[Any, Any]) -> str:
    return "bold" if peer["focal"] else "normal"


def _start(peer: dict[Any, Any]) -> float:
    """Where the mark begins on the left, in years: an arrow goes back where a body only existed by then."""
    return float(peer["year"]) - (_ARROW_YEARS if peer["basis"] == "by" else 0.0)


def _home(peer: dict[Any, Any]) -> str:
    return _HOMES.get(peer["region_en"], "elsewhere")


def _frame(axes: Axes, years: tuple[float, float], height: float) -> None:
    axes.set(xlim=years, ylim=(height, 0), yticks=[])
    axes.set_xticks(range(int(years[0]) + 1, int(years[1]) + 1, 2))
    axes.tick_params(axis="x", length=2.5, pad=2)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_axisbelow(True)


def _write(sheet: Axes, axes: Axes, row: _Row, top: float) -> None:
    middle = top + row.height / 2
    colour = style.DARK[_home(row.peer)] if row.peer["focal"] else style.INK
    for step, line in enumerate(row.place):
        at = _TOP + middle + (step + 0.5 - len(row.place) / 2) * _LINE
        sheet.text(0, at, line, size=style.SMALL, color=colour, weight=_weight(row.peer), va="center")
    _known(sheet, row.peer, _TOP + middle)
    _mark(axes, row.peer, middle)
    year, shift = (row.peer["year"], 6) if row.right else (_start(row.peer), -6)
    marks.beside(axes, (year, middle), "\n".join(row.body), (shift, 0), style.GREY)


def _mark(axes: Axes, peer: dict[Any, Any], y: float) -> None:
    """Filled for a stated date, hollow for an inferred one; an arrow back where it only existed by then."""
    home = _home(peer)
    colour, marker = style.COLOURS[home], style.MARKERS[home]
    if peer["basis"] == "by":
        arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 7}
        axes.annotate("", xy=(_start(peer), y), xytext=(peer["year"], y), arrowprops=arrow, zorder=6)
        axes.plot([peer["year"]], [y], "|", color=colour, ms=7, mew=1.6, zorder=6)
        return
    fill = style.PAPER if peer["basis"] == "inferred" else colour
    axes.plot([peer["year"]], [y], marker, color=colour, mfc=fill, ms=6 if peer["focal"] else 4.5, mew=1.2, zorder=6)


def _dot(item: int) -> float:
    """Where the dots of an item stand, in inches from the left."""
    return _PLACE + 0.12 + item * _DOT


def _known(sheet: Axes, peer: dict[Any, Any], y: float) -> None:
    """A dot for each of branches, staff, tiers and a headline figure: filled if it is published."""
    for item, name in enumerate(_ITEMS):
        fill = style.INK if peer[name] else style.PAPER
        sheet.plot([_dot(item)], [y], "o", color=style.GREY, mfc=fill, ms=3.6, mew=0.7)


def _key(sheet: Axes, language: Language) -> None:
    sheet.text(0, 0.1, label("peers_title", language), weight="bold", va="center")
    for place, home in enumerate(("zhejiang", "fujian", "elsewhere")):
        left = _NAMES + 0.2 + place * 0.95
        sheet.plot([left], [0.1], style.MARKERS[home], color=style.COLOURS[home], ms=4.5)
        sheet.text(left + 0.08, 0.1, label(home, language), size=style.SMALL, color=style.DARK[home], va="center")
    _heads(sheet, language)


def _heads(sheet: Axes, language: Language) -> None:
    """What each column of dots is about: English turned, Chinese one character below the other."""
    look: dict[str, Any] = {"size": style.SMALL, "color": style.GREY, "ha": "center", "va": "bottom"}
    for item, name in enumerate(_ITEMS):
        word = label(f"known_{name}", language)
        if language is Language.ZH:
            sheet.text(_dot(item), _TOP - 0.02, "\n".join(word), linespacing=1.0, **look)
        else:
            sheet.text(_dot(item), _TOP, word, rotation=90, **look)


def _undated(rows: pd.DataFrame, language: Language) -> list[str]:
    if rows.empty:
        return []
    names = dict.fromkeys(in_language(row, "name", language) for row in rows.to_dict("records"))
    text = label("peers_undated", language, names=label("list_comma", language).join(names))
    return wrapped(text, style.WIDTH - 0.15)
