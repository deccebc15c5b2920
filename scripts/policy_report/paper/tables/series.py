"""The table of series: every value of the official and press series."""

import pandas as pd

from policy_report.evidence.records import Record, quantity_of
from policy_report.evidence.tidy import ordered
from policy_report.paper.markdown import anchor, cell
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import (
    about,
    names_by_id,
    period_order,
    period_text,
    reading_order,
    remarks,
    source_cell,
)
from policy_report.study import Study
from policy_report.text.language import Language

_TABLE = Table("series")


def build(language: Language, series: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> str:
    """Write one row for each row of `series.csv`, with the anchor that the numbers of the text link to."""
    table = _TABLE.of(study)
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    # Places and indicators as their own tables have them, then by category and time.
    by = ("case", "indicator", "category", "period_end", "period_start", "id")
    values = ordered(series, by, case=list(places), indicator=list(measures)).to_dict("records")
    rows = [[*_row(value, places, measures, language), source_cell(value, language, table.words)] for value in values]
    return table.markdown(rows, language)


def _row(value: Record, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    published = " / ".join(part for part in (str(value["phrase"]), str(value["unit"] or "")) if part)
    return [
        cell(about(value, places, measures, language), "about"),
        cell(period_text(value, language), sort=period_order(value)),
        anchor(
            f"clm-{value['id']}",
            published,
            "phrase",
            sort=reading_order(quantity_of(value)),
            **remarks(value, language),
        ),
    ]
