from typing import Any

import pandas as pd
import pytest

from policy_report.analysis.normalised import NO_DENOMINATOR, SEVERAL_YEARS, denominators, normalised, per_unit
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import rows

INDICATORS = pd.DataFrame(
    [
        ("filed-criminal-cases", "criminal cases", "count"),
        ("telecom-fraud-losses", "telecom fraud", "amount"),
        ("clearance-rate-criminal", "criminal cases", "rate"),
        ("suspects-caught-case-303", "special cases", "count"),
    ],
    columns=["id", "phenomenon", "measure"],
)
PEOPLE = {"id": "people", "indicator": "resident-population", "exact": 40e6, "period": "2016"}
OUTPUT = {"id": "output", "indicator": "gdp", "exact": 2e12, "period": "2016"}
CASES = {"id": "cases", "exact": 320_000, "period": "2016"}


def rate(*given: dict[str, object], base: str = "people") -> dict[Any, Any]:
    found = normalised(rows(*given), rows(), INDICATORS, CITIES).to_dict("records")
    return next(row for row in found if (row["id"], row["base"]) == ("cases", base))


def test_counts_are_per_100000_residents_and_per_100_million_yuan() -> None:
    assert rate(CASES, PEOPLE)["value"] == pytest.approx(800)
    assert rate(CASES, OUTPUT, base="output")["value"] == pytest.approx(16)


def test_amounts_are_yuan_per_resident_and_per_10000_yuan() -> None:
    losses = {**CASES, "indicator": "telecom-fraud-losses", "exact": 4e9}
    assert rate(losses, PEOPLE)["value"] == pytest.approx(100)
    assert rate(losses, OUTPUT, base="output")["value"] == pytest.approx(20)


def test_the_bounds_hold_those_of_both_figures() -> None:
    people = {**PEOPLE, "value": 40e6, "lower": 39.5e6, "upper": 40.5e6}
    people.pop("exact")
    got = rate({**CASES, "exact": 320_000}, people)
    assert (got["lower"], got["upper"]) == (pytest.approx(3.2e10 / 40.5e6), pytest.approx(3.2e10 / 39.5e6))


def test_people_of_another_year_are_no_denominator() -> None:
    got = rate(CASES, {**PEOPLE, "period": "2017"})
    assert (got["refusal"], got["denominators"]) == (NO_DENOMINATOR, "")
    assert pd.isna(got["value"])


def test_a_figure_of_several_years_is_refused_even_with_people_of_its_last() -> None:
    got = rate({**CASES, "period_start": "2014", "period_end": "2016"}, PEOPLE)
    assert got["refusal"] == SEVERAL_YEARS


def test_part_of_a_year_is_marked_and_not_scaled_up() -> None:
    got = rate({**CASES, "period_start": "2016-01", "period_end": "2016-06"}, PEOPLE)
    assert (got["part_of_year"], got["value"]) == (True, pytest.approx(800))


def test_rates_and_counts_of_one_case_are_left_out() -> None:
    claims = rows(
        {**CASES, "id": "rate", "indicator": "clearance-rate-criminal"},
        {**CASES, "id": "case", "indicator": "suspects-caught-case-303"},
        CASES,
        PEOPLE,
    )
    assert set(normalised(claims, rows(), INDICATORS, CITIES)["id"]) == {"cases"}


def test_the_final_figure_goes_before_the_preliminary_one() -> None:
    claims = rows(
        {**OUTPUT, "id": "first", "exact": 1.9e12, "scope": "Preliminary"},
        {**OUTPUT, "id": "last", "scope": "Final, verified"},
    )
    got = denominators(claims, rows(), CITIES)[("fujian", "output", 2016)]
    assert (got.ids, got.vintage, got.quantity.value) == (("last",), "final", 2e12)


def test_figures_of_one_vintage_that_differ_are_taken_together() -> None:
    claims = rows(OUTPUT, {**OUTPUT, "id": "other", "exact": 2.1e12})
    got = denominators(claims, rows(), CITIES)[("fujian", "output", 2016)].quantity
    assert (got.value, got.lower, got.upper) == (None, 2e12, 2.1e12)


def test_the_text_is_told_how_many_counts_of_a_city_have_a_denominator() -> None:
    city = {"case": "sanming"}
    claims = rows(
        {**CASES, **city},
        {**CASES, **city, "id": "half", "period_start": "2016-01", "period_end": "2016-06"},
        {**CASES, **city, "id": "bare", "period": "2018"},
        {**PEOPLE, **city},
    )
    got = {key: derived.quantity.value for key, derived in per_unit(claims, rows(), INDICATORS, CITIES).items()}
    tallies = [got[f"{kind}_sanming"] for kind in ("counts", "per_head", "per_head_whole_year")]
    assert tallies == [3, 2, 1]
