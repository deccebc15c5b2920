"""Published counts and amounts per head and per unit of output, with the people and the output of the same year.

A count of part of a year is divided by the figures of the whole year and marked: it is not scaled up, since nothing
says that the rest of the year was like it. Where no population or output of the year was published, the count is
refused, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

import pandas as pd

from policy_report.analysis.headlines import concerns
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.records import AnyRow, PublishedRow, rows_as
from policy_report.evidence.tidy import ordered, quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import hull, per_head
from policy_report.study import Study, Vintage

_LATEST_FIRST = tuple(Vintage)
"""Where a year has figures of several vintages, the first of these is taken."""

BASES = ("people", "output")
"""What a figure can be set against: each is a group of indicators that the study names."""


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


PER = {("count", "people"): 1e5, ("count", "output"): 1e8, ("amount", "people"): 1.0, ("amount", "output"): 1e4}
"""How many residents or units of currency a figure is set against: counts per 100,000 residents and per 100 million
of output, amounts per resident and per 10,000 of output."""

NO_DENOMINATOR = "no-denominator"
SEVERAL_YEARS = "several-years"
"""Why a figure is refused."""

_ABOUT = ["id", "case", "indicator", "measure", "start", "end"]
_LEVEL = ["value", "lower", "upper"]
_COLUMNS = [
    *_ABOUT, "part_of_year", "year_inferred", "base", *_LEVEL, "vintage", "denominators", "refusal", "source",
]  # fmt: skip


class _Counted(PublishedRow):
    measure: str


class _About(PublishedRow):
    about: str


@dataclass(frozen=True)
class Rate:
    """A published figure set against people or output; without `quantity` it is refused."""

    row: _Counted
    base: str
    refusal: str
    denominator: Denominator | None
    quantity: Quantity | None


@result
def normalised(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Set every published count and amount of the cases and the places around them against both bases.

    Counted are the phenomena of the study's group `per_head`, which grow with a place.

    Returns `id, case, indicator, measure, start, end, part_of_year, year_inferred, base, value, lower, upper, vintage,
    denominators, refusal, source`, ordered by place, indicator, end, id and base. `base` is people or output; `value`
    to `upper` are in the units of `PER`; `denominators` are the ids of the rows divided by, at their `vintage`. A
    refused figure has `refusal` (no-denominator, several-years) and no value. Population is that of the end of the
    year.
    """
    found = pd.DataFrame([_flat(rate) for rate in rates(claims, series, indicators, study)], columns=_COLUMNS)
    return ordered(found, ("case", "indicator", "end", "id", "base"), case=places_of(study))


def rates(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> Iterator[Rate]:
    """Set each count and amount against people and output, or say why it cannot be."""
    measures = indicators[concerns(indicators, study, "per_head")].set_index("id")["measure"]
    measures = measures[measures.isin(["count", "amount"])]
    rows = pd.concat([claims, series[series["category"].eq("")]], ignore_index=True)
    rows = rows[rows["case"].isin(places_of(study)) & rows["change"].eq("level") & rows["end"].ne("")]
    rows = rows[rows["indicator"].isin(list(measures.index)) & rows["qualifier"].ne("")]
    quantities, known = quantities_by_id(rows), denominators(claims, series, study)
    for row in rows_as(rows.assign(measure=rows["indicator"].map(measures)), _Counted):
        for base in BASES:
            yield _rate(row, quantities[row["id"]], base, known.get((row["case"], base, int(row["end"][:4]))))


def _rate(row: _Counted, quantity: Quantity, base: str, denominator: Denominator | None) -> Rate:
    if row["start"][:4] != row["end"][:4]:
        return Rate(row, base, SEVERAL_YEARS, None, None)
    if denominator is None:
        return Rate(row, base, NO_DENOMINATOR, None, None)
    return Rate(row, base, "", denominator, per_head(quantity, denominator.quantity, PER[row["measure"], base]))


def _flat(rate: Rate) -> dict[str, object]:
    row, quantity, denominator = rate.row, rate.quantity, rate.denominator
    about: AnyRow = row
    return {
        **{name: about[name] for name in _ABOUT},
        "part_of_year": not (row["start"].endswith("-01-01") and row["end"].endswith("-12-31")),
        "year_inferred": row["period_basis"] == "inferred",
        "base": rate.base,
        **{name: None if quantity is None else getattr(quantity, name) for name in _LEVEL},
        "vintage": "" if denominator is None else denominator.vintage,
        "denominators": "" if denominator is None else " ".join(denominator.ids),
        "refusal": rate.refusal,
        "source": row["source"],
    }


@numbers
def per_unit(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count for each case what can be set against people of its year."""
    return tallies(list(rates(claims, series, indicators, study)), study)


def tallies(found: list[Rate], study: Study) -> dict[str, Derived]:
    """Count for each case what is published, what has people of its year to be set against, and whole years of it."""
    made: dict[str, Derived] = {}
    for case in study.cases:
        own = [rate for rate in found if rate.row["case"] == case and rate.base == "people"]
        held = [rate for rate in own if not rate.refusal]
        whole = [rate for rate in held if not _flat(rate)["part_of_year"]]
        made |= {
            f"counts_{case}": counted(len(own)).said("counts", place=study.place(case).in_prose),
            f"per_head_{case}": counted(len(held)).said("per_head"),
            f"per_head_whole_year_{case}": counted(len(whole)).said("per_head_whole_year"),
        }
    return made


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
    for row in rows_as(rows[rows["period_end"].ne("")], _About):
        base, year = bases[row["indicator"]], int(row["period_end"][:4])
        known = vintage(row["about"], year, study, of_people=base == "people")
        ids, quantity = (row["id"],), quantities[row["id"]]
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
