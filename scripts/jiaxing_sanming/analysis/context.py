"""The two cities and their clearance claims: people, output, counts per head, and what their division gives."""

from dataclasses import replace

import pandas as pd

from policy_report.analysis.bounds.question import Answer, as_derived, by_key
from policy_report.analysis.normalised import BASES, rates, tallies, vintage
from policy_report.analysis.published import Published, points, without_implicatures
from policy_report.analysis.results import Derived, numbers, result
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import change, difference, per_head, ratio, share
from policy_report.study import Study

_BOUNDED = ("earlier_rate_if_relative", "earlier_rate_if_points", "rise_from_fewer_filings")
"""What follows from the +55% of Jiaxing by linear programming."""


_NAMED = {
    "filed_fujian_2016": ("sm075", 0),
    "filed_fujian_2017": ("sm082", 0),
    "filed_fujian_2021": ("sm083", 0),
    "filed_china_2009": ("filed-criminal-cases-china-2009", 0),
    "filed_china_2015": ("filed-criminal-cases-china-2015", 0),
    "total_zhejiang_2023": ("jx117", 0),
    "transferred_fujian_2017": ("sm086", 0),
    "transferred_fujian_2021": ("sm087", 0),
    "calls_jiaxing_2019": ("jx056", -2),
    "telecom_losses_zhejiang_2021": ("jx138", 1),
    "property_accepted_jiaxing_2016": ("jx043", 1),
}
"""Figures that the text names: the row, and how many decimals it shows."""


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


@numbers
def clearance(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Compute what follows from the +55% of Jiaxing (jx001) under both readings, and its ratios of 2016."""
    published, answers = Published(claims), by_key(bounds)
    return {
        "clearances_needed": as_derived(answers["jiaxing.clearances_needed_if_relative"]),
        **{key: as_derived(answers[f"jiaxing.{key}"]) for key in _BOUNDED},
        "property_ratio_2016": published.derive(_strict_share, ("jx045", "jx043"), 1),
        "telecom_ratio_2016": published.derive(share, ("jx049", "jx047"), 1),
        "million_yuan_ratio_2016": published.derive(share, ("jx054", "jx053"), 1),
    }


def _strict_share(part: Quantity, whole: Quantity) -> Quantity:
    return without_implicatures(share(part, whole))


@numbers
def checks(claims: pd.DataFrame) -> dict[str, Derived]:
    """Compute published rates and changes again from the counts beside them."""
    published = Published(claims)
    return {
        "shishi_rate": published.derive(share, ("sm127", "sm126"), 1),
        "shishi_points": published.derive(points, ("sm125", "sm124"), 1),
        "wuping_rate": published.derive(share, ("sm132", "sm131"), 1),
        "fujian_points_2016_2020": published.derive(points, ("sm078", "sm077"), 1),
        "fujian_transferred_change_2017_2021": published.derive(change, ("sm086", "sm087")),
    }


@numbers
def per_unit(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Give counts per head and per unit of output that the text names, and count what can be set against people."""
    found = list(rates(claims, series, indicators, study))
    known = {(str(rate.row["id"]), rate.base): rate for rate in found}
    made = {}
    for key, (row, decimals) in _NAMED.items():
        for base in BASES:
            rate = known.get((row, base))
            if rate is not None and rate.quantity is not None and rate.denominator is not None:
                ids = (row, *rate.denominator.ids)
                shown = decimals if base == "people" else 1
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
