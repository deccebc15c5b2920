"""How whole people are posted to stations."""

import heapq
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from math import ceil

from policy_report.errors import AnalysisError
from policy_report.models.parameters import parameter_problem
from policy_report.models.stations import Network


@lru_cache(maxsize=256)
def posted(total: int, loads: tuple[float, ...]) -> tuple[int, ...]:
    """Share whole people out so that the highest load per head is as low as it can be.

    Each place gets one, and every further one goes where the load per head is highest; of equal places, to the first.

    Parameters
    ----------
    total
        How many there are, at least one for each place.
    loads
        The work at each place.
    """
    # Where nobody would have a higher load than `even`, no more than `total` people are needed, whoever rounds up: so
    # many are sure to be posted, and only the rest need to be shared out one after the other.
    spare = total - len(loads)
    even = sum(loads) / spare * (1 + 1e-9) if spare else 0.0
    people = [max(1, ceil(load / even)) if even else 1 for load in loads]
    queue = [(-load / count, place) for place, (load, count) in enumerate(zip(loads, people, strict=True))]
    heapq.heapify(queue)
    for _ in range(total - sum(people)):
        _, place = queue[0]
        people[place] += 1
        heapq.heapreplace(queue, (-loads[place] / people[place], place))
    return tuple(people)


def staffed(plan: Network, planned: Mapping[str, float], staff: Mapping[str, int]) -> Network:
    """Post the staff where a planned mix of cases sends the work, and leave out stations that no work reaches.

    A regime thus gets the best posting of the same people that whole numbers allow.

    Parameters
    ----------
    plan
        The network without servers.
    planned
        The shares of the classes of cases that those who post the staff expect.
    staff
        How many people there are in each pool of staff.

    Raises
    ------
    AnalysisError
        `staff-too-few`.
    """
    plan = _without_idle(plan)
    servers: dict[str, tuple[int, ...]] = {}
    for pool, total in staff.items():
        servers |= _post(plan, planned, pool, total)
    return plan.posted(servers)


def _without_idle(plan: Network) -> Network:
    """Leave out the stations that no work reaches (its time or its share of cases is zero), and the visits to them."""
    busy = {station.id for station in plan.stations if plan.offered(station.id) > 0}
    if len(busy) == len(plan.stations):
        return plan
    return replace(
        plan,
        stations=tuple(station for station in plan.stations if station.id in busy),
        routes={kind: tuple(visit for visit in route if visit.station in busy) for kind, route in plan.routes.items()},
    )


def _too_few(places: int, total: int, parameter: str) -> AnalysisError:
    message, remedy = f"{places} places need at least one each", f"set {parameter} to {places} or more"
    return parameter_problem(parameter, "staff-too-few", message, str(total), remedy)


def _post(plan: Network, planned: Mapping[str, float], pool: str, total: int) -> dict[str, tuple[int, ...]]:
    loads: list[float] = []
    ends: dict[str, tuple[int, int]] = {}
    for station in plan.stations:
        if station.staff == pool:
            copies = station.copies
            ends[station.id] = len(loads), len(loads) + copies
            loads += [plan.offered(station.id, planned) / copies] * copies
    if len(loads) > total:
        raise _too_few(len(loads), total, pool)
    people = posted(total, tuple(loads)) if loads else ()
    return {station: people[begin:end] for station, (begin, end) in ends.items()}
