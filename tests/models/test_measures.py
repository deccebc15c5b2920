"""Measures are those of the run, and the same for the same seed."""

import subprocess
import sys

import numpy as np
import pytest

from policy_report.errors import AnalysisError
from policy_report.models.demand import Demand
from policy_report.models.measures import measures
from policy_report.models.stations import bottleneck, stability_limit, stable
from tests.conftest import ROOT
from tests.models.hospital import MODEL, POOL, WARDS, evaluate, network, parameters, run

CASES = 20_000


def test_the_same_seed_gives_the_same_measures_and_another_seed_others() -> None:
    first, second, other = (evaluate(parameters(), CASES, seed) for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_another_process_gives_the_same_numbers() -> None:
    code = "from tests.models.hospital import *\nprint(repr(float(run(parameters(), WARDS, 5000, 9).times.sum())))"
    command = ["env", f"PYTHONPATH={ROOT}:{ROOT / 'scripts'}", sys.executable, "-c", code]
    got = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert got.stdout.strip() == repr(float(run(parameters(), WARDS, 5000, 9).times.sum()))


def test_every_regime_meets_the_same_cases_with_the_same_work() -> None:
    wards, pool = (run(parameters(), regime, CASES, 3) for regime in (WARDS, POOL))
    np.testing.assert_array_equal(wards.arrival, pool.arrival)
    np.testing.assert_array_equal(wards.classes, pool.classes)
    first, second = (np.sort(made.stages["image"].end - made.stages["image"].start) for made in (wards, pool))
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_what_one_regime_draws_does_not_shift_another() -> None:
    order, demand = (WARDS, POOL, WARDS), MODEL.demand(1000, 4)
    shared = [_sum(demand, regime) for regime in order]
    assert shared == [_sum(MODEL.demand(1000, 4), regime) for regime in order]


def _sum(demand: Demand, regime: str) -> float:
    from policy_report.models.simulation import simulate

    return float(simulate(MODEL, parameters(), regime, "day", demand).times.sum())


def test_measures_are_those_of_the_cases_after_the_warm_up() -> None:
    made = run(parameters(), POOL, CASES, 6)
    found = measures(made)
    times, urgent = made.times[CASES // 10 :], made.of("urgent")[CASES // 10 :]
    assert list(found.lead_time) == ["all", "urgent", "ordinary"]
    assert found.lead_time["all"].cases == times.size
    assert found.lead_time["urgent"].mean.value == times[urgent].mean()
    assert found.lead_time["ordinary"].p90.value == np.quantile(times[~urgent], 0.9)
    assert found.lead_time["all"].within.value == np.mean(times <= 6)
    assert found.bottleneck == bottleneck(made.network)


def test_the_backlog_is_what_little_says() -> None:
    found = measures(run(parameters(), WARDS, 200_000, 2))
    assert found.backlog == pytest.approx(found.lead_time["all"].mean.value * 60 / 24, rel=0.02)


def test_intervals_hold_the_long_run_value_about_as_often_as_they_say() -> None:
    made = [measures(run(parameters(), WARDS, CASES, seed)) for seed in range(60)]
    exp = measures(run(parameters(), WARDS, 2_000_000, 1000)).lead_time["all"].mean.value
    hits = sum(each.lead_time["all"].mean.low <= exp <= each.lead_time["all"].mean.high for each in made)
    assert hits >= 50


def test_a_load_beyond_the_limit_is_an_error_that_names_station_and_limit() -> None:
    limit = stability_limit(network(parameters(), POOL))
    with pytest.raises(AnalysisError) as caught:
        run(parameters(patients=limit * 1.001), POOL, 1000, 1)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("load-unstable", "patients")
    assert f"{limit:.1f}" in problem.message
    assert "Consultation" in problem.message
    assert stable(network(parameters(patients=limit * 0.999), POOL))


def test_beyond_the_limit_a_queue_grows_with_the_run_and_below_it_does_not() -> None:
    limit = stability_limit(network(parameters(), POOL))
    ends = {}
    for factor in (0.8, 1.2):
        settings = parameters(patients=limit * factor)
        for cases in (CASES, 4 * CASES):
            found = measures(run(settings, POOL, cases, 1, overloaded=True))
            assert found.stable == (factor < 1)
            ends[factor, cases] = found.backlog_end
    assert ends[1.2, 4 * CASES] > 3 * ends[1.2, CASES] > 1000
    assert ends[0.8, 4 * CASES] < 500


@pytest.mark.parametrize(
    ("cases", "seed", "code"),
    [
        (0, 1, "cases-impossible"),
        (10**12, 1, "cases-impossible"),
        (999, 1, "cases-too-few"),
        (1000, -1, "seed-negative"),
    ],
)
def test_a_run_that_makes_no_sense_is_refused(cases: int, seed: int, code: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        evaluate(parameters(), cases, seed)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_class_without_cases_has_no_estimate() -> None:
    found = measures(run(parameters(urgent=0), WARDS, 2000, 1))
    assert found.lead_time["urgent"].cases == 0
    assert np.isnan(found.lead_time["urgent"].mean.value)


def test_a_stream_that_the_model_does_not_name_is_an_error() -> None:
    with pytest.raises(AnalysisError, match="stream-unknown"):
        Demand(1000, 1, ("triage",)).normals("image")
