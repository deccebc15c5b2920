"""The study as a whole, small: phase diagram, indices, ranking, and the numbers of the prose."""

from functools import cache
from itertools import chain

import numpy as np
import pandas as pd
import pytest

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from jiaxing_sanming.models.robustness import drivers, flip, ranking
from policy_report.evidence.register import read_register
from policy_report.models.indices import CHANCE
from policy_report.models.parameters import Parameters
from policy_report.models.phase import Phase, cells, limits
from policy_report.models.ranking import NONE
from policy_report.models.sensitivity import MADE, REPLICATIONS, Sensitivity, outputs_of
from policy_report.models.sensitivity import study as studied
from policy_report.models.space import Plane
from policy_report.models.stations import stability_limit
from policy_report.paper.tables.wording import method
from policy_report.pools import processes
from policy_report.project import Project
from policy_report.text.language import Language
from tests.conftest import ROOT, this_study
from tests.study.models.models import EQUAL, PUBLISHED, network, study


@cache
def small_study() -> Sensitivity:
    with processes(1) as pool:
        return studied(MODEL, study(), EQUAL, 4, 1, pool=pool)


def test_a_study_tells_its_progress_and_repeats() -> None:
    seen: list[tuple[int, int]] = []
    with processes(1) as pool:
        again = studied(MODEL, study(), EQUAL, 4, 1, pool=pool, progress=lambda *step: seen.append(step))
    varied = small_study().verdicts["parameter"].nunique() - 1
    runs = 4 * (varied + 3) + 4 * (REPLICATIONS - MADE) + 4
    assert seen[-1] == (runs, runs)
    pd.testing.assert_frame_equal(again.indices, small_study().indices)
    pd.testing.assert_frame_equal(again.shares, small_study().shares)


def test_a_study_has_every_output_and_parameter_and_one_scenario() -> None:
    got = small_study()
    assert got.verdicts["output"].unique().tolist() == [*chain(*outputs_of(MODEL))]
    assert got.verdicts.groupby("output").size().nunique() == 1
    assert CHANCE in set(got.verdicts["parameter"])
    assert set(got.indices["samples"]) == {2, 4}
    assert set(got.stability["regime"]) == {*map(str, Regime), "all", "any"}
    assert all(set(frame["scenario"]) == {str(EQUAL)} for frame in vars(got).values())


def test_stability_is_counted_over_the_points() -> None:
    shares = small_study().stability.set_index("regime")["share"]
    assert shares["all"] <= shares[[*map(str, Regime)]].min()
    assert shares["any"] >= shares[[*map(str, Regime)]].max()


@cache
def small_phase() -> Phase:
    planes = [Plane(MODEL, study(), scenario) for scenario in Scenario]
    with processes(1) as pool:
        found = [cells(plane, loads=3, mixes=2, cases=500, pool=pool) for plane in planes]
    return Phase(pd.concat(found, ignore_index=True), pd.concat([limits(plane, mixes=2) for plane in planes]))


def test_the_phase_diagram_spans_the_ranges_of_its_axes() -> None:
    got = small_phase().cells
    for name, steps in (("cases_per_day", 3), ("small_share", 2)):
        values = got[name].unique()
        row = study()[name]
        assert (values.min(), values.max(), len(values)) == (row.low, row.high, steps)
    assert set(got["first"]) <= {*map(str, Regime), NONE}


def test_without_load_the_parallel_regime_is_first_and_far_beyond_all_limits_none_is() -> None:
    plane = Plane(MODEL, study().replace(cases_per_day=12), EQUAL)
    with processes(1) as pool:
        light = cells(plane, 1, 1, 1000, pool)
    assert light["first"].tolist() == [str(Regime.PARALLEL)]
    crushed = Plane(MODEL, study().replace(analysts=60, analysis_small=480, analysis_large=1440, officers=12), EQUAL)
    with processes(1) as pool:
        got = cells(crushed, 1, 1, 1000, pool)
    assert got["first"].tolist() == [NONE]
    assert got.filter(like="within_").to_numpy() == pytest.approx(0)


def test_a_limit_is_where_the_regime_stops_being_stable() -> None:
    for row in small_phase().limits.to_dict("records"):
        plane, regime = Plane(MODEL, study(), Scenario(row["scenario"])), Regime(row["regime"])
        for factor, exp in ((0.999, True), (1.001, False)):
            made = network(plane.at(np.array([row["limit"] * factor, row["small_share"]])), regime, plane.scenario)
            assert (stability_limit(made) > made.rate * 24) is exp


def shares(answer: str, share: float, scenario: Scenario = EQUAL) -> dict[str, object]:
    ends = {"low": share - 0.02, "high": share + 0.02}
    band = {"load_low": 0.0, "load_high": float("inf")}
    return {"question": "first", "answer": answer, "points": 64, "share": share, **ends, **band, "scenario": scenario}


def hand_made() -> Sensitivity:
    indices = pd.DataFrame(
        [
            {"output": "parallel_less_tiered", "parameter": name, "samples": size, "first": 0.0, "first_low": 0.0,
             "first_high": 0.0, "total": 0.5, "total_low": 0.4, "total_high": 0.6, "scenario": EQUAL}
            for name in ("analysts", "cv_small", CHANCE) for size in (32, 64)
        ]
    )  # fmt: skip
    verdicts = indices[indices["samples"].eq(64)].assign(converged=[True, False, True])
    indices = pd.concat([indices, indices.query("samples == 32").assign(scenario=PUBLISHED)])
    stability = pd.DataFrame([{"regime": "tiered", "share": 0.3, "low": 0.25, "high": 0.35, "scenario": PUBLISHED}])
    rows = [shares(str(Regime.PARALLEL), 0.4), shares(NONE, 0.2, PUBLISHED)]
    length = {"output": "parallel_less_tiered", "bias": -0.012, "rms": 0.03, "spread": 0.2, "scenario": EQUAL}
    return Sensitivity(indices, verdicts, stability, pd.DataFrame(rows), pd.DataFrame([length]))


def frame() -> pd.DataFrame:
    return read_register(Project(ROOT)).frames["process_parameters"]


def test_the_numbers_of_the_ranking_are_percentages_within_their_intervals() -> None:
    got = ranking(hand_made())
    quantity = got["first_parallel_equal"].quantity
    assert (quantity.value, quantity.lower, quantity.upper) == pytest.approx((40, 38, 42))
    assert quantity.unit == "percent"
    assert got["first_none_published"].quantity.value == pytest.approx(20)
    assert got["stable_tiered_published"].quantity.lower == pytest.approx(25)
    said = {key: method(this_study(), "ranking", key, number, Language.EN) for key, number in got.items()}
    assert said["first_parallel_equal"].startswith(
        "share of the space of assumptions with the parallel regime first, 95%"
    )
    assert all("model result under assumptions" in said[key] for key in got if key not in ("light", "heavy"))


def test_the_numbers_of_the_drivers_count_what_has_converged() -> None:
    got = drivers(hand_made(), frame())
    assert (got["judged"].quantity.value, got["converged"].quantity.value) == (3, 2)
    assert (got["samples"].quantity.value, got["samples_published"].quantity.value) == (64, 32)
    assert got["length_bias"].quantity.value == pytest.approx(1.2)
    total = got["total_analysts"].quantity
    assert (total.value, total.lower, total.upper) == (0.5, 0.4, 0.6)
    assert "total_cv_small" not in got


def diagram(*firsts: str) -> Phase:
    mix = study()["small_share"].value
    loads = np.arange(10.0, 10.0 + 5 * len(firsts), 5)
    rows = pd.DataFrame({"cases_per_day": loads, "small_share": mix, "first": firsts})
    cells_ = pd.concat([rows.assign(scenario=str(scenario)) for scenario in Scenario])
    return Phase(cells_, pd.DataFrame())


@pytest.mark.parametrize(
    ("firsts", "exp"),
    [
        (("parallel", "parallel", "tiered", "separate"), (15, 20)),
        (("parallel", "none", "parallel", "separate"), (10, 15)),
        (("parallel", "parallel"), (15, None)),
    ],
)
def test_the_order_flips_between_the_last_cell_that_is_parallel_and_the_next(
    firsts: tuple[str, ...], exp: tuple[float, float | None]
) -> None:
    got = flip(diagram(*firsts), frame())["load_equal"].quantity
    assert (got.lower, got.upper) == exp


def test_the_parameters_of_the_plane_are_posted_for_the_mix_that_comes() -> None:
    made = Plane(MODEL, study(), EQUAL).at(np.array([20.0, 0.7]))
    assert isinstance(made, Parameters)
    assert [made[name].value for name in ("cases_per_day", "small_share", "planned_small_share")] == [20, 0.7, 0.7]
