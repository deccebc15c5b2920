"""The three regimes as process diagrams, drawn from the networks that the simulation runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from jiaxing_sanming.figures.palette import COLOURS, INKS, published
from jiaxing_sanming.models.designs import CaseClass, Level, Regime, Scenario
from policy_report.figures import style
from policy_report.figures.page import legend, page, say, write
from policy_report.figures.wording import Labels, balanced
from policy_report.models.stations import ENTRY, EXIT, TRUNK, Link, Network, Station, links
from policy_report.text.numbers import short_range

_ORDER = (Regime.TIERED, Regime.PARALLEL, Regime.SEPARATE)
_TOP, _TITLE, _LINE, _BELOW = 0.26, 0.26, 0.125, 0.1
_ROW, _LOW_ROW = 0.86, 0.56
"""Heights in inches of a level at which somebody works, and of one that only approves."""

_EDGE = 0.5
"""Inches on the left for the names of the levels."""

_WIDE, _NARROW, _END = 0.86, 0.58, 0.42
"""Widths of a station, of a delay, and of the ends, in inches."""

_APART = 0.045
"""Half the inches between the lines of small and of large cases."""

_MEET = 0.05
"""Inches by which lines that reach the lead from above and from below keep away from each other."""

_BAR, _BAR_AT = 0.13, 0.06
"""Where lines end at the bar at which both are waited for: inches above and below its middle, and before the lead."""

_ENDS = {ENTRY: "report", EXIT: "lead"}


def data(process_networks: dict[str, dict[str, Network]]) -> pd.DataFrame:
    """The links of each regime: from which station to which, and the share of the cases of a class that takes it."""
    return pd.DataFrame(
        [
            {"regime": regime, "source": _ENDS.get(link.source, link.source)}
            | {"target": _ENDS.get(link.target, link.target), "case_class": link.case_class}
            | {"share": link.share, "line": link.line or "trunk"}
            for regime, network in process_networks[Scenario.AS_PUBLISHED].items()
            for link in links(network)
        ]
    )


def draw(
    labels: Labels, *, process_networks: dict[str, dict[str, Network]], process_parameters: pd.DataFrame
) -> Figure:
    """Draw a panel for each regime: levels as bands, stations as boxes, the ways of both classes as lines."""
    networks = process_networks[Scenario.AS_PUBLISHED]
    heights = {regime: _TITLE + sum(_rows(networks[regime]).values()) + _BELOW for regime in _ORDER}
    figure, sheet = page(_TOP + sum(heights.values()), labels, published(process_parameters), labels("process.note"))
    _key(sheet, labels)
    top = _TOP
    for regime in _ORDER:
        _Panel(sheet, networks[regime], top, labels).draw()
        top += heights[regime]
    return figure


def _rows(network: Network) -> dict[str, float]:
    """The levels at which the network has stations, the highest first, and the height of each in inches."""
    held = {level: [row.staff for row in network.stations if row.level == level] for level in Level}
    return {
        level: _ROW if any(held[level]) else _LOW_ROW
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY)
        if held[level]
    }


def _key(sheet: Axes, labels: Labels) -> None:
    def line(kind: CaseClass, x: float, y: float) -> None:
        sheet.plot([x, x + 0.3], [y, y], color=COLOURS[kind], lw=1.8)

    keys = [(partial(line, kind), labels(f"process.{kind}"), INKS[kind]) for kind in CaseClass]
    legend(sheet, (_EDGE, 0.12), keys, to_words=0.36, gap=0.3)


class _Panel:
    """One regime on the sheet, from `top` down, in inches."""

    def __init__(self, sheet: Axes, network: Network, top: float, labels: Labels) -> None:
        self.sheet, self.network, self.top, self.labels = sheet, network, top, labels
        self.rows = _rows(network)
        self.links = links(network)
        self.places = places(network, self.links)
        self.columns = max(place.column for place in self.places.values())

    def draw(self) -> None:
        title = self.labels(f"process.{self.network.regime}")
        self.sheet.text(0.05, self.top + 0.1, title, weight="bold", va="center")
        self._bands()
        for link in self.links:
            self._line(link)
        for station in self.network.stations:
            self._station(station)
        self._ends()

    def _at(self, node: str) -> tuple[float, float]:
        place: Place = self.places[node]
        left, right = _EDGE + _END / 2, style.WIDTH - _END / 2 - 0.05
        x = left + (right - left) * place.column / self.columns
        tall = self.rows[place.level]
        shift = place.shift if tall == _ROW else 0.0
        return x, self._top_of(place.level) + tall * (0.5 + shift)

    def _top_of(self, level: str) -> float:
        levels = list(self.rows)
        return self.top + _TITLE + sum(self.rows[above] for above in levels[: levels.index(level)])

    def _bands(self) -> None:
        for row, (level, tall) in enumerate(self.rows.items()):
            top = self._top_of(level)
            shade = "#f4f4f4" if row % 2 == 0 else style.PAPER
            self.sheet.axhspan(top, top + tall, color=shade, lw=0, zorder=0)
            say(self.sheet, (0.05, top + 0.1), self.labels(f"level.{level}"), color=style.GREY)

    def _half(self, node: str) -> float:
        """Half the width of a node."""
        if node in (ENTRY, EXIT):
            return _END / 2
        return (_WIDE if self.network.station(node).staff else _NARROW) / 2

    def _lines_of(self, station: Station) -> tuple[list[str], list[str]]:
        """The name of a station in lines, and what stands below it."""
        name = station.name[self.labels.language]
        return balanced(name, 2 * self._half(station.id) - 0.06), self._details(station)

    def _rise(self, node: str) -> float:
        """Half the height of a node."""
        if node in (ENTRY, EXIT):
            return 0.1
        name, details = self._lines_of(self.network.station(node))
        return (len(name + details) * _LINE + 0.05) / 2

    def _line(self, link: Link) -> None:
        width, dash = (1.7, "-") if link.share > 0.5 else (0.9, "-") if link.share >= FEW else (0.8, ":")
        start, end = self._ways(link)
        arrow = {
            "arrowstyle": "-|>,head_width=0.13,head_length=0.25", "color": COLOURS[link.case_class], "lw": width,
            "ls": dash, "shrinkA": 0, "shrinkB": 0, "joinstyle": "miter",
        }  # fmt: skip
        self.sheet.annotate("", xy=end, xytext=start, arrowprops=arrow, zorder=2)

    def _ways(self, link: Link) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where a line starts and ends: on sides of boxes that face each other, so that no box hides its arrow.

        A line to another level leaves the top or the foot of a box near its right edge, a line along a level the side;
        a steep one, and one that goes back, comes in through the top or the foot.
        """
        (x0, y0), (x1, y1) = self._at(link.source), self._at(link.target)
        side = -_APART if link.case_class == CaseClass.SMALL else _APART
        down = 1 if y1 > y0 else -1
        foot0, foot1 = y0 + down * self._rise(link.source), y1 - down * self._rise(link.target)
        right, left = x0 + self._half(link.source), x1 - self._half(link.target)
        if abs(x1 - x0) < 0.05:
            return (x0 + side, foot0), (x1 + side, foot1)
        if x1 < x0:
            return (x0 - self._half(link.source) / 2 + side, foot0), (x1 + self._half(link.target) / 2 + side, foot1)
        if link.target == EXIT:
            return (right, y0 + side), (left - (_BAR_AT if self._waits else 0.0), y1 + side + self._clear(y0 - y1))
        # The upper of two parallel lines is the left one going up and the right one going down.
        across = -down * side
        climbs = down < 0 and self.places[link.source].level != self.places[link.target].level
        start = (right - 3 * _APART + across, foot0) if climbs else (right, y0 + side)
        steep = down * (foot1 - foot0) > 0 and abs(foot1 - start[1]) > abs(left - start[0])
        return start, ((x1 - 2 * _APART + across, foot1) if steep else (left, y1 + side))

    @property
    def _waits(self) -> bool:
        """Whether a lead needs two lines that run at the same time."""
        return any(link.line != TRUNK for link in self.links)

    def _clear(self, rise: float) -> float:
        """By how much a line that comes from `rise` inches below the lead, or above it, ends to that side of it."""
        apart = _BAR if self._waits else _MEET
        return 0.0 if abs(rise) < 0.05 else apart if rise > 0 else -apart

    def _station(self, station: Station) -> None:
        x, y = self._at(station.id)
        name, details = self._lines_of(station)
        self._box((x, y), 2 * self._half(station.id), 2 * self._rise(station.id), rounded=not station.staff)
        look: dict[str, Any] = {"step": _LINE, "ha": "center", "zorder": 5}
        write(self.sheet, (x, y - len(details) * _LINE / 2), name, **look)
        write(self.sheet, (x, y + len(name) * _LINE / 2), details, color=style.GREY, **look)

    def _box(self, at: tuple[float, float], width: float, tall: float, *, rounded: bool) -> None:
        x, y = at
        form = "round,pad=0,rounding_size=0.1" if rounded else "square,pad=0"
        box = FancyBboxPatch(
            (x - width / 2, y - tall / 2), width, tall, boxstyle=form, facecolor=style.PAPER,
            edgecolor=style.GREY if rounded else style.INK, lw=0.7, zorder=4,
        )  # fmt: skip
        self.sheet.add_patch(box)

    def _details(self, station: Station) -> list[str]:
        """Servers, and mean hours for both classes."""
        hours = {kind: visit.mean for kind, visit in reversed(self.network.visits(station.id))}
        shown = [f"{hours[kind]:.2g}" for kind in CaseClass if kind in hours]
        if len(set(shown)) == 1:
            time = self.labels("process.hours_one", hours=shown[0])
        else:
            time = self.labels("process.hours", small=shown[0], large=shown[1])
        if not station.staff:
            return [time]
        low, high = min(station.servers), max(station.servers)
        each = str(low) if low == high else short_range(low, high, self.labels.language)
        units = len(station.servers)
        return [each if units == 1 else self.labels("process.units", units=units, staff=each), time]

    def _ends(self) -> None:
        for node, text in ((ENTRY, "process.report"), (EXIT, "process.lead")):
            x, y = self._at(node)
            self._box((x, y), _END, 0.2, rounded=True)
            say(self.sheet, (x, y), self.labels(text), weight="bold", ha="center", zorder=5)
        if self._waits:
            x, y = self._at(EXIT)
            tall = _BAR + 2 * _APART
            self.sheet.plot([x - _END / 2 - _BAR_AT + 0.02] * 2, [y - tall, y + tall], color=style.INK, lw=3, zorder=1)
            both = self.labels("process.both").split("\n")
            write(self.sheet, (x, y - 0.42 + _LINE / 2), both, _LINE, color=style.GREY, ha="center")


_RAISED = -0.3
"""By how much of a row a delay stands above the line of those who need no approval."""

FEW = 0.1
"""Share of a class below which a link is drawn dotted and does not place what it leads to."""


@dataclass(frozen=True)
class Place:
    """A column from 0 on, a row by its level, and a shift down in rows."""

    column: float
    level: str
    shift: float = 0.0


def places(network: Network, links: Sequence[Link]) -> dict[str, Place]:
    """Where each station, the report and the lead stand.

    A station stands one column after the last one on its level that leads to it, and may stand right above or below
    one of another level; of two that would stand in one place the later one moves on. Links that few cases take do
    not count. The lead stands between the levels that lead to it.
    """
    first = network.stations[0]
    found = {ENTRY: Place(0, first.level)}
    for station in network.stations:
        into = [link for link in links if link.target == station.id]
        usual = [link for link in into if link.share >= FEW] or into
        before = [found[link.source] for link in usual]
        column = max(place.column + (place.level == station.level or place.column == 0) for place in before)
        while any(place.column == column and place.level == station.level for place in found.values()):
            column += 1
        shift = _RAISED if not station.staff and station.level != Level.PROVINCE else 0.0
        found[station.id] = Place(column, station.level, shift)
    last = [found[link.source] for link in links if link.target == EXIT]
    several = len({place.level for place in last}) > 1
    level = Level.CITY if several else last[0].level
    return found | {EXIT: Place(max(place.column for place in last) + 1, level, 0.5 if several else 0.0)}
