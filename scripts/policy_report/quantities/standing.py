"""Decide whether a number with its unit is a quantity or part of a name (rule 9)."""

import re
from typing import Final

from policy_report.quantities.amounts import YEAR_LIKE, Term
from policy_report.quantities.grammar import UNITS, before
from policy_report.quantities.measures import words
from policy_report.quantities.numerals import Kind

_ARTICLES: Final = frozenset(UNITS["articles"].split())
_SOLID: Final = frozenset(UNITS["solid_units"].split())
_TERMS: Final = frozenset(UNITS["terms"].split())
_REPEATED: Final = re.compile(f"(?:{words(UNITS['repeated'])})了?$")
_CLASS: Final = re.compile(f"(?:以上)?的?(?:{words(UNITS['amount_classes'])})")
_COUNT_NOUN: Final = re.compile(f"多?(?:{words(UNITS['count_nouns'])})")
_CLAUSE_END: Final = re.compile(r"\s*(?:$|[，。；、！？,;:：!?)）】」』”’\]|/…])")
_VALUE_WORD: Final = re.compile(r"(?:[达为共计至到:：是=有]|总数|数量|合计|人口|[人件户起宗]数|^|\()\s*$")
_VALUE_NOUN: Final = re.compile("(?:汇率|指数|系数|比值|得分|均值)$")
_DAY_SPAN: Final = re.compile(
    r"(?:拘留|拘|为期|历时|连续|长达|共|满|耗时|仅用|用时|近|奋战|苦战|蹲守|不足|超|约|逾|过去|最近|未来|每|延长|缩短|宽限|剩余?)了?$"
)
_DAYS_LONG: Final = re.compile("的(?:学习|培训|教育|拘留|拘役|假期|期限|时间|行程|公示)")
"""What makes an amount of time of 七日."""
IMPRISONED: Final = re.compile("(?:刑期|徒刑|拘役|羁押)(?:为|约|由|从|自)?$")
"""What makes months of 6月, as Taiwan prints sentences."""
_LEVEL_NOUN: Final = re.compile(f"(?:{words(UNITS['level_nouns'])})")
_LEVEL_LIST: Final = re.compile(f"(?:{words(UNITS['level_lists'])})$")
_GREAT_NOUN: Final = re.compile(
    r"(?!队|会|赛|奖|学|楼|街|道|桥|厦|校|报告|精神|代表|以来|后|前|召开|以上|于|量|幅|力|年|型|户|案)[一-鿿]{2}"
)
_CLAIM: Final = re.compile("(?:下降|上升|提升|提高|增长|不发生|确保)$")
_HAN: Final = re.compile(r"[一-鿿]")
QUANTITY: Final = "quantity"
UNREAD: Final = "unread"
_IN_WORD: Final = "numeral in a word"
_NUMBERED: Final = "numbered meeting or term"
_ARTICLE: Final = "article"


def standing(text: str, term: Term, *, hedged: bool) -> str:
    """Say what a term is: `QUANTITY`, the rule by which it is passed over, or `UNREAD`.

    `text`: the folded text.
    `term`: the number with its unit.
    `hedged`: whether a hedge, a change, a share or a range goes with it, as goes with no name.
    """
    hedged = hedged or term.measure.over or term.number.over > 0 or term.measure.about or term.measure.after is not None
    if not term.unit:
        return _alone(text, term, hedged)
    worded = term.measure.figures_only and not term.number.figures and not text.endswith("零下", 0, term.start)
    if worded and term.number.value < 100 * term.number.scale:
        return _IN_WORD
    if term.number.bare and not hedged:
        solid = term.unit in _SOLID and not (term.number.end == term.start + 1 and text[term.start] in "万亿")
        return QUANTITY if solid and not _CLASS.match(text, term.end) else _IN_WORD
    return _counted(text, term, hedged)


def _counted(text: str, term: Term, hedged: bool) -> str:
    """Apply the rules of single units: articles, numbered meetings, days of the month."""
    unit, number = term.unit, term.number
    if unit == "番":
        return QUANTITY if number.kind is Kind.PLAIN and 1 <= number.value <= 10 else UNREAD
    if unit == "月" and text[term.end - 2 : term.end] != "个月":
        months = (
            before(IMPRISONED, text, term.start)
            or number.kind is not Kind.PLAIN
            or text[term.start] in "两半"
            or "个" in text[number.end : term.end]
        )
        return QUANTITY if hedged or months else "month"
    if unit in _TERMS and (text[term.start] == "二" or (unit in "届期" and not hedged)):
        repeated = text[term.start] != "二" and before(_REPEATED, text, term.start)
        repeated = repeated or (unit == "期" and number.figures and _CLAUSE_END.match(text, term.end))
        return QUANTITY if repeated else _NUMBERED
    if hedged:
        return QUANTITY
    if unit == "日":
        spans = (
            number.kind is not Kind.PLAIN
            or number.scale > 1
            or number.value > 31
            or before(_DAY_SPAN, text, term.start)
            or _DAYS_LONG.match(text, term.end)
        )
        return QUANTITY if spans else "day of a month"
    return _ARTICLE if unit in _ARTICLES and text[term.start : number.end] == "一" else QUANTITY


def _alone(text: str, term: Term, hedged: bool) -> str:
    """Apply the rules of numbers without a unit."""
    number = term.number
    if not number.figures:
        return QUANTITY if _han_stands_alone(text, term, hedged) else _han_word(text, term)
    if not hedged and term.start and text[term.start - 1].isascii() and text[term.start - 1].isalpha():
        return "letters with figures"
    if hedged or number.myriad or _is_whole(text, term):
        return QUANTITY
    if number.scale > 1:
        named = not _HAN.match(text, term.end) or _VALUE_NOUN.search(text, 0, term.start)
        return QUANTITY if named else UNREAD
    year = _is_year(term)
    headed = year and text.startswith((":", "："), term.end)  # 1,417 (2022: 1,302)
    if not headed and (_is_grouped(text, term) or _is_valued(text, term)):
        return QUANTITY
    return "year" if year else UNREAD


def _han_word(text: str, term: Term) -> str:
    """Name the rule that passes over a numeral in characters that counts nothing."""
    if text[term.start : term.number.end] == "一":
        return _ARTICLE
    if text.startswith("级", term.number.end):
        return "grade"
    return _IN_WORD if term.number.bare or term.number.kind is Kind.SEVERAL else UNREAD


def _is_year(term: Term) -> bool:
    """Say whether a bare integer is a year: (2019), 2019至2021."""
    return term.number.value in YEAR_LIKE and term.number.end - term.start == 4


def _is_whole(text: str, term: Term) -> bool:
    return text.strip(" -+()") == text[term.start : term.end].strip()


def _is_grouped(text: str, term: Term) -> bool:
    return not text[term.start : term.number.end].isdigit() and term.number.end - term.start > 4


def _is_valued(text: str, term: Term) -> bool:
    """Say whether a bare integer counts a noun, or closes a clause that announces a value."""
    if _COUNT_NOUN.match(text, term.end):
        return True
    return before(_VALUE_WORD, text, term.start) is not None and _CLAUSE_END.match(text, term.end) is not None


def _han_stands_alone(text: str, term: Term, hedged: bool) -> bool:
    number = term.number
    if number.kind is Kind.SEVERAL:
        return number.myriad or number.end > term.start + 1
    if term.start == 0 and term.end == len(text):
        return not number.bare or hedged
    if number.value == 0:
        return _is_valued(text, term)
    large = number.value >= 10 * number.scale
    if hedged:
        return large
    if _COUNT_NOUN.match(text, term.end):
        return not number.bare
    return large and number.myriad and not number.bare and _CLAUSE_END.match(text, term.end) is not None


def counts_levels(text: str, start: int, end: int) -> bool:
    """Say whether N级 counts levels: 两级, 市县两级, 三级审批; but 三级英模 names a grade."""
    return text[start:end] not in ("一", "二") and (
        text[start:end] == "两"
        or before(_LEVEL_LIST, text, start) is not None
        or _LEVEL_NOUN.match(text, end + 1) is not None
    )


def counts_greats(text: str, end: int) -> bool:
    """Say whether N大 counts a noun: 六大专业能力; but 二十大 and 三大队 are names."""
    return _GREAT_NOUN.match(text, end + 1) is not None


def counts_claims(text: str, end: int) -> bool:
    """Say whether the whole text is a counted claim: 七下降."""
    return end == 1 and text[0] in "三四五六七八九十" and _CLAIM.match(text, end) is not None
