"""How the regimes compare at one point, and what an overload means for it."""

from dataclasses import replace

import numpy as np
import pytest

from jiaxing_sanming.models.designs import MODEL, Regime
from policy_report.models.comparison import LONGEST, Comparison, columns, hopeless, long_run_times
from policy_report.models.engine import run_network
from policy_report.models.load import stable, utilisations
from policy_report.models.parameters import Parameters
from policy_report.models.space import Space
from tests.study.models.models import EQUAL, network, random_parameters, study


def at(parameters: Parameters, cases: int = 3000, seed: int = 1) -> dict[str, float]:
    """What the comparison says of one set of parameters, which a space without ranges holds."""
    fixed = Parameters(tuple(replace(row, low=row.value, high=row.value) for row in parameters.rows))
    outputs = Comparison(MODEL, Space(fixed, EQUAL), cases)(np.empty(0), seed)
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
    run = run_network(made, MODEL.demand(3000, 1))
    times, small = long_run_times(run, loads), run.of("small")[300:]
    assert np.isinf(times[~small]).all()
    assert np.array_equal(times[small], run.times[300:][small])


@pytest.mark.parametrize("seed", range(40))
def test_a_hopeless_regime_need_not_run(seed: int) -> None:
    parameters = random_parameters(seed)
    for regime in Regime:
        made = network(parameters, regime, EQUAL)
        loads = utilisations(made)
        if hopeless(made, loads):
            assert not stable(made)
            assert np.isinf(long_run_times(run_network(made, MODEL.demand(1000, seed)), loads)).all()


def test_among_random_parameters_some_are_hopeless_and_some_are_not() -> None:
    networks = [network(random_parameters(seed), Regime.PARALLEL, EQUAL) for seed in range(40)]
    assert {hopeless(made, utilisations(made)) for made in networks} == {True, False}


def test_what_concerns_one_regime_alone_leaves_the_others_as_they_are() -> None:
    before, after = at(study()), at(study().replace(blind_start=0.4))
    assert before["within_parallel"] > after["within_parallel"]
    assert {name: before[name] for name in before if "parallel" not in name} == {
        name: after[name] for name in after if "parallel" not in name
    }
