"""People and output of each year, for the counts that are set against them, with the vintage of every figure."""

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import pandas as pd

from policy_report.evidence.tidy import quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import hull
from policy_report.study import Study, Vintage

BASES = ("people", "output")
"""What a figure can be set against: each is a group of indicators that the study names."""

_LATEST_FIRST = tuple(Vintage)
"""Where a year has figures of several vintages, the first of these is taken."""


@dataclass(frozen=True)
class Denominator:
    """People or output of one place in one year; several rows of the same vintage are taken together."""

    ids: tuple[str, ...]
    case: str
    base: str
    year: int
    vintage: Vintage
    quantity: Quantity
    source: str


def denominators(claims: pd.DataFrame, series: pd.DataFrame, study: Study) -> dict[tuple[str, str, int], Denominator]:
    """Give year-end population and yearly gross product by place, base (`people` or `output`) and year.

    Of several vintages the one nearest to the final accounts is taken; figures of one vintage that differ are taken
    together, so that a rate on them holds whichever of them is right.
    """
    whole = series[series["category"].eq("")]
    rows = pd.concat([claims.assign(about=claims["scope"]), whole.assign(about=whole["note"])], ignore_index=True)
    bases = {indicator: base for base in BASES for indicator in study.group(base)}
    rows = rows[rows["case"].isin(places_of(study)) & rows["indicator"].isin(list(bases)) & rows["change"].eq("level")]
    quantities = quantities_by_id(rows)
    found = []
    for row in rows[rows["period_end"].ne("")].to_dict("records"):
        base, year = bases[row["indicator"]], int(row["period_end"][:4])
        known = vintage(row["about"], year, study, of_people=base == "people")
        ids, quantity = (str(row["id"]),), quantities[row["id"]]
        found.append(Denominator(ids, row["case"], base, year, known, quantity, row["source"]))
    place = attrgetter("case", "base", "year")
    return {key: _best(list(group)) for key, group in groupby(sorted(found, key=place), key=place)}


def places_of(study: Study) -> tuple[str, ...]:
    """Give the cases and the places around them, in the order of the study."""
    return (*study.cases, *study.around)


def _best(given: list[Denominator]) -> Denominator:
    first = min(given, key=lambda one: _LATEST_FIRST.index(one.vintage))
    same = [one for one in given if one.vintage == first.vintage]
    ids = tuple(key for one in same for key in one.ids)
    return replace(first, ids=ids, quantity=hull(one.quantity for one in same))


def vintage(about: str, year: int, study: Study, *, of_people: bool) -> Vintage:
    """Tell the vintage of a figure, as `study.toml` says what words and what year mean.

    `about`: scope or note of the row.
    `year`: year in which its period ends; 0 if unknown.
    `of_people`: whether it counts a population.
    """
    named = next((known for words, known in study.vintages.items() if words in about), None)
    if named is not None:
        return named
    counted = of_people and study.census is not None and year >= study.census
    return Vintage.CENSUS_BASED if counted else Vintage.UNSTATED
