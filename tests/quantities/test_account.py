"""Every figure of a text is read, passed over by a rule that is named, or unread: none vanishes."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy_report.quantities import Fate, QuantityError, account


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        ("破获案件12起", [("12", "read", "")]),
        ("110接处警中心受理警情12起", [("110", "passed over", "hot line"), ("12", "read", "")]),
        (
            "12 cases (Table 22-23)",
            [("12", "read", ""), ("22", "passed over", "numbered thing"), ("23", "passed over", "numbered thing")],
        ),
        ("a gross of 13 cases, or scores", [("13", "read", ""), ("scores", "unread", "")]),
        ("百千", [("百千", "unread", "")]),
        ("约三点五", [("三", "unread", ""), ("五", "unread", "")]),
        ("案件1200，1500起", [("1200", "unread", ""), ("1500", "read", "")]),
        ("in 2022 as in 2021", [("2022", "passed over", "year"), ("2021", "passed over", "year")]),
        ("123456789012345678件", [("123456789012345678", "read", "")]),
        ("1234567890123456789件", [("1234567890123456789", "passed over", "identity or account number")]),
        ("0.000123456789012345678%", [("0.000123456789012345678", "read", "")]),
    ],
)
def test_each_figure_has_its_fate(text: str, exp: list[tuple[str, str, str]]) -> None:
    assert [(figure.text, figure.fate.value, figure.rule) for figure in account(text).figures] == exp


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("detection worsened 12%", "worsened", "direction"),
        ("an estimated 300 offences", "estimated ", "hedge"),
        ("profits ebbed 62%", "ebbed", "direction"),
        ("a 9% ebb in burglary", "ebb", "direction"),
        ("arson: 1,077 offences (+12%)", "+12%", "direction"),
        ("arrests fell in 7 of 10 cities", "fell", "direction"),
        ("38 seconds quicker than in 2022", "than in 2022", "base"),
        ("virtually 300 offences", "virtually", "hedge"),
        ("42, with 48% from 51%", "from", "origin"),
        ("between 12 offences, and arson at 14", "between", "range"),
        ("12 disputed and unsolved theft cases", "theft cases", "unit"),
        ("7 minutes for Impact 1 calls", "Impact", "name"),
        ("costs would have fallen by £44.7m", "would", "condition"),
        ("fell back by 300 and shored by 12%", "shored", "direction"),
        ("预计达300起", "预计", "hedge"),
        ("最高辖区发案的1345人", "最高", "hedge"),
        ("fell by 6%, and arson rated 13% overall", "13%", "direction"),
        ("警情蹿了12%", "蹿了", "direction"),
        ("缴获300余桁", "桁", "unit"),
        ("气温骤降12℃至15℃", "至", "range"),
        ("由月初的3.2%，一路走到月末的4.8%", "由", "from-to"),
        ("涉案5万元的以下罚款", "以下", "hedge"),
        ("约30余起", "约30余起", "hedge"),
        ("收案同比2019年上升8%", "同比2019年", "base"),
        ("去年跟往年相比较，全省上升8%", "去年跟往年相比较", "base"),
        ("并未增长12%", "未增", "direction"),
        ("降幅收窄3%", "降幅收窄", "direction"),
        ("每公升0.25毫克", "每公升", "name"),
        ("八十年", "八十年", "name"),
        ("一百三十年", "一百三十年", "name"),
        ("涉及3.4亿、5.6亿元", "、", "unit"),
        ("登记1200册页，", "页", "unit"),
        ("另一人获救", "一人", "name"),
        ("力争破案率达到95%", "力争", "plan"),
        ("收案2018，结案1997", "2018", "name"),
        ("拔升8人", "升", "direction"),
        ("客房爆满8间", "满", "hedge"),
        ("每户补助300元·周", "·", "unit"),
        ("between 5 and 101 cases", "5 and 101 cases", "range"),
        ("between 0.5 and 300 people", "0.5 and 300 people", "range"),
        ("加兩元至29元", "加", "direction"),
        ("三個月拘役至六個月有期徒刑", "至", "range"),
    ],
)
def test_a_word_that_may_change_a_number_is_unexplained(text: str, word: str, kind: str) -> None:
    assert (word, kind) in [(doubt.text, doubt.kind) for doubt in account(text).unexplained]


@pytest.mark.parametrize(
    "text",
    [
        "同比下降12.8%，降幅收窄",
        "3年以上10年以下有期徒刑",
        "近三年年均增长5.1%",
        "减少38%至615宗",
        "3天3夜",
        "近半年",
        "七十九年",
        "一百三十一年",
        "日均接警1.3万起",
        "between 5 and 100 cases",
        "fined Rs 500",
        "预计全年办结，收案300起",
    ],
)
def test_words_that_fit_are_not_named(text: str) -> None:
    assert account(text).unexplained == ()


@given(st.text(alphabet="0123456789 ,.%£$-manbkthorewfyiup", max_size=40))
@example("fell from 1.4m to 3")
def test_no_digit_vanishes_in_english(text: str) -> None:
    test_no_digit_vanishes.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@given(st.text(alphabet="0123456789一二三十百千万亿起名件%.,，。年月日第 号ab余多超", max_size=24))
def test_no_digit_vanishes(text: str) -> None:
    try:
        found = account(text)
    except QuantityError:
        return
    digits = {match.start() for match in re.finditer(r"[0-9]", text)}
    held = {place for figure in found.figures for place in range(*figure.span)}
    assert digits <= held


def test_what_is_passed_over_says_its_rule() -> None:
    figures = account("2023年3月5日，拨打12345，破案3起").figures
    assert all(figure.rule for figure in figures if figure.fate is Fate.PASSED_OVER)
    assert [figure.text for figure in figures if figure.fate is Fate.READ] == ["3"]


def test_an_ordinal_counts_where_it_is_asked_how_often() -> None:
    asked, named = account("第18次", counting=True), account("第18次")
    assert [quantity.value for quantity in asked.quantities] == [18]
    assert (named.quantities, named.figures[0].rule) == ((), "ordinal in a name")
    assert account("第18次会议", counting=True).quantities == ()
