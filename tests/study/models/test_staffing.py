"""Whole people, none lost, where they are needed most."""

import pytest

from jiaxing_sanming.models.designs import ANALYSTS, CENTRE, OFFICERS, SEATS, Regime, Scenario
from policy_report.errors import AnalysisError
from policy_report.models.parameters import Parameters
from policy_report.models.stations import stability_limit
from tests.study.models.models import EQUAL, PUBLISHED, network, study


def heads(parameters: Parameters, regime: Regime, scenario: Scenario) -> dict[str, int]:
    made = network(parameters, regime, scenario)
    return {
        staff: sum(sum(station.servers) for station in made.stations if station.staff == staff)
        for staff in (SEATS, OFFICERS, ANALYSTS, CENTRE)
    }


@pytest.mark.parametrize("analysts", [60, 61, 97, 120, 200])
def test_every_regime_has_the_same_people(analysts: int) -> None:
    parameters = study().replace(analysts=analysts, officers=53, desk_seats=31)
    found = [heads(parameters, regime, EQUAL) for regime in Regime]
    assert found == [{SEATS: 31, OFFICERS: 53, ANALYSTS: analysts, CENTRE: 0}] * 3


def test_the_published_centre_has_its_published_analysts() -> None:
    made = network(study(), Regime.TIERED, PUBLISHED)
    central = sum(sum(made.station(name).servers) for name in ("triage", "analysis_city"))
    assert central == study()["centre_analysts"].value
    assert len(made.station("analysis_county").servers) == study()["counties_jiaxing"].value
    assert (
        sum(heads(study(), Regime.TIERED, PUBLISHED)[pool] for pool in (ANALYSTS, CENTRE)) == study()["analysts"].value
    )


@pytest.mark.parametrize(
    ("settings", "scenario", "column"),
    [
        ({"analysts": 59}, EQUAL, "analysts"),
        ({"officers": 11}, EQUAL, "officers"),
        ({"desk_seats": 3}, EQUAL, "desk_seats"),
        ({"counties": 100_000, "branches": 100_000}, EQUAL, "desk_seats"),
    ],
)
def test_too_few_people_for_the_places_are_said(settings: dict[str, float], scenario: Scenario, column: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        network(study().replace(**settings), Regime.SEPARATE, scenario)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("staff-too-few", column)


def test_a_mix_other_than_the_planned_one_finds_people_in_the_wrong_tier() -> None:
    fit, unfit = (
        network(study().replace(small_share=0.6, planned_small_share=plan), Regime.TIERED, EQUAL) for plan in (0.6, 0.9)
    )
    assert stability_limit(unfit) < 0.8 * stability_limit(fit)
