"""Bodies of the same kind by the time they were founded, and how well that is known."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from policy_report.analysis.diffusion import KNOWN
from policy_report.analysis.places import hierarchies, innermost, regions
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.figures import marks, style
from policy_report.figures.page import LINE, dot, legend, page, refuse_empty, say, write
from policy_report.figures.places import Pen, place_of
from policy_report.figures.wording import Labels, balanced, in_language, wrapped
from policy_report.study import Place, Study
from policy_report.text.language import Language

_NAMES, _GAP, _TOP, _AXIS = 2.3, 0.045, 0.62, 0.2
_PLACE = 1.5
"""Inches for the name of the place; the dots of what is known follow it."""

_DOT = 0.17
_PLOT = style.WIDTH - _NAMES - 0.1
_MARK = 0.1
"""Inches that a mark takes on each side."""

_ARROW_YEARS = 0.75
_ITEMS = tuple(item for item in KNOWN if item != "date")


@dataclass(frozen=True)
class _Row:
    """A body as it is drawn: its region, the lines of its place and its name, and whether the name is on the right."""

    peer: AnyRow
    home: Place
    place: list[str]
    body: list[str]
    right: bool

    @property
    def height(self) -> float:
        return max(len(self.place), len(self.body)) * LINE + _GAP


def draw(labels: Labels, peers_in_time: pd.DataFrame, cases: pd.DataFrame) -> Figure:
    """Draw a row for each body, in the order of its date; those without a date are named below.

    Raises `FigureError`: `figure-empty` where no body has a date.
    """
    dated = peers_in_time[peers_in_time["year"].notna()]
    refuse_empty(dated, "peers", "write bodies with a date into peers.csv")
    years, homes = (int(dated["year"].min()) - 0.7, int(dated["year"].max()) + 1.2), _homes(labels.study, cases)
    around = hierarchies(cases)
    rows = []
    for peer in rows_as(dated, Record):
        home = homes[innermost(around[peer["case"]], tuple(homes), "")]
        rows.append(_row(peer, home, years, labels.language))
    rest = _undated(peers_in_time[peers_in_time["year"].isna()], labels)
    plot = sum(row.height for row in rows)
    height = _TOP + plot + _AXIS + len(rest) * LINE + 0.12
    figure, sheet = page(height, labels, peers_in_time["source"], _explained(dated, labels))
    axes = style.panel(figure, _NAMES, _TOP, _PLOT, plot)
    _frame(axes, years, plot)
    _key(sheet, list(homes.values()), labels)
    top = 0.0
    for row in rows:
        _write(sheet, axes, row, top)
        top += row.height
    write(sheet, (0, _TOP + plot + _AXIS + 0.1 + len(rest) * LINE / 2), rest)
    return figure


def _explained(dated: pd.DataFrame, labels: Labels) -> str:
    """The marks that are drawn, and what is not said by them."""
    inferred, by = dated["basis"].eq("inferred"), dated["basis"].eq("by")
    return labels.key("peers", stated=any(~inferred & ~by), inferred=any(inferred), by=any(by), dots=True, found=True)


def _homes(study: Study, cases: pd.DataFrame) -> dict[str, Place]:
    """The region of each case, and everywhere else, by the place in whose colour its bodies are drawn."""
    found = {region: place_of(study, region) for region in regions(study, cases).values()}
    return found | {"": place_of(study, study.elsewhere)}


def _row(peer: AnyRow, home: Place, years: tuple[float, float], language: Language) -> _Row:
    """The name of the body goes where there is more room."""
    inches_a_year = _PLOT / (years[1] - years[0])
    before = (_start(peer) - years[0]) * inches_a_year
    after = (years[1] - peer["year"]) * inches_a_year
    place = balanced(in_language(peer, "name", language), _PLACE, weight=_weight(peer))
    body = balanced(in_language(peer, "body", language), max(before, after) - 2 * _MARK)
    return _Row(peer, home, place, body, bool(after >= before))


def _weight(peer: AnyRow) -> str:
    return "bold" if peer["focal"] else "normal"


def _start(peer: AnyRow) -> float:
    """Where the mark begins on the left, in years: an arrow goes back where a body only existed by then."""
    return float(peer["year"]) - (_ARROW_YEARS if peer["basis"] == "by" else 0.0)


def _frame(axes: Axes, years: tuple[float, float], height: float) -> None:
    axes.set(xlim=years, ylim=(height, 0), yticks=[])
    axes.set_xticks(range(int(years[0]) + 1, int(years[1]) + 1, 2))
    axes.tick_params(axis="x", length=2.5, pad=2)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")


def _write(sheet: Axes, axes: Axes, row: _Row, top: float) -> None:
    middle = top + row.height / 2
    ink = row.home.ink if row.peer["focal"] else style.INK
    write(sheet, (0, _TOP + middle), row.place, color=ink, weight=_weight(row.peer))
    for item, name in enumerate(_ITEMS):
        fill = style.INK if row.peer[name] else style.PAPER
        dot(sheet, "o", style.GREY, mfc=fill, ms=3.6, mew=0.7)(_dot(item), _TOP + middle)
    _mark(axes, row, middle)
    year, shift = (row.peer["year"], 6) if row.right else (_start(row.peer), -6)
    marks.beside(axes, (year, middle), "\n".join(row.body), (shift, 0), style.GREY)


def _mark(axes: Axes, row: _Row, y: float) -> None:
    """Filled for a stated date, hollow for an inferred one; an arrow back where it only existed by then."""
    peer, colour = row.peer, row.home.colour
    if peer["basis"] == "by":
        marks.arrow(axes, (peer["year"], y), (_start(peer), y), Pen(colour), zorder=6)
        axes.plot([peer["year"]], [y], "|", color=colour, ms=7, mew=1.6, zorder=6)
        return
    fill, size = style.PAPER if peer["basis"] == "inferred" else colour, 6 if peer["focal"] else 4.5
    axes.plot([peer["year"]], [y], row.home.marker, color=colour, mfc=fill, ms=size, mew=1.2, zorder=6)


def _dot(item: int) -> float:
    """Where the dots of an item stand, in inches from the left: filled if it is published."""
    return _PLACE + 0.12 + item * _DOT


def _key(sheet: Axes, homes: list[Place], labels: Labels) -> None:
    sheet.text(0, 0.1, labels("peers.title"), weight="bold", va="center")
    marker = partial(dot, sheet, ms=4.5)
    names = [home.name[labels.language] or labels("peers.elsewhere") for home in homes]
    keys = [(marker(home.marker, home.colour), name, home.ink) for home, name in zip(homes, names, strict=True)]
    legend(sheet, (_NAMES + 0.2, 0.1), keys, to_words=0.08, gap=0.3)
    for item, name in enumerate(_ITEMS):
        _heading(sheet, _dot(item), labels(f"peers.known_{name}"))


def _heading(sheet: Axes, x: float, words: str) -> None:
    """What a column of dots is about: letters turned, or characters each below the last."""
    look: dict[str, Any] = {"color": style.GREY, "ha": "center", "va": "bottom"}
    if words < "\u2e80":
        say(sheet, (x, _TOP), words, rotation=90, **look)
    else:
        say(sheet, (x, _TOP - 0.02), "\n".join(words), linespacing=1.0, **look)


def _undated(rows: pd.DataFrame, labels: Labels) -> list[str]:
    if rows.empty:
        return []
    names = dict.fromkeys(in_language(row, "name", labels.language) for row in rows_as(rows, Record))
    return wrapped(labels("peers.undated", names=labels("list").join(names)), style.WIDTH - 0.15)
