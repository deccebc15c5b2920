"""Whole people, none lost, where they are needed most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_report.errors import AnalysisError
from policy_report.models.staffing import posted
from tests.models.hospital import POOL, WARDS, network, parameters


@given(st.lists(st.floats(0, 50, allow_subnormal=False), min_size=1, max_size=12), st.integers(0, 60))
def test_nobody_is_lost_and_no_move_of_one_person_would_help(loads: list[float], more: int) -> None:
    # Beside another case of more places: what one case gets does not depend on others.
    several = np.array([[*loads, -1.0], np.arange(len(loads) + 1)])
    *people, nobody = posted(np.array([len(loads) + more, 100]), several)[0].tolist()
    assert nobody == 0
    assert sum(people) == len(loads) + more
    assert min(people) >= 1
    worst = max(load / count for load, count in zip(loads, people, strict=True))
    for giver, count in enumerate(people):
        for taker in range(len(people)):
            if giver != taker and count > 1:
                moved = [each + (place == taker) - (place == giver) for place, each in enumerate(people)]
                assert max(load / each for load, each in zip(loads, moved, strict=True)) >= worst * (1 - 1e-12)


def test_every_regime_has_the_same_people() -> None:
    for regime in (WARDS, POOL):
        stations = network(parameters(), regime).stations
        assert {station.staff: sum(station.servers) for station in stations} == {"nurses": 4, "": 0, "doctors": 10}


def test_too_few_people_for_the_places_are_said() -> None:
    with pytest.raises(AnalysisError) as caught:
        network(parameters(doctors=2), WARDS)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("staff-too-few", "doctors")
    assert network(parameters(doctors=2), POOL).station("consult").servers == (2,)


def test_a_station_that_no_work_reaches_is_left_out() -> None:
    made = network(parameters(triage=0, imaging=0), POOL)
    assert [station.id for station in made.stations] == ["consult"]
    assert all([visit.station for visit in route] == ["consult"] for route in made.routes.values())
