"""Every contradiction in the evidence, with its size and what could explain it innocently."""

import pandas as pd

from policy_report.analysis.contradictions.contradiction import NAMES, REMARKS, Contradiction, Kind
from policy_report.analysis.contradictions.explanations import TEXTS
from policy_report.analysis.published import exactly
from policy_report.paper.markdown import Column, anchor, escape, link, table
from policy_report.paper.tables.wording import Row, about, choose, names_by_id, period_text
from policy_report.text.language import Language
from policy_report.text.numbers import written

_TITLES = (
    ("Kind", "类型"), ("What", "事项"), ("As published", "公布原文"), ("Gap at least", "差距至少"),
    ("Rests on", "依据"), ("Possible innocent explanations", "可能的无碍解释"),
)  # fmt: skip
_WIDTHS = (11, 27, 24, 10, 7, 21)
_STRENGTH = {True: ("bounds", "字面"), False: ("use of a hedge", "用法")}
_NONE = "–"
_SHOWN = 3
"""Explanations that a cell shows: the likeliest; a misprint or a faulty copy can be behind any of them."""
_CAPTION = (
    "Contradictions found in the evidence by rule. Gap: what separates the readings at least, and its share of the "
    "smaller one. Bounds: the words or the printed digits exclude each other; use of a hedge: only how writers use "
    "the word does. Remarks are no contradictions. Of the explanations the three likeliest are shown; a misprint "
    "is never excluded.",
    "按规则从证据中找出的矛盾。“差距”为各读法之间的最小间隔及其与较小者之比。“字面”指措辞或印出的数字本身互不相容，"
    "“用法”指仅按限定词的通常用法互不相容。“提示”不属于矛盾。解释只列最可能的三项；误印的可能始终存在。",
)
_CHINESE_WIDTHS = (14, 25, 24, 11, 7, 19)
"""Chinese phrases and dates are short, and wrap badly in a column that is a sign too narrow."""


def build(
    language: Language,
    *,
    contradictions: tuple[Contradiction, ...],
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
) -> str:
    """One row for each contradiction, with an anchor, and links to the rows of Appendix A."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    published = {str(row["id"]): row for row in (*claims.to_dict("records"), *series.to_dict("records"))}
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    rows = [
        _row(item, [published[claim] for claim in item.claims], places, measures, language) for item in contradictions
    ]
    return table(columns, rows, choose(_CAPTION, language), "contradictions")


def _row(
    item: Contradiction, rows: list[Row], places: dict[str, str], measures: dict[str, str], language: Language
) -> list[str]:
    comma, semicolon = ((", ", "; "), ("、", "；"))[language is Language.ZH]
    things = dict.fromkeys(about(row, places, measures, language) for row in rows)
    likeliest = (choose(TEXTS[code], language) for code in item.explanations[:_SHOWN])
    return [
        anchor(f"ctr-{item.id}", choose(NAMES[item.kind], language)),
        escape(semicolon.join(things)),
        semicolon.join(_value(row, language) for row in rows),
        escape(_gap(item, language)),
        _NONE if item.kind in REMARKS else escape(choose(_STRENGTH[item.strict], language)),
        escape(comma.join(likeliest)),
    ]


def _value(row: Row, language: Language) -> str:
    phrase, unit = str(row["phrase"]), str(row.get("unit", ""))
    # A phrase in English is set apart from the Chinese unit of its column.
    phrase += f" {unit}" if unit and phrase[-1:].isascii() and phrase[-1:].isalpha() else unit
    before, after = choose((" (", "（"), language), choose((")", "）"), language)
    return link(f"clm-{row['id']}", phrase) + before + escape(period_text(row, language)) + after


def _gap(item: Contradiction, language: Language) -> str:
    if item.kind is Kind.REPEATED_FIGURE:
        return _NONE
    if item.kind is Kind.LEAVES_SERIES:
        return f"×{10**item.gap:.3g}"
    gap = written(exactly(float(f"{item.gap:.3g}"), item.unit), language)
    if item.relative is None or item.unit == "pp":
        return gap
    percent = f"{float(f'{100 * item.relative:.2g}'):g}%"
    return gap + choose((" ({})", "（{}）"), language).format(percent)
