"""Every figure of a text is read, passed over by a rule that is named, or unread: none vanishes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_report.quantities import Fate, QuantityError, account


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        ("破获案件12起", [("12", "read", "")]),
        ("110接处警中心受理警情12起", [("110", "passed over", "hot line"), ("12", "read", "")]),
        ("a gross of 13 cases, or scores", [("13", "read", ""), ("scores", "unread", "")]),
    ],
)
def test_each_figure_has_its_fate(text: str, exp: list[tuple[str, str, str]]) -> None:
    assert [(figure.text, figure.fate.value, figure.rule) for figure in account(text).figures] == exp


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
