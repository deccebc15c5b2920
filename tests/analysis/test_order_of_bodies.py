import pandas as pd
import pytest

from policy_report.analysis.diffusion import founded_between, labels_in_time, order_of_bodies, orders, peers_in_time
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases


def bodies(*given: tuple[str, str, str, str], **more: str) -> pd.DataFrame:
    """The result for bodies of id, case, date and basis."""
    frame = pd.DataFrame(given, columns=["id", "case", "established", "established_basis"])
    blank = dict.fromkeys(("staff", "branches", "tiers", "phrase"), "")
    known = {"body_en": "Centre", "body_zh": "合成作战中心", "family": "synthesized_operations", "source": "s"}
    return peers_in_time(frame.assign(**{**known, **blank, **more}), cases(), CITIES)


def order(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    return order_of_bodies(bodies(*given)).set_index("id")


@pytest.mark.parametrize(
    ("date", "basis", "exp"),
    [
        ("2018", "stated", ("2018-01-01", "2018-12-31")),
        ("2020-09", "stated", ("2020-09-01", "2020-09-30")),
        ("2017-02", "by", ("", "2017-02-28")),
        ("2020", "inferred", ("", "")),
        ("", "unknown", ("", "")),
    ],
)
def test_a_date_bounds_the_founding_as_far_as_its_words_go(date: str, basis: str, exp: tuple[str, str]) -> None:
    assert founded_between(date, basis) == exp


def test_a_body_is_certainly_earlier_if_its_last_day_lies_before_the_others_first() -> None:
    got = order(("fuzhou", "fuzhou", "2017-02", "stated"), ("jiaxing", "jiaxing", "2020-01", "stated"))
    assert list(got["certainly_earlier"]) == [0, 1]
    assert list(got["possibly_earlier"]) == [0, 1]


def test_within_one_year_the_order_is_open() -> None:
    got = order(("xuzhou", "xuzhou", "2020", "stated"), ("jiaxing", "jiaxing", "2020-01", "stated"))
    assert (got.loc["jiaxing", "certainly_earlier"], got.loc["jiaxing", "possibly_earlier"]) == (0, 1)


def test_a_body_known_to_exist_later_may_be_older() -> None:
    got = order(("xuzhou", "xuzhou", "2023", "by"), ("jiaxing", "jiaxing", "2020-01", "stated"))
    assert (got.loc["jiaxing", "certainly_earlier"], got.loc["jiaxing", "possibly_earlier"]) == (0, 1)
    assert got.loc["xuzhou", "certainly_earlier"] == 0


def test_a_citys_own_precursor_is_no_body_of_another_place() -> None:
    got = order(("sanming-2", "sanming", "2016-03", "by"), ("sanming", "sanming", "2020-09", "stated"))
    assert got.loc["sanming", "certainly_earlier"] == 0


def test_an_inferred_date_orders_nothing() -> None:
    got = order(("xuzhou", "xuzhou", "2012", "inferred"), ("jiaxing", "jiaxing", "2020-01", "stated"))
    assert list(got.index) == ["jiaxing"]


def test_the_place_of_a_centre_is_an_interval_and_pairs_are_counted() -> None:
    found = bodies(
        ("fuzhou", "fuzhou", "2017-02", "stated"),
        ("xuzhou", "xuzhou", "2023", "by"),
        ("jiaxing", "jiaxing", "2020-01", "stated"),
        ("sanming", "sanming", "2020-09", "stated"),
    )
    got = orders(found, order_of_bodies(found), CITIES)
    place = got["place_jiaxing"].quantity
    assert (place.lower, place.upper) == (2, 3)
    assert (got["earlier_than_sanming"].quantity.value, got["pairs"].quantity.value) == (2, 6)
    assert got["pairs_certain"].quantity.value == 3


def test_what_is_known_of_the_bodies_is_counted_item_by_item() -> None:
    found = bodies(("a", "fuzhou", "2017", "stated"), ("b", "xuzhou", "", "unknown"), staff="8", phrase="86%")
    got = {key: derived.quantity.value for key, derived in orders(found, order_of_bodies(found), CITIES).items()}
    assert (got["known_date"], got["known_staff"], got["known_branches"], got["known_all"]) == (1, 2, 0, 0)


def test_a_label_is_first_there_by_its_earliest_date_and_last_in_its_latest_source() -> None:
    found = bodies(("a", "fuzhou", "2017-02", "stated"), ("b", "xuzhou", "2023", "by"))
    found["source"] = ["old", "new"]
    sources = pd.DataFrame([("old", "2017-07-01"), ("new", "2025-03")], columns=["key", "date"])
    (got,) = labels_in_time(found, sources, CITIES).to_dict("records")
    assert (got["first_case"], got["first_seen"], got["last_seen"]) == ("fuzhou", "2017-02-28", "2025-03")
