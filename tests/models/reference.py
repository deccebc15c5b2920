"""A network in plain Python, from its routes and the same random inputs: slow, and written apart from the engine."""

import heapq
from dataclasses import dataclass

import numpy as np

from policy_report.models.demand import ARRIVAL, CLASS, Demand
from policy_report.models.engine import Run
from policy_report.models.stations import TRUNK, Network, Station, utilisations
from tests.models.models import Floats


@dataclass(frozen=True)
class Call:
    """What a case brings to a station: to which copy, and how many hours of work."""

    copy: int
    hours: float


@dataclass(frozen=True)
class Given:
    """When each case comes in, and what it brings to each station by its id and the number of the case."""

    arrival: Floats
    calls: dict[str, dict[int, Call]]


def given(network: Network, demand: Demand) -> Given:
    """All that chance decides in a network."""
    arrival = demand.numbers[demand.row(ARRIVAL)] / network.rate
    kinds = [_kind(network, float(number)) for number in demand.numbers[demand.row(CLASS)]]
    calls: dict[str, dict[int, Call]] = {station.id: {} for station in network.stations}
    for case, kind in enumerate(kinds):
        for visit in network.routes[kind]:
            if all(at.holds(float(demand.numbers[demand.row(at.stream), case])) for at in visit.when):
                hours = visit.mean * float(demand.numbers[demand.row(visit.work, visit.cv), case])
                copy = _copy(network.station(visit.station), demand, case)
                calls[visit.station][case] = Call(copy, hours)
    return Given(arrival, calls)


def _kind(network: Network, number: float) -> str:
    edge = 0.0
    for kind, share in network.shares.items():
        edge += share
        if number < edge:
            return kind
    return kind


def _copy(station: Station, demand: Demand, case: int) -> int:
    copy = 0
    for stream, parts in station.spread:
        copy = copy * parts + int(demand.numbers[demand.row(stream), case] * parts)
    return copy


def leads(network: Network, inputs: Given) -> Floats:
    """When each case is done."""
    clock = {TRUNK: inputs.arrival}
    for station in network.stations:
        line = network.line(station.id)
        before = clock.get(line, clock[TRUNK])
        clock[line] = before.copy()
        for case, done in _served(station, inputs.calls[station.id], before).items():
            clock[line][case] = done
    latest: Floats = np.max(list(clock.values()), axis=0)
    return latest


def _served(station: Station, calls: dict[int, Call], before: Floats) -> dict[int, float]:
    """When each case that comes is done at a station."""
    free = [[0.0] * count for count in station.servers]
    done = {}
    for case in sorted(calls, key=lambda case: (before[case], case)):
        start = float(before[case])
        if station.staff:
            servers = free[calls[case].copy]
            start = max(start, heapq.heappop(servers))
            heapq.heappush(servers, start + calls[case].hours)
        done[case] = start + calls[case].hours
    return done


def long_run_times(run: Run) -> Floats:
    """Lead times, infinite for who comes to a copy of a station that gets more work than it can do."""
    times, loads = run.times.copy(), utilisations(run.network)
    for place, station in enumerate(run.network.stations):
        for copy, load in enumerate(loads.get(station.id, ())):
            if load >= 1:
                times[run.copy[place] == copy] = np.inf
    return times
