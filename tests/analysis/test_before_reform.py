from typing import Any

import pandas as pd
import pytest

from policy_report.analysis.before_reform import Phase, already_moving, before_reform, reform_dates
from policy_report.analysis.places import breaks_of_places
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases, rows

FILED, RATE = "filed-criminal-cases", "clearance-rate-criminal"
INDICATORS = pd.DataFrame(
    [
        (FILED, "criminal cases", "count", "", ""),
        (RATE, "criminal cases", "rate", "cleared", FILED),
        ("filed-share", "criminal cases", "share", FILED, FILED),
        ("gdp", "economy", "amount", "", ""),
    ],
    columns=["id", "phenomenon", "measure", "numerator_indicator", "denominator_indicator"],
)
REFORMS = pd.DataFrame(
    [("a", "jiaxing", "2020-01", "reform"), ("b", "sanming", "2020-09", "reform"), ("c", "china", "2004", "national")],
    columns=["id", "case", "date", "kind"],
)
DRIVE = pd.DataFrame(
    [("drive", "china", "2009", "recording", FILED)], columns=["id", "case", "date", "kind", "indicator"]
)


def level(year: str, number: float, **more: Any) -> dict[str, Any]:
    return {"id": f"y{year}{more.get('indicator', '')}", "exact": number, "period": year, **more}


def moved(year: str, percent: float, **more: Any) -> dict[str, Any]:
    return level(year, percent, change="yoy_percent", **{"read_unit": "percent", **more})


def found(*given: dict[str, Any], flagged: frozenset[str] = frozenset()) -> pd.DataFrame:
    return before_reform(
        claims=rows(*given),
        series=rows(),
        indicators=INDICATORS,
        contradicted_levels=flagged,
        breaks_of_places=breaks_of_places(DRIVE, cases()),
        reform_dates=reform_dates(REFORMS, cases()),
        study=CITIES,
    )


def test_a_province_takes_the_date_of_its_city_and_the_country_the_first() -> None:
    dates = reform_dates(REFORMS, cases())
    assert (dates["zhejiang"], dates["fujian"], dates["china"]) == ("2020-01", "2020-09", "2020-01")


def test_two_levels_before_the_reform_show_their_direction() -> None:
    (got,) = found(level("2016", 320e3), level("2017", 240e3)).to_dict("records")
    assert (got["phase"], got["direction"], got["value"]) == (Phase.PRE, "falling", -25)


def test_a_series_that_begins_with_the_reform_has_nothing_to_say_of_before() -> None:
    assert found(level("2019", 200e3), level("2021", 150e3)).empty


@pytest.mark.parametrize(("case", "exp"), [("zhejiang", "after"), ("fujian", "across")])
def test_the_year_of_the_reform_lies_on_both_sides_unless_it_began_with_it(case: str, exp: str) -> None:
    years = [level(year, number, case=case) for year, number in (("2016", 3), ("2017", 2), ("2020", 1), ("2021", 2))]
    got = found(*years)
    assert list(got.loc[got["start"].eq("2020-01-01"), "phase"]) == [exp]


def test_a_published_change_compares_with_the_year_before() -> None:
    (got,) = found(moved("2018", -13.1, case="zhejiang")).to_dict("records")
    assert (got["start"], got["end"], got["basis"]) == ("2017-01-01", "2018-12-31", "published")


def test_a_change_of_half_a_year_before_the_autumn_of_2020_is_before_the_reform_of_fujian() -> None:
    half = {"period_start": "2020-01", "period_end": "2020-06"}
    assert list(found({**moved("2020", -59.4), **half})["phase"]) == [Phase.PRE]


def test_a_rate_moves_in_points() -> None:
    rates = [
        level(year, number, indicator=RATE, read_unit="percent") for year, number in (("2016", 35.9), ("2017", 41))
    ]
    (got,) = found(*rates).to_dict("records")
    assert (got["unit"], got["value"]) == ("pp", pytest.approx(5.1))


def test_a_break_cuts_off_what_lies_before_it() -> None:
    years = [level(year, number, case="china") for year, number in (("2001", 4.4), ("2009", 5.6), ("2015", 7.2))]
    (got,) = found(*years).to_dict("records")
    assert (got["start"], got["breaks"], got["direction"]) == ("2009-01-01", "", "rising")


def test_where_only_a_broken_pair_exists_it_is_shown_with_the_break() -> None:
    (got,) = found(level("2001", 4.4, case="china"), level("2015", 7.2, case="china")).to_dict("records")
    assert got["breaks"] == "drive"


def test_bounds_that_hold_zero_leave_the_direction_unclear() -> None:
    wide = {"value": 2.5e4, "lower": 2.4e4, "upper": 2.6e4, "period": "2017"}
    assert list(found(level("2016", 2.5e4), {"id": "wide", **wide})["direction"]) == ["unclear"]


def test_contradicted_levels_compositions_and_money_are_left_out() -> None:
    assert found(level("2016", 3), level("2017", 2), flagged=frozenset({"y2016"})).empty
    assert found(level("2016", 100, indicator="filed-share"), level("2017", 100, indicator="filed-share")).empty
    assert found(level("2016", 3, indicator="gdp"), level("2017", 2, indicator="gdp")).empty


def test_series_are_counted_by_what_they_did_before_without_broken_changes() -> None:
    got = found(
        level("2016", 3), level("2017", 2), level("2021", 1),
        moved("2018", 5, case="zhejiang"),
        level("2001", 4.4, case="china"), level("2015", 7.2, case="china"),
    )  # fmt: skip
    counts = {key: derived.quantity.value for key, derived in already_moving(got, CITIES).items()}
    assert (counts["series"], counts["falling"], counts["rising"], counts["followed"]) == (2, 1, 1, 1)
    assert (counts["series_fujian"], counts["series_sanming"]) == (1, 0)
