"""What series did before a reform and after it, where they change their basis, and what counts come to per head."""

import math
from collections.abc import Callable

import pandas as pd

from policy_report.analysis.before_reform import Phase
from policy_report.evidence.records import AnyRow, Record, by_id, number_of, rows_as
from policy_report.evidence.tidy import quantities_by_id
from policy_report.paper.markdown import citation, escape
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import about, named, names_by_id, period_text
from policy_report.paper.variables import claim_link
from policy_report.quantities import BoundKind, Change, Qualifier, Quantity
from policy_report.study import Study
from policy_report.text.dates import date_text
from policy_report.text.language import Language
from policy_report.text.numbers import computed, grouped, written
from policy_report.text.words import word


@table("before-reform")
def before_reform(
    table: Table, before_reform: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study
) -> Rows:
    """Write one row for each series, with every change before the reform, across it and after it.

    Of a place that lies in no other, only series that go on after the reform began are shown, unless it is a case.
    """
    shown = {*study.cases, *cases.loc[cases["parent"].ne(""), "id"]}
    places, measures = names_by_id(cases, table.language), names_by_id(indicators, table.language)
    rows = []
    for (case, indicator), found in before_reform.groupby(["case", "indicator"], sort=False):
        if case in shown or found["phase"].ne(Phase.PRE).any():
            changes = [rows_as(found[found["phase"].eq(phase)], Record) for phase in Phase]
            cells = (table.joined([escape(_change(row, table)) for row in phase]) or "–" for phase in changes)
            name = about({"case": case, "indicator": indicator}, places, measures, table.language)
            rows.append([escape(name), *cells])
    return rows


def _change(row: AnyRow, table: Table) -> str:
    """Write a change as `2016–17: −26.0% to −23.3% c`."""
    first, last = row["start"][:4], row["end"][:4]
    key = "years" if first[:2] == last[:2] else "years_of_centuries"
    span = table.say(key, first=first, last=last, short=last[2:])
    marks = (" c" if row["basis"] == "levels" else "") + ("*" if row["breaks"] else "")
    return f"{span}{table.word('mark.colon')}{computed(_quantity(row), table.language, 1)}{marks}"


def _quantity(row: AnyRow) -> Quantity:
    """Make the change, with its bounds; a published one as its nominal value, which is what the source prints."""
    value, *ends = (number_of(row[end]) for end in ("value", "lower", "upper"))
    if row["basis"] == "published" and value is not None:
        ends = [value, value]
    kinds = [None if end is None else BoundKind.ROUNDING for end in ends]
    kind = Change.PP_CHANGE if row["unit"] == "pp" else Change.PERCENT_CHANGE
    return Quantity(None, ends[0], ends[1], True, True, kinds[0], kinds[1], row["unit"], Qualifier.RANGE, kind, (0, 0))


@table("breaks")
def breaks(table: Table, breaks: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame) -> Rows:
    """Write where series change their basis, or where a source puts it in doubt, in the order of the data."""
    language = table.language
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    return [
        [
            escape(about(one, places, measures, language)),
            escape(date_text(str(one["date"]), language) + _remark("breaks.bases", one["date_basis"], language)),
            escape(table.say(f"kinds.{one['kind']}")),
            escape(named(one, "effect", language)),
            citation(str(one["source"])),
        ]
        for one in rows_as(breaks, Record)
    ]


def _remark(kind: str, key: object, language: Language) -> str:
    return str(word.entry(f"table.{kind}.{key}", language, ""))


@table("normalised", right=(2, 3, 4))
def normalised(
    table: Table,
    *,
    normalised: pd.DataFrame,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
) -> Rows:
    """Write each figure of a place that is no country per head and per unit of output of the year, by place."""
    language = table.language
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    quantities = quantities_by_id(claims) | quantities_by_id(series)
    local = normalised[~normalised["case"].isin(cases.loc[cases["level"].eq("country"), "id"])]
    published = by_id(pd.concat([claims, series]), Record)
    rows = []
    for key, found in local.groupby("id", sort=False):
        by_base = by_id(found, Record, "base")
        rows.append(
            [
                escape(about(by_base["people"], places, measures, language)),
                escape(period_text(published[str(key)], language)),
                claim_link(str(key), written(quantities[str(key)], language)),
                *(_rate(by_base[base], table) for base in ("people", "output")),
            ]
        )
    return rows


def _rate(row: AnyRow, table: Table) -> str:
    if row["refusal"]:
        return escape(table.say(f"refusals.{row['refusal']}"))
    bound = _between(number_of(row["lower"]), number_of(row["upper"]), table.language)
    vintage = _remark("normalised.vintages", row["vintage"], table.language)
    return escape(f"{bound}{' ' + vintage if vintage else ''}{'*' if row['part_of_year'] else ''}")


def _between(low: float | None, high: float | None, language: Language) -> str:
    """Write bounds to three significant figures, rounded outward; one number where both round to the same."""
    if low is None or high is None:
        end = _figures(high or 0.0, math.ceil, language) if low is None else _figures(low, math.floor, language)
        return f"{'≤' if low is None else '≥'} {end}"
    nearest = _figures(low, round, language)
    if nearest == _figures(high, round, language):
        return nearest
    ends = _figures(low, math.floor, language), _figures(high, math.ceil, language)
    return word("number.range", language, low=ends[0], high=ends[1])


def _figures(number: float, rounding: Callable[[float], int], language: Language) -> str:
    """Round to three significant figures: no published count or population supports more."""
    if number == 0:
        return "0"
    places = 2 - math.floor(math.log10(abs(number)))
    return grouped(rounding(number * 10.0**places) / 10.0**places, language)
