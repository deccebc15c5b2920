"""Further labelled phrases, by the rule of the convention that each tests (rule 0: plain counts and sentences).

`tests/data/quantities/own.csv` holds them with labels as `labels.label` writes them.
"""

import csv
import unicodedata
from pathlib import Path

import pytest

from policy_report.quantities import read
from policy_report.quantities.grammar.numbers import FIGURES, FRACTIONS, MYRIADS, STEPS, TENS
from tests.quantities.labels import labels

OWN = Path(__file__).parents[1] / "data/quantities/own.csv"


def cases(rule: int) -> list[tuple[str, str]]:
    with OWN.open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["reading"]) for row in csv.DictReader(file) if row["rule"] == str(rule)]


@pytest.mark.parametrize(("phrase", "exp"), cases(0))
def test_plain_counts_and_whole_sentences(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(1))
def test_rule_1_one_sided_hedges_include_or_exclude_the_number(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(2))
def test_rule_2_over_reaches_one_unit_of_the_last_stated_place(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(3))
def test_rule_3_nearly_reaches_down_and_windows_are_exact(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(4))
def test_rule_4_about_is_closed_on_both_sides(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(5))
def test_rule_5_printed_digits_round_and_all_is_full(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(6))
def test_rule_6_indefinite_numbers_and_shares(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(7))
def test_rule_7_changes_ranges_and_lists(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), cases(8))
def test_rule_8_ranks(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize("phrase", [phrase for phrase, _ in cases(9)])
def test_rule_9_names_are_not_quantities(phrase: str) -> None:
    assert read(phrase) == []


@pytest.mark.parametrize(("phrase", "exp"), cases(10))
def test_rule_10_scripts_and_separators_read_the_same(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("39824", "39,824"),
        ("5602", "５，６０２"),
        ("90276", "90 276"),
        ("283622", "28萬3622"),
        ("22807件", "2万2,807件"),
        ("30万元", "叁拾万元"),
        ("15万元", "壹拾伍萬元"),
        ("31个", "卅一個"),
        ("21.7%", "２１．７％"),
        ("13.5%", "百分之十三點五"),
        ("5769人", "五千七百六十九人"),
    ],
)
def test_rule_10_every_form_reads_as_its_plain_form(plain: str, printed: str) -> None:
    assert labels(read(printed)) == labels(read(plain))


@pytest.mark.parametrize("quoted", ["六大专业能力", "四级打击架构", "七大技术手段"])
def test_rule_9_a_counted_claim_is_a_name_between_quotation_marks(quoted: str) -> None:
    assert len(read(quoted)) == 1
    assert read(f"“{quoted}”") == []


@pytest.mark.parametrize(
    ("sign", "value"),
    [
        *((FIGURES | TENS | STEPS | MYRIADS).items()),
        *((sign, part / whole) for sign, (part, whole) in FRACTIONS.items()),
    ],
)
def test_a_sign_of_a_number_has_the_value_that_unicode_gives_it(sign: str, value: float) -> None:
    known = {"两": 2, "万亿": 10**12, "万万": 10**8}
    assert value == known.get(sign) or value == pytest.approx(unicodedata.numeric(sign), rel=1e-15)


def test_a_step_is_no_figure_before_another() -> None:
    assert [quantity.lower for quantity in read("千、六十名")] == [60]


@pytest.mark.parametrize(
    ("phrase", "lower", "upper", "unit"),
    [
        ("6个月至2年", 6 / 12, 2, "年"), ("3日至2周", 3 / 7, 2, "周"), ("3天至2星期", 3 / 7, 2, "星期"),
        ("1小时至2天", 1 / 24, 2, "天"), ("1小时至2日", 1 / 24, 2, "日"), ("90分钟至2小时", 1.5, 2, "小时"),
        ("1秒至2分钟", 1 / 60, 2, "分钟"), ("1秒至2分", 1 / 60, 2, "分"), ("5%至3成", 5, 30, "percent"),
        ("5%至1倍", 5, 100, "percent"),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_in_two_units_are_turned_into_one(
    phrase: str, lower: float, upper: float, unit: str
) -> None:
    (quantity,) = read(phrase)
    assert quantity.lower == pytest.approx(lower, rel=1e-12)
    assert (quantity.upper, quantity.unit) == (upper, unit)
