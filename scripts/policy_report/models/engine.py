"""Runs a network: station after station, because no route leads back."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from policy_report.models.demand import Demand, Floats, lognormal
from policy_report.models.stations import CaseClass, Condition, Line, Network, Split, Staff, Station, Visit

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
    """All that chance decides in a run: times of arrival, sizes, and the visits to each station by its id."""

    seed: int
    arrival: Floats
    small: Bools
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
    arrival, lead
        Hours since the start at which each case came in, and at which there was a lead.
    small
        Whether the case is small.
    stages
        What happened at each station, by its id.
    """

    network: Network
    seed: int
    arrival: Floats
    small: Bools
    lead: Floats
    stages: dict[str, Stage]

    @property
    def times(self) -> Floats:
        """Hours from report to lead."""
        return self.lead - self.arrival


def run_network(network: Network, demand: Demand) -> Run:
    """All cases of a demand through a network, until the last one has its lead.

    The load may be beyond what the network can carry; the queues then grow for as long as the run lasts.
    """
    return flow(network, inputs(network, demand), demand.answer)


def inputs(network: Network, demand: Demand) -> Inputs:
    """What the chance of a demand means in a network."""
    small = demand.uniforms("size") < network.small_share
    visits = {station.id: _visits(network, station, demand, small) for station in network.stations}
    return Inputs(demand.seed, demand.arrivals() / network.rate, small, visits)


def _afresh(_question: Hashable, find: Callable[[], "_Served"]) -> "_Served":
    return find()


def flow(network: Network, given: Inputs, answer: Callable[..., "_Served"] = _afresh) -> Run:
    """The cases through the network: nothing here is left to chance.

    Parameters
    ----------
    network, given
        What is run.
    answer
        Takes what decides a stage, as a key, and how to find it; `Demand.answer` finds stages of networks alike once.
    """
    # When each case has done all that lies before it, on the trunk and on either line; and what that rests on.
    clock = dict.fromkeys(Line, given.arrival)
    past: dict[Line, Hashable] = dict.fromkeys(Line, network.rate)
    stages: dict[str, Stage] = {}
    for station in network.stations:
        line, visits = network.line(station.id), given.visits[station.id]
        key = (past[line], id(visits), station.servers)
        served = answer(key, partial(_served, station, visits, clock[line]))
        stages[station.id] = served.stage
        reached = Line if line is Line.TRUNK else (line,)
        clock |= dict.fromkeys(reached, served.clock)
        past |= dict.fromkeys(reached, key)
    lead = np.maximum(clock[Line.LOCAL], clock[Line.CENTRAL])
    return Run(network, given.seed, given.arrival, given.small, lead, stages)


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
    if station.staff is Staff.DELAY:
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

    small_share: float
    visits: tuple[tuple[CaseClass, Visit, tuple[float, ...]], ...]
    copies: tuple[tuple[str, int], ...]


def _visits(network: Network, station: Station, demand: Demand, small: Bools) -> Visits:
    visits = tuple((kind, visit, _limits(network, kind, visit)) for kind, visit in network.visits(station.id))
    question = _Question(network.small_share, visits, _spread(network, station))
    return demand.answer(question, lambda: _answer(question, demand, small))


def _answer(question: _Question, demand: Demand, small: Bools) -> Visits:
    found, service = [], np.empty(demand.cases)
    for kind, visit, limits in question.visits:
        # The conditions of a class's visits to one station exclude each other: a case pays one at most.
        mine = small if kind is CaseClass.SMALL else ~small
        for condition, limit in zip(visit.when, limits, strict=True):
            mine = mine & _meets(condition, limit, demand)
        paying = np.flatnonzero(mine)
        service[paying] = lognormal(visit.mean, visit.cv, demand.normals(visit.work)[paying])
        found.append(paying)
    cases = np.sort(np.concatenate(found))
    copy = np.zeros(cases.size, np.int64)
    for name, count in question.copies:
        copy = copy * count + (demand.uniforms(name)[cases] * count).astype(np.int64)
    return Visits(cases, copy, service[cases])


def _limits(network: Network, kind: CaseClass, visit: Visit) -> tuple[float, ...]:
    """For each condition of a visit, the probability that its number is held against."""
    means, grading = network.needs_means[kind], network.grading_error
    return tuple(means if condition is Condition.NEEDS_MEANS else grading for condition in visit.when)


def _meets(condition: Condition, limit: float, demand: Demand) -> Bools:
    if condition is Condition.NEEDS_MEANS:
        return demand.uniforms("means") < limit
    wrong = demand.uniforms("grading") < limit
    return wrong if condition is Condition.GRADED_WRONG else ~wrong


def _spread(network: Network, station: Station) -> tuple[tuple[str, int], ...]:
    """What decides to which copy of a station a case goes, and over how many each spreads the cases evenly."""
    county, branch = ("county", network.counties), ("kind", network.branches)
    return {
        Split.CITY: (),
        Split.COUNTY: (county,),
        Split.BRANCH: (county, branch),
        Split.GROUP: (("kind", network.groups),),
    }[station.split]
