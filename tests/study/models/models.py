"""The study's parameters and runs of its regimes, for tests."""

from functools import cache

import numpy as np

from jiaxing_sanming.models.designs import MODEL, Scenario
from policy_report.evidence.register import read_register
from policy_report.models import simulation
from policy_report.models.engine import Run
from policy_report.models.measures import Measures
from policy_report.models.parameters import Parameters
from policy_report.models.stations import Network
from policy_report.project import Project
from tests.conftest import ROOT

EQUAL, PUBLISHED = Scenario.EQUAL_RESOURCES, Scenario.AS_PUBLISHED


@cache
def study() -> Parameters:
    """The parameters of the study."""
    return Parameters.from_frame(read_register(Project(ROOT)).frames["process_parameters"])


def random_parameters(seed: int) -> Parameters:
    """Assumptions drawn from their ranges, with enough analysts for every place."""
    generator = np.random.default_rng(seed)
    values = {}
    for row in study().rows:
        if row.kind == "assumed":
            value = float(generator.uniform(row.low, row.high))
            values[row.id] = float(round(value)) if row.unit == "count" else value
    return study().replace(**values)


def network(parameters: Parameters, regime: str, scenario: str) -> Network:
    """A regime as a network."""
    return MODEL.network(parameters, regime, scenario)


def simulate(
    parameters: Parameters, regime: str, scenario: str, cases: int, seed: int, *, overloaded: bool = False
) -> Run:
    """One run of a regime."""
    demand = MODEL.demand(cases, seed)
    return simulation.simulate(MODEL, parameters, regime, scenario, demand, overloaded=overloaded)


def evaluate(parameters: Parameters, scenario: str, cases: int, seed: int) -> dict[str, Measures]:
    """What each regime makes of the same cases."""
    return simulation.evaluate(MODEL, parameters, scenario, MODEL.demand(cases, seed))
