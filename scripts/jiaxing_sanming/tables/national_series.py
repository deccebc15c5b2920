"""China as a whole: criminal cases filed and cleared, as published."""

import pandas as pd

from jiaxing_sanming.tables.yearly import CHANGES, LEVEL, rows_by_period, values
from jiaxing_sanming.words import word
from policy_report.analysis.comparability.licensing import Licences
from policy_report.paper.table import Table
from policy_report.text.language import Language

_TABLE = Table("national-series", right=(1, 2, 3, 4), words=word)
_COLUMNS = (
    ({"filed-criminal-cases": False}, LEVEL),
    ({"filed-criminal-cases": False}, CHANGES),
    ({"cleared-criminal-cases": False}, LEVEL),
    (
        {
            "clearance-rate-criminal": False,
            "clearance-rate-criminal-truthful-estimate": True,
        },
        LEVEL,
    ),
)


def build(language: Language, claims: pd.DataFrame, series: pd.DataFrame, licences: Licences) -> str:
    """Write one row for each period, in order of time."""
    rows = rows_by_period(values(claims, series, "china"), _COLUMNS, licences, language)
    return _TABLE.markdown(rows, language)
