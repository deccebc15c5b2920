"""Runs a network: station after station, because no route leads back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from policy_report.analysis.process.demand import Demand, Floats, lognormal
from policy_report.analysis.process.stations import CaseClass, Condition, Line, Network, Split, Staff, Station, Visit

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
    return flow(network, inputs(network, demand))


def inputs(network: Network, demand: Demand) -> Inputs:
    """What the chance of a demand means in a network."""
    small = demand.uniforms("size") < network.small_share
    visits = {station.id: _visits(network, station, demand, small) for station in network.stations}
    return Inputs(demand.seed, demand.arrivals() / network.rate, small, visits)


def flow(network: Network, given: Inputs) -> Run:
    """The cases through the network: nothing here is left to chance."""
    # When each case has done all that lies before it, on the trunk and on either line.
    clock = dict.fromkeys(Line, given.arrival)
    stages: dict[str, Stage] = {}
    for station in network.stations:
        line = network.line(station.id)
        stage = _stage(station, given.visits[station.id], clock[line])
        stages[station.id] = stage
        done = clock[line].copy()
        done[stage.cases] = stage.end
        clock = dict.fromkeys(Line, done) if line is Line.TRUNK else clock | {line: done}
    lead = np.maximum(clock[Line.LOCAL], clock[Line.CENTRAL])
    return Run(network, given.seed, given.arrival, given.small, lead, stages)


def _stage(station: Station, visits: Visits, clock: Floats) -> Stage:
    ready = clock[visits.cases]
    if station.staff is Staff.DELAY:
        return Stage(visits.cases, visits.copy, ready, ready, ready + visits.service)
    order = np.argsort(ready, kind="stable")
    cases, copy, ready, service = visits.cases[order], visits.copy[order], ready[order], visits.service[order]
    from policy_report.analysis.process.first_come import starts

    start = starts(ready, service, copy, np.array(station.servers, np.int64))
    return Stage(cases, copy, ready, start, start + service)


def _visits(network: Network, station: Station, demand: Demand, small: Bools) -> Visits:
    pays, service = np.zeros(demand.cases, np.bool_), np.zeros(demand.cases)
    for kind, visit in network.visits(station.id):
        # The conditions of a class's visits to one station exclude each other: a case pays one at most.
        mine = (small if kind is CaseClass.SMALL else ~small) & _needed(network, kind, visit, demand)
        pays |= mine
        service[mine] = lognormal(visit.mean, visit.cv, demand.normals(visit.work)[mine])
    cases = np.flatnonzero(pays)
    return Visits(cases, _copies(network, station, cases, demand), service[cases])


def _needed(network: Network, kind: CaseClass, visit: Visit, demand: Demand) -> Bools:
    needed = np.ones(demand.cases, np.bool_)
    for condition in visit.when:
        if condition is Condition.NEEDS_MEANS:
            needed &= demand.uniforms("means") < network.needs_means[kind]
        else:
            wrong = demand.uniforms("grading") < network.grading_error
            needed &= wrong if condition is Condition.GRADED_WRONG else ~wrong
    return needed


def _copies(network: Network, station: Station, cases: Ints, demand: Demand) -> Ints:
    """The copy of the station that each case goes to."""
    if station.split is Split.CITY:
        return np.zeros(cases.size, np.int64)
    if station.split is Split.GROUP:
        return _place(demand.uniforms("kind")[cases], network.groups)
    county = _place(demand.uniforms("county")[cases], network.counties)
    if station.split is Split.COUNTY:
        return county
    return county * network.branches + _place(demand.uniforms("kind")[cases], network.branches)


def _place(uniforms: Floats, count: int) -> Ints:
    return (uniforms * count).astype(np.int64)
