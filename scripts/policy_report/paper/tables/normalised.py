"""Counts and amounts of the cities and provinces per head and per unit of output of the year."""

import math
from collections.abc import Callable

import pandas as pd

from policy_report.evidence.records import Record, number_of
from policy_report.evidence.tidy import quantities_by_id
from policy_report.paper.markdown import escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id, period_text
from policy_report.paper.variables import claim_link
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.numbers import grouped, written
from policy_report.text.words import word

_TABLE = Table("normalised", right=(2, 3, 4))


def build(
    language: Language,
    *,
    normalised: pd.DataFrame,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each figure of a place that is no country, by place."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    quantities = quantities_by_id(claims) | quantities_by_id(series)
    rows = []
    local = normalised[~normalised["case"].isin(cases.loc[cases["level"].eq("country"), "id"])]
    published = pd.concat([claims, series]).set_index("id")
    for key, found in local.groupby("id", sort=False):
        by_base = {str(row["base"]): row for row in found.to_dict("records")}
        row = by_base["people"]
        period = period_text(published.loc[key].to_dict(), language)
        name = f"{places[row['case']]}{word('mark.colon', language)}{measures[row['indicator']]}"
        rows.append(
            [
                escape(name),
                escape(period),
                claim_link(str(key), written(quantities[str(key)], language)),
                *(_cell(by_base[base], language) for base in ("people", "output")),
            ]
        )
    return _TABLE.of(study).markdown(rows, language)


def _cell(row: Record, language: Language) -> str:
    if row["refusal"]:
        return escape(_TABLE.say(f"refusals.{row['refusal']}", language))
    bound = _between(number_of(row["lower"]), number_of(row["upper"]), language)
    vintage = word.entry(f"table.normalised.vintages.{row['vintage']}", language, "")
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
    shown = rounding(number * 10.0**places) / 10.0**places
    return grouped(shown, language)
