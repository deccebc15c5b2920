"""China as a whole: criminal cases filed and cleared, as published."""

import pandas as pd

from jiaxing_sanming.tables.yearly import CHANGES, LEVEL, rows_by_period, values
from policy_report.analysis.comparability.licensing import Licences
from policy_report.paper.markdown import Column, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (
    ("Period", "时期"), ("Cases filed", "立案"), ("Change in cases filed", "立案变化"), ("Cases cleared", "破案"),
    ("Clearance rate", "破案率"),
)  # fmt: skip
_WIDTHS = (18, 26, 20, 14, 22)
_PLAIN = ("", "")
_COLUMNS = (
    ({"filed-criminal-cases": _PLAIN}, LEVEL),
    ({"filed-criminal-cases": _PLAIN}, CHANGES),
    ({"cleared-criminal-cases": _PLAIN}, LEVEL),
    (
        {
            "clearance-rate-criminal": _PLAIN,
            "clearance-rate-criminal-truthful-estimate": ("if all cases were filed: ", "若如实立案："),
        },
        LEVEL,
    ),
)
_CAPTION = (
    "China: criminal cases filed and cleared, every published value that was found. "
    "Several values in one cell come from different sources; changes of 2022 and 2023 contradict the counts.",
    "全国刑事案件的立案与破案：所见的全部公布数值。同一格有多个数值者，出自不同来源；2022年、2023年的变化与件数相互矛盾。",
)


def build(language: Language, claims: pd.DataFrame, series: pd.DataFrame, licences: Licences) -> str:
    """One row for each period, in order of time."""
    columns = [
        Column(choose(title, language), width, right=place > 0)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = rows_by_period(values(claims, series, "china"), _COLUMNS, licences, language)
    return table(columns, rows, choose(_CAPTION, language), "national-series")
