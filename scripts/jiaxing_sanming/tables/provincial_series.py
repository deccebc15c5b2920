"""The two provinces: criminal cases filed and cleared, and the clearance rate, as published."""

import pandas as pd

from jiaxing_sanming.tables.yearly import CHANGES, LEVEL, rows_by_period, values
from policy_report.analysis.comparability.licensing import Licences
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.text.language import Language

PROVINCES = ("fujian", "zhejiang")
_TITLES = (
    ("Province", "省份"), ("Period", "时期"), ("Cases", "案件数"), ("Change in cases", "案件数变化"),
    ("Cases cleared", "破案"), ("Clearance rate", "破案率"),
)  # fmt: skip
_WIDTHS = (12, 17, 17, 22, 18, 14)
_PLAIN = ("", "")
_CASES = {
    "filed-criminal-cases": ("filed: ", "立案："),
    "criminal-cases-total": ("total: ", "总量："),
    "criminal-incidence": ("occurred: ", "发案："),
}
_COLUMNS = (
    (_CASES, LEVEL),
    (_CASES, CHANGES),
    ({"cleared-criminal-cases": _PLAIN}, LEVEL + CHANGES),
    ({"clearance-rate-criminal": _PLAIN}, LEVEL),
)
_CAPTION = (
    "The two provinces: criminal cases and clearance as published. Fujian counts cases filed; Zhejiang's totals do not "
    "say whether cases filed or cases occurred are meant, so the two columns of cases are not one series.",
    "两省刑事案件与破案的公布数值。福建为立案数；浙江的“总量”未说明是立案还是发案，因此两列案件数不构成同一序列。",
)


def build(
    language: Language, claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, licences: Licences
) -> str:
    """One row for each province and period, in order of time."""
    places = names_by_id(cases, language)
    columns = [
        Column(choose(title, language), width, right=place > 1)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = [
        [escape(places[province]), *row]
        for province in PROVINCES
        for row in rows_by_period(values(claims, series, province), _COLUMNS, licences, language)
    ]
    return table(columns, rows, choose(_CAPTION, language), "provincial-series")
