"""The same network in SimPy, fed with the same random inputs: another engine, written from the routes alone."""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from policy_report.models.stations import TRUNK, Network
from tests.models.models import Floats
from tests.models.reference import Given

Step = tuple[simpy.Resource | None, float]
Process = Generator[Any, Any, None]


def leads(network: Network, inputs: Given) -> Floats:
    """When each case has its lead."""
    world = simpy.Environment()
    paths = _paths(world, network, inputs)
    found = np.zeros(inputs.arrival.size)

    def steps(path: list[Step]) -> Process:
        for resource, hours in path:
            if resource is None:
                yield world.timeout(hours)
            else:
                with resource.request() as turn:
                    yield turn
                    yield world.timeout(hours)

    def life(case: int) -> Process:
        yield world.timeout(inputs.arrival[case])
        yield from steps(paths[TRUNK][case])
        yield world.all_of([world.process(steps(path[case])) for line, path in paths.items() if line != TRUNK])
        found[case] = world.now

    for case in range(inputs.arrival.size):
        world.process(life(case))
    world.run()
    return found


def _paths(world: simpy.Environment, network: Network, inputs: Given) -> dict[str, list[list[Step]]]:
    """The steps of each case on each line, in order."""
    lines = {TRUNK, *(network.line(station.id) for station in network.stations)}
    paths: dict[str, list[list[Step]]] = {line: [[] for _ in range(inputs.arrival.size)] for line in lines}
    for station in network.stations:
        resources = [simpy.Resource(world, count) for count in station.servers]
        for case, call in inputs.calls[station.id].items():
            step = (resources[call.copy] if station.staff else None, call.hours)
            paths[network.line(station.id)][case].append(step)
    return paths
