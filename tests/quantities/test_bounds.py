"""Where each bound comes from, and that values are exact in decimal."""

import pytest

from policy_report.quantities import BoundKind, read

STATED, ROUNDING, IMPLICATURE = BoundKind.STATED, BoundKind.ROUNDING, BoundKind.IMPLICATURE


@pytest.mark.parametrize(
    ("phrase", "lower", "upper"),
    [
        ("5起", STATED, STATED),
        ("11.27万条", ROUNDING, ROUNDING),
        ("下降11.8%", ROUNDING, ROUNDING),
        ("超80%", STATED, None),
        ("90%以上", STATED, None),
        ("300起以下", None, STATED),
        ("不足80%", None, STATED),
        ("50余起", STATED, IMPLICATURE),
        ("减少200余起", IMPLICATURE, STATED),
        ("近2亿", IMPLICATURE, STATED),
        ("约30名", IMPLICATURE, IMPLICATURE),
        ("3至5年", STATED, STATED),
        ("命案全破", STATED, STATED),
        ("数百名", IMPLICATURE, IMPLICATURE),
        ("十几名", STATED, STATED),
        ("上千警力", STATED, None),
        ("前三", STATED, STATED),
        ("降幅超20%", None, STATED),
    ],
)
def test_each_bound_says_where_it_comes_from(phrase: str, lower: BoundKind | None, upper: BoundKind | None) -> None:
    (got,) = read(phrase)
    assert (got.lower_kind, got.upper_kind) == (lower, upper)


@pytest.mark.parametrize(
    ("phrase", "value", "lower", "upper"),
    [
        ("85.68%", 85.68, 85.675, 85.685),
        ("11.27万条", 112700.0, 112650.0, 112750.0),
        ("98.911%", 98.911, 98.9105, 98.9115),
        ("0.1起", 0.1, 0.05, 0.15),
        ("7.22‰", 0.722, 0.7215, 0.7225),
        ("54355.10亿元", 5435510000000.0, 5435509500000.0, 5435510500000.0),
        ("上升3个千分点", 0.3, 0.25, 0.35),
        ("上升3个万分点", 0.03, 0.025, 0.035),
        ("下降25个基点", -0.25, -0.255, -0.245),
        ("上百个基点", None, 1.0, None),
        ("£1·5 million", 1500000.0, 1450000.0, 1550000.0),
        ("破案𝟏𝟐起", 12.0, 12.0, 12.0),
        ("5 mn yuan", 5e6, 4.5e6, 5.5e6),
        ("2¾ hours", 2.75, 2.75, 2.75),
        ("增幅5.3%", 5.3, 5.25, 5.35),
        ("一万十人", 10010.0, 10005.0, 10015.0),
        ("一千零十人", 1010.0, 1010.0, 1010.0),
        ("九" * 18 + "起", 1e18, 1e18, 1e18),
    ],
)
def test_values_are_the_nearest_floats_of_their_decimals(
    phrase: str, value: float | None, lower: float, upper: float | None
) -> None:
    (got,) = read(phrase)
    assert (got.value, got.lower, got.upper) == (value, lower, upper)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("抓获犯罪嫌疑人1万余名。", ["1万余名"]),
        ("破案率超80%，同比下降约5%左右", ["超80%", "约5%左右"]),
        ("下降了百分之十三點五", ["百分之十三點五"]),
        ("排名全省第3名", ["第3名"]),
        ("近１２００名", ["近１２００名"]),
        ("历时近3年", ["近3年"]),
        ("全省头三名", ["头三名"]),
        ("在10個工作日內", ["10個工作日內"]),
    ],
)
def test_spans_cover_hedge_number_unit_and_trailing_hedge(text: str, words: list[str]) -> None:
    assert [text[slice(*quantity.span)] for quantity in read(text)] == words


def test_table_cells_read_as_printed() -> None:
    ((count,), (decimals,)) = read("4884960"), read("61339.9")
    assert (count.lower, count.upper, count.qualifier) == (4884960.0, 4884960.0, "exact")
    assert (decimals.lower, decimals.upper, decimals.qualifier) == (61339.85, 61339.95, "rounded")
