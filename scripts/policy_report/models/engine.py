"""Run a network: station after station, because no route leads back."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from policy_report.models.demand import CLASS, Demand, Floats, lognormal
from policy_report.models.stations import TRUNK, Network, Station, Visit

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Visits:
    """Who comes to a station, to which of its copies, and how many hours of work each brings."""

    cases: Ints
    copy: Ints
    service: Floats


@dataclass(frozen=True)
class Inputs:
    """All that chance decides in a run: times of arrival, classes, and the visits to each station by its id.

    A class is the place of its name in the shares of the network.
    """

    seed: int
    arrival: Floats
    classes: Ints
    visits: dict[str, Visits]


@dataclass(frozen=True)
class Stage:
    """What happened at a station, in order of arrival there (at a delay, of the cases); hours since the start.

    Attributes
    ----------
    cases
        Which cases came, as places in the arrays of the run.
    copy
        To which copy of the station.
    arrival, start, end
        When each came, was taken up, and was done.
    """

    cases: Ints
    copy: Ints
    arrival: Floats
    start: Floats
    end: Floats


@dataclass(frozen=True)
class Run:
    """One run of a network; arrays have one entry for each case, in order of arrival.

    Attributes
    ----------
    network, seed
        What was run.
    arrival, done
        Hours since the start at which each case came in, and at which all its work was done.
    classes
        The class of each case, as a place in the shares of the network.
    stages
        What happened at each station, by its id.
    """

    network: Network
    seed: int
    arrival: Floats
    classes: Ints
    done: Floats
    stages: dict[str, Stage]

    @property
    def times(self) -> Floats:
        """Give the lead time of each case: hours from its arrival until it is done."""
        return self.done - self.arrival

    def of(self, kind: str) -> Bools:
        """Say which cases are of a class."""
        mine: Bools = self.classes == list(self.network.shares).index(kind)
        return mine


def run_network(network: Network, demand: Demand) -> Run:
    """Send all cases of a demand through a network, until the last one is done.

    The load may be beyond what the network can carry; the queues then grow for as long as the run lasts.
    """
    return flow(network, inputs(network, demand), demand.answer)


def inputs(network: Network, demand: Demand) -> Inputs:
    """Draw what chance decides in a network."""
    classes = _classes(network, demand)
    visits = {station.id: _visits(network, station, demand, classes) for station in network.stations}
    return Inputs(demand.seed, demand.arrivals() / network.rate, classes, visits)


def _classes(network: Network, demand: Demand) -> Ints:
    found = np.zeros(demand.cases, np.int64)
    for edge in np.cumsum([*network.shares.values()])[:-1]:
        found += demand.uniforms(CLASS) >= edge
    return found


def _afresh(_question: Hashable, find: Callable[[], "_Served"]) -> "_Served":
    return find()


def flow(network: Network, given: Inputs, answer: Callable[..., "_Served"] = _afresh) -> Run:
    """Send the cases through the network: nothing here is left to chance.

    Parameters
    ----------
    network, given
        What is run.
    answer
        Takes what decides a stage, as a key, and how to find it; `Demand.answer` finds stages of networks alike once.
    """
    # When each case has done all that lies before it, on the trunk and on each line; and what that rests on.
    clock = {TRUNK: given.arrival}
    past: dict[str, Hashable] = {TRUNK: network.rate}
    stages: dict[str, Stage] = {}
    for station in network.stations:
        line, visits = network.line(station.id), given.visits[station.id]
        key = (past.get(line, past[TRUNK]), id(visits), station.servers)
        served = answer(key, partial(_served, station, visits, clock.get(line, clock[TRUNK])))
        stages[station.id] = served.stage
        clock[line], past[line] = served.clock, key
    done = reduce(np.maximum, clock.values())
    return Run(network, given.seed, given.arrival, given.classes, done, stages)


@dataclass(frozen=True)
class _Served:
    """A stage, and when each case is done with it and all before it.

    It holds the visits that it is known by, so that no others can have their identity while it is kept.
    """

    visits: Visits
    stage: Stage
    clock: Floats


def _served(station: Station, visits: Visits, clock: Floats) -> _Served:
    stage = _stage(station, visits, clock)
    done = clock.copy()
    done[stage.cases] = stage.end
    return _Served(visits, stage, done)


def _stage(station: Station, visits: Visits, clock: Floats) -> Stage:
    ready = clock[visits.cases]
    if not station.staff:
        return Stage(visits.cases, visits.copy, ready, ready, ready + visits.service)
    order = np.argsort(ready, kind="stable")
    cases, copy, ready, service = visits.cases[order], visits.copy[order], ready[order], visits.service[order]
    from policy_report.models.first_come import starts

    start = starts(ready, service, copy, np.array(station.servers, np.int64))
    return Stage(cases, copy, ready, start, start + service)


@dataclass(frozen=True)
class _Question:
    """All that decides, of one demand, who comes to a station and with how much work.

    Networks of a sweep differ in one parameter as a rule, which most stations do not feel.
    """

    shares: tuple[float, ...]
    visits: tuple[tuple[int, Visit], ...]
    spread: tuple[tuple[str, int], ...]


def _visits(network: Network, station: Station, demand: Demand, classes: Ints) -> Visits:
    place = {kind: number for number, kind in enumerate(network.shares)}
    visits = tuple((place[kind], visit) for kind, visit in network.visits(station.id))
    question = _Question(tuple(network.shares.values()), visits, station.spread)
    return demand.answer(question, lambda: _answer(question, demand, classes))


def _answer(question: _Question, demand: Demand, classes: Ints) -> Visits:
    found, service = [], np.empty(demand.cases)
    for kind, visit in question.visits:
        # The conditions of a class's visits to one station exclude each other: a case pays one at most.
        mine = classes == kind
        for condition in visit.when:
            mine = mine & condition.holds(demand.uniforms(condition.stream))
        paying = np.flatnonzero(mine)
        service[paying] = lognormal(visit.mean, visit.cv, demand.normals(visit.work)[paying])
        found.append(paying)
    cases = np.sort(np.concatenate(found))
    copy = np.zeros(cases.size, np.int64)
    for name, count in question.spread:
        copy = copy * count + (demand.uniforms(name)[cases] * count).astype(np.int64)
    return Visits(cases, copy, service[cases])
