from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest

from jiaxing_sanming.analysis import trends
from jiaxing_sanming.analysis.trends import national, provincial
from policy_report.analysis.published import part_of
from policy_report.errors import AnalysisError
from policy_report.evidence.tidy import quantities_by_id
from tests.analysis.tidy_rows import rows

FILED = {"id": "sm075", "value": 320_000, "lower": 315_000, "upper": 325_000}
RATE = {
    "id": "sm077",
    "indicator": "clearance-rate-criminal",
    "value": 35.9,
    "lower": 35.85,
    "upper": 35.95,
    "read_unit": "percent",
}


def provincial_series(claims: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    return trends.provincial_series(claims, series, frozenset())


def national_series(series: pd.DataFrame, *contradicted: str) -> pd.DataFrame:
    return trends.national_series(rows(), series, frozenset(contradicted))


def in_china(row_id: str, year: str, value: float, **more: object) -> dict[str, object]:
    return {"id": row_id, "case": "china", "period": year, "exact": value, **more}


def fall(row_id: str, start: str, end: str, percent: float) -> dict[str, object]:
    numbers = {"value": -percent, "lower": -percent - 0.05, "upper": -percent + 0.05}
    about = {"read_unit": "percent", "change": "percent_change", "lower_closed": False, "upper_closed": True}
    return {"id": row_id, "case": "china", "period_start": start, "period_end": end, **numbers, **about}


def of(frame: pd.DataFrame, ids: str) -> dict[Hashable, Any]:
    (row,) = frame[frame["ids"] == ids].to_dict("records")
    return row


def test_cases_cleared_follow_from_rate_and_filings_with_the_bounds_of_both() -> None:
    got = of(provincial_series(rows(FILED, RATE), rows()), "sm077 sm075")
    exp = (0.359 * 320_000, 0.3585 * 315_000, 0.3595 * 325_000)
    assert (got["measure"], got["basis"]) == ("cleared", "implied")
    assert (got["value"], got["lower"], got["upper"]) == pytest.approx(exp)


def test_a_published_count_of_cases_cleared_is_not_computed_again() -> None:
    cleared = {"id": "count", "indicator": "cleared-criminal-cases", "exact": 115_000}
    got = provincial_series(rows(FILED, RATE, cleared), rows())
    assert list(got.loc[got["measure"] == "cleared", "ids"]) == ["count"]


def test_a_rate_is_not_multiplied_with_the_filings_of_another_period() -> None:
    got = provincial_series(rows(FILED, {**RATE, "period": "2017"}), rows())
    assert set(got["measure"]) == {"filed", "rate"}


def test_two_levels_that_contradict_a_change_are_flagged_and_lead_to_nothing() -> None:
    series = rows(in_china("a", "2022", 5.03e6), in_china("b", "2023", 4.5e6), fall("c", "2023", "2023", 4.8))
    got = national_series(series, "a", "b", "c")
    assert list(got["flag"]) == ["contradicted", "contradicted"]
    assert list(got["basis"]) == ["published", "published"]


def test_a_contradicted_level_is_no_base_for_a_later_one() -> None:
    pair = (in_china("a", "2022", 5.03e6), in_china("b", "2023", 4.5e6))
    series = rows(*pair, fall("c", "2023", "2023", 4.8), fall("d", "2024", "2024", 25.7))
    assert set(national_series(series, "a", "b", "c")["year"]) == {2022, 2023}


def test_a_change_over_several_years_gives_the_later_level() -> None:
    got = of(national_series(rows(in_china("a", "2015", 7e6), fall("c", "2015", "2021", 30))), "c a")
    assert (got["year"], got["basis"]) == (2021, "implied")
    assert (got["lower"], got["upper"]) == pytest.approx((7e6 * 0.6995, 7e6 * 0.7005))


def test_of_two_figures_of_one_year_the_wider_is_marked_coarser() -> None:
    about = {"value": 4.64e6, "lower": 4.635e6, "upper": 4.645e6, "qualifier": "approx"}
    narrow = {"value": 4.648e6, "lower": 4.6475e6, "upper": 4.6485e6}
    place = {"case": "china", "period": "2005"}
    got = national_series(rows({"id": "wide", **place, **about}, {"id": "narrow", **place, **narrow}))
    assert dict(zip(got["ids"], got["flag"], strict=True)) == {"wide": "coarser", "narrow": ""}


def test_a_yearly_average_over_several_years_is_no_level() -> None:
    average = {"id": "mean", "case": "china", "period_start": "2004", "period_end": "2010", "exact": 1000}
    assert national_series(rows(average)).empty


@pytest.mark.parametrize(("end", "exp"), [("2020", False), ("2020-12-25", True), ("2020-09", True)])
def test_a_figure_that_stops_before_the_end_of_the_year_is_part_of_it(end: str, exp: bool) -> None:
    got = provincial_series(rows({**FILED, "period_start": "2020-01", "period_end": end}), rows())
    assert list(got["part_of_year"]) == [exp]


def test_a_breakdown_by_offence_is_not_the_total() -> None:
    series = rows(in_china("theft", "2009", 3.9e6, category="larceny"), in_china("all", "2009", 5.6e6))
    assert list(national_series(series)["ids"]) == ["all"]


def test_a_product_contains_the_products_of_all_corners() -> None:
    quantities = quantities_by_id(rows(FILED, RATE))
    got = part_of(quantities["sm077"], quantities["sm075"])
    assert (got.lower, got.upper) == pytest.approx((315_000 * 0.3585, 325_000 * 0.3595))
    assert (got.lower_closed, got.upper_closed) == (True, False)


def test_a_number_whose_row_is_gone_names_the_row() -> None:
    with pytest.raises(AnalysisError) as caught:
        national(rows(), rows())
    assert [(problem.code, problem.text) for problem in caught.value.problems] == [
        ("row-missing", "cleared-criminal-cases-china-2003")
    ]


def test_a_bound_that_is_no_longer_asked_for_names_the_question() -> None:
    with pytest.raises(AnalysisError) as caught:
        provincial(rows(FILED), ())
    assert [(problem.code, problem.text) for problem in caught.value.problems] == [
        ("question-missing", "fujian.cleared_2016")
    ]
