import pytest

from jiaxing_sanming.analysis.context import city_context, context
from tests.analysis.tidy_rows import rows
from tests.conftest import this_study

PEOPLE = {"case": "jiaxing", "indicator": "resident-population"}


def vintage(**row: object) -> str:
    (got,) = city_context(rows({"id": "x", **PEOPLE, "exact": 5e6, **row}), rows(), this_study())["vintage"]
    return str(got)


@pytest.mark.parametrize(
    ("scope", "exp"),
    [
        ("Basis before the 2020 census: not one series with 2020 and later", "before_census"),
        ("Preliminary", "preliminary"),
        ("Final, verified", "final"),
        ("Expected before the year's accounts", "expected"),
        ("", "unstated"),
    ],
)
def test_the_scope_says_the_vintage(scope: str, exp: str) -> None:
    assert vintage(indicator="gdp", scope=scope) == exp


def test_people_counted_after_2020_rest_on_the_census_unless_the_source_says_otherwise() -> None:
    assert vintage(period="2021") == "census_based"
    assert vintage(period="2019") == "unstated"


def test_changes_and_other_places_are_no_levels_of_the_two_cities() -> None:
    claims = rows(
        {"id": "level", **PEOPLE, "exact": 4.8e6},
        {"id": "growth", **PEOPLE, "exact": 74_000, "change": "abs_change"},
        {"id": "elsewhere", **PEOPLE, "case": "fuzhou", "exact": 8e6},
        {"id": "wordless", **PEOPLE, "qualifier": ""},
    )
    assert list(city_context(claims, rows(), this_study())["id"]) == ["level"]


def test_claims_and_series_stand_together_in_the_order_of_years() -> None:
    claims = rows({"id": "later", **PEOPLE, "exact": 5.5e6, "period": "2021"})
    series = rows({"id": "earlier", **PEOPLE, "exact": 4.8e6, "period": "2019"})
    assert list(city_context(claims, series, this_study())["id"]) == ["earlier", "later"]


def test_ratios_per_head_and_density_use_the_census_of_2020() -> None:
    numbers = {
        "jx083": 5_400_868, "sm055": 2_486_450, "sm056": 2_503_388, "jx110": 3915, "sm062": 22_965,
        "jx096": 5509.52e8, "jx097": 5563.58e8, "sm066": 2702.19e8,
        "jx085": 5_516_000, "jx090": 3_718_500, "sm060": 2_480_000, "sm061": 2_867_000,
    }  # fmt: skip
    got = context(rows(*({"id": key, "exact": number} for key, number in numbers.items())))
    values = {key: got[key].quantity.value for key in ("population_ratio", "density_jiaxing", "density_sanming")}
    assert values == {
        "population_ratio": pytest.approx(5_400_868 / 2_486_450),
        "density_jiaxing": pytest.approx(5_400_868 / 3915),
        "density_sanming": pytest.approx(2_486_450 / 22_965),
    }
    assert got["gdp_per_head_sanming_2020"].quantity.value == pytest.approx(2702.19e8 / 2_486_450)
    assert got["unregistered_residents_jiaxing_2021"].quantity.value == 5_516_000 - 3_718_500
    assert got["gdp_per_head_jiaxing_2020"].inputs == ("jx097", "jx083")
