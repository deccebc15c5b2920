"""The engine against formulas that it does not know."""

from math import factorial, sqrt

import numpy as np
import pytest
from scipy.special import stdtrit

from policy_report.models.demand import Demand
from policy_report.models.engine import run_network
from policy_report.models.kernel import starts
from tests.models.models import Floats, single_station

RUNS, CASES, WARM_UP = 24, 60_000, 5_000


def erlang_c(servers: int, load: float) -> float:
    """The probability that an arriving case waits in M/M/c; `load` in erlangs."""
    tail = load**servers / factorial(servers) * servers / (servers - load)
    return tail / (sum(load**k / factorial(k) for k in range(servers)) + tail)


def holds(expected: float, found: Floats) -> bool:
    """Whether a 99.9% interval from independent runs covers a value."""
    reach = float(stdtrit(found.size - 1, 0.9995)) * float(found.std(ddof=1)) / sqrt(found.size)
    return abs(float(found.mean()) - expected) <= reach


def waits_with_exponential_times(servers: int, load: float, seed: int) -> Floats:
    generator = np.random.default_rng(seed)
    arrival = np.cumsum(generator.standard_exponential(CASES)) / load
    service = generator.standard_exponential(CASES)
    begin = starts(arrival, service, np.zeros(CASES, np.int64), np.array([float(servers)]))
    waits: Floats = (begin - arrival)[WARM_UP:]
    return waits


@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (2, 1.2), (5, 4.0), (26, 21.0), (100, 90.0)])
def test_erlang_c_gives_the_chance_and_the_length_of_waiting(servers: int, load: float) -> None:
    waits = [waits_with_exponential_times(servers, load, seed) for seed in range(RUNS)]
    chance = erlang_c(servers, load)
    assert holds(chance, np.array([np.mean(wait > 0) for wait in waits]))
    assert holds(chance / (servers - load), np.array([np.mean(wait) for wait in waits]))


@pytest.mark.parametrize("cv", [0.0, 0.5, 1.0, 1.5])
@pytest.mark.parametrize("load", [0.3, 0.7])
def test_pollaczek_and_khinchine_give_the_wait_at_one_server(load: float, cv: float) -> None:
    mean = 12.0
    made = single_station(1, load / mean, mean, cv)
    waits = []
    for seed in range(RUNS):
        stage = run_network(made, Demand(CASES, seed, ("service",))).stages["only"]
        waits.append(float(np.mean((stage.start - stage.arrival)[WARM_UP:])))
    exp = load / (1 - load) * (1 + cv**2) / 2 * mean
    assert holds(exp, np.array(waits))


def test_lognormal_times_have_their_mean_and_variation() -> None:
    stage = run_network(single_station(5, 0.01, 30.0, 1.2), Demand(400_000, 3, ("service",))).stages["only"]
    times = stage.end - stage.start
    assert times.mean() == pytest.approx(30.0, rel=0.01)
    assert times.std() / times.mean() == pytest.approx(1.2, rel=0.03)


@pytest.mark.parametrize("seed", range(5))
def test_one_more_server_never_makes_a_case_wait_longer(seed: int) -> None:
    generator = np.random.default_rng(seed)
    arrival, service = np.cumsum(generator.standard_exponential(5000)), generator.lognormal(1.0, 1.0, 5000)
    copy = np.zeros(5000, np.int64)
    before = starts(arrival, service, copy, np.array([1.0]))
    for servers in range(2, 12):
        begin = starts(arrival, service, copy, np.array([float(servers)]))
        assert (begin <= before).all()
        before = begin


def test_cases_of_one_copy_do_not_see_those_of_another() -> None:
    generator = np.random.default_rng(7)
    arrival, service = np.cumsum(generator.standard_exponential(3000)), generator.lognormal(1.0, 1.0, 3000)
    copy, servers = generator.integers(0, 4, 3000), np.array([1.0, 3.0, 2.0, 7.0])
    together = starts(arrival, service, copy, servers)
    for place, count in enumerate(servers):
        mine = copy == place
        alone = starts(arrival[mine], service[mine], np.zeros(mine.sum(), np.int64), np.array([count]))
        np.testing.assert_array_equal(together[mine], alone)
