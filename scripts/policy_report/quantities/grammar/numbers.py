"""Numerals, and the marks that join numbers and clauses (rules 5 to 7 and 10)."""

from typing import Final

FIGURES: Final = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
STEPS: Final = {"十": 10, "百": 100, "千": 1000}
MYRIADS: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12, "万亿": 10**12, "万万": 10**8}
ENGLISH_MYRIADS: Final = {
    "thousand": 10**3, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
FINANCIAL: Final = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟弌弍弎", "一二三四五六七八九十百千一二三", strict=True))
FRACTIONS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4),
    "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
PER_PEOPLE: Final = {100: "per_100", 1000: "per_1k", 10**4: "per_10k", 10**5: "per_100k", 10**6: "per_1m"}
SEVERAL: Final = "几数"
LONGEST_NUMBER: Final = 18
"""Digits in the longest number that is a quantity; longer ones are identity, card and account numbers."""
RANGE_MARKS: Final = "— - – ~ ～ 〜 － ─ 至 到"
LIST_MARKS: Final = "、 和 及 与 以及"
SENTENCE_MARKS: Final = "。；;！!？?\n"
COMMAS: Final = "，,"
