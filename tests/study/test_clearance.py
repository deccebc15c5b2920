import pytest

from jiaxing_sanming.analysis.context import checks, clearance
from policy_report.analysis.bounds.declared import bounds, questions
from policy_report.analysis.results import Derived
from policy_report.build.artifacts import read_constraints
from policy_report.project import Project
from policy_report.quantities import Change
from policy_report.text.language import Language, Text
from tests.analysis.tidy_rows import cases, rows
from tests.conftest import ROOT, this_study

ODD = {"qualifier": "over", "lower_closed": False, "lower_kind": "stated", "upper_kind": "implicature"}
COUNTS = (
    {"id": "jx043", "value": 25_000, "lower": 25_000, "upper": 26_000, **ODD},
    {"id": "jx045", "exact": 7317},
    {"id": "jx047", "exact": 6858},
    {"id": "jx049", "exact": 4655},
    {"id": "jx053", "exact": 7},
    {"id": "jx054", "exact": 3},
)


CHANGES = (
    {"id": "jx001", "value": 55, "lower": 54.5, "upper": 55.5, "read_unit": "percent", "change": "yoy_percent"},
    {"id": "jx167", "value": -30.1, "lower": -30.15, "upper": -30.05, "read_unit": "percent", "change": "yoy_percent"},
)


def found() -> dict[str, Derived]:
    claims = rows(*CHANGES, *COUNTS)
    _, rates, filings, *_ = read_constraints(Project(ROOT)).split("\n[[system]]\n")
    asked = "\n[[system]]\n".join(["", rates, filings])
    return clearance(claims, bounds(questions(claims, cases(), this_study(), asked), asked))


def test_the_bounds_of_the_earlier_rate_name_the_claim_they_rest_on() -> None:
    got = found()["earlier_rate_if_points"]
    assert (got.quantity.upper, got.quantity.unit, got.quantity.change) == (45.5, "percent", Change.LEVEL)
    assert got.inputs == ("jx001",)
    assert isinstance(got.method, Text)
    assert "a clearance rate is at most 100%" in got.method[Language.EN]


def test_the_upper_end_that_odd_allows_by_implicature_gives_no_lower_bound() -> None:
    got = found()["property_ratio_2016"].quantity
    assert (got.lower, got.upper_closed) == (None, False)
    assert got.upper == pytest.approx(100 * 7317 / 25_000)


def test_checks_divide_the_published_counts() -> None:
    pairs = {
        "sm124": 47.4,
        "sm125": 60.9,
        "sm126": 3161,
        "sm127": 1818,
        "sm131": 831,
        "sm132": 464,
        "sm077": 35.9,
        "sm078": 51.4,
    }
    claims = rows(*({"id": key, "exact": number} for key, number in (pairs | {"sm086": 68, "sm087": 82}).items()))
    got = {key: derived.quantity.value for key, derived in checks(claims).items()}
    assert got == {
        "shishi_rate": pytest.approx(57.5134, abs=1e-4),
        "shishi_points": pytest.approx(13.5),
        "wuping_rate": pytest.approx(55.8363, abs=1e-4),
        "fujian_points_2016_2020": pytest.approx(15.5),
        "fujian_transferred_change_2017_2021": pytest.approx(20.5882, abs=1e-4),
    }
