"""Settings are checked; of rows with one name the most specific holds."""

import pytest

from policy_report.errors import AnalysisError
from policy_report.models.parameters import Parameters
from tests.models.hospital import DAY, NIGHT, WARDS, network, parameters


def codes(error: AnalysisError) -> list[str]:
    return [problem.code for problem in error.problems]


def test_the_most_specific_row_holds() -> None:
    assert [parameters().of(WARDS, scenario)["doctors"] for scenario in (DAY, NIGHT)] == [10, 8]


def test_a_replaced_value_leaves_the_others_and_the_original() -> None:
    before, changed = parameters(), parameters().replace(doctors=9)
    assert (changed["doctors"].value, before["doctors"].value) == (9, 10)
    assert [row.id for row in changed.rows] == [row.id for row in before.rows]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("doctor", 5, "parameter-unknown"),
        ("doctors", 0, "parameter-out-of-range"),
        ("doctors", 6.5, "parameter-out-of-range"),
        ("doctors", 1e9, "parameter-out-of-range"),
        ("urgent", 1.01, "parameter-out-of-range"),
        ("imaging", float("nan"), "parameter-out-of-range"),
        ("consult", -1, "parameter-out-of-range"),
        ("consult", float("inf"), "parameter-out-of-range"),
        ("patients", 0, "parameter-out-of-range"),
    ],
)
def test_an_impossible_setting_is_refused(name: str, value: float, code: str) -> None:
    with pytest.raises(AnalysisError) as caught:
        parameters(**{name: value})
    assert codes(caught.value) == [code]


def test_all_impossible_settings_are_said_at_once() -> None:
    with pytest.raises(AnalysisError) as caught:
        parameters(doctors=0, urgent=2)
    assert [problem.column for problem in caught.value.problems] == ["doctors", "urgent"]


def test_a_parameter_that_the_models_miss_is_named() -> None:
    some = Parameters(tuple(row for row in parameters().rows if row.name != "cv"))
    with pytest.raises(AnalysisError) as caught:
        network(some, WARDS)
    (problem,) = caught.value.problems
    assert (problem.code, problem.text) == ("parameter-missing", "cv")
