"""The ways a case can take through a network, as links from station to station: what a process diagram draws."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Final

from policy_report.models.stations import TRUNK, Network, Visit

ENTRY: Final = "entry"
EXIT: Final = "exit"


@dataclass(frozen=True)
class Link:
    """Part of the cases of a class goes from one station to the next."""

    # source, target: station ids, or `ENTRY` and `EXIT`
    source: str
    target: str
    case_class: str  # which cases
    share: float  # the share of the cases of that class that takes the link
    line: str  # where the target stands; the exit stands on each line that reaches it


def links(network: Network) -> list[Link]:
    """List all links that some case takes, in the order of the routes.

    Where two lines run at the same time, a case takes the links of both.
    """
    found: dict[tuple[str, str, str, str], float] = defaultdict(float)
    for kind in network.routes:
        for chance, visits in _ways(network, kind):
            for source, target, line in _steps(visits):
                found[source, target, kind, line] += chance
    return [
        Link(source, target, kind, share, line) for (source, target, kind, line), share in found.items() if share > 0
    ]


def _ways(network: Network, kind: str) -> Iterator[tuple[float, list[Visit]]]:
    """Give each way of a class through its route, with its probability."""
    streams = dict.fromkeys(at.stream for route in network.routes.values() for visit in route for at in visit.when)
    route = network.routes[kind]
    for parts in product(*(_parts(route, stream) for stream in streams)):
        number = {stream: low for stream, (low, _) in zip(streams, parts, strict=True)}
        visits = [visit for visit in route if all(at.holds(number[at.stream]) for at in visit.when)]
        yield prod(width for _, width in parts), visits


def _parts(route: tuple[Visit, ...], stream: str) -> list[tuple[float, float]]:
    """Part the numbers of a stream where a condition changes: the lower end and the width of each part."""
    limits = {at.limit for visit in route for at in visit.when if at.stream == stream}
    return [(low, high - low) for low, high in pairwise(sorted({0.0, 1.0, *limits}))]


def _steps(visits: list[Visit]) -> Iterator[tuple[str, str, str]]:
    trunk = [ENTRY, *(visit.station for visit in visits if visit.line == TRUNK)]
    for source, target in pairwise(trunk):
        yield source, target, TRUNK
    lines: dict[str, list[str]] = {}
    for visit in visits:
        if visit.line != TRUNK:
            lines.setdefault(visit.line, []).append(visit.station)
    if not lines:
        yield trunk[-1], EXIT, TRUNK
    for line, stations in lines.items():
        yield from ((source, target, line) for source, target in pairwise([trunk[-1], *stations, EXIT]))
