"""The compiled engine beside SimPy and Ciw: the same network, the same inputs, the same process."""

import time
from collections.abc import Callable
from typing import Any

import ciw
import numpy as np
import pytest

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.models.demand import Demand
from policy_report.models.engine import run_network
from policy_report.models.stations import Network
from tests.models.in_simpy import leads
from tests.models.models import Floats
from tests.models.reference import Given, given
from tests.study.models.models import network, study

pytestmark = pytest.mark.slow

CASES = 20_000


def case_network() -> tuple[Network, Demand, Given]:
    """The separate regime without approvals: three stages, of which two have a copy for each county or branch."""
    made = network(study().replace(approval_levels=0), Regime.SEPARATE, Scenario.EQUAL_RESOURCES)
    demand = MODEL.demand(CASES, 1)
    return made, demand, given(made, demand)


def seconds(work: Callable[[], object], runs: int) -> float:
    """The best of some runs, in seconds of this process."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def test_simpy_gives_the_same_times_and_takes_a_hundred_times_as_long(capsys: pytest.CaptureFixture[str]) -> None:
    made, demand, inputs = case_network()
    np.testing.assert_array_equal(run_network(made, demand).done, leads(made, inputs))
    ours, theirs = seconds(lambda: run_network(made, demand), 15), seconds(lambda: leads(made, inputs), 2)
    report(capsys, "SimPy", ours, theirs)
    assert theirs / ours >= 100


def test_ciw_gives_the_same_times_and_takes_a_hundred_times_as_long(capsys: pytest.CaptureFixture[str]) -> None:
    made, demand, inputs = case_network()
    found: list[Floats] = []
    theirs = seconds(lambda: found.append(leads_in_ciw(made, demand, inputs)), 1)
    np.testing.assert_allclose(found[0], run_network(made, demand).done, rtol=1e-9)
    ours = seconds(lambda: run_network(made, demand), 15)
    report(capsys, "Ciw", ours, theirs)
    assert theirs / ours >= 100


def report(capsys: pytest.CaptureFixture[str], name: str, ours: float, theirs: float) -> None:
    with capsys.disabled():
        took = f"{1000 * ours:.1f} ms, in {name} {theirs:.1f} s"
        print(f"\nprocess: {CASES:,} cases in {took}: {theirs / ours:.0f} times")


def leads_in_ciw(made: Network, demand: Demand, inputs: Given) -> Floats:
    """When each case has its lead; a node for each copy of each station, whose times come in the order of service.

    Ciw draws a time of service when a case is taken up, which at one node is in order of arrival.
    """
    assert all(station.staff for station in made.stations)
    stages = run_network(made, demand).stages
    nodes = [(station.id, copy) for station in made.stations for copy in range(len(station.servers))]
    number = {node: place + 1 for place, node in enumerate(nodes)}
    routes: list[list[int]] = [[] for _ in range(inputs.arrival.size)]
    service = []
    for name, stage in stages.items():
        copies = range(len(made.station(name).servers))
        # The last time belongs to a case that never comes: a sequence must not be empty.
        service += [
            [*(inputs.calls[name][case].hours for case in stage.cases[stage.copy == copy].tolist()), 1.0]
            for copy in copies
        ]
        for case, copy in zip(stage.cases.tolist(), stage.copy.tolist(), strict=True):
            routes[case] += [number[name, copy]]
    first = np.array([route[0] for route in routes])
    never = float(inputs.arrival[-1]) * 10
    gaps: list[Any] = [
        ciw.dists.Sequential([*np.diff(inputs.arrival[first == place], prepend=0.0).tolist(), never])
        if (first == place).any()
        else None
        for place in number.values()
    ]

    def route(individual: Any, _: Any) -> list[int]:
        return routes[individual.id_number - 1][1:]

    system = ciw.create_network(
        arrival_distributions=gaps,
        service_distributions=[ciw.dists.Sequential(times) for times in service],
        number_of_servers=[count for station in made.stations for count in station.servers],
        routing=ciw.routing.ProcessBased(route),
    )
    simulation = ciw.Simulation(system)
    simulation.simulate_until_max_customers(inputs.arrival.size, method="Finish")
    found = np.zeros(inputs.arrival.size)
    for record in simulation.get_all_records():
        case = record.id_number - 1
        if case < found.size:
            found[case] = max(found[case], record.exit_date)
    return found
