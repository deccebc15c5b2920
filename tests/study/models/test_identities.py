"""What holds for every run of every regime, whatever the parameters."""

import numpy as np
import pytest

from jiaxing_sanming.models.designs import CaseClass, Regime, Scenario
from policy_report.models.measures import measures
from policy_report.models.stations import utilisations
from tests.models.models import check_identities, who_goes_where
from tests.study.models.models import EQUAL, network, random_parameters, simulate, study

CASES = 4000


@pytest.mark.parametrize("scenario", Scenario)
@pytest.mark.parametrize("regime", Regime)
def test_littles_law_and_conservation_at_the_base_values(regime: Regime, scenario: Scenario) -> None:
    check_identities(simulate(study(), regime, scenario, CASES, 1))


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize("seed", range(25))
def test_littles_law_and_conservation_at_random_values(seed: int, regime: Regime) -> None:
    parameters = random_parameters(seed)
    for scenario in Scenario:
        check_identities(simulate(parameters, regime, scenario, 1500, seed, overloaded=True))


@pytest.mark.parametrize("regime", Regime)
def test_every_case_goes_where_its_route_sends_it(regime: Regime) -> None:
    run = simulate(study(), regime, EQUAL, CASES, 5)
    went = who_goes_where(run)
    for station in run.network.stations:
        always = [kind for kind, visit in run.network.visits(station.id) if not visit.when]
        least = sum(int(run.of(kind).sum()) for kind in always)
        if set(always) == set(CaseClass):
            assert went[station.id] == CASES
        else:
            assert least <= went[station.id] < CASES


def test_graded_wrongly_means_the_wrong_tier_first() -> None:
    run = simulate(study(), Regime.TIERED, EQUAL, 20_000, 2)
    county, city = (set(run.stages[f"analysis_{tier}"].cases.tolist()) for tier in ("county", "city"))
    small = set(np.flatnonzero(run.of("small")).tolist())
    assert county | city == set(range(20_000))
    # A large case in the county comes to the city as well; a small one is in one tier alone.
    assert county & city == county - small
    share = len(city & small) / len(small)
    assert share == pytest.approx(study()["triage_error"].value, abs=0.01)


@pytest.mark.parametrize("regime", Regime)
def test_the_load_computed_is_the_load_observed(regime: Regime) -> None:
    made = network(study(), regime, EQUAL)
    found = measures(simulate(study(), regime, EQUAL, 200_000, 4))
    for station, loads in utilisations(made).items():
        servers = made.station(station).servers
        exp = sum(load * count for load, count in zip(loads, servers, strict=True)) / sum(servers)
        assert found.stages[station].utilisation == pytest.approx(exp, rel=0.03)


def test_the_conditions_of_one_class_at_one_station_exclude_each_other() -> None:
    for regime in Regime:
        made = network(study(), regime, EQUAL)
        for station in made.stations:
            for kind in CaseClass:
                visits = [visit for owner, visit in made.visits(station.id) if owner == kind]
                graded = {at.below for visit in visits for at in visit.when if at.stream == "grading"}
                assert len(visits) <= 1 or graded == {True, False}
