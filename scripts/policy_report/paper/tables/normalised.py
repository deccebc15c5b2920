"""Counts and amounts of the cities and provinces per head and per unit of output of the year."""

import math
from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd

from policy_report.analysis.normalised import NO_DENOMINATOR
from policy_report.evidence.tidy import quantities_by_id
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose, names_by_id, period_text
from policy_report.paper.variables import claim_link
from policy_report.text.language import Language
from policy_report.text.numbers import written

_TITLES = (
    ("Place and figure", "地区与指标"), ("Period", "时期"), ("As published", "公布数"), ("Per head", "按人口"),
    ("Per output", "按产出"),
)  # fmt: skip
_WIDTHS = (37, 16, 15, 16, 16)
_REFUSALS = {
    NO_DENOMINATOR: ("no figure of the year", "无当年数"),
    "several-years": ("several years", "跨多年"),
}
_VINTAGES = {
    "before_census": ("b", "b"),
    "preliminary": ("p", "p"),
    "unstated": ("u", "u"),
    "expected": ("e", "e"),
}
_CAPTION = (
    "Counts and amounts of the two cities and provinces per head and per output. Counts: per 100,000 residents at the "
    "end of the year, and per 100 million yuan of output of the year; amounts: yuan per resident, and per 10,000 yuan "
    "of output. An asterisk: the figure covers part of the year and was not scaled up, so that it is less than the "
    "year's. b: population before the census of 2020; p: preliminary output; u: vintage not stated; e: expected; no "
    "letter: final, or on the basis of the census. Refused where no population or output of the year was found.",
    "两市两省的件数与金额，按人口、按产出折算。件数：每10万年末常住人口、每亿元当年生产总值；金额：每人元数、每万元当年生产总值元数。"
    "星号：非全年数，未折算为全年，因而小于全年数。b：2020年普查前推算的人口；p：初步核算数；u：版本未说明；e：预计数；未加字母：最终核实数，"
    "或与普查衔接的人口。未查到当年人口或产出者，不予计算。",
)


def build(
    language: Language,
    *,
    normalised: pd.DataFrame,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
) -> str:
    """One row for each figure of the cities and provinces, by place."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    quantities = quantities_by_id(claims) | quantities_by_id(series)
    columns = [
        Column(choose(title, language), width, right=place > 1)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    rows = []
    local = normalised[normalised["case"].ne("china")]
    published = pd.concat([claims, series]).set_index("id")
    for key, found in local.groupby("id", sort=False):
        by_base = {str(row["base"]): row for row in found.to_dict("records")}
        row = by_base["people"]
        period = period_text(published.loc[key].to_dict(), language)
        name = f"{places[row['case']]}{choose((': ', '：'), language)}{measures[row['indicator']]}"
        rows.append(
            [
                escape(name),
                escape(period),
                claim_link(str(key), written(quantities[str(key)], language)),
                *(_cell(by_base[base], language) for base in ("people", "output")),
            ]
        )
    return table(columns, rows, choose(_CAPTION, language), "normalised")


def _cell(row: dict[Hashable, Any], language: Language) -> str:
    if row["refusal"]:
        return escape(choose(_REFUSALS[row["refusal"]], language))
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("lower", "upper"))
    bound = _between(low, high, language)
    vintage = choose(_VINTAGES.get(row["vintage"], ("", "")), language)
    return escape(f"{bound}{' ' + vintage if vintage else ''}{'*' if row['part_of_year'] else ''}")


def _between(low: float | None, high: float | None, language: Language) -> str:
    """Bounds to three significant figures, rounded outward; one number where both round to the same."""
    if low is None or high is None:
        end = _figures(high or 0.0, math.ceil, language) if low is None else _figures(low, math.floor, language)
        return f"{'≤' if low is None else '≥'} {end}"
    nearest = _figures(low, round, language)
    if nearest == _figures(high, round, language):
        return nearest
    ends = _figures(low, math.floor, language), _figures(high, math.ceil, language)
    return choose(("{}–{}", "{}至{}"), language).format(*ends)


def _figures(number: float, rounding: Callable[[float], int], language: Language) -> str:
    """Three significant figures: no published count or population supports more."""
    if number == 0:
        return "0"
    places = 2 - math.floor(math.log10(abs(number)))
    shown = rounding(number * 10.0**places) / 10.0**places
    return f"{shown:,.10g}" if language is Language.EN else f"{shown:.10g}"
