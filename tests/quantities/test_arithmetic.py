"""Every result of arithmetic contains all values that its inputs allow."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity, read
from policy_report.quantities.arithmetic import (
    Comparison,
    before,
    change,
    compare,
    difference,
    hull,
    per_head,
    ratio,
    scaled,
    share,
    total,
)


def quantity(low: float | None, high: float | None, *, closed: tuple[bool, bool] = (True, True)) -> Quantity:
    return Quantity(
        value=low if high is None else high if low is None else (low + high) / 2,
        lower=low,
        upper=high,
        lower_closed=closed[0] and low is not None,
        upper_closed=closed[1] and high is not None,
        lower_kind=None if low is None else BoundKind.STATED,
        upper_kind=None if high is None else BoundKind.STATED,
        unit="",
        qualifier=Qualifier.RANGE,
        change=Change.LEVEL,
        span=(0, 0),
    )


def allows(bounds: Quantity, number: float) -> bool:
    slack = 1e-9 * max(1.0, abs(number))
    above = bounds.lower is None or number >= bounds.lower - slack
    below = bounds.upper is None or number <= bounds.upper + slack
    return above and below


@st.composite
def quantity_and_member(draw: st.DrawFn, *, least: float) -> tuple[Quantity, float]:
    """A quantity, possibly without one end, and a number that it allows."""
    ends = sorted(draw(st.tuples(*[st.floats(least, 1e6, allow_nan=False)] * 3)))
    low, member, high = ends
    lower = draw(st.sampled_from((low, None))) if least < 0 else low
    upper = draw(st.sampled_from((high, None)))
    return quantity(lower, upper), member


ANY = quantity_and_member(least=-1e6)
POSITIVE = quantity_and_member(least=0.01)


@given(ANY, ANY)
def test_a_sum_holds_every_sum_of_members(left: tuple[Quantity, float], right: tuple[Quantity, float]) -> None:
    assert allows(total([left[0], right[0]]), left[1] + right[1])


@given(ANY, ANY)
def test_a_difference_holds_every_difference(left: tuple[Quantity, float], right: tuple[Quantity, float]) -> None:
    assert allows(difference(left[0], right[0]), left[1] - right[1])


@given(ANY, POSITIVE)
def test_a_ratio_holds_every_ratio(left: tuple[Quantity, float], right: tuple[Quantity, float]) -> None:
    assert allows(ratio(left[0], right[0]), left[1] / right[1])


@given(POSITIVE, POSITIVE)
def test_a_change_holds_every_change(earlier: tuple[Quantity, float], later: tuple[Quantity, float]) -> None:
    assert allows(change(earlier[0], later[0]), 100 * (later[1] / earlier[1] - 1))


@given(POSITIVE, quantity_and_member(least=-99.0))
def test_the_level_before_a_change_holds_every_such_level(
    later: tuple[Quantity, float], percent: tuple[Quantity, float]
) -> None:
    assume(percent[0].lower is not None)
    assert allows(before(later[0], percent[0]), later[1] / (1 + percent[1] / 100))


def test_a_fall_undone_gives_the_level_before() -> None:
    got = before(quantity(69.9, 69.9), quantity(-30.1, -30.1))
    assert got.span == (0, 0)
    assert got.value == pytest.approx(100)
    assert got.lower == pytest.approx(100)
    assert got.upper == pytest.approx(100)


def test_a_difference_has_a_value_only_where_both_have_one() -> None:
    assert difference(*read("5000起、4000余起")).value == 1000
    assert difference(*read("5000起、数百起")).value is None


def test_a_share_is_not_capped_at_one_hundred() -> None:
    got = share(quantity(118, 119), quantity(100, 100))
    assert got.unit == "percent"
    assert (got.lower, got.upper) == pytest.approx((118, 119))


def test_a_head_count_rate_is_per_the_heads_asked_for() -> None:
    got = per_head(quantity(250, 250), quantity(5_000_000, 5_000_000), 100_000, "per_100k")
    assert got.value == pytest.approx(5)
    assert got.unit == "per_100k"


def test_an_open_end_stays_open() -> None:
    got = ratio(quantity(7317, 7317), quantity(25_000, 26_000, closed=(False, False)))
    assert (got.lower_closed, got.upper_closed) == (False, False)
    assert got.upper == pytest.approx(7317 / 25_000)


def test_a_missing_upper_end_gives_a_ratio_down_to_but_not_including_zero() -> None:
    got = ratio(quantity(1, 1), quantity(10, None))
    assert (got.lower, got.lower_closed, got.upper, got.upper_closed) == (0.0, False, 0.1, True)


def test_a_zero_numerator_keeps_its_closed_zero() -> None:
    got = ratio(quantity(0, 5), quantity(1, None))
    assert (got.lower, got.lower_closed) == (0.0, True)


def test_a_bound_is_as_weak_as_the_weakest_it_comes_from() -> None:
    weak = replace(quantity(40, 50), lower_kind=BoundKind.IMPLICATURE)
    got = total([weak, quantity(1, 2)])
    assert (got.lower_kind, got.upper_kind) == (BoundKind.IMPLICATURE, BoundKind.STATED)


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero or negative"):
        ratio(quantity(1, 1), quantity(0, 1))


def test_nothing_of_what_is_not_known_to_its_end_is_nothing() -> None:
    got = scaled(quantity(1, 2, closed=(False, False)), 0.0, "")
    assert (got.lower, got.lower_closed, got.upper, got.upper_closed) == (0, True, 0, True)


def test_a_negative_factor_swaps_the_bounds() -> None:
    got = scaled(quantity(1, 2, closed=(True, False)), -1.0, "")
    assert (got.lower, got.lower_closed, got.upper, got.upper_closed) == (-2, False, -1, True)


@pytest.mark.parametrize(
    ("left", "right", "exp"),
    [
        (quantity(91, 99), quantity(80, 90), Comparison.CERTAINLY_GREATER),
        (quantity(80, 90), quantity(90, 99), Comparison.CERTAINLY_NOT_GREATER),
        (quantity(90, 99, closed=(False, True)), quantity(80, 90), Comparison.CERTAINLY_GREATER),
        (quantity(90, 99), quantity(80, 90), Comparison.POSSIBLY_GREATER),
        (quantity(80, None), quantity(90, None), Comparison.CANNOT_TELL),
    ],
)
def test_a_comparison_says_no_more_than_the_bounds(left: Quantity, right: Quantity, exp: Comparison) -> None:
    assert compare(left, right) is exp


def test_a_hull_has_a_value_only_where_all_have_the_same() -> None:
    assert hull(read("100余起、90起以上")).value is None
    assert hull(read("100余起、100起以上")).value == 100


def test_a_half_that_begins_a_text_is_no_half_more_of_what_ends_it() -> None:
    assert [one.value for one in read("半年破案3个")] == [0.5, 3.0]


def test_shares_of_different_wholes_make_one_change() -> None:
    assert [(one.value, one.change) for one in read("fell from 3 in 10 to 2 in 5")] == [
        (30.0, Change.FROM_TO),
        (40.0, Change.FROM_TO),
    ]
