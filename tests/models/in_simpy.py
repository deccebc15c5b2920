"""The same network in SimPy, fed with the same random inputs: another engine, written from the routes alone."""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from policy_report.models.engine import Inputs
from policy_report.models.stations import TRUNK, Network
from tests.models.models import Floats

Step = tuple[simpy.Resource | None, float]
Process = Generator[Any, Any, None]


def leads(network: Network, given: Inputs) -> Floats:
    """When each case has its lead."""
    world = simpy.Environment()
    paths = _paths(world, network, given)
    found = np.zeros(given.arrival.size)

    def steps(path: list[Step]) -> Process:
        for resource, hours in path:
            if resource is None:
                yield world.timeout(hours)
            else:
                with resource.request() as turn:
                    yield turn
                    yield world.timeout(hours)

    def life(case: int) -> Process:
        yield world.timeout(given.arrival[case])
        yield from steps(paths[TRUNK][case])
        yield world.all_of([world.process(steps(path[case])) for line, path in paths.items() if line != TRUNK])
        found[case] = world.now

    for case in range(given.arrival.size):
        world.process(life(case))
    world.run()
    return found


def _paths(world: simpy.Environment, network: Network, given: Inputs) -> dict[str, list[list[Step]]]:
    """The steps of each case on each line, in order."""
    lines = {TRUNK, *(network.line(station.id) for station in network.stations)}
    paths: dict[str, list[list[Step]]] = {line: [[] for _ in range(given.arrival.size)] for line in lines}
    for station in network.stations:
        delay = not station.staff
        resources = [None] if delay else [simpy.Resource(world, count) for count in station.servers]
        visits, line = given.visits[station.id], network.line(station.id)
        for case, copy, hours in zip(visits.cases.tolist(), visits.copy.tolist(), visits.service.tolist(), strict=True):
            paths[line][case].append((resources[0 if delay else copy], hours))
    return paths
