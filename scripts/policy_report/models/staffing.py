"""How whole people are posted to stations."""

import heapq
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil

from policy_report.errors import AnalysisError
from policy_report.models.parameters import Values, parameter_problem
from policy_report.models.stations import Level, Network, Staff, Station

_TOTALS = {Staff.SEATS: "desk_seats", Staff.OFFICERS: "officers", Staff.ANALYSTS: "analysts"}
"""The parameter that says how many there are of a kind of staff."""


@lru_cache(maxsize=256)
def posted(total: int, loads: tuple[float, ...]) -> tuple[int, ...]:
    """Whole people shared out so that the highest load per head is as low as it can be.

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


def staffed(plan: Network, values: Values) -> Network:
    """The network with its staff posted where the planned mix of cases sends the work.

    A regime thus gets the best posting of the same people that whole numbers allow. Where the number of analysts of
    the city centre is published, they are posted there and the others in the counties.

    Raises
    ------
    AnalysisError
        `staff-too-few`.
    """
    planned = replace(plan, small_share=values["planned_small_share"])
    servers: dict[str, tuple[int, ...]] = {}
    for staff, parameter in _TOTALS.items():
        stations = [station for station in plan.stations if station.staff is staff]
        total = values.whole(parameter)
        if staff is Staff.ANALYSTS and "centre_analysts" in values:
            central = [station for station in stations if station.level is Level.CITY]
            stations = [station for station in stations if station.level is not Level.CITY]
            servers |= _post(planned, central, values.whole("centre_analysts"), "centre_analysts")
            total -= values.whole("centre_analysts")
        servers |= _post(planned, stations, total, parameter)
    return replace(
        plan, stations=tuple(replace(station, servers=servers.get(station.id, ())) for station in plan.stations)
    )


def _too_few(places: int, total: int, parameter: str) -> AnalysisError:
    message, remedy = f"{places} places need at least one each", f"set {parameter} to {places} or more"
    return parameter_problem(parameter, "staff-too-few", message, str(total), remedy)


def _post(planned: Network, stations: Sequence[Station], total: int, parameter: str) -> dict[str, tuple[int, ...]]:
    copies = [planned.copies(station) for station in stations]
    if sum(copies) > total:
        raise _too_few(sum(copies), total, parameter)
    loads = tuple(
        load for station, count in zip(stations, copies, strict=True)
        for load in [planned.offered(station.id) / count] * count
    )  # fmt: skip
    people = iter(posted(total, loads) if stations else ())
    return {
        station.id: tuple(next(people) for _ in range(count)) for station, count in zip(stations, copies, strict=True)
    }
