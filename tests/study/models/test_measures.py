"""What the engine promises of every model holds for the three regimes."""

import numpy as np
import pytest

from jiaxing_sanming.models.designs import Regime
from policy_report.errors import AnalysisError
from policy_report.models.measures import measures
from policy_report.models.stations import bottleneck, stability_limit, stable
from tests.study.models.models import EQUAL, network, simulate, study

CASES = 20_000


def test_every_regime_meets_the_same_cases_with_the_same_work() -> None:
    runs = [simulate(study(), regime, EQUAL, CASES, 3) for regime in Regime]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.arrival, runs[0].arrival)
        np.testing.assert_array_equal(run.classes, runs[0].classes)
    # Scene work takes a case the same time wherever it is routed.
    work = []
    for run in runs:
        stage, times = run.stages["local"], np.zeros(CASES)
        times[stage.cases] = stage.end - stage.start
        work.append(times)
    np.testing.assert_allclose(work[1], work[0], atol=1e-6)
    np.testing.assert_allclose(work[2], work[0], atol=1e-6)


def test_the_backlog_is_what_little_says() -> None:
    found = measures(simulate(study(), Regime.TIERED, EQUAL, 200_000, 2))
    exp = found.lead_time["all"].mean.value * study()["cases_per_day"].value / 24
    assert found.backlog == pytest.approx(exp, rel=0.02)


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


def test_nobody_to_wait_for_means_no_limit() -> None:
    nothing = dict.fromkeys(
        ("desk_hours", "triage_hours", "local_small", "local_large", "analysis_small", "analysis_large"), 0
    )
    made = network(study().replace(**nothing), Regime.PARALLEL, EQUAL)
    assert (bottleneck(made), stability_limit(made), stable(made)) == ("", float("inf"), True)
    found = measures(simulate(study().replace(**nothing), Regime.PARALLEL, EQUAL, 2000, 1))
    assert found.lead_time["all"].within.value > 0.99
