"""The space of assumptions, and what makes a sample of it."""

import numpy as np
import pytest

from policy_report.errors import AnalysisError
from policy_report.models.demand import check_seed
from policy_report.models.space import Space, check_samples
from tests.models.hospital import DAY, NIGHT, parameters


def test_every_assumption_with_a_range_varies_under_its_scenario_only() -> None:
    day, night = ({row.id for row in Space(parameters(), scenario).varied} for scenario in (DAY, NIGHT))
    assert night - day == {"doctors_night"}
    assert {"doctors", "patients", "imaging"} <= day
    assert "window" not in day


def test_the_corners_of_the_cube_are_the_ends_of_the_ranges() -> None:
    space = Space(parameters(), DAY)
    low, high = (space.values(np.full(len(space.varied), end)) for end in (0.0, 1.0))
    assert all((low[row.id], high[row.id]) == (row.low, row.high) for row in space.varied)
    assert space.at(np.zeros(len(space.varied)))["doctors"].value == parameters()["doctors"].low
    assert space.at(np.zeros(len(space.varied)))["window"] == parameters()["window"]


def test_every_whole_number_of_a_range_is_equally_likely() -> None:
    space = Space(parameters(), DAY)
    place = [row.id for row in space.varied].index("wards")
    points = np.zeros((6000, len(space.varied)))
    points[:, place] = (np.arange(6000) + 0.5) / 6000
    values = [space.values(point)["wards"] for point in points]
    row = parameters()["wards"]
    numbers, counts = np.unique(values, return_counts=True)
    assert numbers.tolist() == list(range(int(row.low), int(row.high) + 1))
    assert set(counts) == {6000 // len(numbers)}


@pytest.mark.parametrize(
    ("samples", "code", "remedy"),
    [
        (0, "samples-not-positive", "give a power of two, such as 512"),
        (-8, "samples-not-positive", "give a power of two, such as 512"),
        (100, "samples-not-power-of-two", "give 64 or 128"),
    ],
)
def test_a_number_of_samples_that_makes_no_sequence_is_an_error(samples: int, code: str, remedy: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        check_samples(samples, "--samples")
    (problem,) = caught.value.problems
    assert (problem.file, problem.code, problem.text, problem.remedy) == ("--samples", code, str(samples), remedy)


def test_powers_of_two_are_samples() -> None:
    for power in range(12):
        check_samples(2**power)


def test_a_negative_seed_is_an_error() -> None:
    check_seed(0)
    with pytest.raises(AnalysisError, match="seed-negative"):
        check_seed(-1)
