"""Measures are those of the run, and the same for the same seed."""

import subprocess
import sys

import numpy as np
import pytest

from jiaxing_sanming.models import (
    Regime,
    Scenario,
    bottleneck,
    evaluate,
    measures,
    network,
    share_within,
    simulate,
    stability_limit,
    stable,
)
from policy_report.errors import AnalysisError
from policy_report.models.demand import Demand
from tests.conftest import ROOT
from tests.models.models import EQUAL, study

CASES = 20_000


def test_the_same_seed_gives_the_same_measures_and_another_seed_others() -> None:
    first, second, other = (evaluate(study(), EQUAL, CASES, seed) for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_another_process_gives_the_same_numbers() -> None:
    code = (
        "from tests.models.models import *\nfrom jiaxing_sanming.models import simulate\n"
        "print(repr(float(simulate(study(), Regime.TIERED, EQUAL, 5000, 9).times.sum())))"
    )
    paths = f"{ROOT}:{ROOT / 'scripts'}"
    command = ["env", f"PYTHONPATH={paths}", sys.executable, "-c", code]
    got = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert got.stdout.strip() == repr(float(simulate(study(), Regime.TIERED, EQUAL, 5000, 9).times.sum()))


def test_every_regime_meets_the_same_cases_and_the_same_luck() -> None:
    runs = [simulate(study(), regime, EQUAL, CASES, 3) for regime in Regime]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.arrival, runs[0].arrival)
        np.testing.assert_array_equal(run.small, runs[0].small)
    # Scene work takes a case the same time wherever it is routed.
    work = []
    for run in runs:
        stage, times = run.stages["local"], np.zeros(CASES)
        times[stage.cases] = stage.end - stage.start
        work.append(times)
    np.testing.assert_allclose(work[1], work[0], atol=1e-6)
    np.testing.assert_allclose(work[2], work[0], atol=1e-6)


def test_what_one_regime_draws_does_not_shift_another() -> None:
    demand = Demand(1000, 4)
    shared = [
        simulate(study(), regime, EQUAL, 1000, 4, demand=demand).times.sum() for regime in (*Regime, Regime.SEPARATE)
    ]
    assert shared == [simulate(study(), regime, EQUAL, 1000, 4).times.sum() for regime in (*Regime, Regime.SEPARATE)]


def test_measures_are_those_of_the_cases_after_the_warm_up() -> None:
    run = simulate(study(), Regime.PARALLEL, EQUAL, CASES, 6)
    found = measures(run)
    times, small = run.times[CASES // 10 :], run.small[CASES // 10 :]
    assert found.lead_time["all"].cases == times.size
    assert found.lead_time["small"].mean.value == times[small].mean()
    assert found.lead_time["large"].p90.value == np.quantile(times[~small], 0.9)
    assert found.lead_time["all"].within.value == np.mean(times <= 48) == share_within(run, 48)
    assert found.bottleneck == bottleneck(run.network)


def test_the_backlog_is_what_little_says() -> None:
    found = measures(simulate(study(), Regime.TIERED, EQUAL, 200_000, 2))
    exp = found.lead_time["all"].mean.value * study()["cases_per_day"].value / 24
    assert found.backlog == pytest.approx(exp, rel=0.02)


def test_intervals_hold_the_long_run_value_about_as_often_as_they_say() -> None:
    made = [measures(simulate(study(), Regime.SEPARATE, EQUAL, CASES, seed)) for seed in range(60)]
    exp = measures(simulate(study(), Regime.SEPARATE, EQUAL, 2_000_000, 1000)).lead_time["all"].mean.value
    hits = sum(each.lead_time["all"].mean.low <= exp <= each.lead_time["all"].mean.high for each in made)
    assert hits >= 50


def test_warm_up_is_long_enough() -> None:
    run = simulate(study(), Regime.SEPARATE, EQUAL, 400_000, 5)
    early, late = run.times[40_000:80_000].mean(), run.times[80_000:].mean()
    assert early == pytest.approx(late, rel=0.03)


@pytest.mark.parametrize("regime", Regime)
def test_a_load_beyond_the_limit_is_an_error_that_names_station_and_limit(regime: Regime) -> None:
    limit = stability_limit(network(study(), regime, EQUAL))
    with pytest.raises(AnalysisError) as caught:
        simulate(study().replace(cases_per_day=limit * 1.001), regime, EQUAL, 1000, 1)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column) == ("load-unstable", "cases_per_day")
    assert f"{limit:.1f}" in problem.message
    below = study().replace(cases_per_day=limit * 0.999)
    assert stable(network(below, regime, EQUAL))
    simulate(below, regime, EQUAL, 1000, 1)


def test_beyond_the_limit_a_queue_grows_with_the_run_and_below_it_does_not() -> None:
    limit = stability_limit(network(study(), Regime.PARALLEL, EQUAL))
    ends = {}
    for factor in (0.8, 1.2):
        settings = study().replace(cases_per_day=limit * factor)
        for cases in (CASES, 4 * CASES):
            run = simulate(settings, Regime.PARALLEL, EQUAL, cases, 1, overloaded=True)
            found = measures(run)
            assert found.stable == (factor < 1)
            ends[factor, cases] = found.backlog_end
    assert ends[1.2, 4 * CASES] > 3 * ends[1.2, CASES] > 1000
    assert ends[0.8, 4 * CASES] < 500


def test_nobody_to_wait_for_means_no_limit() -> None:
    nothing = dict.fromkeys(
        ("desk_hours", "triage_hours", "local_small", "local_large", "analysis_small", "analysis_large"), 0
    )
    made = network(study().replace(**nothing), Regime.PARALLEL, EQUAL)
    assert (bottleneck(made), stability_limit(made), stable(made)) == ("", float("inf"), True)
    found = measures(simulate(study().replace(**nothing), Regime.PARALLEL, EQUAL, 2000, 1))
    assert found.lead_time["all"].within.value > 0.99


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
        evaluate(study(), Scenario.EQUAL_RESOURCES, cases, seed)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_class_without_cases_has_no_estimate() -> None:
    found = measures(simulate(study().replace(small_share=1), Regime.SEPARATE, EQUAL, 2000, 1))
    assert found.lead_time["large"].cases == 0
    assert np.isnan(found.lead_time["large"].mean.value)
