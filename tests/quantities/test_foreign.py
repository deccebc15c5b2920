"""One foreign sign inside a number of a labelled phrase never makes it read as another number."""

import re
import sys
import unicodedata
from dataclasses import replace

import pytest

from policy_report.quantities import Quantity, QuantityError, read
from tests.quantities.test_gold import phrases

LABELLED = [phrase for phrase, quantities in phrases("gold.csv") if quantities]
NUMBER = re.compile(
    r"[0-9０-９.,，点零〇一二三四五六七八九十百千万亿萬億几数半]{2,}"
    r"|[百千万]分之[0-9一二三四五六七八九十.点]+|[0-9 ]{5,}"
)
PLACES = [
    (phrase, index)
    for phrase in LABELLED
    for number in NUMBER.finditer(phrase)
    for index in range(number.start() + 1, number.end())
]
QUOTES = "'\"`´‘’‚‛“”„‟′″‹›«»＇＂「」『』"
SIGNS = {
    "format": [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == "Cf"],
    "control": [chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"],
    "space": [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) in ("Zs", "Zl", "Zp")],
    "quote": [*QUOTES],
    "digit": [chr(code + 5) for code in range(0x100, sys.maxunicode - 5) if unicodedata.decimal(chr(code), None) == 0],
    "superscript": [*"⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₅⅙⅖ⅣⅫ"],
    "circled": [*"①⑤⑩⓪❶➂㈠㊀㉑⑴⒈"],
    "combining": [chr(code) for code in range(0x300, 0x370)] + [*"\u20dd\u20e3\ufe0f\u3099"],
    "confusable": [*"OlIоОІ﹘_^|ʼ〡々"],
}


@pytest.mark.parametrize("kind", SIGNS)
def test_no_foreign_sign_changes_a_number(kind: str) -> None:
    signs = [sign for sign in SIGNS[kind] if sign not in "５𝟓𝟝𝟧𝟱𝟻"]
    step = max(1, len(PLACES) * len(signs) // 5_000)
    cases = [(phrase, index, sign) for phrase, index in PLACES for sign in signs][::step]
    wrong = [
        broken for phrase, index, sign in cases if misread(phrase, broken := phrase[:index] + sign + phrase[index:])
    ]
    assert wrong == []


def misread(phrase: str, broken: str) -> bool:
    """Whether a broken phrase reads, and as something else."""
    try:
        return without_spans(read(broken)) != without_spans(read(phrase))
    except QuantityError as error:
        return {problem.code for problem in error.problems} != {"quantity-broken-number"}


def without_spans(quantities: list[Quantity]) -> list[Quantity]:
    return [replace(quantity, span=(0, 0)) for quantity in quantities]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1\u200b0个", "1\u200b0"),
        ("12'345起", "2'3"),
        ("1 0000件", "1 0"),
        ("85.6\u200b8%", "6\u200b8"),
        ("三百”七十五名", "百”七"),
        ("2万 3622件", "2万 3"),
        ("3①起", "3①起"),
        ("12O起0", "12O起"),
        ("\u200b12起", "\u200b1"),
    ],
)
def test_the_place_of_a_foreign_sign_is_named(text: str, figures: str) -> None:
    with pytest.raises(QuantityError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.text) == ("quantity-broken-number", figures)


@pytest.mark.parametrize("text", ["“十三五”三年间抓获12人", "“3·02”专案抓获5人", "《第7号》5起", "共12起\n3、抓获5人"])
def test_signs_that_belong_beside_a_number_break_none(text: str) -> None:
    assert len(read(text)) in (1, 2)
