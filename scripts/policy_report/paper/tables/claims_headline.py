"""The results that the two seed articles put forward, as published and as read."""

import pandas as pd

from policy_report.analysis.comparability.degree import DEGREES, Degree, Licence
from policy_report.paper.markdown import Column, escape, link, table
from policy_report.paper.tables.wording import Row, about, choose, names_by_id, period_text, reading_of
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TITLES = (
    ("City and indicator", "地区与指标"), ("Phrase", "公布原文"), ("Read as", "读作"), ("Period", "时期"),
    ("Source", "发布者"), ("Counterpart in the other city", "另一市可比项"),
)  # fmt: skip
_WIDTHS = (29, 12, 16, 18, 10, 15)
_NO_COUNTERPART = ("none", "无")
_CAPTION = (
    "Results put forward in the two articles. The rows measure different things over different periods; "
    "they are listed together, not compared. A counterpart is a headline of the other city with which the row has a "
    "licence of any degree. Each phrase links to its row in Appendix A. ",
    "两篇文章提出的成效。各行的测量对象与时期不同，仅为罗列，并非比较；“另一市可比项”指另一市主要成效中与该行有任何等级比较许可者；原文链接至附录A的相应条目。",
)
_CHINESE_WIDTHS = (26, 15, 18, 19, 9, 13)
"""Chinese phrases and dates are short, and wrap badly in a column that is a sign too narrow."""


def build(
    language: Language,
    *,
    claims: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    headline_licences: tuple[Licence, ...],
    study: Study,
) -> str:
    """Write one row for each headline of the study that the claims have, in that order."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    by_id = {str(claim["id"]): claim for claim in claims.to_dict("records")}
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    both_ways = [side for licence in headline_licences for side in (licence, licence.reversed)]
    rows = [
        [*_row(by_id[key], places, measures, language), _counterparts(key, both_ways, language)]
        for key in study.headline
        if key in by_id
    ]
    return table(columns, rows, choose(_CAPTION, language) + word("period.remarks", language), "claims-headline")


def _row(claim: Row, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    return [
        escape(about(claim, places, measures, language)),
        link(f"clm-{claim['id']}", str(claim["phrase"])),
        escape(reading_of(claim, language)),
        escape(period_text(claim, language)),
        escape(word(f"tier.{claim['tier']}", language)),
    ]


def _counterparts(key: str, licences: list[Licence], language: Language) -> str:
    found = [
        choose(("{} {}", "{}（{}）"), language).format(
            link(f"clm-{licence.second}", licence.second), escape(choose(DEGREES[licence.degree], language))
        )
        for licence in licences
        if licence.first == key and licence.degree is not Degree.NONE
    ]
    return choose(("; ", "；"), language).join(found) or choose(_NO_COUNTERPART, language)
