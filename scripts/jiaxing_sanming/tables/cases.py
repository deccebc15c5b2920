"""The two cities side by side, and the codebook by which their designs are compared."""

import pandas as pd

from jiaxing_sanming.words import word
from policy_report.analysis.comparability.licensing import Licences, side_by_side
from policy_report.evidence.records import PublishedRow, Record, quantity_of, rows_as
from policy_report.paper.markdown import Column, escape
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import names_by_id
from policy_report.paper.variables import claim_link
from policy_report.text.dates import date_text
from policy_report.text.numbers import written

CITIES = ("jiaxing", "sanming")
ATTRIBUTES = (
    ("census-population", "2020"),
    ("resident-population", "2021"),
    ("registered-population", "2021"),
    ("land-area", ""),
    ("total-area", ""),
    ("gdp", "2020"),
    ("budget-revenue", "2021"),
    ("county-level-units", "2020"),
)
"""Indicators and a year in which both cities publish them; areas carry no year, and the number of county-level units
was found for one city only."""
_TOPIC = ["topic", "first", "second"]


@table("cities", words=word)
def cities(
    table: Table, claims: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, licences: Licences
) -> str:
    """Write people, land, money and units: the `ATTRIBUTES` that a city publishes, each figure linked to its claim.

    Raises `AnalysisError` if the figures of a row do not compare.
    """
    language = table.language
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    units = dict(zip(indicators["id"], indicators["unit"], strict=True))
    heading = [Column(table.say("attribute"), 38)]
    columns = heading + [Column(places[city], 31, right=True) for city in CITIES]
    rows = []
    for indicator, year in ATTRIBUTES:
        found = [_claims_of(claims, city, indicator, year) for city in CITIES]
        side_by_side(licences, (str(record["id"]) for records in found for record in records), __name__)
        if any(found):
            name = measures[indicator] + _mark(units[indicator], year, table)
            rows.append([escape(name), *(_cell(records, table) for records in found)])
    return table.markdown(rows, columns)


def _claims_of(claims: pd.DataFrame, city: str, indicator: str, year: str) -> list[PublishedRow]:
    """List the levels that the city publishes of the indicator, for a period that ends in the year."""
    kept = claims[(claims["case"] == city) & (claims["indicator"] == indicator) & (claims["change"] == "level")]
    return rows_as(kept[kept["period_end"].fillna("").str.startswith(year)], PublishedRow)


def _mark(unit: str, year: str, table: Table) -> str:
    """Write the year and, where the numbers do not carry it, the unit: `, 2020`, `, km²`."""
    known = [date_text(year, table.language)] if year else []
    known += [table.say(f"units.{unit}")] if unit == "km2" else []
    return table.say("mark", known=table.joined(known, "comma")) if known else ""


def _cell(records: list[PublishedRow], table: Table) -> str:
    quantities = [(record["id"], quantity_of(record)) for record in records]
    numbers = [
        claim_link(key, written(quantity, table.language)) for key, quantity in quantities if quantity is not None
    ]
    return table.joined(numbers) or escape(table.say("not_found"))


@table("codebook", words=word)
def codebook(table: Table, topics: pd.DataFrame, coding: pd.DataFrame, design_comparison: pd.DataFrame) -> Rows:
    """Write for each topic of the designs what counts as the same, how each pass judged, and what was adopted.

    A topic on which the passes differ is marked by an asterisk.
    """
    passes = coding.assign(number=coding["pass"].astype(int))
    judged = passes.pivot(index=_TOPIC, columns="number", values="judgement")
    judged = judged.rename(columns={1: "once", 2: "again"})
    judged["adopted"] = design_comparison.set_index(_TOPIC)["relation"].astype(str)
    shown = topics.rename(columns={"id": "topic"}).merge(judged.reset_index(), on="topic")
    language, rows = table.language, []
    for row in rows_as(shown, Record):
        name = escape(str(row[f"name_{language}"])) + ("" if row["once"] == row["again"] else "\\*")
        relations = [table.word(f"figure.relation.{row[column]}") for column in ("once", "again", "adopted")]
        rows.append([name, escape(str(row[f"rule_{language}"])), *relations])
    return rows
