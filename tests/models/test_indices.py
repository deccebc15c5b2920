"""Sobol indices through a whole sweep, against what is known of functions, and the verdict on convergence."""

from math import pi

import numpy as np
import pandas as pd
import pytest

from policy_report.models.demand import Floats
from policy_report.models.indices import (
    CHANCE,
    DECIMALS,
    FIRST,
    MOST_CHANGE,
    RESAMPLES,
    WIDEST,
    converged,
    design,
    enough,
    indices,
    sizes,
)
from policy_report.models.sweep import Evaluate, sweep
from policy_report.pools import processes
from tests.models.sweeping import NAMES, Ishigami, Product, small_design


def outputs(model: Evaluate, names: tuple[str, ...], samples: int) -> Floats:
    plan = design(names, samples, seed=1)
    with processes(1) as pool:
        return sweep(model, plan.points, plan.streams, 1, pool=pool).ravel()


def found(model: Evaluate, names: tuple[str, ...] = NAMES, samples: int = 1024) -> pd.DataFrame:
    return indices(names, outputs(model, names, samples), seed=0).set_index("parameter")


def ishigami(noise: float) -> tuple[list[float], list[float]]:
    """First-order and total indices of the function of Ishigami and Homma, and of noise of a given deviation."""
    one = 0.5 * (1 + 0.1 * pi**4 / 5) ** 2
    two = 7**2 / 8
    mixed = 0.1**2 * pi**8 * (1 / 18 - 1 / 50)
    variance = one + two + mixed + noise**2
    first = [one, two, 0, noise**2]
    total = [one + mixed, two, mixed, noise**2]
    return [part / variance for part in first], [part / variance for part in total]


@pytest.mark.parametrize("noise", [0, 2])
def test_the_indices_of_ishigami_and_homma_with_chance_as_one_more_parameter(noise: float) -> None:
    got, (first, total) = found(Ishigami(noise), samples=4096), ishigami(noise)
    assert list(got.index) == [*NAMES, CHANCE]
    assert got["first"].to_numpy() == pytest.approx(first, abs=0.03)
    assert got["total"].to_numpy() == pytest.approx(total, abs=0.03)


def test_noise_does_not_pass_for_the_effect_of_a_parameter_that_has_none() -> None:
    weights = (0.0, 1e9, 1e9)
    assert found(Product(weights)).loc["x2", "total"] == pytest.approx(0, abs=1e-9)
    third = found(Ishigami(noise=5)).loc["x3"]
    assert third["first"] == pytest.approx(0, abs=0.06)


def test_the_indices_of_the_g_function() -> None:
    weights = (0.0, 1.0, 4.5, 9.0)
    parts = np.array([1 / 3 / (1 + weight) ** 2 for weight in weights])
    variance = np.prod(1 + parts) - 1
    total = parts * np.prod(1 + parts) / (1 + parts) / variance
    got = found(Product(weights), ("a", "b", "c", "d"), 4096)
    assert got["first"].to_numpy()[:4] == pytest.approx(parts / variance, abs=0.03)
    assert got["total"].to_numpy()[:4] == pytest.approx(total, abs=0.03)
    assert got.loc[CHANCE, "total"] == 0


def test_the_intervals_hold_the_known_indices() -> None:
    got, (first, total) = found(Ishigami(1)), ishigami(1)
    for kind, known in (("first", first), ("total", total)):
        low, high = got[f"{kind}_low"].to_numpy(), got[f"{kind}_high"].to_numpy()
        assert np.all((low <= got[kind]) & (got[kind] <= high))
        assert np.count_nonzero((low <= known) & (known <= high)) >= 3


def test_an_output_that_never_varies_has_no_indices() -> None:
    plan = small_design()
    got = indices(NAMES, np.ones(len(plan.points)), seed=0)
    assert got["parameter"].tolist() == [*NAMES, CHANCE]
    assert got["total"].isna().all()


def test_the_same_seed_gives_the_same_intervals_even_if_it_is_zero() -> None:
    values = outputs(Ishigami(), NAMES, 64)
    pd.testing.assert_frame_equal(indices(NAMES, values, 0), indices(NAMES, values, 0))


def test_a_block_has_the_random_numbers_of_its_first_point_but_where_chance_is_exchanged() -> None:
    plan = small_design(4)
    streams = np.array(plan.streams).reshape(4, len(NAMES) + 3)
    assert np.all(streams[:, :4] == streams[:, :1])
    assert np.all(streams[:, 4] == streams[:, 5])
    assert np.unique(streams).size == 8
    blocks = plan.points.reshape(4, len(NAMES) + 3, len(NAMES))
    assert np.array_equal(blocks[:, 0], blocks[:, 4])  # only chance differs


def test_the_indices_and_their_intervals_are_those_of_salib() -> None:
    from SALib.analyze import sobol

    values = outputs(Ishigami(1), NAMES, 64)
    problem = {"num_vars": 4, "names": [*NAMES, CHANCE], "bounds": [[0.0, 1.0]] * 4}
    exp = sobol.analyze(problem, values, False, RESAMPLES, keep_resamples=True, seed=4)
    got = indices(NAMES, values, 3)
    for column, kind in (("first", "S1"), ("total", "ST")):
        ends = np.percentile(exp[f"{kind}_conf_all"], [2.5, 97.5], axis=0)
        assert got[column].to_numpy() == pytest.approx(exp[kind], abs=0.1**DECIMALS)
        assert got[[f"{column}_low", f"{column}_high"]].to_numpy() == pytest.approx(ends.T, abs=0.1**DECIMALS)


def test_the_first_points_of_a_larger_design_are_a_smaller_one() -> None:
    small, large = small_design(8), small_design(32)
    assert np.array_equal(large.points[: len(small.points)], small.points)
    assert large.streams[: len(small.streams)] == small.streams


@pytest.mark.parametrize(
    ("most", "exp"),
    [(1, [1]), (2, [2]), (4, [2, 4]), (64, [8, 16, 32, 64]), (1024, [128, 256, 512, 1024]), (FIRST, [16, 32, 64, 128])],
)
def test_samples_double_until_there_are_as_many_as_allowed(most: int, exp: list[int]) -> None:
    assert sizes(most) == exp


def test_no_sample_is_added_when_every_index_that_there_is_has_converged() -> None:
    done = converged(history(0.0, 0.0))
    open_ = converged(history(WIDEST + 0.01, 0.0))
    nothing = converged(history(0.0, 0.0).assign(first_low=np.nan, total_low=np.nan, first=np.nan, total=np.nan))
    assert enough(done)
    assert enough(pd.concat([done, nothing]))
    assert not enough(pd.concat([done, open_]))


def history(width: float, change: float, samples: int = 64) -> pd.DataFrame:
    """A parameter whose total index has an interval of a width, and changed when the sample doubled."""
    rows = []
    for size, total in ((samples // 2, 0.5 - change), (samples, 0.5)):
        ends = {"total_low": 0.5 - width / 2, "total_high": 0.5 + width / 2}
        rows.append({"parameter": "x", "samples": size, "first": 0.2, "first_low": 0.2, "first_high": 0.2,
                     "total": total, **ends})  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("width", "change", "exp"),
    [
        (WIDEST - 0.01, MOST_CHANGE - 0.01, True),
        (WIDEST + 0.01, 0.0, False),
        (0.0, MOST_CHANGE + 0.01, False),
    ],
)
def test_an_index_has_converged_if_it_is_narrow_and_stays(width: float, change: float, exp: bool) -> None:
    got = converged(history(width, change)).iloc[0]
    assert (got["width"], got["change"]) == pytest.approx((width, change))
    assert bool(got["converged"]) is exp


def test_a_sample_without_a_half_has_not_converged() -> None:
    only = history(0.0, 0.0).query("samples == 64")
    assert not converged(only)["converged"].any()


def test_a_handful_of_samples_has_not_converged_however_narrow_it_looks() -> None:
    assert not converged(history(0.0, 0.0, samples=8))["converged"].any()
