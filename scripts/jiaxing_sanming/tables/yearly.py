"""Yearly tables of filed and cleared cases, of the country and the two provinces, as published."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import pandas as pd

from jiaxing_sanming.words import word
from policy_report.analysis.comparability.licensing import Licences, side_by_side
from policy_report.evidence.records import PublishedRow, quantity_of, rows_as
from policy_report.paper.markdown import escape
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import names_by_id
from policy_report.paper.variables import claim_link
from policy_report.text.dates import span_text
from policy_report.text.language import Language
from policy_report.text.numbers import written

PROVINCES = ("fujian", "zhejiang")
_LEVEL = ("level",)
_CHANGES = ("yoy_percent", "yoy_pp", "percent_change", "pp_change")
_FILED, _CLEARED = {"filed-criminal-cases": False}, {"cleared-criminal-cases": False}
_CASES = dict.fromkeys(("filed-criminal-cases", "criminal-cases-total", "criminal-incidence"), True)
_RATES = {"clearance-rate-criminal": False, "clearance-rate-criminal-truthful-estimate": True}
_NATIONAL = ((_FILED, _LEVEL), (_FILED, _CHANGES), (_CLEARED, _LEVEL), (_RATES, _LEVEL))
_PROVINCIAL = (
    (_CASES, _LEVEL),
    (_CASES, _CHANGES),
    (_CLEARED, _LEVEL + _CHANGES),
    ({"clearance-rate-criminal": False}, _LEVEL),
)


@table("national-series", right=(1, 2, 3, 4), words=word)
def national_series(table: Table, claims: pd.DataFrame, series: pd.DataFrame, licences: Licences) -> Rows:
    """Write criminal cases filed and cleared in China as a whole, a row for each period, in order of time."""
    return _rows_by_period(_values(claims, series, "china"), _NATIONAL, licences, table.language)


@table("provincial-series", right=(2, 3, 4, 5), words=word)
def provincial_series(
    table: Table, claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, licences: Licences
) -> Rows:
    """Write cases filed and cleared and the clearance rate, a row for each province and period, in order of time."""
    places = names_by_id(cases, table.language)
    return [
        [escape(places[province]), *row]
        for province in PROVINCES
        for row in _rows_by_period(_values(claims, series, province), _PROVINCIAL, licences, table.language)
    ]


def _values(claims: pd.DataFrame, series: pd.DataFrame, case: str) -> pd.DataFrame:
    """Gather all values of a place as a whole: claims and series together, breakdowns by kind of case left out."""
    shared = [column for column in claims.columns if column in series.columns]
    whole = series[series["category"].fillna("") == ""]
    both = pd.concat([claims[shared], whole[shared]], ignore_index=True)
    return both[(both["case"] == case) & both["qualifier"].fillna("").ne("")]


def _rows_by_period(
    found: pd.DataFrame,
    columns: Sequence[tuple[Mapping[str, bool], Sequence[str]]],
    licences: Licences,
    language: Language,
) -> list[list[str]]:
    """Write one row for each period that has a value in any column, in order of time.

    `columns`: for each column, the indicators that it shows, each with whether it is named before the number or the
    column heading says it, and whether it shows levels or changes.
    `licences`: the result of that name: values that stand in one cell under one name are given as values of one thing.

    Returns period and cells, as Markdown; several values of one period stand in one cell. Raises `AnalysisError` if
    several values of one indicator and period do not compare.
    """
    shown = {(name, kind) for indicators, changes in columns for name in indicators for kind in changes}
    dated = rows_as(found.sort_values(["period_end", "period_start"], kind="stable"), PublishedRow)
    rows = []
    for (start, end), group in groupby(dated, itemgetter("period_start", "period_end")):
        records = list(group)
        alike = defaultdict[tuple[str, str], list[str]](list)
        for row in records:
            alike[row["indicator"], row["change"]].append(row["id"])
        for key in filter(shown.__contains__, alike):
            side_by_side(licences, alike[key], __name__)
        cells = [_cell(records, indicators, changes, language) for indicators, changes in columns]
        if any(cells):
            rows.append([span_text(start, end, language), *(cell or "–" for cell in cells)])
    return rows


def _cell(
    records: list[PublishedRow], indicators: Mapping[str, bool], changes: Sequence[str], language: Language
) -> str:
    found: dict[tuple[str, str], list[str]] = {}
    for indicator, is_named in indicators.items():
        for row in (row for row in records if row["indicator"] == indicator and row["change"] in changes):
            if (quantity := quantity_of(row)) is not None:
                name = word(f"table.yearly.cases.{indicator}", language) if is_named else ""
                found.setdefault((name, written(quantity, language)), []).append(row["id"])
    numbers = (name + _number(number, rows, language) for (name, number), rows in found.items())
    return word("mark.semicolon", language).join(numbers)


def _number(number: str, rows: Sequence[str], language: Language) -> str:
    """Write a number that links to its row; further rows that give the same number follow by a word."""
    further = (claim_link(row, word("table.yearly.again", language)) for row in rows[1:])
    return claim_link(rows[0], number) + "".join(word("mark.aside", language, text=link) for link in further)
