"""The two provinces: criminal cases filed and cleared, and the clearance rate, as published."""

import pandas as pd

from jiaxing_sanming.tables.yearly import CHANGES, LEVEL, rows_by_period, values
from jiaxing_sanming.words import word
from policy_report.analysis.comparability.licensing import Licences
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.text.language import Language

PROVINCES = ("fujian", "zhejiang")
_TABLE = Table("provincial-series", right=(2, 3, 4, 5), words=word)
_CASES = dict.fromkeys(("filed-criminal-cases", "criminal-cases-total", "criminal-incidence"), True)
_COLUMNS = (
    (_CASES, LEVEL),
    (_CASES, CHANGES),
    ({"cleared-criminal-cases": False}, LEVEL + CHANGES),
    ({"clearance-rate-criminal": False}, LEVEL),
)


def build(
    language: Language, claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, licences: Licences
) -> str:
    """Write one row for each province and period, in order of time."""
    places = names_by_id(cases, language)
    rows = [
        [escape(places[province]), *row]
        for province in PROVINCES
        for row in rows_by_period(values(claims, series, province), _COLUMNS, licences, language)
    ]
    return _TABLE.markdown(rows, language)
