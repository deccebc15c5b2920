"""Comparisons of the regimes of a made model: at a point, over a plane, and over the space of its assumptions."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from policy_report.models.comparison import LONGEST, Comparison, as_frame, columns
from policy_report.models.indices import CHANCE
from policy_report.models.parameters import Parameters, Values
from policy_report.models.phase import cells, limits
from policy_report.models.ranking import NONE
from policy_report.models.sensitivity import MADE, REPLICATIONS, last, outputs_of, study
from policy_report.models.simulation import lead_times, process_measures, process_networks
from policy_report.models.space import Plane, Space
from policy_report.models.stations import Network
from policy_report.pools import processes
from tests.models.hospital import DAY, MODEL, NIGHT, POOL, WARDS, load, parameters, run


def at(given: Parameters, cases: int = 3000) -> dict[str, float]:
    """What the comparison says of one set of parameters, which a space without ranges holds."""
    fixed = Parameters(tuple(replace(row, low=row.value, high=row.value) for row in given.rows))
    (outputs,) = Comparison(MODEL, Space(fixed, DAY), cases)(np.empty((1, 0)), [1])
    return dict(zip(columns(MODEL), outputs.tolist(), strict=True))


def test_without_overload_the_numbers_are_those_of_a_run() -> None:
    got = at(parameters())
    for regime in (WARDS, POOL):
        times = run(parameters(), regime, 3000, 1).times[300:]
        assert got[f"within_{regime}"] == np.mean(times <= 6)
        assert got[f"median_{regime}"] == np.median(times)
        assert got[f"stable_{regime}"] == 1


def test_behind_a_queue_without_end_no_case_is_early_however_short_the_run() -> None:
    got = at(parameters(patients=500), cases=1000)
    assert [got[f"{what}_pool"] for what in ("within", "median", "stable")] == [0, LONGEST, 0]


def test_a_difference_is_the_first_less_the_second() -> None:
    outputs = np.array([[0.5, 3.0, 1.0, 0.75, 2.0, 1.0]])
    assert as_frame(MODEL, outputs)["pool_less_wards"].tolist() == [0.25]


def test_the_plane_has_a_state_for_each_cell_and_a_limit_for_each_mix() -> None:
    plane = Plane(MODEL, parameters(), DAY)
    with processes(1) as pool:
        got = cells(plane, loads=3, mixes=2, cases=500, pool=pool)
    assert sorted(got["patients"].unique()) == [20, 70, 120]
    assert sorted(got["urgent"].unique()) == [0.05, 0.4]
    assert set(got["first"]) <= {WARDS, POOL, NONE}
    found = limits(plane, mixes=2)
    assert found.groupby("regime").size().to_dict() == {WARDS: 2, POOL: 2}
    assert found.groupby("urgent")["limit"].max().is_monotonic_decreasing


def test_a_study_of_the_space_has_every_output_and_tells_its_progress() -> None:
    seen: list[tuple[int, int]] = []
    with processes(1) as pool:
        got = study(MODEL, parameters(), DAY, 8, 1, pool=pool, progress=lambda *step: seen.append(step))
    differences, medians = outputs_of(MODEL)
    assert got.verdicts["output"].unique().tolist() == [*differences, *medians]
    assert {CHANCE, "doctors", "patients"} <= set(got.verdicts["parameter"])
    runs = 8 * (got.verdicts["parameter"].nunique() - 1 + 3) + 8 * (REPLICATIONS - MADE) + 8
    assert seen[-1] == (runs, runs)
    shares = got.stability.set_index("regime")["share"]
    assert shares["all"] <= min(shares[WARDS], shares[POOL]) <= max(shares[WARDS], shares[POOL]) <= shares["any"]
    everywhere = got.shares[got.shares["load_low"].eq(0) & got.shares["load_high"].gt(9)]
    assert everywhere.groupby("question")["share"].sum().tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize(("most", "exp"), [(256, 64), (32, 32)])
def test_samples_are_added_until_the_indices_converge_or_there_are_enough(
    most: int, exp: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policy_report.models.sensitivity.CASES", 50)
    monkeypatch.setattr("policy_report.models.indices.WIDEST", 9.0)
    monkeypatch.setattr("policy_report.models.indices.MOST_CHANGE", 9.0)
    monkeypatch.setattr("policy_report.models.indices.FIRST", 64)
    monkeypatch.setattr("policy_report.models.sensitivity.REPLICATIONS", 3)
    with processes(1) as pool:
        got = study(MODEL, parameters(), DAY, most, 1, pool=pool)
    assert got.indices["samples"].max() == exp
    assert got.shares["points"].max() == exp
    assert len(last(got.indices)) == len(got.verdicts)


def test_the_load_is_the_same_for_all_regimes() -> None:
    assert load(parameters(patients=24, urgent=0, consult=2, doctors=8).by_id) == 2 / 8


def test_the_base_case_has_every_scenario_regime_and_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policy_report.models.simulation.CASES", 2000)
    frame = pd.DataFrame([vars(row) for row in parameters().rows])
    measures, networks = process_measures(MODEL, frame), process_networks(MODEL, frame)
    assert {(scenario, regime) for scenario, found in measures.items() for regime in found} == {
        (scenario, regime) for scenario in (DAY, NIGHT) for regime in (WARDS, POOL)
    }
    assert sum(networks[NIGHT][POOL].station("consult").servers) == 8
    for _, line in lead_times(MODEL, frame).groupby(["scenario", "regime", "case_class"]):
        assert line["hours"].is_monotonic_increasing


def test_a_regime_that_asks_what_an_array_does_not_say_is_built_for_each_point() -> None:
    # The hospital has an image made for no patient at all where the share is zero, and a station less.
    def build(values: Values, regime: str, scenario: str) -> Network:
        return MODEL.build(
            Values(values | {"imaging": values["imaging"] if values["imaging"] > 0.3 else 0.0}), regime, scenario
        )

    space = Space(parameters(), DAY)
    points, asks = np.random.default_rng(1).random((16, len(space.varied))), replace(MODEL, build=build)
    together = Comparison(asks, space, 300)(points, [1] * 16)
    alone = [Comparison(asks, space, 300)(point[None], [1])[0] for point in points]
    np.testing.assert_array_equal(together, alone)
