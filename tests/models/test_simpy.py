"""Another engine, fed with the same random inputs, must finish every case at the same moment."""

import numpy as np
import pytest

from policy_report.models.engine import run_network
from tests.models.hospital import MODEL, POOL, WARDS, network, parameters
from tests.models.in_simpy import leads
from tests.models.models import check_identities
from tests.models.reference import given


@pytest.mark.parametrize("regime", [WARDS, POOL])
@pytest.mark.parametrize("patients", [60, 110])
def test_every_case_is_done_at_the_same_moment_and_littles_law_holds(regime: str, patients: float) -> None:
    made = network(parameters(patients=patients), regime)
    demand = MODEL.demand(2500, 3)
    found = run_network(made, demand)
    np.testing.assert_array_equal(found.done, leads(made, given(made, demand)))
    check_identities(found)
