"""Appendix B: the dictionary of indicators."""

import pandas as pd

from policy_report.paper.markdown import Column, anchor, citation, escape, table
from policy_report.paper.tables.wording import Row, choose, named
from policy_report.text.language import Language

_TITLES = (
    ("Indicator", "指标"), ("Definition", "定义"), ("Numerator / denominator", "分子／分母"),
    ("Source of the definition", "定义来源"),
)  # fmt: skip
_WIDTHS = (22, 50, 17, 11)
_CAPTION = (
    "Dictionary of indicators. A numerator or denominator that no source publishes is marked as such; "
    "where no source defines the term, the definition says what usage shows.",
    "指标词典。分子或分母未见公布者，予以注明；未见来源作出定义者，依用法说明。",
)
_CHINESE_WIDTHS = (27, 51, 11, 11)
"""The data name the parts of a rate in English only, so that their column is narrow in Chinese."""
_UNPUBLISHED = ("not published", "未公布")
_UNDEFINED = ("none found", "未见")
_RATIOS = ("rate", "share", "per_head")


def build(language: Language, indicators: pd.DataFrame) -> str:
    """One row for each row of `indicators.csv`."""
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    rows = [_row(indicator, language) for indicator in indicators.to_dict("records")]
    return table(columns, rows, choose(_CAPTION, language), "indicators")


def _row(indicator: Row, language: Language) -> list[str]:
    source = citation(str(indicator["definition_source"] or ""))
    return [
        anchor(f"ind-{indicator['id']}", named(indicator, "name", language)),
        escape(named(indicator, "definition", language)),
        escape(_counts(indicator, language)),
        source or escape(choose(_UNDEFINED, language)),
    ]


def _counts(indicator: Row, language: Language) -> str:
    """What is divided by what; a count has no denominator, and the data name the parts in English only."""
    if indicator["measure"] not in _RATIOS:
        return "–"
    missing = choose(_UNPUBLISHED, language)
    if language is Language.ZH:
        return "见定义" if indicator["numerator"] or indicator["denominator"] else missing
    return f"{indicator['numerator'] or missing} / {indicator['denominator'] or missing}"
