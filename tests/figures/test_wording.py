from dataclasses import replace

import pandas as pd
import pytest

from policy_report.analysis.published import exactly
from policy_report.figures import style
from policy_report.figures.wording import (
    balanced,
    filled,
    number,
    period,
    short,
    source_line,
    span,
    width_of,
    within_year,
    wrapped,
)
from policy_report.quantities import Change, Qualifier
from policy_report.text.language import Language
from tests.figures.samples import fonts, sources

EN, ZH = Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [(7525, "7,525", "7525"), (25_000, "25,000", "2.5万"), (3.8e8, "380,000,000", "3.8亿"), (-11.8, "−11.8", "−11.8")],
)
def test_numbers_follow_the_reader(value: float, english: str, chinese: str) -> None:
    assert (number(value, EN), number(value, ZH)) == (english, chinese)


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
    assert (short(quantity, EN), short(quantity, ZH)) == (english, chinese)


def test_an_odd_count_and_a_rank_have_words_of_their_own() -> None:
    odd = replace(exactly(25_000), qualifier=Qualifier.OVER)
    first = replace(exactly(1, "rank"), qualifier=Qualifier.RANK)
    assert [short(odd, EN), short(odd, ZH), short(first, EN), short(first, ZH)] == [
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
    assert (period(start, end, EN), period(start, end, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("date", "english", "chinese"), [("2020", "", ""), ("2020-09", "Sep", "9月"), ("2024-07-12", "12 Jul", "7月12日")]
)
def test_a_date_within_its_year(date: str, english: str, chinese: str) -> None:
    assert (within_year(date, EN), within_year(date, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    "text", ["A long line of several short English words", "一行由许多汉字组成的文字，其中有（括号）和标点。"]
)
def test_lines_are_no_wider_than_their_column_and_lose_nothing(text: str) -> None:
    with style.look(ZH, fonts()):
        lines = wrapped(text, 1.0)
        assert len(lines) > 1
        assert max(width_of(line) for line in lines) <= 1.0
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_closing_punctuation() -> None:
    with style.look(ZH, fonts()):
        for width in (0.5, 0.6, 0.7, 0.8, 0.9):
            assert not [line for line in wrapped("三明市（建宁县），嘉兴市*。", width) if line[0] in "，。）*"]


def test_balanced_lines_are_as_few_and_more_alike() -> None:
    with style.look(ZH, fonts()):
        text = "公安部修订办理刑事案件程序规定"
        plain, even = wrapped(text, width_of(text) - 0.05), balanced(text, width_of(text) - 0.05)
    assert (len(plain), len(even)) == (2, 2)
    assert len(even[1]) > len(plain[1])


def test_the_source_line_names_who_gave_most_and_counts_the_rest() -> None:
    keys = ["xinhua", "police", "xinhua", "persons", "host"]
    assert source_line(keys, sources(), EN, most=2).startswith("Source: Xinhua; Jiaxing police; and 2 others.")
    assert source_line(keys, sources(), ZH, most=2).startswith("资料来源：新华社；嘉兴公安；另有2家。")


def test_a_single_further_source_is_named_and_not_counted() -> None:
    line = source_line(["xinhua", "police", "xinhua", "persons", "host"], sources(), EN, most=3)
    assert "others" not in line
    assert line.count(";") == 3


def test_both_languages_name_and_count_the_same_institutions() -> None:
    table = [("a", "新华社"), ("b", "新华网"), ("c", "新华网"), ("d", "央视网"), ("e", "China Daily")]
    known = pd.DataFrame(table, columns=["key", "author"]).assign(publisher="", tier="press")
    keys = ["a", "b", "c", "d", "e"]
    assert source_line(keys, known, EN, most=1).startswith("Source: Xinhua; and 2 others.")
    assert source_line(keys, known, ZH, most=1).startswith("资料来源：新华网；另有2家。")
    assert "中国日报" in source_line(keys, known, ZH)


def test_an_account_is_not_named() -> None:
    known = pd.DataFrame(
        [("a", "some-account", "GitHub", "statistics")], columns=["key", "author", "publisher", "tier"]
    )
    assert source_line(["a"], known, EN).startswith("Source: statistical tables.")


def test_a_paragraph_does_not_end_in_a_line_of_a_word_or_two() -> None:
    text = "各图坐标自成一格，各地数字不可比，人口为年末数"
    with style.look(ZH, fonts()):
        width = width_of(text) - 0.05
        assert len(wrapped(text, width)[-1]) <= 2
        assert len(filled(text, width * 0.9)[-1]) > 2
        lines = filled(text, width)
    assert (len(lines), "".join(lines)) == (2, text)


def test_ranges_are_signed_in_words() -> None:
    assert [span(3, 11, EN), span(3, 11, ZH), span(-24, -16, EN)] == ["3–11", "3—11", "−24 to −16"]


def test_persons_and_hosts_of_copies_are_not_named() -> None:
    line = source_line(["persons", "host"], sources(), EN)
    assert line.startswith("Source: press reports; statistical tables.")
