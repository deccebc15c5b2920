"""What the study's own evidence bounds, and what it leaves open."""

from itertools import product

import pandas as pd
import pytest

from jiaxing_sanming.analysis.context import clearance
from jiaxing_sanming.analysis.decomposition import decompositions
from jiaxing_sanming.analysis.trends import provincial
from policy_report.analysis.bounds.bound import is_feasible
from policy_report.analysis.bounds.declared import bounds, questions
from policy_report.analysis.bounds.question import Answer, bounded, by_key
from policy_report.analysis.published import Published, part_of
from policy_report.build.artifacts import read_constraints
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import ROOT, this_study


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return read_register(Project(ROOT)).frames["claims"]


def asked_of(claims: pd.DataFrame) -> tuple[Answer, ...]:
    """The answers to the study's questions if these were the claims."""
    cases, text = read_register(Project(ROOT)).frames["cases"], read_constraints(Project(ROOT))
    return bounds(questions(claims, cases, this_study(), text), text)


@pytest.fixture(scope="module")
def answers(claims: pd.DataFrame) -> dict[str, Answer]:
    found = asked_of(claims)
    assert len(by_key(found)) == len(found)
    return by_key(found)


def ends(answer: Answer) -> tuple[float | None, float | None]:
    return answer.ends[0].at, answer.ends[1].at


def test_each_reading_of_the_change_has_its_own_earlier_rate(answers: dict[str, Answer]) -> None:
    relative, points = (answers[f"jiaxing.earlier_rate_if_{reading}"] for reading in ("relative", "points"))
    assert relative.ends[0].at is None
    assert relative.ends[1].at == pytest.approx(100 / 1.545)
    assert ends(points) == (None, 45.5)
    assert relative.ends[1].binding == points.ends[1].binding == ("jx001", "rate-up-to-100")


def test_in_points_the_later_rate_has_a_lower_end_too(answers: dict[str, Answer]) -> None:
    assert ends(answers["jiaxing.later_rate_if_points"]) == (54.5, 100.0)
    assert ends(answers["jiaxing.later_rate_if_relative"]) == (None, 100.0)


def test_the_clearances_needed_agree_with_a_search_over_all_rates(answers: dict[str, Answer]) -> None:
    steps = [step / 40 for step in range(41)]
    for reading in ("relative", "points"):
        needed = []
        for rate, rise, fall in product(range(1, 401), steps, steps[::10]):
            before, change, filings = rate / 4, 54.5 + rise * 0.999, -30.15 + 0.0001 + fall * 0.0999
            now = before * (1 + change / 100) if reading == "relative" else before + change
            if now <= 100:
                needed.append(100 * (now * (1 + filings / 100) / before - 1))
        low, high = ends(answers[f"jiaxing.clearances_needed_if_{reading}"])
        assert low is not None
        assert low <= min(needed) < low + 2
        if high is None:
            assert max(needed) > 1000
        else:
            assert high - 0.2 < max(needed) <= high


def test_without_an_assumption_on_filings_nothing_bounds_the_clearances(answers: dict[str, Answer]) -> None:
    assert ends(answers["jiaxing.clearances_change"]) == (None, None)
    assert ends(answers["sanming.small_cases"]) == (None, None)


def test_the_two_statements_on_a_million_yuan_conflict_under_one_reading_only(answers: dict[str, Answer]) -> None:
    readings = {key: item for key, item in answers.items() if "million_yuan" in key}
    assert [key for key, item in readings.items() if item.bound is None] == [
        "jiaxing.million_yuan_rate_if_same_cases_as_usual"
    ]
    clash = readings["jiaxing.million_yuan_rate_if_same_cases_as_usual"]
    assert {"jx022", "telecom-only", "jx013-as-usual"} <= set(clash.conflict)
    members = [item for item in clash.question.constraints if item.name in clash.conflict]
    assert not is_feasible(members)
    assert all(is_feasible([other for other in members if other is not item]) for item in members)
    with pytest.raises(ValueError, match="contradict each other"):
        _ = clash.quantity


def test_fujian_s_cleared_cases_are_those_of_interval_arithmetic(
    claims: pd.DataFrame, answers: dict[str, Answer]
) -> None:
    published = Published(claims)
    exp = part_of(published["sm085"], published["sm083"])
    got = answers["fujian.cleared_2021"].quantity
    assert (got.lower, got.upper) == pytest.approx((exp.lower, exp.upper), rel=1e-11)
    assert (got.lower_closed, got.upper_closed) == (exp.lower_closed, exp.upper_closed)


def test_a_city_s_rate_is_not_above_that_of_the_city_ranked_first(answers: dict[str, Answer]) -> None:
    item = answers["sanming.rate_2022"]
    assert ends(item) == (None, 86.5)
    assert (item.ends[1].closed, item.inputs) == (False, ("sm110", "sm111"))


def test_an_implicature_bound_is_marked_as_one(answers: dict[str, Answer]) -> None:
    quantity = answers["zhejiang.ratio_2023_if_eleven_months_as_usual"].quantity
    assert (quantity.lower_kind, quantity.upper_kind) == ("implicature", "rounding")


def test_every_end_rests_on_constraints_that_give_it(answers: dict[str, Answer]) -> None:
    for item in answers.values():
        for end in item.ends:
            assert (end.at is None) == (end.binding == ())
            assert set(end.binding) <= {each.name for each in item.question.constraints}


def test_no_number_of_the_prose_is_stated_twice(claims: pd.DataFrame, answers: dict[str, Answer]) -> None:
    found = tuple(answers.values())
    elsewhere = [*clearance(claims, found).values(), *provincial(claims, found).values()]
    assert not [key for key, derived in bounded(found).items() if derived in elsewhere]


def test_a_claim_that_changes_what_it_says_changes_the_bound(claims: pd.DataFrame) -> None:
    changed = claims.copy()
    changed.loc[changed["id"] == "jx001", ["value", "lower", "upper"]] = [100.0, 99.5, 100.5]
    assert ends(by_key(asked_of(changed))["jiaxing.earlier_rate_if_points"]) == (None, 0.5)


def test_a_change_that_no_rate_allows_is_a_conflict_not_an_interval(claims: pd.DataFrame) -> None:
    changed = claims.copy()
    changed.loc[changed["id"] == "jx001", ["value", "lower", "upper"]] = [120.0, 119.5, 120.5]
    item = by_key(asked_of(changed))["jiaxing.rate_factor_if_points"]
    assert set(item.conflict) == {"not-negative", "jx001", "rate-up-to-100"}


def test_the_fall_in_filings_is_more_than_the_whole_rise_of_fujian_s_rate_since_2016(
    claims: pd.DataFrame, answers: dict[str, Answer]
) -> None:
    found = {item.key: item for item in decompositions(claims, tuple(answers.values()))}
    whole, later = found["fujian_2016_2021"], found["fujian_2017_2021"]
    assert whole.by_denominator.lower is not None
    assert whole.by_denominator.lower > 100
    assert whole.by_numerator.upper is not None
    assert whole.by_numerator.upper < 0
    assert later.by_denominator.upper is not None
    assert later.by_denominator.upper < 100
    assert later.rate_unchanged is not None
    assert later.rate_unchanged.value == pytest.approx(41 * 24.1 / 15.8)
