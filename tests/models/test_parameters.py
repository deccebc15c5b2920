"""Published values come from their claims; settings are checked; of rows with one name the most specific holds."""

import pytest

from jiaxing_sanming.models import Regime, Scenario, network
from policy_report.errors import AnalysisError
from tests.models.models import EQUAL, PUBLISHED, study


def codes(error: AnalysisError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_published_values_are_what_their_claims_state() -> None:
    published = {row.id: (row.value, row.claim) for row in study().rows if row.kind == "published"}
    assert published == {
        "window": (48, "sm006"), "counties": (12, "sm058"), "branches": (5, "sm010"), "approval_levels": (3, "sm007"),
        "branches_jiaxing": (9, "jx016"), "centre_analysts": (26, "jx017"), "officers_jiaxing": (212, "jx019"),
    }  # fmt: skip
    assert all(row.source for row in study().rows if row.kind == "published")


def test_every_assumption_says_why_in_both_languages() -> None:
    for row in study().rows:
        assert row.low <= row.value <= row.high
        assert all((row.meaning_en, row.meaning_zh, row.reasoning_en, row.reasoning_zh))


def test_what_is_published_of_jiaxing_holds_for_the_tiered_regime_as_published_alone() -> None:
    jiaxing = study().of(Regime.TIERED, PUBLISHED)
    names = ("counties", "branches", "officers", "centre_analysts")
    assert [jiaxing[name] for name in names] == [7, 9, 212, 26]
    for regime, scenario in ((Regime.TIERED, EQUAL), (Regime.SEPARATE, PUBLISHED), (Regime.PARALLEL, PUBLISHED)):
        other = study().of(regime, scenario)
        assert (other["counties"], other["branches"], other["officers"]) == (12, 5, 60)
        assert "centre_analysts" not in other


def test_a_replaced_value_leaves_the_others_and_the_original() -> None:
    changed = study().replace(analysts=90)
    assert changed["analysts"].value == 90
    assert study()["analysts"].value == 120
    assert [row.id for row in changed.rows] == [row.id for row in study().rows]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("analyst", 5, "parameter-unknown"),
        ("analysts", 0, "parameter-out-of-range"),
        ("analysts", 61.5, "parameter-out-of-range"),
        ("analysts", 1e9, "parameter-out-of-range"),
        ("approval_levels", 4, "parameter-out-of-range"),
        ("small_share", 1.01, "parameter-out-of-range"),
        ("triage_error", float("nan"), "parameter-out-of-range"),
        ("local_small", -1, "parameter-out-of-range"),
        ("local_small", float("inf"), "parameter-out-of-range"),
        ("cases_per_day", 0, "parameter-out-of-range"),
    ],
)
def test_an_impossible_setting_is_refused(name: str, value: float, code: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        study().replace(**{name: value})
    assert codes(caught.value) == [code]


def test_all_impossible_settings_are_said_at_once() -> None:
    with pytest.raises(AnalysisError) as caught:
        study().replace(analysts=0, small_share=2)
    assert [problem.column for problem in caught.value.problems] == ["analysts", "small_share"]


def test_a_parameter_that_the_models_miss_is_named() -> None:
    some = type(study())(tuple(row for row in study().rows if row.name != "analysts"))
    with pytest.raises(AnalysisError) as caught:
        network(some, Regime.TIERED, Scenario.EQUAL_RESOURCES)
    (problem,) = caught.value.problems
    assert (problem.code, problem.text) == ("parameter-missing", "analysts")
