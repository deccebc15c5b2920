"""The parts of a rise of a rate."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report.analysis.decomposition import Growth, by_logarithms, with_numerator_unchanged
from policy_report.analysis.published import exactly
from policy_report.quantities import Quantity, read


def between(low: float, high: float) -> Quantity:
    (found,) = read("3至5")
    ends = {"value": None, "lower": low, "upper": high, "unit": ""}
    return Quantity(**{name: getattr(found, name) for name in found.__slots__} | ends)


def test_a_rate_that_doubles_while_filings_halve_rises_by_its_denominator_alone() -> None:
    growth = Growth(exactly(0.5), exactly(2.0))
    assert by_logarithms(growth).value == pytest.approx(100)
    assert with_numerator_unchanged(growth).value == pytest.approx(100)


def test_equal_factors_share_the_logarithmic_change_evenly() -> None:
    growth = Growth(exactly(0.8), exactly(1.25), of_rate=False)
    assert by_logarithms(growth).value == pytest.approx(50)
    assert with_numerator_unchanged(growth).value == pytest.approx(100 * 0.2 / 0.45)


falls = st.tuples(st.floats(0.1, 0.9), st.floats(0.0, 0.09)).map(lambda pair: (pair[0], pair[0] + pair[1]))
rises = st.tuples(st.floats(1.05, 3.0), st.floats(0.0, 0.5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(falls, rises, st.booleans())
def test_the_bounds_are_the_least_and_greatest_of_all_admissible_growths(
    filed: tuple[float, float], other: tuple[float, float], of_rate: bool
) -> None:
    growth = Growth(between(*filed), between(*other), of_rate)
    logs, counterfactuals = [], []
    for fall, rise in product(_grid(*filed), _grid(*other)):
        rate = rise if of_rate else rise / fall
        logs.append(-100 * math.log(fall) / math.log(rate))
        counterfactuals.append(100 * (1 / fall - 1) / (rate - 1))
    for got, exp in ((by_logarithms(growth), logs), (with_numerator_unchanged(growth), counterfactuals)):
        assert (got.lower, got.upper) == pytest.approx((min(exp), max(exp)), rel=1e-9)


def _grid(low: float, high: float) -> list[float]:
    return [low + step * (high - low) / 4 for step in range(5)]


def test_a_rate_that_may_have_fallen_has_no_parts() -> None:
    with pytest.raises(ValueError, match="divisor"):
        by_logarithms(Growth(exactly(0.5), between(0.9, 1.1)))
