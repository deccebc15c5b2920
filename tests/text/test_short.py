"""Numbers, hedges and periods where there is little room."""

from dataclasses import replace

import pytest

from policy_report.analysis.published import exactly
from policy_report.quantities import Change, Qualifier
from policy_report.text.dates import date_text, short_period
from policy_report.text.language import Language
from policy_report.text.numbers import short_number, short_quantity, short_range

EN, ZH = Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [(7525, "7,525", "7525"), (25_000, "25,000", "2.5万"), (3.8e8, "380,000,000", "3.8亿"), (-11.8, "−11.8", "−11.8")],
)
def test_numbers_follow_the_reader(value: float, english: str, chinese: str) -> None:
    assert (short_number(value, EN), short_number(value, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "qualifier", "change", "english", "chinese"),
    [
        (80, Qualifier.MORE_THAN, Change.LEVEL, ">80%", ">80%"),
        (90, Qualifier.AT_LEAST, Change.LEVEL, "≥90%", "≥90%"),
        (50, Qualifier.NEARLY, Change.LEVEL, "nearly 50%", "近50%"),
        (55, Qualifier.ROUNDED, Change.YOY_PERCENT, "+55%", "+55%"),
        (-11.8, Qualifier.ROUNDED, Change.YOY_PERCENT, "−11.8%", "−11.8%"),
    ],
)
def test_a_hedge_is_never_lost(value: float, qualifier: Qualifier, change: Change, english: str, chinese: str) -> None:
    quantity = replace(exactly(value, "percent"), qualifier=qualifier, change=change)
    assert (short_quantity(quantity, EN), short_quantity(quantity, ZH)) == (english, chinese)


def test_an_odd_count_and_a_rank_have_words_of_their_own() -> None:
    odd = replace(exactly(25_000), qualifier=Qualifier.OVER)
    first = replace(exactly(1, "rank"), qualifier=Qualifier.RANK)
    assert [short_quantity(odd, EN), short_quantity(odd, ZH), short_quantity(first, EN), short_quantity(first, ZH)] == [
        "over 25,000",
        "2.5万余",
        "no. 1",
        "第1",
    ]


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        ("2023", "2023", "2023", "2023"),
        ("2024-01", "2024-07-12", "to 12 Jul 2024", "至2024.7.12"),
        ("2016-01", "2016-09", "Jan–Sep 2016", "2016.1—9"),
        ("2020-09", "2021-01-14", "Sep 2020–Jan 2021", "2020.9—2021.1"),
        ("", "2021", "to 2021", "至2021"),
        ("", "", "not stated", "时期不明"),
    ],
)
def test_a_period_says_no_more_than_its_dates(start: str, end: str, english: str, chinese: str) -> None:
    assert (short_period(start, end, EN), short_period(start, end, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("date", "english", "chinese"), [("2020", "", ""), ("2020-09", "Sep", "9月"), ("2024-07-12", "12 Jul", "7月12日")]
)
def test_a_date_within_its_year(date: str, english: str, chinese: str) -> None:
    assert (date_text(date, EN, with_year=False), date_text(date, ZH, with_year=False)) == (english, chinese)


def test_ranges_are_signed_in_words() -> None:
    assert [short_range(3, 11, EN), short_range(3, 11, ZH), short_range(-24, -16, EN)] == ["3–11", "3—11", "−24 to −16"]
