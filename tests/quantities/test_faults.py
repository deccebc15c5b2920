"""Broken figures are errors that name the place; nothing else is ever an error."""

import time
from contextlib import suppress

import pytest

from policy_report.errors import EvidenceError
from policy_report.quantities import QuantityError, read


@pytest.mark.parametrize(
    ("text", "place", "figures"),
    [
        ("85.6.8%", "character 1", "85.6.8"),
        ("共立案85.6.8%起", "character 4", "85.6.8"),
        ("1,23,4万", "character 1", "1,23,4"),
        ("12,34", "character 1", "12,34"),
        ("1,234,56", "character 1", "1,234,56"),
        ("３．．５万", "character 1", "３．．５"),
        ("5.%", "character 1", "5."),
        ("50%%", "character 1", "50%%"),
        ("三百五千", "character 1", "三百五千"),
        ("三百五百", "character 1", "三百五百"),
        ("1.2万3000", "character 5", "3000"),
    ],
)
def test_broken_figures_name_the_place(text: str, place: str, figures: str) -> None:
    with pytest.raises(QuantityError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.column, problem.text) == ("quantity-broken-number", place, figures)
    assert problem.remedy
    assert isinstance(caught.value, EvidenceError)


def test_every_broken_number_of_a_text_is_named_at_once() -> None:
    with pytest.raises(QuantityError) as caught:
        read("85.6.8%，另有1,23,4起")
    assert [problem.column for problem in caught.value.problems] == ["character 1", "character 11"]


@pytest.mark.parametrize(
    "text", ["", " ", "NaN", "nan", "……", "%", "万", "百分之", "第", "三分之", "占3/3", "近", "《", "“"]
)
def test_a_text_without_a_number_has_none(text: str) -> None:
    assert read(text) == []


def test_an_empty_cell_has_none() -> None:
    assert read(float("nan")) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2024.7.12", "192.168.1.1", "v2.3.1", "《85.6.8》"])
def test_dates_addresses_and_titles_are_not_broken_numbers(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "1,",
        "1.",
        "1、",
        "至1",
        "1 ",
        "万",
        "近",
        "同比",
        "“",
        "1号",
        "三X",
        "1234 ",
        "每10万",
        "1万",
        "fell by 5% and 3 ",
        "from 2 to 3 in 2019 ",
        "1,2 ",
        "one in ",
        "a rise of 5%, up from 3 ",
    ],
)
def test_long_texts_take_time_in_proportion_to_their_length(unit: str) -> None:
    short, long = seconds(unit * (2_000 // len(unit))), seconds(unit * (40_000 // len(unit)))
    assert long < 100 * max(short, 0.005)  # 20 times the length; a quadratic reader takes 400 times as long


def seconds(text: str) -> float:
    """Give the least processor time of three readings: another process on the core makes one of them longer."""
    found = []
    for _ in range(3):
        start = time.process_time()
        with suppress(QuantityError):
            read(text)
        found.append(time.process_time() - start)
    return min(found)
