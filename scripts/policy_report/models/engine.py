"""Run a network: station after station, because no route leads back."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from policy_report.models.demand import Demand, Floats
from policy_report.models.stations import TRUNK, Network

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


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
class Words:
    """A network as the compiled code reads it.

    Attributes
    ----------
    words
        The rate and the upper ends of the classes' shares, without the last; then each station: the row of `clock`
        from which its cases come, the number of its copies and the servers of each (none for a delay), the number of
        streams over which it is spread, and of each the row and the parts; then each visit: the class, the row of its
        work, the mean, the number of its conditions, and of each the row, the limit and whether to lie below it.
    heads
        Where the words of the rate begin, of each station, and where all end.
    before
        The row of `clock` from which the cases of each station come.
    ends
        The rows of `clock` that hold when each case is done with each line.
    """

    words: Floats
    heads: Ints
    before: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """One run of a network; arrays have one column for each case, in order of arrival.

    Attributes
    ----------
    network, seed, words
        What was run.
    classes
        The class of each case, as a place in the shares of the network.
    clock
        Hours since the start at which each case came in; then, a row for each station, at which it was done there and
        with all that lies before.
    start, copy
        When and at which copy of each station a case was taken up; a copy of -1 means that it did not come.
    """

    network: Network
    seed: int
    words: Words
    classes: Ints
    clock: Floats
    start: Floats
    copy: Ints

    @property
    def arrival(self) -> Floats:
        """Give the hours since the start at which each case came in."""
        arrival: Floats = self.clock[0]
        return arrival

    @cached_property
    def done(self) -> Floats:
        """Give the hours since the start at which all work on each case was done."""
        done: Floats = self.clock[list(self.words.ends)].max(axis=0)
        return done

    @property
    def times(self) -> Floats:
        """Give the lead time of each case: hours from its arrival until it is done."""
        return self.done - self.arrival

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Say what happened at each station, by its id."""
        return {station.id: self._stage(place) for place, station in enumerate(self.network.stations)}

    def of(self, kind: str) -> Bools:
        """Say which cases are of a class."""
        mine: Bools = self.classes == list(self.network.shares).index(kind)
        return mine

    def _stage(self, place: int) -> Stage:
        ready = self.clock[self.words.before[place]]
        cases = np.flatnonzero(self.copy[place] >= 0)
        if self.network.stations[place].staff:
            cases = cases[np.argsort(ready[cases], kind="stable")]
        rows = (self.copy[place], ready, self.start[place], self.clock[place + 1])
        return Stage(cases, *(row[cases] for row in rows))


def run_network(network: Network, demand: Demand, past: Run | None = None) -> Run:
    """Send all cases of a demand through a network, until the last one is done.

    The load may be beyond what the network can carry; the queues then grow for as long as the run lasts.

    Parameters
    ----------
    network, demand
        What is run.
    past
        A run with the same demand: what cannot differ from it is not run again.
    """
    from policy_report.models.kernel import flow

    made, stations = words(network, demand), len(network.stations)
    clock, start = np.empty((stations + 1, demand.cases)), np.empty((stations, demand.cases))
    copy, classes = np.empty(start.shape, np.int64), np.empty(demand.cases, np.int64)
    run = Run(network, demand.seed, made, classes, clock, start, copy)
    known = past or run
    heads = past.words.heads if past else made.heads[:0]
    old = (known.words.words, heads, known.clock, known.start, known.copy)
    flow(made.words, made.heads, demand.numbers, old, (clock, start, copy, classes))
    return run


def words(network: Network, demand: Demand) -> Words:
    """Write a network down for the compiled code."""
    kinds = {kind: place for place, kind in enumerate(network.shares)}
    found = [network.rate, *list(accumulate(network.shares.values()))[:-1]]
    heads, before, lines = [0], [], {TRUNK: 0}
    for place, station in enumerate(network.stations, 1):
        heads.append(len(found))
        visits = network.visits(station.id)
        line = visits[0][1].line
        before.append(lines.get(line, lines[TRUNK]))
        lines[line] = place
        found += (before[-1], len(station.servers), *station.servers, len(station.spread))
        for stream, parts in station.spread:
            found += (demand.row(stream), parts)
        for kind, visit in visits:
            found += (kinds[kind], demand.row(visit.work, visit.cv), visit.mean, len(visit.when))
            for condition in visit.when:
                found += (demand.row(condition.stream), condition.limit, condition.below)
    return Words(np.array(found, np.float64), np.array([*heads, len(found)]), tuple(before), tuple(lines.values()))
