"""Published counts and amounts per head and per unit of output, with the people and the output of the same year.

A count of part of a year is divided by the figures of the whole year and marked: it is not scaled up, since nothing
says that the rest of the year was like it. Where no population or output of the year was published, the count is
refused, with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from policy_report.analysis.denominators import PLACES, Denominator, denominators
from policy_report.analysis.places import CITIES, CITIES_ZH
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.tidy import quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import change, per_head

PER = {("count", "people"): 1e5, ("count", "output"): 1e8, ("amount", "people"): 1.0, ("amount", "output"): 1e4}
"""How many residents or yuan of output a figure is set against: counts per 100,000 residents and per 100 million
yuan, amounts in yuan per resident and per 10,000 yuan."""

NO_DENOMINATOR = "no-denominator"
SEVERAL_YEARS = "several-years"
"""Why a figure is refused."""

_ABOUT = (
    "courts", "criminal cases", "criminal process", "eight types of violent crime", "fatal violence", "fresh cases",
    "organised crime", "police calls", "police campaigns", "property crime", "public order", "road traffic",
    "telecom fraud", "theft",
)  # fmt: skip
"""Phenomena whose counts grow with a place. Counts of one case, of posts and of awards do not."""

_LEVEL = ["value", "lower", "upper"]


@dataclass(frozen=True)
class _Rate:
    """A published figure set against people or output; without `quantity` it is refused."""

    row: dict[Any, Any]
    base: str
    refusal: str
    denominator: Denominator | None
    quantity: Quantity | None


@result
def normalised(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Every published count and amount of the two cities, their provinces and the country, on both bases.

    Returns
    -------
    DataFrame
        `id, case, indicator, measure, start, end, part_of_year, year_inferred, base, value, lower, upper, vintage,
        denominators, refusal, source`, ordered by place, indicator, end, id and base. `base` is people or output;
        `value` to `upper` are in the units of `PER`; `denominators` are the ids of the rows divided by, at their
        `vintage`. A refused figure has `refusal` (no-denominator, several-years) and no value. Population is that
        of the end of the year.
    """
    found = pd.DataFrame([_flat(rate) for rate in _rates(claims, series, indicators)])
    order = found["case"].map({place: at for at, place in enumerate(PLACES)})
    by = ["order", "indicator", "end", "id", "base"]
    return found.assign(order=order).sort_values(by, ignore_index=True).drop(columns="order")


def _rates(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[_Rate]:
    measures = indicators[indicators["phenomenon"].isin(_ABOUT)].set_index("id")["measure"]
    measures = measures[measures.isin(["count", "amount"])]
    rows = pd.concat([claims, series[series["category"].eq("")]], ignore_index=True)
    rows = rows[rows["case"].isin(PLACES) & rows["change"].eq("level") & rows["end"].ne("")]
    rows = rows[rows["indicator"].isin(list(measures.index)) & rows["qualifier"].ne("")]
    quantities, known = quantities_by_id(rows), denominators(claims, series)
    for row in rows.assign(measure=rows["indicator"].map(measures)).to_dict("records"):
        for base in ("people", "output"):
            yield _rate(row, quantities[row["id"]], base, known.get((row["case"], base, int(row["end"][:4]))))


def _rate(row: dict[Any, Any], quantity: Quantity, base: str, denominator: Denominator | None) -> _Rate:
    if row["start"][:4] != row["end"][:4]:
        return _Rate(row, base, SEVERAL_YEARS, None, None)
    if denominator is None:
        return _Rate(row, base, NO_DENOMINATOR, None, None)
    return _Rate(row, base, "", denominator, per_head(quantity, denominator.quantity, PER[row["measure"], base]))


def _flat(rate: _Rate) -> dict[str, object]:
    row, quantity, denominator = rate.row, rate.quantity, rate.denominator
    about = ("id", "case", "indicator", "measure", "start", "end")
    return {
        **{name: row[name] for name in about},
        "part_of_year": not (row["start"].endswith("-01-01") and row["end"].endswith("-12-31")),
        "year_inferred": row["period_basis"] == "inferred",
        "base": rate.base,
        **{name: None if quantity is None else getattr(quantity, name) for name in _LEVEL},
        "vintage": "" if denominator is None else denominator.vintage,
        "denominators": "" if denominator is None else " ".join(denominator.ids),
        "refusal": rate.refusal,
        "source": row["source"],
    }


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

_BASE_WORDS = {
    ("count", "people"): ("per 100,000 residents at the end of the year", "每10万常住人口（年末）"),
    ("count", "output"): ("per 100 million yuan of output of the year", "每亿元当年生产总值"),
    ("amount", "people"): ("yuan per resident at the end of the year", "元／常住人口（年末）"),
    ("amount", "output"): ("yuan per 10,000 yuan of output of the year", "元／万元当年生产总值"),
}


@numbers
def per_unit(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, Derived]:
    """Counts per head and per unit of output that the text names, and how many could not be set against either."""
    found = list(_rates(claims, series, indicators))
    rates = {(str(rate.row["id"]), rate.base): rate for rate in found}
    made = {}
    for key, (row, decimals) in _NAMED.items():
        for base in ("people", "output"):
            rate = rates.get((row, base))
            if rate is not None and rate.quantity is not None and rate.denominator is not None:
                words = _BASE_WORDS[rate.row["measure"], base]
                ids = (row, *rate.denominator.ids)
                shown = decimals if base == "people" else 1
                made[f"{key}_{base}"] = Derived(rate.quantity, ids, *words, shown)
    return made | _fujian(made) | _tallies(found)


def _fujian(made: dict[str, Derived]) -> dict[str, Derived]:
    """How cases filed in Fujian moved on each base."""
    words = {"people": ("per head", "按人口"), "output": ("per unit of output", "按产出")}
    return {
        f"filed_change_fujian_2016_2021_{base}": Derived(
            change(made[f"filed_fujian_2016_{base}"].quantity, made[f"filed_fujian_2021_{base}"].quantity),
            (*made[f"filed_fujian_2016_{base}"].inputs, *made[f"filed_fujian_2021_{base}"].inputs),
            f"Fujian, cases filed {word}, 2021 against 2016",
            f"福建立案数（{word_zh}），2021年较2016年",
        )
        for base, (word, word_zh) in words.items()
        if f"filed_fujian_2016_{base}" in made and f"filed_fujian_2021_{base}" in made
    }


def _tallies(found: list[_Rate]) -> dict[str, Derived]:
    """Per city: counts and amounts published, how many can be set against people of their year, and whole years."""
    made: dict[str, Derived] = {}
    for city in CITIES:
        own = [rate for rate in found if rate.row["case"] == city and rate.base == "people"]
        held = [rate for rate in own if not rate.refusal]
        whole = [rate for rate in held if not _flat(rate)["part_of_year"]]
        made |= {
            f"counts_{city}": counted(
                len(own), f"counts and amounts published for {city.title()}", f"{CITIES_ZH[city]}公布的件数与金额数"
            ),
            f"per_head_{city}": counted(len(held), "of these, with a population of the same year", "其中有当年人口者"),
            f"per_head_whole_year_{city}": counted(len(whole), "of these, for a whole year", "其中为全年数者"),
        }
    return made
