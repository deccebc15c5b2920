"""The published figures of the explorer: claims, and values of series."""

from collections.abc import Sequence

import pandas as pd

from policy_report.evidence.records import Record
from policy_report.paper.explorer.columns import (
    Column,
    as_written,
    coded,
    localised,
    numbers_of,
    of_catalogue,
    of_frame,
    texts,
)
from policy_report.paper.tables.wording import period_order, period_text, reading_of
from policy_report.study import Study
from policy_report.text.language import Language, Text
from policy_report.text.locators import place_in_source

_FLAGS = ("mirror", "date_inferred", "opening_only")


def figures(
    frame: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study, languages: Sequence[Language]
) -> dict[str, Column]:
    """Give the columns of the claims or the series: what a row says, what it is read as, and whose word it is."""
    rows, language = frame.to_dict("records"), languages[0]
    categories = {str(row.get("category") or ""): row for row in rows}
    return {
        "id": texts(frame, "id"),
        "place": coded(frame["case"], of_frame(cases), languages),
        "indicator": coded(frame["indicator"], of_frame(indicators), languages),
        "category": coded(texts(frame, "category"), lambda key: localised(categories[key], "category"), languages),
        "phrase": texts(frame, "phrase"),
        "unit": texts(frame, "unit"),
        "reading": [reading_of(row, language) for row in rows],
        **{name: numbers_of(frame, name) for name in ("value", "lower", "upper")},
        "hedge": coded(texts(frame, "qualifier"), of_catalogue("explorer.hedge"), languages),
        "period": [period_text(row, language) for row in rows],
        "since": [period_order(row) for row in rows],
        **{name: texts(frame, name) for name in ("start", "end")},
        "tier": coded(frame["tier"], of_catalogue("tier"), languages),
        "flags": flags(rows, languages),
        "source": coded(frame["source"], as_written, languages),
        "locator": [place_in_source(str(row.get("locator") or ""), language, study.catalogue) for row in rows],
        **{name: texts(frame, name) for name in ("scope", "note")},
    }


def flags(rows: Sequence[Record], languages: Sequence[Language]) -> Column:
    """Code what is in doubt of each row, several doubts as one value."""
    name = of_catalogue("explorer.flag")

    def said(key: str) -> Text:
        doubts = [name(flag) for flag in key.split()]
        return Text(**{str(one): "; ".join(doubt[one] for doubt in doubts) for one in Language})

    return coded((" ".join(flag for flag in _FLAGS if row.get(flag)) for row in rows), said, languages)
