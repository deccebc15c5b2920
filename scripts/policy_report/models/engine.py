"""Run a network: station after station, because no route leads back."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from policy_report.models.demand import Bools, Demand, Floats, Ints
from policy_report.models.stations import TRUNK, Network


@dataclass(frozen=True)
class Stage:
    """What happened at a station, in order of arrival there (at a delay, of the cases); hours since the start."""

    cases: Ints  # which cases came, as places in the arrays of the run
    copy: Ints  # to which copy of the station
    # arrival, start, end: when each came, was taken up, and was done
    arrival: Floats
    start: Floats
    end: Floats


@dataclass(frozen=True)
class Words:
    """Networks of one structure as the compiled code reads them, a row of words for each."""

    # The rate, the window and the upper ends of the classes' shares, without the last; then each station: the row of
    # `clock` from which its cases come, the number of its copies and the servers of each (none for a delay), the work
    # that arrives at a copy, the number of streams over which it is spread, and of each the row and the parts; then
    # each visit: the class, the row of its work, the mean, the number of its conditions, and of each the row, the limit
    # and whether to lie below it. Rows are those of `Demand.numbers`, which `drawn` fills in
    table: Floats
    heads: Ints  # where the words of the rate begin, of each station, and where all end
    before: tuple[int, ...]  # the row of `clock` from which the cases of each station come
    ends: tuple[int, ...]  # the rows of `clock` that hold when each case is done with each line
    # The columns that wait for a row: which, of which stream, and whether of times, whose coefficient of variation then
    # stands there
    draws: tuple[tuple[int, str, bool], ...]

    def drawn(self, demand: Demand, chosen: slice = slice(None)) -> Floats:
        """Give the words of some networks, with the rows of a demand filled in."""
        table = self.table[chosen].copy()
        for column, stream, timed in self.draws:
            if timed:
                cvs = table[:, column].tolist()
                rows = {cv: demand.row(stream, cv) for cv in dict.fromkeys(cvs)}
                table[:, column] = [rows[cv] for cv in cvs]
            else:
                table[:, column] = demand.row(stream)
        return table


@dataclass(frozen=True)
class Run:
    """One run of a network; arrays have one column for each case, in order of arrival."""

    # network, seed, words: what was run
    network: Network
    seed: int
    words: Words
    classes: Ints  # the class of each case, as a place in the shares of the network
    # Hours since the start at which each case came in; then, a row for each station, at which it was done there and
    # with all that lies before
    clock: Floats
    # start, copy: when and at which copy of each station a case was taken up; a copy of -1 means that it did not come
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


def run_network(network: Network, demand: Demand) -> Run:
    """Send all cases of a demand through a network, until the last one is done.

    The load may be beyond what the network can carry; the queues then grow for as long as the run lasts.
    """
    from policy_report.models.kernel import flow

    said, stations = words(network), len(network.stations)
    row = said.drawn(demand)[0]
    clock, start = np.empty((stations + 1, demand.cases)), np.empty((stations, demand.cases))
    copy, classes = np.empty(start.shape, np.int64), np.empty(demand.cases, np.int64)
    flow(row, said.heads, demand.numbers, (row[:0], clock, start, copy), (clock, start, copy, classes))
    return Run(network, demand.seed, said, classes, clock, start, copy)


def long_run_times(said: Words, demand: Demand, chosen: slice) -> tuple[Floats, Ints, Bools]:
    """Compute lead times as they would be after a long time, in some of the networks, under one demand.

    Behind a copy of a station that gets more work than it can do, waiting grows without end: in the long run no case
    that has to pass it is done within any window, however short the queue still is when the run stops. Its time
    is infinity, so that no number depends on how long a run lasts. The other cases keep the times of the run.

    Returns the times of all cases, a row for each run; which row holds the times of each network (-1 if they are
    infinite for all cases: such a network is not run; equal networks share a row); and whether each can carry its load.
    """
    from policy_report.models.kernel import fares

    table = said.drawn(demand, chosen)
    times, rows, stable = (
        np.empty((len(table), demand.cases)),
        np.empty(len(table), np.int64),
        np.empty(len(table), bool),
    )
    runs = fares(table, said.heads, np.array(said.ends), demand.numbers, (times, rows, stable))
    return times[:runs], rows, stable


def words(network: Network, count: int = 1) -> Words:
    """Write networks down for the compiled code: one, or one whose numbers are arrays and that stands for a number."""
    kinds = {kind: place for place, kind in enumerate(network.shares)}
    found = [network.rate, network.window, *list(accumulate(network.shares.values()))[:-1]]
    heads, before, lines, draws = [0], [], {TRUNK: 0}, []
    for place, station in enumerate(network.stations, 1):
        heads.append(len(found))
        visits = network.visits(station.id)
        line = visits[0][1].line
        before.append(lines.get(line, lines[TRUNK]))
        lines[line] = place
        found += (before[-1], len(station.servers), *station.servers, network.offered(station.id) / station.copies)
        found.append(len(station.spread))
        for stream, parts in station.spread:
            draws.append((len(found), stream, False))
            found += (0, parts)
        for kind, visit in visits:
            draws.append((len(found) + 1, visit.work, True))
            found += (kinds[kind], visit.cv, visit.mean, len(visit.when))
            for condition in visit.when:
                draws.append((len(found), condition.stream, False))
                found += (0, condition.limit, condition.below)
    table = np.empty((count, len(found)))
    for column, number in enumerate(found):
        table[:, column] = number
    return Words(table, np.array([*heads, len(found)]), tuple(before), tuple(lines.values()), tuple(draws))
