"""The table of series: every value of the official and press series."""

import pandas as pd

from policy_report.evidence.records import quantity_of
from policy_report.paper.markdown import anchor, cell
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import (
    Row,
    about,
    names_by_id,
    period_order,
    period_text,
    reading_order,
    source_cell,
)
from policy_report.study import Study
from policy_report.text.language import Language

_TABLE = Table("series")


def build(language: Language, series: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> str:
    """Write one row for each row of `series.csv`, with the anchor that the numbers of the text link to."""
    table = _TABLE.of(study)
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    ordered = _ordered(series, list(places), list(measures)).to_dict("records")
    cells = (_row(value, places, measures, language) for value in ordered)
    rows = [[*row, source_cell(value, language, table.words)] for row, value in zip(cells, ordered, strict=True)]
    return table.markdown(rows, language)


def _ordered(series: pd.DataFrame, places: list[str], measures: list[str]) -> pd.DataFrame:
    """Order places and indicators as their own tables have them, then by category and time."""
    ranks = {
        name: {key: rank for rank, key in enumerate(keys)} for name, keys in (("case", places), ("indicator", measures))
    }
    return series.sort_values(
        ["case", "indicator", "category", "period_end", "period_start", "id"],
        key=lambda column: column.map(ranks[str(column.name)]) if column.name in ranks else column,
    )


def _row(value: Row, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    published = " / ".join(part for part in (str(value["phrase"]), str(value["unit"] or "")) if part)
    return [
        cell(about(value, places, measures, language), "about"),
        cell(period_text(value, language), sort=period_order(value)),
        anchor(
            f"clm-{value['id']}",
            published,
            "phrase",
            sort=reading_order(quantity_of(value)),
            scope=str(value.get("scope") or ""),
            note=str(value.get("note") or ""),
        ),
    ]
