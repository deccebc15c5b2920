"""Where the differences between two regimes vanish, their cases must have the same times."""

from itertools import pairwise

import numpy as np
import pytest

from jiaxing_sanming.models.designs import Regime, Scenario, nominal_load
from policy_report.models.parameters import Parameters
from tests.study.models.models import EQUAL, simulate, study

ONE_PLACE = {
    "counties": 1, "branches": 1, "case_groups": 1, "approval_levels": 0, "inside_hours": 0, "triage_hours": 0,
    "triage_error": 0, "pooling_loss": 0, "remoteness": 0, "blind_start": 0, "small_share": 1, "planned_small_share": 1,
    "cases_per_day": 60,
}  # fmt: skip
"""One county with one branch, no approval, no triage, no loss by pooling or distance, and small cases only."""


def times(parameters: Parameters, regime: Regime, scenario: Scenario = EQUAL) -> np.ndarray:
    return simulate(parameters, regime, scenario, 20_000, 11).times


def test_one_county_with_one_branch_is_tiered_in_name_only() -> None:
    one = study().replace(**ONE_PLACE)
    separate = times(one, Regime.SEPARATE)
    np.testing.assert_array_equal(separate, times(one, Regime.TIERED))
    assert separate.mean() > one["local_small"].value + one["analysis_small"].value


@pytest.mark.parametrize("nothing", ["local_small", "analysis_small"])
def test_with_one_kind_of_work_nothing_runs_in_parallel(nothing: str) -> None:
    one = study().replace(**ONE_PLACE | {nothing: 0})
    separate = times(one, Regime.SEPARATE)
    assert separate.std() > 1
    np.testing.assert_array_equal(separate, times(one, Regime.PARALLEL))
    np.testing.assert_array_equal(separate, times(one, Regime.TIERED))


def test_with_both_kinds_of_work_parallel_saves_time_and_never_more_than_the_shorter() -> None:
    one = study().replace(**ONE_PLACE, analysts=2000, officers=2000)
    run = simulate(one, Regime.PARALLEL, EQUAL, 20_000, 11)
    local, central = (np.zeros(20_000) for _ in range(2))
    for name, into in (("local", local), ("analysis_centre", central)):
        stage = run.stages[name]
        into[stage.cases] = stage.end - stage.start
    np.testing.assert_allclose(times(one, Regime.SEPARATE) - run.times, np.minimum(local, central), atol=1e-6)


def test_the_scenarios_differ_in_the_tiered_regime_only() -> None:
    for regime in Regime:
        same = np.array_equal(times(study(), regime), times(study(), regime, Scenario.AS_PUBLISHED))
        assert same == (regime is not Regime.TIERED)


def test_each_approval_level_adds_its_time() -> None:
    many = study().replace(analysts=5000, officers=5000, desk_seats=500, cv_office=0, means_small=1, means_large=1)
    found = [times(many.replace(approval_levels=levels), Regime.SEPARATE) for levels in range(4)]
    for fewer, more in pairwise(found):
        np.testing.assert_allclose(more - fewer, many["approval_hours"].value, atol=1e-6)


@pytest.mark.parametrize("cost", ["pooling_loss", "remoteness", "blind_start"])
def test_a_cost_of_the_centre_delays_every_case_or_none(cost: str) -> None:
    # Posting does not change in the parallel regime, so that longer times can only push cases back.
    cheap, dear = (times(study().replace(**{cost: value}), Regime.PARALLEL) for value in (0.0, 0.3))
    assert (dear >= cheap - 1e-9).all()
    assert dear.mean() > cheap.mean()


def test_the_costs_of_pooling_do_not_touch_the_separate_regime() -> None:
    dear = study().replace(pooling_loss=0.4, remoteness=0.4, blind_start=0.5)
    np.testing.assert_array_equal(times(study(), Regime.SEPARATE), times(dear, Regime.SEPARATE))


def test_the_nominal_load_is_work_over_staff_of_the_busier_kind() -> None:
    parameters = study().replace(
        cases_per_day=24, small_share=0.5, local_small=2, local_large=4, analysis_small=10, analysis_large=30,
        officers=6, analysts=100,
    )  # fmt: skip
    assert nominal_load(parameters.by_id) == pytest.approx(3 / 6)
    assert nominal_load(parameters.replace(analysts=20).by_id) == pytest.approx(20 / 20)
