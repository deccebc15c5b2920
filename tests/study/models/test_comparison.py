"""How the regimes compare at one point, and what an overload means for it."""

from dataclasses import replace

import numpy as np
import pytest

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.models.comparison import LONGEST, Comparison, columns
from policy_report.models.engine import long_run_times, run_network, words
from policy_report.models.parameters import Parameters, Values
from policy_report.models.space import Space
from policy_report.models.stations import Network, stable, utilisations
from tests.models import reference
from tests.study.models.models import EQUAL, network, random_parameters, study


def at(parameters: Parameters, cases: int = 3000, seed: int = 1) -> dict[str, float]:
    """What the comparison says of one set of parameters, which a space without ranges holds."""
    fixed = Parameters(tuple(replace(row, low=row.value, high=row.value) for row in parameters.rows))
    (outputs,) = Comparison(MODEL, Space(fixed, EQUAL), cases)(np.empty((1, 0)), [seed])
    return dict(zip(columns(MODEL), outputs.tolist(), strict=True))


def test_without_overload_the_numbers_are_those_of_a_run() -> None:
    got = at(study())
    for regime in Regime:
        run = run_network(network(study(), regime, EQUAL), MODEL.demand(3000, 1))
        assert got[f"within_{regime}"] == np.mean(run.times[300:] <= 48)
        assert got[f"median_{regime}"] == np.median(run.times[300:])
        assert got[f"stable_{regime}"] == 1


def test_behind_a_queue_without_end_no_case_is_early_however_short_the_run() -> None:
    got = at(study().replace(cases_per_day=80, officers=600), cases=1000)
    assert got["within_parallel"] == 0
    assert got["median_parallel"] == LONGEST
    assert got["stable_parallel"] == 0
    assert got["within_separate"] > 0


def test_cases_that_need_not_pass_the_queue_keep_their_times() -> None:
    # So many large cases that the city centre is overloaded, while the counties are not.
    parameters = study().replace(planned_small_share=0.95, small_share=0.6, triage_error=0)
    made = network(parameters, Regime.TIERED, EQUAL)
    loads = utilisations(made)
    assert max(loads["analysis_city"]) >= 1 > max(loads["analysis_county"])
    demand = MODEL.demand(3000, 1)
    ((times,), _, _), run = long_run_times(words(made), demand, slice(None)), run_network(made, demand)
    small = run.of("small")
    assert np.isinf(times[~small]).all()
    assert np.array_equal(times[small], run.times[small])


@pytest.mark.parametrize("seed", range(40))
def test_a_hopeless_regime_need_not_run(seed: int) -> None:
    demand = MODEL.demand(1000, seed)
    for regime in Regime:
        made = network(random_parameters(seed), regime, EQUAL)
        _, rows, carries = long_run_times(words(made), demand, slice(None))
        assert carries[0] == stable(made)
        assert (rows[0] == -1) <= np.isinf(reference.long_run_times(run_network(made, demand))).all()


@pytest.mark.parametrize("scenario", Scenario)
def test_points_together_have_the_numbers_of_each_alone_and_build_each_regime_once(scenario: Scenario) -> None:
    built: list[str] = []

    def build(values: Values, regime: str, scenario: str) -> Network:
        built.append(regime)
        return MODEL.build(values, regime, scenario)

    space = Space(study(), scenario)
    points, seeds = np.random.default_rng(1).random((64, len(space.varied))), [place // 7 for place in range(64)]
    together = Comparison(replace(MODEL, build=build), space, 300)(points, seeds)
    assert sorted(built) == sorted(map(str, Regime))
    alone = Comparison(MODEL, space, 300)
    for point, seed, found in zip(points, seeds, together, strict=True):
        np.testing.assert_array_equal(alone(point[None], [seed])[0], found)


def test_what_concerns_one_regime_alone_leaves_the_others_as_they_are() -> None:
    before, after = at(study()), at(study().replace(blind_start=0.4))
    assert before["within_parallel"] > after["within_parallel"]
    assert {name: before[name] for name in before if "parallel" not in name} == {
        name: after[name] for name in after if "parallel" not in name
    }
