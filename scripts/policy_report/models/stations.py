"""What a regime is made of: stations, the visits of each class of cases to them, and the load that they carry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product
from math import inf, prod
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from policy_report.errors import AnalysisError
from policy_report.models.parameters import parameter_problem
from policy_report.text.language import Language, Text

ENTRY: Final = "entry"

EXIT: Final = "exit"

TRUNK: Final = ""
"""The line on which every case begins; other lines run at the same time after it."""

Numbers = TypeVar("Numbers", float, NDArray[np.float64])


@dataclass(frozen=True)
class Station:
    """A place where cases queue, first come first served, or are held up."""

    # id, name: what it is called
    id: str
    name: Text
    level: str  # where it stands, for diagrams
    # Who works there: the pool of staff whose size is the parameter of that name. Empty for a delay, which holds a case
    # up and nobody who could take another
    staff: str = ""
    # What a case's copy of the station depends on: streams of random numbers, each with the number of parts over which
    # it spreads the cases evenly
    spread: tuple[tuple[str, int], ...] = ()
    servers: tuple[int, ...] = ()  # servers of each copy, once staff are posted; empty for a delay

    @property
    def copies(self) -> int:
        """Count the copies of the station."""
        return prod(count for _, count in self.spread)


@dataclass(frozen=True)
class Condition:
    """What must hold for a case to pay a visit: its number of a stream lies below a limit, or does not."""

    stream: str
    limit: float
    below: bool = True

    @property
    def chance(self) -> float:
        """Give the probability that it holds."""
        return self.limit if self.below else 1 - self.limit

    def holds(self, numbers: Numbers) -> "np.bool_ | NDArray[np.bool_] | bool":
        """Say for numbers of the stream whether it holds."""
        return numbers < self.limit if self.below else numbers >= self.limit


@dataclass(frozen=True)
class Visit:
    """One step of a route."""

    # station, work: where, and the stream of random numbers that decides how long each case takes: a case takes as much
    # of one kind of work under every regime
    station: str
    work: str
    # mean, cv: hours of work, and their coefficient of variation
    mean: float
    cv: float
    # All that must hold, each on a stream of its own; the conditions of a class's visits to one station exclude each
    # other
    when: tuple[Condition, ...] = ()
    line: str = TRUNK  # the line on which the visit stands; all visits to a station are on the same one

    @property
    def chance(self) -> float:
        """Give the probability that a case of the route pays the visit."""
        chance = 1.0
        for condition in self.when:
            chance *= condition.chance
        return chance


Routes = Mapping[str, tuple[Visit, ...]]


@dataclass(frozen=True)
class Network:
    """A regime as a feed-forward network; a case is done when every line of its work is.

    Any number in it, in its stations and its visits may be an array: it then stands for many networks of the same
    stations and visits.
    """

    # regime, scenario: what it models
    regime: str
    scenario: str
    rate: float  # cases an hour
    shares: Mapping[str, float]  # the share of each class among all cases
    window: float  # hours within which a case counts as done early
    stations: tuple[Station, ...]  # in an order in which every route visits them
    routes: Routes  # the visits of each class

    def station(self, station: str) -> Station:
        """Look a station up by id."""
        return next(found for found in self.stations if found.id == station)

    def visits(self, station: str) -> list[tuple[str, Visit]]:
        """List who visits a station, and how."""
        return self._visits.get(station, [])

    @cached_property
    def _visits(self) -> dict[str, list[tuple[str, Visit]]]:
        found: dict[str, list[tuple[str, Visit]]] = {}
        for kind, route in self.routes.items():
            for visit in route:
                found.setdefault(visit.station, []).append((kind, visit))
        return found

    @cached_property
    def _work(self) -> dict[str, list[tuple[str, float, float]]]:
        """Give the class, the probability and the mean hours of all visits to each station."""
        return {
            station: [(kind, visit.chance, visit.mean) for kind, visit in visits]
            for station, visits in self._visits.items()
        }

    def line(self, station: str) -> str:
        """Find the line on which a station stands."""
        return self.visits(station)[0][1].line

    def offered(self, station: str, shares: Mapping[str, float] | None = None) -> float:
        """Compute the work that arrives at all copies of a station, in server-hours an hour (erlangs).

        `station`: its id.
        `shares`: the shares of the classes, if not those of the network.
        """
        of, work = self.shares if shares is None else shares, 0.0
        for kind, chance, mean in self._work.get(station, ()):
            # Not by `sum`, which adds numbers otherwise than it adds arrays.
            work += of[kind] * chance * mean
        return self.rate * work

    def posted(self, servers: Mapping[str, tuple[int, ...]]) -> "Network":
        """Give the same network with the servers of each copy of its stations, by the ids of these."""
        at = (Station(it.id, it.name, it.level, it.staff, it.spread, servers.get(it.id, ())) for it in self.stations)
        made = replace(self, stations=tuple(at))
        # The same visits: what was found of them holds for the new network.
        vars(made).update(_visits=self._visits, _work=self._work)
        return made


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


def utilisations(network: Network) -> dict[str, tuple[float, ...]]:
    """Compute the share of time for which the servers of each copy of each station would be at work.

    Arriving work divided by servers; 1 or more means that the queue grows without end. Delays have no servers and
    are left out.
    """
    return {
        station.id: tuple(work / count for count in station.servers)
        for station in network.stations
        if station.staff
        for work in (network.offered(station.id) / station.copies,)
    }


def bottleneck(network: Network) -> str:
    """Find the id of the station with the busiest copy; empty if no station has servers."""
    loads = utilisations(network)
    return max(loads, key=lambda station: max(loads[station]), default="")


def stability_limit(network: Network) -> float:
    """Compute the cases a day at which the busiest copy of a station is at work all the time.

    Below it every queue of the network is stable, because the network is feed-forward: what a stable station sends
    on in the long run is what it receives. Infinite if no station has servers.
    """
    highest = _highest(network)
    return network.rate * 24 / highest if highest else inf


def stable(network: Network) -> bool:
    """Say whether every queue of the network has a steady state."""
    return _highest(network) < 1


def _highest(network: Network) -> float:
    return max((load for loads in utilisations(network).values() for load in loads), default=0.0)


def unstable(network: Network, parameter: str) -> AnalysisError:
    """Say that the network saturates under its load, which a parameter sets."""
    station, limit = network.station(bottleneck(network)), stability_limit(network)
    said = {"regime": network.regime, "station": station.name[Language.EN], "limit": limit}
    return parameter_problem(parameter, "load-unstable", f"{network.rate * 24:g} a day", **said)
