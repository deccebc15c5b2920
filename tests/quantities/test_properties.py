"""What holds for every text."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy_report.quantities import Quantity, QuantityError, account, read
from policy_report.quantities.script import fold

WORDS = """
    0 1 5 12 300 2024 3.8 85.68 一 二 两 三 十 百 千 万 亿 零 半 几 数 余 多 近 约 超 逾 不足 以上 以下
    左右 内 第 前 起 件 名 人 年 月 日 天 个 元 倍 成 % ‰ 百分之 个百分点 分之 至 到 — - ~ 由 从 升 降
    上升 下降至 增长 同比 环比 比 每10万人 全部 均已破获 全破 一半 首位 翻番 零发案 、 和 ， 。 （ “ ”
    million percent more than up to between and from to HK$ + . , :
"""
ENGLISH = """
    0 1 5 12 300 2024 3.8 85.68% 1,204 two third half dozen hundreds million £3.4m $5 per cent percent points
    people cases fell rose up down fewer more than over under nearly about at least from to by of and or in 2019
    between last year compared with the previous year , . ( ) a increase drop doubled times as many one in five
    per 1,000 respectively -5% 3-5
"""
english = st.lists(st.sampled_from(ENGLISH.split()), max_size=14).map(" ".join)
phrases = english | st.lists(st.sampled_from(WORDS.split()), max_size=14).map("".join)
hedged = st.sampled_from(
    ["{}起", "近{}名", "{}余万元", "超{}%", "下降{}%", "{}个左右", "约{}万人", "{}%以上", "不足{}天"]
)
numbers = st.integers(min_value=1, max_value=9999)


def found_in(text: str) -> list[Quantity]:
    try:
        return read(text)
    except QuantityError:
        return []


@given(phrases)
def test_bounds_hold_the_value_and_are_in_order(text: str) -> None:
    for got in found_in(text):
        lower, upper = got.lower, got.upper
        assert lower is None or upper is None or lower <= upper
        assert got.value is None or lower is None or lower <= got.value
        assert got.value is None or upper is None or got.value <= upper
        assert (lower is None, upper is None) == (got.lower_kind is None, got.upper_kind is None)


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿萬億贰拾", max_size=9))
def test_a_numeral_alone_reads_as_it_is_accounted_for(text: str) -> None:
    with suppress(QuantityError):
        assert read(text) == list(account(text).quantities)


@given(phrases)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    spans = [got.span for got in found_in(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.text(max_size=300))
@example("\ud800")
@example("9" * 5000)
@example("万" * 5000)
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    codes: set[str] = set()
    try:
        read(text)
    except QuantityError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"quantity-broken-number"}


@given(st.text(max_size=200))
def test_folding_keeps_every_index(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(hedged, numbers)
def test_full_width_and_traditional_forms_read_the_same(form: str, number: int) -> None:
    plain = form.format(number)
    wide = plain.translate({code: code + 0xFEE0 for code in b"0123456789.%"})
    traditional = plain.translate(str.maketrans("万余亿个约", "萬餘億個約"))
    assert read(wide) == read(plain) == read(traditional)


@given(hedged, numbers)
def test_neutral_text_around_a_phrase_shifts_the_span_only(form: str, number: int) -> None:
    phrase, before = form.format(number), "据通报，"
    exp = [replace(got, span=(got.span[0] + len(before), got.span[1] + len(before))) for got in read(phrase)]
    assert read(f"{before}{phrase}。") == exp


@given(numbers, st.sampled_from(["起", "名", "%", "万元"]))
def test_a_fall_mirrors_a_rise(number: int, unit: str) -> None:
    (rise,), (fall,) = read(f"增加{number}{unit}"), read(f"减少{number}{unit}")
    assert rise.lower is not None
    assert rise.upper is not None
    assert (fall.lower, fall.upper) == (-rise.upper, -rise.lower)
    assert (fall.lower_closed, fall.upper_closed) == (rise.upper_closed, rise.lower_closed)


@pytest.mark.parametrize("hedge", ["超", "逾", "不足", "近", "约", "至少", "最高"])
def test_a_hedge_keeps_the_nominal_number(hedge: str) -> None:
    (got,) = read(f"{hedge}120起")
    assert got.value == 120
