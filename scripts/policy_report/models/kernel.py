"""Run a whole network in compiled code: sort and queue, first come first served, at one station after another.

Importing this module imports numba, which takes half a second; the engine does so only when it runs. Compiling it takes
some seconds, once for a machine: what is compiled is kept beside it.
"""

import numpy as np
from numba import njit

from policy_report.models.demand import Bools, Floats, Ints

Past = tuple[Floats, Floats, Floats, Ints]
"""Words (none if there is no such run), `clock`, `start` and `copy` of a run, as `engine.Run` has them."""

Made = tuple[Floats, Floats, Ints, Ints]
"""`clock`, `start`, `copy` and `classes` of a run."""


@njit(cache=True)
def exponential(numbers: Floats) -> Floats:  # pragma: no cover  (compiled)
    """Compute e to the power of each number as the system's mathematics does; numpy's depends on the processor."""
    return np.exp(numbers)


@njit(cache=True)
def starts(  # pragma: no cover  (compiled)
    ready: Floats, service: Floats, copy: Ints, servers: Floats
) -> Floats:
    """Compute when each case is taken up: on arrival, or when the first server of its copy comes free.

    This is the recursion of Kiefer and Wolfowitz.

    `ready`, `service`, `copy`: time of arrival, time of service and copy of the station of each case, in order of
    arrival.
    `servers`: servers of each copy, as whole numbers.
    """
    # The times at which servers come free, a heap for each copy: the root is the next one. After each heap lies a
    # time that never comes, so that every parent has two children.
    first = np.zeros(servers.size + 1, np.int64)
    for place in range(servers.size):
        first[place + 1] = first[place] + np.int64(servers[place]) + 1
    free = np.zeros(first[servers.size])
    for place in range(servers.size):
        free[first[place + 1] - 1] = np.inf
    begin = np.empty(ready.size)
    for case in range(ready.size):
        root = first[copy[case]]
        count = first[copy[case] + 1] - root - 1
        begin[case] = max(ready[case], free[root])
        done = begin[case] + service[case]
        hole, child = 0, 1
        while child < count:
            child += free[root + child + 1] < free[root + child]
            if free[root + child] >= done:
                break
            free[root + hole] = free[root + child]
            hole = child
            child = 2 * hole + 1
        free[root + hole] = done
    return begin


@njit(cache=True)
def by_time(ready: Floats) -> Ints:  # pragma: no cover  (compiled)
    """Order times, the earliest first and equal ones as they stand.

    They go into as many buckets as there are times, and are then inserted: their span is about evenly filled as a
    rule, so that a bucket holds few.
    """
    count = ready.size
    order = np.empty(count, np.int64)
    low, high, ordered = np.inf, -np.inf, True
    for case in range(count):
        order[case] = case
        ordered &= ready[case] >= high
        low, high = min(low, ready[case]), max(high, ready[case])
    if ordered:
        return order
    scale = (count - 1) / (high - low)
    edge = np.zeros(count + 1, np.int64)
    for case in range(count):
        edge[np.int64((ready[case] - low) * scale) + 1] += 1
    for place in range(count):
        edge[place + 1] += edge[place]
    for case in range(count):
        bucket = np.int64((ready[case] - low) * scale)
        order[edge[bucket]] = case
        edge[bucket] += 1
    for place in range(1, count):
        case, hole = order[place], place
        while hole > 0 and ready[order[hole - 1]] > ready[case]:
            order[hole] = order[hole - 1]
            hole -= 1
        order[hole] = case
    return order


@njit(cache=True)
def fares(  # pragma: no cover  (compiled)
    table: Floats, heads: Ints, ends: Ints, numbers: Floats, found: tuple[Floats, Ints, Bools]
) -> int:
    """Run networks of one structure with the same numbers, and count the runs: see `engine.long_run_times`.

    `table`, `heads`, `ends`: the networks, as `engine.Words` holds them.
    `numbers`: as for `flow`.
    `found`: arrays to fill: times, rows and whether stable.
    """
    times, rows, stable = found
    stations, cases, runs, first = heads.size - 2, times.shape[1], 0, 0
    clock, start = np.empty((2, stations + 1, cases)), np.empty((2, stations, cases))
    copy, classes = np.empty((2, stations, cases), np.int64), np.empty(cases, np.int64)
    for point in range(rows.size):
        words, now = table[point], min(runs, 1)
        stable[point], hopeless = carries(words, heads)
        if runs > 0 and alike(words, table[first]):
            rows[point] = 0
        elif hopeless:
            rows[point] = -1
        else:
            old = table[first] if runs > 0 else words[:0]
            made = (clock[now], start[now], copy[now], classes)
            flow(words, heads, numbers, (old, clock[0], start[0], copy[0]), made)
            leads(words, heads, ends, (clock[now], copy[now]), times[runs])
            first = first if runs > 0 else point
            rows[point] = runs
            runs += 1
    return runs


@njit(cache=True)
def carries(words: Floats, heads: Ints) -> tuple[bool, bool]:  # pragma: no cover  (compiled)
    """Say whether a network can carry its load, and whether each case has to pass a station that nowhere can."""
    stable, hopeless = True, False
    for place in range(1, heads.size - 1):
        said = words[heads[place] : heads[place + 1]]
        copies, can = np.int64(said[1]), 0
        for servers in said[2 : 2 + copies]:
            over = servers > 0 and said[2 + copies] / servers >= 1
            can += servers > 0 and not over
            if over:
                stable = False
        # As many as there are classes: the conditions of a class's visits to a station exclude each other.
        visit, surely = 4 + copies + 2 * np.int64(said[3 + copies]), 0
        while visit < said.size:
            surely += said[visit + 3] == 0
            visit += 4 + 3 * np.int64(said[visit + 3])
        if copies > 0 and can == 0 and surely == heads[1] - 1:
            hopeless = True
    return stable, hopeless


@njit(cache=True)
def leads(  # pragma: no cover  (compiled)
    words: Floats, heads: Ints, ends: Ints, made: tuple[Floats, Ints], times: Floats
) -> None:
    """Fill in the lead time of each case of a run: infinite for who comes to a copy that cannot do its work."""
    clock, copy = made
    for case in range(times.size):
        done = clock[ends[0], case]
        for line in ends[1:]:
            done = max(done, clock[line, case])
        times[case] = done - clock[0, case]
    for place in range(1, heads.size - 1):
        said = words[heads[place] : heads[place + 1]]
        copies = np.int64(said[1])
        for one in range(copies):
            if said[2 + one] > 0 and said[2 + copies] / said[2 + one] >= 1:
                for case in range(times.size):
                    if copy[place - 1, case] == one:
                        times[case] = np.inf


@njit(cache=True)
def flow(  # pragma: no cover  (compiled)
    words: Floats, heads: Ints, numbers: Floats, past: Past, made: Made
) -> None:
    """Send all cases through a network, and write down what happened.

    A station whose words are those of a run before, and whatever lies before it too, is not run again.

    `words`, `heads`: the network, as a row of `engine.Words`.
    `numbers`: what chance decides: a column for each case.
    `past`: a run of a network of the same structure, with the same numbers.
    `made`: arrays to fill.
    """
    clock, start, copy, classes = made
    old, old_clock, old_start, old_copy = past
    for case in range(classes.size):
        clock[0, case] = numbers[0, case] / words[0]
        classes[case] = 0
        for edge in range(2, heads[1]):
            classes[case] += numbers[1, case] >= words[edge]
    same = np.zeros(heads.size, np.bool_)
    for place in range(heads.size - 1 if old.size else 0):
        same[place] = alike(words[heads[place] : heads[place + 1]], old[heads[place] : heads[place + 1]])
    service = np.empty(classes.size)
    for place in range(1, heads.size - 1):
        said, now = words[heads[place] : heads[place + 1]], place - 1
        before = np.int64(said[0])
        same[place] &= same[before]
        if same[place]:
            for case in range(classes.size):
                clock[place, case] = old_clock[place, case]
                start[now, case] = old_start[now, case]
                copy[now, case] = old_copy[now, case]
        else:
            call(said, numbers, classes, service, copy[now])
            serve(said, (clock[before], service, copy[now]), start[now], clock[place])


@njit(cache=True)
def alike(one: Floats, other: Floats) -> bool:  # pragma: no cover  (compiled)
    """Say whether two stations have the same words."""
    same = one.size == other.size
    place = 0
    while same and place < one.size:
        same = one[place] == other[place]
        place += 1
    return same


@njit(cache=True)
def call(  # pragma: no cover  (compiled)
    said: Floats, numbers: Floats, classes: Ints, service: Floats, copy: Ints
) -> None:
    """Find who comes to a station: fill in hours of work, and copies, which are -1 for who does not come."""
    spread = 3 + np.int64(said[1])
    visits = spread + 1 + 2 * np.int64(said[spread])
    copy[:] = -1
    pays, visit = np.empty(copy.size, np.bool_), visits
    while visit < said.size:
        kind, hours, mean = np.int64(said[visit]), numbers[np.int64(said[visit + 1])], said[visit + 2]
        after = visit + 4 + 3 * np.int64(said[visit + 3])
        for case in range(copy.size):
            pays[case] = classes[case] == kind
        for when in range(visit + 4, after, 3):
            drawn, limit, below = numbers[np.int64(said[when])], said[when + 1], said[when + 2] > 0
            for case in range(copy.size):
                pays[case] &= (drawn[case] < limit) == below
        for case in range(copy.size):
            service[case] = mean * hours[case] if pays[case] else service[case]
            copy[case] = 0 if pays[case] else copy[case]
        visit = after
    for at in range(spread + 1, visits, 2):
        row, parts = np.int64(said[at]), said[at + 1]
        for case in range(classes.size):
            if copy[case] >= 0:
                copy[case] = copy[case] * np.int64(parts) + np.int64(numbers[row, case] * parts)


@njit(cache=True)
def serve(  # pragma: no cover  (compiled)
    said: Floats, comers: tuple[Floats, Floats, Ints], start: Floats, clock: Floats
) -> None:
    """Serve who comes to a station: fill in when each is taken up, and when each is done with it."""
    before, service, copy = comers
    came, ready = np.empty(copy.size, np.int64), np.empty(copy.size)
    count = 0
    for case in range(copy.size):
        clock[case] = before[case]
        if copy[case] >= 0:
            came[count], ready[count] = case, before[case]
            count += 1
    came, ready = came[:count], ready[:count]
    if said[1] > 0:
        came = came[by_time(ready)]
        ready = starts(before[came], service[came], copy[came], said[2 : 2 + np.int64(said[1])])
    for turn in range(count):
        start[came[turn]] = ready[turn]
        clock[came[turn]] = ready[turn] + service[came[turn]]
