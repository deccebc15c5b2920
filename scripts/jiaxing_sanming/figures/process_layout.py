"""Where the stations of a process diagram stand: columns follow the routes, rows are levels of government."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxing_sanming.models.designs import Level
from policy_report.models.paths import ENTRY, EXIT, Link
from policy_report.models.stations import Network

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
