"""The two cities: people, territory and output, with the vintages of the series kept apart."""

from dataclasses import replace

import pandas as pd

from policy_report.analysis.denominators import vintage
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived, numbers, result
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import change, difference, per_head, ratio, share
from policy_report.study import Study

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
    published = Published(claims)
    return {
        "population_ratio": published.derive(ratio, ("jx083", "sm055"), 2),
        "population_change_sanming": published.derive(change, ("sm056", "sm055"), 1),
        "density_jiaxing": published.derive(ratio, ("jx083", "jx110")),
        "density_sanming": published.derive(ratio, ("sm055", "sm062")),
        "density_ratio": published.derive(_ratio_of_ratios, ("jx083", "jx110", "sm055", "sm062")),
        "gdp_ratio_2020": published.derive(ratio, ("jx097", "sm066"), 2),
        "gdp_per_head_jiaxing_2020": published.derive(per_head, ("jx097", "jx083"), -2),
        "gdp_per_head_sanming_2020": published.derive(per_head, ("sm066", "sm055"), -2),
        "gdp_per_head_ratio_2020": published.derive(_ratio_of_ratios, ("jx097", "jx083", "sm066", "sm055"), 2),
        "gdp_revision_jiaxing_2020": published.derive(change, ("jx096", "jx097"), 1),
        "residents_per_registered_jiaxing_2021": published.derive(share, ("jx085", "jx090")),
        "residents_per_registered_sanming_2021": published.derive(share, ("sm060", "sm061")),
        "unregistered_residents_jiaxing_2021": published.derive(_surplus, ("jx085", "jx090"), -4),
    }


def _ratio_of_ratios(above: Quantity, below: Quantity, other_above: Quantity, other_below: Quantity) -> Quantity:
    return ratio(ratio(above, below), ratio(other_above, other_below))


def _surplus(residents: Quantity, registered: Quantity) -> Quantity:
    return replace(difference(residents, registered), change=Change.LEVEL)
