"""Which regime is first, and in what share of hand-made points."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from policy_report.models.ranking import NONE, first_regime, shares_of_space, sign, wilson
from tests.models.hospital import MODEL

REGIMES = SEPARATE, TIERED, PARALLEL = ("separate", "tiered", "parallel")
THREE = replace(MODEL, regimes=REGIMES, pairs=((PARALLEL, TIERED), (PARALLEL, SEPARATE), (TIERED, SEPARATE)))


def test_a_clear_lead_is_a_lead() -> None:
    shares = np.array([[0.1, 0.5, 0.3], [0.12, 0.52, 0.31], [0.11, 0.49, 0.3], [0.1, 0.51, 0.3]])
    assert first_regime(REGIMES, shares) == TIERED
    assert first_regime(REGIMES, shares[:, [1, 0, 2]]) == SEPARATE
    assert first_regime(REGIMES, shares[:, [0, 2, 1]]) == PARALLEL


def test_a_lead_that_chance_can_make_is_none() -> None:
    assert first_regime(REGIMES, np.array([[0.0, 0.5, 0.3], [0.0, 0.3, 0.5], [0.0, 0.5, 0.4]])) == NONE


def test_the_lead_counts_against_each_other_regime_and_not_only_the_second() -> None:
    # The mean of the last is lower than that of the second, but its difference to the first is only chance.
    shares = np.array([[0.5, 0.40, 0.0], [0.5, 0.41, 0.6], [0.5, 0.40, 0.5], [0.5, 0.40, 0.0]])
    assert first_regime(REGIMES, shares[:, :2].repeat([1, 2], axis=1)) == SEPARATE
    assert first_regime(REGIMES, shares) == NONE


def test_regimes_that_are_the_same_have_no_first() -> None:
    assert first_regime(REGIMES, np.full((4, 3), 0.5)) == NONE
    assert first_regime(REGIMES, np.zeros((4, 3))) == NONE


def test_chance_that_all_share_does_not_hide_a_lead() -> None:
    common = np.array([[0.3], [0.5], [0.1], [0.7]])
    assert (
        first_regime(REGIMES, common + np.array([0.0, 0.02, 0.01]) + 1e-4 * np.random.default_rng(1).random((4, 3)))
        == TIERED
    )


@pytest.mark.parametrize(
    ("differences", "exp"), [([0.1, 0.11, 0.1], 1), ([-0.1, -0.11, -0.1], -1), ([0.1, -0.1, 0.05], 0), ([0, 0, 0], 0)]
)
def test_the_sign_of_a_difference_beyond_chance(differences: list[float], exp: int) -> None:
    assert sign(np.array(differences, dtype=np.float64)) == exp


def test_the_test_rejects_as_often_as_its_level_says() -> None:
    generator = np.random.default_rng(2)
    rejected = sum(sign(generator.standard_normal(4)) != 0 for _ in range(4000))
    assert 0.035 < rejected / 4000 < 0.065


def test_the_interval_of_a_share_is_that_of_wilson() -> None:
    # Wilson (1927): (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    z, n, p = 1.959963984540054, 20, 0.25
    middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    exp = tuple((middle + way * reach) / (1 + z * z / n) for way in (-1, 1))
    assert wilson(5, 20) == pytest.approx(exp)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0


def points() -> pd.DataFrame:
    """Four points: two of light load, one of heavy, one beyond."""
    return pd.DataFrame(
        {
            "load": [0.2, 0.4, 0.9, 1.3],
            "first": [PARALLEL, PARALLEL, SEPARATE, NONE],
            "parallel_or_tiered": [1, 1, -1, 0],
            "parallel_or_separate": [1, 0, -1, 0],
            "tiered_or_separate": [1, -1, -1, 0],
        }
    )


def share(frame: pd.DataFrame, band: tuple[float, float], question: str, answer: str) -> tuple[int, float]:
    row = frame[
        frame["load_low"].eq(band[0]) & frame["load_high"].eq(band[1])
        & frame["question"].eq(question) & frame["answer"].eq(answer)
    ]  # fmt: skip
    return int(row["points"].item()), float(row["share"].item())


def test_the_shares_of_hand_made_points() -> None:
    got = shares_of_space(THREE, points())
    everywhere = (0.0, math.inf)
    assert share(got, everywhere, "first", PARALLEL) == (4, 0.5)
    assert share(got, everywhere, "first", TIERED) == (4, 0.0)
    assert share(got, everywhere, "first", NONE) == (4, 0.25)
    assert share(got, (0.0, 0.5), "first", PARALLEL) == (2, 1.0)
    assert share(got, (0.8, 1.0), "first", SEPARATE) == (1, 1.0)
    assert share(got, (1.0, math.inf), "first", NONE) == (1, 1.0)
    assert share(got, everywhere, "parallel_or_separate", PARALLEL) == (4, 0.25)
    assert share(got, everywhere, "parallel_or_separate", NONE) == (4, 0.5)
    assert share(got, everywhere, "tiered_or_separate", SEPARATE) == (4, 0.5)


def test_the_answers_to_a_question_add_up_and_a_class_without_points_has_no_share() -> None:
    got = shares_of_space(THREE, points())
    sums = got.groupby(["load_low", "load_high", "question"])["share"].sum(min_count=1)
    assert sums.dropna().to_numpy() == pytest.approx(1)
    assert sums[(0.5, 0.8)].isna().all()
    assert np.all(got["low"] <= got["share"].fillna(0.5))
