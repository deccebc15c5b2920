"""People and output of each year, for the counts that are set against them, with the vintage of every figure."""

from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import pandas as pd

from policy_report.analysis.places import CITIES
from policy_report.analysis.vintages import vintage
from policy_report.evidence.tidy import quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import hull

PLACES = (*CITIES, "zhejiang", "fujian", "china")
"""The two cities, their provinces and the country."""

_BASES = {"resident-population": "people", "total-population": "people", "gdp": "output"}

_LATEST_FIRST = ("final", "census_based", "unstated", "preliminary", "before_census", "expected")
"""Where a year has figures of several vintages, the first of these is taken."""


@dataclass(frozen=True)
class Denominator:
    """People or output of one place in one year; several rows of the same vintage are taken together."""

    ids: tuple[str, ...]
    case: str
    base: str
    year: int
    vintage: str
    quantity: Quantity
    source: str


def denominators(claims: pd.DataFrame, series: pd.DataFrame) -> dict[tuple[str, str, int], Denominator]:
    """Year-end population and yearly gross product by place, base (`people` or `output`) and year.

    Of several vintages the one nearest to the final accounts is taken; figures of one vintage that differ are taken
    together, so that a rate on them holds whichever of them is right.
    """
    whole = series[series["category"].eq("")]
    rows = pd.concat([claims.assign(about=claims["scope"]), whole.assign(about=whole["note"])], ignore_index=True)
    rows = rows[rows["case"].isin(PLACES) & rows["indicator"].isin(list(_BASES)) & rows["change"].eq("level")]
    quantities = quantities_by_id(rows)
    found = []
    for row in rows[rows["period_end"].ne("")].to_dict("records"):
        base, year = _BASES[row["indicator"]], int(row["period_end"][:4])
        known = vintage(row["about"], year, of_people=base == "people")
        ids, quantity = (str(row["id"]),), quantities[row["id"]]
        found.append(Denominator(ids, row["case"], base, year, known, quantity, row["source"]))
    place = attrgetter("case", "base", "year")
    return {key: _best(list(group)) for key, group in groupby(sorted(found, key=place), key=place)}


def _best(given: list[Denominator]) -> Denominator:
    first = min(given, key=lambda one: _LATEST_FIRST.index(one.vintage))
    same = [one for one in given if one.vintage == first.vintage]
    ids = tuple(key for one in same for key in one.ids)
    return replace(first, ids=ids, quantity=hull(one.quantity for one in same))
