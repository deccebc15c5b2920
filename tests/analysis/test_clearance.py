import pytest

from policy_report.analysis.clearance import checks, clearance
from policy_report.analysis.results import Derived
from policy_report.evidence.quantities import Change
from tests.analysis.tidy_rows import rows

RISE = {"id": "jx001", "value": 55, "lower": 54.5, "upper": 55.5, "read_unit": "percent", "change": "yoy_percent"}
FALL = {
    "id": "jx167",
    "value": -30.1,
    "lower": -30.15,
    "upper": -30.05,
    "lower_closed": False,
    "upper_closed": True,
    "read_unit": "percent",
    "change": "yoy_percent",
}
ODD = {"qualifier": "over", "lower_closed": False, "lower_kind": "stated", "upper_kind": "habit"}
COUNTS = (
    {"id": "jx043", "value": 25_000, "lower": 25_000, "upper": 26_000, **ODD},
    {"id": "jx045", "exact": 7317},
    {"id": "jx047", "exact": 6858},
    {"id": "jx049", "exact": 4655},
    {"id": "jx053", "exact": 7},
    {"id": "jx054", "exact": 3},
)


def found() -> dict[str, Derived]:
    return clearance(rows(RISE, FALL, *COUNTS))


def test_if_the_rise_is_relative_the_earlier_rate_is_at_most_all_over_one_plus_the_least_rise() -> None:
    got = found()["earlier_rate_if_relative"].quantity
    assert (got.value, got.lower) == (None, None)
    assert got.upper == pytest.approx(100 / 1.545)
    assert got.upper_closed


def test_if_the_rise_is_in_points_the_earlier_rate_is_at_most_all_less_the_least_rise() -> None:
    got = found()["earlier_rate_if_points"].quantity
    assert got.upper == pytest.approx(45.5)
    assert (got.unit, got.change) == ("percent", Change.LEVEL)


def test_fewer_filings_alone_raise_a_rate_by_the_reciprocal() -> None:
    got = found()["rise_from_fewer_filings"].quantity
    assert (got.lower, got.upper) == pytest.approx((100 / 0.6995 - 100, 100 / 0.6985 - 100))


def test_the_change_in_clearances_is_the_product_of_both_changes() -> None:
    got = found()["clearances_needed"].quantity
    exp = (1.545 * 0.6985 - 1, 1.55 * 0.699 - 1, 1.555 * 0.6995 - 1)
    assert (got.lower, got.value, got.upper) == pytest.approx([100 * number for number in exp])


def test_the_upper_end_that_odd_allows_by_habit_gives_no_lower_bound() -> None:
    got = found()["property_ratio_2016"].quantity
    assert (got.lower, got.upper_closed) == (None, False)
    assert got.upper == pytest.approx(100 * 7317 / 25_000)


def test_checks_divide_the_published_counts() -> None:
    pairs = {"sm126": 3161, "sm127": 1818, "sm131": 831, "sm132": 464, "sm077": 35.9, "sm078": 51.4}
    claims = rows(*({"id": key, "exact": number} for key, number in (pairs | {"sm086": 68, "sm087": 82}).items()))
    got = {key: derived.quantity.value for key, derived in checks(claims).items()}
    assert got == {
        "shishi_rate": pytest.approx(57.5134, abs=1e-4),
        "wuping_rate": pytest.approx(55.8363, abs=1e-4),
        "fujian_points_2016_2020": pytest.approx(15.5),
        "fujian_transferred_change_2017_2021": pytest.approx(20.5882, abs=1e-4),
    }
