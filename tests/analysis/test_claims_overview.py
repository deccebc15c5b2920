import pandas as pd
import pytest

from policy_report.analysis.headlines import claims_overview
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases, rows

INDICATORS = pd.DataFrame(
    [
        ("clearance-rate-criminal", "criminal cases", "rate", "cases filed"),
        ("clearance-rate-million-yuan", "cases of one million yuan", "rate", ""),
        ("cleared-telecom-fraud", "telecom fraud", "count", ""),
        ("officers-stationed", "investigation centre", "stock", ""),
        ("rank-clearance-rate-small-cases", "small cases", "rank", ""),
        ("gdp", "economy", "amount", ""),
    ],
    columns=["id", "phenomenon", "measure", "denominator"],
).assign(name_en="name", name_zh="名称")

PERCENT = {"case": "jiaxing", "read_unit": "percent"}


def overview(*given: dict[str, object]) -> pd.DataFrame:
    return claims_overview(rows(*given), INDICATORS, cases(), CITIES)


@pytest.mark.parametrize(
    ("row", "exp"),
    [
        ({"indicator": "clearance-rate-million-yuan", **PERCENT}, "level_percent"),
        ({"indicator": "clearance-rate-criminal", **PERCENT, "change": "yoy_percent"}, "change_percent"),
        ({"indicator": "cleared-telecom-fraud", **PERCENT, "change": "yoy_percent"}, "change_percent"),
        ({"indicator": "cleared-telecom-fraud", "case": "jiaxing"}, "count"),
        ({"indicator": "rank-clearance-rate-small-cases", "case": "sanming", "read_unit": "rank"}, "rank"),
    ],
)
def test_a_claim_belongs_to_one_kind_of_scale(row: dict[str, object], exp: str) -> None:
    assert list(overview({"id": "x", "exact": 1, **row})["kind"]) == [exp]


@pytest.mark.parametrize(
    "row",
    [
        {"indicator": "gdp", "case": "jiaxing"},
        {"indicator": "officers-stationed", "case": "jiaxing"},
        {"indicator": "cleared-telecom-fraud", "case": "fuzhou"},
        {"indicator": "cleared-telecom-fraud", "case": "jiaxing", "qualifier": ""},
    ],
)
def test_size_context_other_cities_and_wordless_claims_are_no_results(row: dict[str, object]) -> None:
    assert overview({"id": "x", "value": 1, **row}).empty


def test_a_county_counts_with_its_city() -> None:
    got = overview({"id": "x", "indicator": "cleared-telecom-fraud", "case": "tongxiang", "exact": 1})
    assert list(got["of_case"]) == ["jiaxing"]


def test_within_a_kind_cities_come_first_and_then_the_size() -> None:
    level = {"indicator": "clearance-rate-million-yuan", "read_unit": "percent"}
    got = overview(
        {"id": "s", **level, "case": "sanming", "exact": 85.68},
        {"id": "low", **level, "case": "jiaxing", "exact": 78.5},
        {"id": "high", **level, "case": "jiaxing", "exact": 90},
    )
    assert list(got["id"]) == ["high", "low", "s"]


def test_whether_a_denominator_is_published_is_kept() -> None:
    change = {**PERCENT, "change": "yoy_percent", "exact": 55}
    got = overview(
        {"id": "with", "indicator": "clearance-rate-criminal", **change},
        {"id": "without", "indicator": "clearance-rate-million-yuan", **PERCENT, "exact": 80},
    )
    assert dict(zip(got["id"], got["has_denominator"], strict=True)) == {"with": True, "without": False}
