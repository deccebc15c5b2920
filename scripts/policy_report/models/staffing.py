"""How whole people are posted to stations."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from policy_report.models.demand import Floats
from policy_report.models.parameters import parameter_problem
from policy_report.models.stations import Network


def posted(total: Floats, loads: Floats) -> Floats:
    """Share whole people out so that the highest load per head is as low as it can be.

    Each place gets one, and every further one goes where the load per head is highest; of equal places, to the first.

    `total`: how many there are in each of many cases, at least one for each place.
    `loads`: the work at each place, a row for each case; -1 where a case has no such place.
    """
    # Where nobody would have a higher load than `even`, no more than `total` people are needed, whoever rounds up: so
    # many are sure to be posted, and only the rest need to be shared out one after the other.
    there = loads >= 0
    spare = total - there.sum(axis=1)
    even = np.where(there, loads, 0).sum(axis=1) / np.maximum(spare, 1) * (1 + 1e-9)
    even[(spare == 0) | (even == 0)] = np.inf
    people = np.where(there, np.maximum(np.ceil(loads / even[:, None]), 1), 0)
    rest = total - people.sum(axis=1)
    while (left := np.flatnonzero(rest > 0)).size:
        place = (loads[left] / np.maximum(people[left], 1)).argmax(axis=1)
        people[left, place] += 1
        rest[left] -= 1
    return people


def staffed(plan: Network, planned: Mapping[str, float], staff: Mapping[str, int]) -> Network:
    """Post the staff where a planned mix of cases sends the work, and leave out stations that no work reaches.

    A regime thus gets the best posting of the same people that whole numbers allow.

    `plan`: the network without servers.
    `planned`: the shares of the classes of cases that those who post the staff expect.
    `staff`: how many people there are in each pool of staff.

    Raises `AnalysisError`: `staff-too-few`.
    """
    plan = _without_idle(plan)
    servers: dict[str, tuple[int, ...]] = {}
    for pool, total in staff.items():
        servers |= _post(plan, planned, pool, total)
    return plan.posted(servers)


def _without_idle(plan: Network) -> Network:
    """Leave out the stations that no work reaches (its time or its share of cases is zero), and the visits to them."""
    reached = {station.id: np.asarray(plan.offered(station.id)) > 0 for station in plan.stations}
    if not all(where.all() or not where.any() for where in reached.values()):
        raise ValueError("a station that work reaches at some points only: the points are not of one structure")
    busy = {station for station, where in reached.items() if where.all()}
    if len(busy) == len(plan.stations):
        return plan
    return replace(
        plan,
        stations=tuple(station for station in plan.stations if station.id in busy),
        routes={kind: tuple(visit for visit in route if visit.station in busy) for kind, route in plan.routes.items()},
    )


def _post(plan: Network, planned: Mapping[str, float], pool: str, total: float) -> dict[str, tuple[int, ...]]:
    """Give the servers of each copy of the stations of a pool: 0 at points where there is no such copy."""
    stations = [station for station in plan.stations if station.staff == pool]
    if not stations:
        return {}
    offered = [plan.offered(station.id, planned) / station.copies for station in stations]
    # A row for each point: how many there are, how many copies each station has, and what comes to each copy.
    rows = np.column_stack(np.broadcast_arrays(total, *(station.copies for station in stations), *offered))
    totals, copies, each = rows[:, 0], rows[:, 1 : len(stations) + 1], rows[:, len(stations) + 1 :]
    places = copies.sum(axis=1)
    for point in np.flatnonzero(places > totals)[:1]:
        raise parameter_problem(pool, "staff-too-few", f"{totals[point]:.0f}", places=int(places[point]), pool=pool)
    most = copies.max(axis=0).astype(int)
    numbers = np.concatenate([np.arange(count) for count in most])
    loads = np.where(numbers < copies.repeat(most, axis=1), each.repeat(most, axis=1), -1.0)
    people = posted(totals, loads).astype(int)
    columns = people[0].tolist() if len(people) == 1 else list(people.T)
    return {
        station.id: tuple(columns[end - count : end])
        for station, count, end in zip(stations, most, most.cumsum(), strict=True)
    }
