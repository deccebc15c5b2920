"""The two cities and their clearance claims: people, output, counts per head, and what their division gives."""

import pandas as pd

from jiaxing_sanming.analysis.declared import NUMBERS, declared
from policy_report.analysis.bounds.question import Answer, as_derived, by_key
from policy_report.analysis.normalised import BASES, rates, tallies, vintage
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived, numbers, result
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import change
from policy_report.study import Study

_BOUNDED = ("earlier_rate_if_relative", "earlier_rate_if_points", "rise_from_fewer_filings")
"""What follows from the +55% of Jiaxing by linear programming."""

_MEASURES = {
    "resident-population": "resident",
    "census-population": "census",
    "registered-population": "registered",
    "gdp": "gdp",
    "land-area": "area",
    "total-area": "area",
}

_CONTEXT = ["id", "case", "measure", "year", "value", "lower", "upper", "source"]
_PEOPLE = ("resident", "registered", "census")


@result
def city_context(claims: pd.DataFrame, series: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Collect published levels of population, output and area of both cities.

    Returns `id, case, measure, year, value, lower, upper, vintage, source`, ordered by case, measure, year and vintage.
    `measure` is resident, census, registered, gdp or area; `vintage` is before_census, census_based, preliminary,
    final, expected or unstated. Persons, yuan, square kilometres.
    """
    rows = pd.concat([claims.assign(about=claims["scope"]), series.assign(about=series["note"])])
    rows = rows[rows["case"].isin(study.cases) & rows["indicator"].isin(list(_MEASURES))]
    rows = rows[(rows["change"] == "level") & rows["qualifier"].ne("")]
    year = rows["period_end"].str[:4]
    years = year.where(year.ne(""), "0").astype(int)
    found = rows.assign(measure=rows["indicator"].map(_MEASURES), year=years)[_CONTEXT]
    found["vintage"] = [
        vintage(about, year, study, of_people=measure in _PEOPLE)
        for about, measure, year in zip(rows["about"], found["measure"], found["year"], strict=True)
    ]
    return found.sort_values(["case", "measure", "year", "vintage", "id"], ignore_index=True)


@numbers
def context(claims: pd.DataFrame) -> dict[str, Derived]:
    """Set the two cities against each other: people, density and output of 2020.

    The census of 1 November 2020 is the only count of people that both cities have on one basis. For output,
    Jiaxing has a final figure for 2020 and Sanming a preliminary one.
    """
    return declared("context", claims)


@numbers
def clearance(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Compute what follows from the +55% of Jiaxing (jx001) under both readings, and its ratios of 2016."""
    answers = by_key(bounds)
    needed = as_derived(answers["jiaxing.clearances_needed_if_relative"])
    bounded = {key: as_derived(answers[f"jiaxing.{key}"]) for key in _BOUNDED}
    return {"clearances_needed": needed} | bounded | declared("clearance", claims)


@result
def published_rate(claims: pd.DataFrame) -> Quantity:
    """Give the +55% of Jiaxing (jx001): all that the findings at a glance show of the claims, but for their sources."""
    return Published(claims)["jx001"]


@numbers
def checks(claims: pd.DataFrame) -> dict[str, Derived]:
    """Compute published rates and changes again from the counts beside them."""
    return declared("checks", claims)


@numbers
def per_unit(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Give counts per head and per unit of output that the text names, and count what can be set against people."""
    found = list(rates(claims, series, indicators, study))
    known = {(str(rate.row["id"]), rate.base): rate for rate in found}
    made = {}
    for key, said in NUMBERS["per_unit"].items():
        row = said["from"]
        for base in BASES:
            rate = known.get((row, base))
            if rate is not None and rate.quantity is not None and rate.denominator is not None:
                ids = (row, *rate.denominator.ids)
                shown = said.get("decimals", 0) if base == "people" else 1
                made[f"{key}_{base}"] = Derived(rate.quantity, ids, shown).said(f"{rate.row['measure']}_{base}")
    return made | _fujian(made) | tallies(found, study)


def _fujian(made: dict[str, Derived]) -> dict[str, Derived]:
    """How cases filed in Fujian moved on each base."""
    return {
        f"filed_change_fujian_2016_2021_{base}": Derived(
            change(made[f"filed_fujian_2016_{base}"].quantity, made[f"filed_fujian_2021_{base}"].quantity),
            (*made[f"filed_fujian_2016_{base}"].inputs, *made[f"filed_fujian_2021_{base}"].inputs),
        )
        for base in BASES
        if f"filed_fujian_2016_{base}" in made and f"filed_fujian_2021_{base}" in made
    }
