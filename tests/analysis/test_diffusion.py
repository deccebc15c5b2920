import math

import pandas as pd
import pytest

from policy_report.analysis.diffusion import NO_BODY, diffusion, peers_in_time, timeline
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases


def milestones(*given: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(given, columns=["id", "case", "date"])


@pytest.mark.parametrize(
    ("case", "lane", "own"),
    [
        ("china", "elsewhere", False),
        ("xuzhou", "elsewhere", False),
        ("zhejiang", "zhejiang", False),
        ("tongxiang", "zhejiang", True),
        ("fuzhou", "fujian", False),
        ("sanming", "fujian", True),
    ],
)
def test_a_milestone_stands_in_the_lane_of_its_province(case: str, lane: str, own: bool) -> None:
    got = timeline(milestones(("m", case, "2020-09")), cases(), CITIES).iloc[0]
    assert (got["lane"], got["own"], got["year"]) == (lane, own, 2020)


def test_milestones_stand_in_the_order_of_their_dates() -> None:
    given = milestones(("c", "china", "2020-09"), ("a", "china", "2019"), ("b", "china", "2020-01-02"))
    assert list(timeline(given, cases(), CITIES)["id"]) == ["a", "b", "c"]


def peers(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=["id", "case", "established", "established_basis"])
    blank = dict.fromkeys(("staff", "branches", "tiers", "phrase"), "")
    return frame.assign(body_en="Centre", body_zh="中心", family="other", source="s", **blank)


PEERS = peers(
    ("sanming", "sanming", "2020-09", "stated"),
    ("fuzhou", "fuzhou", "2017-02", "stated"),
    ("xuzhou", "xuzhou", "", "unknown"),
    ("tongxiang", "tongxiang", "2018", "by"),
    ("china", "china", "2023", "by"),
)


def counted(given: pd.DataFrame) -> dict[str, float | None]:
    dates = {"jiaxing": "2020-01", "sanming": "2020-09"}
    return {key: derived.quantity.value for key, derived in diffusion(given, cases(), dates, CITIES).items()}


def test_peers_stand_by_year_and_those_without_one_last() -> None:
    got = peers_in_time(PEERS, cases(), CITIES)
    assert list(got["id"]) == ["fuzhou", "tongxiang", "sanming", "xuzhou"]
    assert list(got["year"][:3]) == pytest.approx([2017 + 1 / 12, 2018.5, 2020 + 8 / 12])
    assert math.isnan(got["year"][3])


def test_a_peer_knows_its_province_and_whether_it_is_a_city_of_the_study() -> None:
    got = peers_in_time(PEERS, cases(), CITIES).set_index("id")
    assert (got.loc["tongxiang", "region_en"], got.loc["xuzhou", "region_zh"]) == ("Zhejiang", "江苏省")
    assert list(got.index[got["focal"]]) == ["sanming"]


def test_bodies_are_counted_without_the_two_cities_and_the_country() -> None:
    got = counted(PEERS)
    assert (got["bodies"], got["bodies_dated"], got["bodies_before_2020"]) == (3, 2, 2)


def test_an_inferred_date_is_no_evidence_of_an_earlier_body() -> None:
    got = counted(peers(("a", "fuzhou", "2017", "inferred"), ("b", "xuzhou", "2020", "stated")))
    assert got["bodies_before_2020"] == 0


def test_a_row_that_names_no_body_is_neither_drawn_nor_counted() -> None:
    named = PEERS.copy()
    named.loc[named["id"].eq("fuzhou"), "family"] = NO_BODY
    assert "fuzhou" not in set(peers_in_time(named, cases(), CITIES)["id"])
    assert counted(named)["bodies"] == 2
