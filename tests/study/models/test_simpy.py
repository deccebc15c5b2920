"""Another engine, fed with the same random inputs, must give every lead at the same moment."""

import numpy as np
import pytest

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.models.engine import run_network
from policy_report.models.parameters import Parameters
from tests.models.in_simpy import leads
from tests.models.reference import given
from tests.study.models.models import network, study


@pytest.mark.parametrize("scenario", Scenario)
@pytest.mark.parametrize("regime", Regime)
def test_every_lead_comes_at_the_same_moment(regime: Regime, scenario: Scenario) -> None:
    check(study(), regime, scenario, 2500, 3)


@pytest.mark.parametrize("regime", Regime)
def test_also_where_queues_are_long(regime: Regime) -> None:
    check(study().replace(cases_per_day=100), regime, Scenario.EQUAL_RESOURCES, 2000, 8)


def check(parameters: Parameters, regime: Regime, scenario: Scenario, cases: int, seed: int) -> None:
    made = network(parameters, regime, scenario)
    demand = MODEL.demand(cases, seed)
    np.testing.assert_array_equal(run_network(made, demand).done, leads(made, given(made, demand)))
