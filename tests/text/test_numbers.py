"""A number in the prose keeps its hedge, its precision and its sign in each language."""

from dataclasses import replace

import pytest

from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.text.forms import forms, in_prose, without_form
from policy_report.text.language import Language
from policy_report.text.numbers import computed, interval, written

EN, ZH = Language.EN, Language.ZH


def quantity(
    value: float | None,
    bounds: tuple[float | None, float | None] | None = None,
    *,
    unit: str = "",
    qualifier: Qualifier = Qualifier.EXACT,
    change: Change = Change.LEVEL,
    closed: tuple[bool, bool] = (True, False),
) -> Quantity:
    low, high = bounds if bounds is not None else (value, value)
    return Quantity(
        value=value,
        lower=low,
        upper=high,
        lower_closed=closed[0],
        upper_closed=closed[1],
        lower_kind=BoundKind.STATED,
        upper_kind=BoundKind.STATED,
        unit=unit,
        qualifier=qualifier,
        change=change,
        span=(0, 1),
    )


ROUNDED = Qualifier.ROUNDED


@pytest.mark.parametrize(
    ("got", "english", "chinese"),
    [
        (quantity(26, unit="名"), "26", "26"),
        (quantity(7317, unit="起"), "7,317", "7317"),
        (quantity(112700, (112650, 112750), unit="条", qualifier=ROUNDED), "112,700", "11.27万"),
        (quantity(85.68, (85.675, 85.685), unit="percent", qualifier=ROUNDED), "85.68%", "85.68%"),
        (quantity(100, (99.5, 100.5), unit="percent", qualifier=ROUNDED), "100%", "100%"),
        (quantity(80, (80, None), unit="percent", qualifier=Qualifier.MORE_THAN), "over 80%", "超过80%"),
        (quantity(90, (90, None), unit="percent", qualifier=Qualifier.AT_LEAST), "at least 90%", "90%以上"),
        (quantity(80, (None, 80), unit="percent", qualifier=Qualifier.LESS_THAN), "under 80%", "不足80%"),
        (quantity(300, (None, 300), unit="起", qualifier=Qualifier.AT_MOST), "at most 300", "300以内"),
        (quantity(10000, (10000, 20000), unit="名", qualifier=Qualifier.OVER), "more than 10,000", "1万余"),
        (quantity(3, (2, 3), unit="年", qualifier=Qualifier.NEARLY), "nearly 3", "近3"),
        (quantity(30, (25, 35), unit="percent", qualifier=Qualifier.APPROX), "about 30%", "约30%"),
        (quantity(3.8e8, (3.75e8, 3.85e8), unit="元", qualifier=ROUNDED), "380 million yuan", "3.8亿元"),
        (
            quantity(55635800e4, (55635750e4, 55635850e4), unit="元", qualifier=ROUNDED),
            "556.358 billion yuan",
            "5563.58亿元",
        ),
        (quantity(66270000, (66265000, 66275000), unit="人", qualifier=ROUNDED), "66.27 million", "6627万"),
        (quantity(5400868, unit="人"), "5,400,868", "5400868"),
        (quantity(3, unit="rank", qualifier=Qualifier.RANK), "third", "第三"),
        (quantity(12, unit="rank", qualifier=Qualifier.RANK), "12th", "第12"),
        (quantity(100, unit="percent", qualifier=Qualifier.FULL), "100%", "100%"),
        (quantity(None, (20, 30), unit="percent", qualifier=Qualifier.RANGE), "20–30%", "20%至30%"),
        (quantity(None, (1000, None), unit="名", qualifier=Qualifier.INDEFINITE), "at least 1,000", "1000以上"),
    ],
)
def test_a_level_is_written_with_its_hedge(got: Quantity, english: str, chinese: str) -> None:
    assert (written(got, EN), written(got, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "unit", "change", "english", "chinese"),
    [
        (55, "percent", Change.YOY_PERCENT, "+55%", "+55%"),
        (-11.8, "percent", Change.YOY_PERCENT, "−11.8%", "−11.8%"),
        (17.4, "pp", Change.YOY_PP, "+17.4 percentage points", "+17.4个百分点"),
        (74000, "人", Change.ABS_CHANGE, "+74,000", "+7.4万"),
        (3, "倍", Change.MULTIPLE, "3", "3"),
    ],
)
def test_a_change_carries_its_sign(value: float, unit: str, change: Change, english: str, chinese: str) -> None:
    got = quantity(value, unit=unit, change=change)
    assert (written(got, EN), written(got, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("bounds", "decimals", "closed", "exp"),
    [
        ((42.91, 42.94), 1, (True, True), "42.9%"),
        ((42.9, 43.3), 1, (True, True), "42.9–43.3%"),
        ((42.9, 43.3), 0, (True, True), "43%"),
        ((None, 64.516), 1, (False, True), "at most 64.6%"),
        ((None, 29.3), 1, (False, False), "under 29.3%"),
        ((45, None), 0, (True, False), "at least 45%"),
        ((45, None), 0, (False, False), "over 45%"),
        ((None, None), 0, (False, False), "unknown"),
    ],
)
def test_a_computed_number_is_as_sharp_as_its_bounds(
    bounds: tuple[float | None, float | None], decimals: int, closed: tuple[bool, bool], exp: str
) -> None:
    got = replace(quantity(None, bounds, unit="percent"), lower_closed=closed[0], upper_closed=closed[1])
    assert computed(got, EN, decimals) == exp


@pytest.mark.parametrize(
    ("bounds", "change", "english", "chinese"),
    [
        ((112885, 117000), Change.LEVEL, "112,000–117,000", "11.2万至11.7万"),
        ((9400, 12100), Change.LEVEL, "9,000–13,000", "9000至1.3万"),
        ((7600, 9400), Change.ABS_CHANGE, "+7,000 to +10,000", "+7000至+1.0万"),
        ((-9400, -7600), Change.ABS_CHANGE, "−10,000 to −7,000", "−1.0万至−7000"),
    ],
)
def test_a_range_names_a_shared_unit_once_and_keeps_its_signs(
    bounds: tuple[float, float], change: Change, english: str, chinese: str
) -> None:
    got = quantity(None, bounds, change=change)
    assert (computed(got, EN, -3), computed(got, ZH, -3)) == (english, chinese)


@pytest.mark.parametrize(
    ("got", "english", "chinese"),
    [
        (quantity(55, unit="percent", change=Change.YOY_PERCENT), "+55%", "上升55%"),
        (quantity(-11.8, unit="percent", change=Change.YOY_PERCENT), "−11.8%", "下降11.8%"),
        (quantity(17.4, unit="pp", change=Change.YOY_PP), "+17.4 percentage points", "上升17.4个百分点"),
        (quantity(-74000, unit="人", change=Change.ABS_CHANGE), "−74,000", "减少7.4万"),
        (
            quantity(-20, (None, -20), unit="percent", change=Change.YOY_PERCENT, qualifier=Qualifier.MORE_THAN),
            "over −20%",
            "下降超过20%",
        ),
        (quantity(3, unit="倍", change=Change.MULTIPLE), "3", "3"),
        (quantity(80, (80, None), unit="percent", qualifier=Qualifier.MORE_THAN), "over 80%", "超过80%"),
    ],
)
def test_chinese_prose_says_a_published_change_in_words(got: Quantity, english: str, chinese: str) -> None:
    assert (in_prose(got, EN), in_prose(got, ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("got", "english", "chinese"),
    [
        (
            quantity(55, unit="percent", change=Change.YOY_PERCENT),
            {"rose": "rose by 55%", "rising": "rising by 55%", "rise": "a rise of 55%", "size": "55%"},
            {"rose": "上升55%", "rising": "上升55%", "rise": "55%的升幅", "size": "55%"},
        ),
        (
            quantity(-20, (None, -20), unit="人", change=Change.ABS_CHANGE, qualifier=Qualifier.MORE_THAN),
            {"rose": "fell by over 20", "rising": "falling by over 20", "rise": "a fall of over 20", "size": "over 20"},
            {"rose": "减少超过20", "rising": "减少超过20", "rise": "超过20的减幅", "size": "超过20"},
        ),
        (
            quantity(7, unit="人"),
            {"words": "seven", "Words": "Seven", "ordinal": "seventh"},
            {"words": "七", "Words": "七", "ordinal": "第七"},
        ),
        (
            quantity(2, (2, None), unit="人", qualifier=Qualifier.MORE_THAN),
            {"words": "over two", "Words": "Over two", "ordinal": "over second"},
            {"words": "超过两", "Words": "超过两", "ordinal": "超过第二"},
        ),
        (quantity(7, unit="percent"), {}, {}),
        (quantity(7.5, unit="人"), {}, {}),
        (quantity(70_000, unit="人"), {}, {}),
        (quantity(80, (80, None), unit="percent", qualifier=Qualifier.MORE_THAN), {}, {}),
    ],
)
def test_a_number_has_the_forms_that_sentences_take(
    got: Quantity, english: dict[str, str], chinese: dict[str, str]
) -> None:
    assert (forms(got, EN), forms(got, ZH)) == (english, chinese)


def test_a_derived_count_has_its_forms_in_figures_from_ten_on() -> None:
    assert forms(quantity(12, unit="人"), EN, 0) == {"words": "12", "Words": "12", "ordinal": "12"}


def test_the_name_of_a_form_leads_to_its_number() -> None:
    assert [*map(without_form, ("jx001_rose", "series_china", "jx001", "cleared_change_2016_size"))] == [
        "jx001", "series_china", "jx001", "cleared_change_2016",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bounds", "closed", "exp"),
    [
        ((7.9, 8.8), (False, False), "上升7%至9%"),
        ((-36.2, -35.2), (False, True), "下降35%至37%"),
        ((53.5, None), (False, False), "上升超过53%"),
        ((None, -54.5), (False, True), "下降54%以上"),
        ((None, 19.5), (False, False), "上升不足20%或下降"),
        ((-4.5, None), (True, False), "下降5%以内或上升"),
        ((-3.2, 4.1), (True, True), "变化−4%至+5%"),
    ],
)
def test_chinese_prose_says_a_derived_change_in_words(
    bounds: tuple[float | None, float | None], closed: tuple[bool, bool], exp: str
) -> None:
    got = quantity(None, bounds, unit="percent", change=Change.YOY_PERCENT, closed=closed)
    assert in_prose(got, ZH, 0) == exp
    assert in_prose(got, EN, 0) == computed(got, EN, 0)


@pytest.mark.parametrize(
    ("got", "exp"),
    [
        (quantity(21), "21"),
        (quantity(112700, (112650, 112750)), "[112,650, 112,750)"),
        (quantity(3.8e8, (3.75e8, 3.85e8)), "[375 million, 385 million)"),
        (quantity(1.1351e10, (1.13505e10, 1.13515e10)), "[11.3505 billion, 11.3515 billion)"),
        (quantity(80, (80, None), closed=(False, False)), "(80, ∞)"),
        (quantity(300, (None, 300), closed=(False, True)), "(−∞, 300]"),
        (quantity(-11.8, (-11.85, -11.75), closed=(False, True)), "(−11.85, −11.75]"),
    ],
)
def test_bounds_are_shown_in_interval_notation(got: Quantity, exp: str) -> None:
    assert interval(got, EN) == exp


@pytest.mark.parametrize(
    ("bounds", "exp"),
    [
        ((112650, 112750), "[11.265万, 11.275万)"),
        ((3.75e8, 3.85e8), "[3.75亿, 3.85亿)"),
        ((5400868, 5400869), "[5400868, 5400869)"),
        ((9999, 10000), "[9999, 1万)"),
        ((5400868, 5400868), "5400868"),
    ],
)
def test_chinese_bounds_are_counted_in_ten_thousands_where_three_decimals_hold_them(
    bounds: tuple[float, float], exp: str
) -> None:
    assert interval(quantity(None, bounds), ZH) == exp


def test_a_range_of_signed_numbers_names_a_unit_in_words_once() -> None:
    got = quantity(None, (15.4, 15.6), unit="pp", change=Change.PP_CHANGE)
    assert (computed(got, EN, 1), computed(got, ZH, 1)) == ("+15.4 to +15.6 percentage points", "+15.4至+15.6个百分点")


def test_a_hundred_and_first_rank_has_its_own_ending() -> None:
    ranks = {21: "21st", 22: "22nd", 23: "23rd", 11: "11th", 101: "101st", 113: "113th"}
    got = {rank: written(quantity(rank, unit="rank", qualifier=Qualifier.RANK), EN) for rank in ranks}
    assert got == ranks
