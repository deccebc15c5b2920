"""The two cities side by side: people, land, money, units."""

import pandas as pd

from jiaxing_sanming.words import word
from policy_report.analysis.comparability.gate import side_by_side
from policy_report.analysis.comparability.licensing import Licences
from policy_report.evidence.records import Record, quantity_of
from policy_report.paper.markdown import Column, escape
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.paper.variables import claim_link
from policy_report.text.dates import date_text
from policy_report.text.language import Language
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
_TABLE = Table("cities", words=word)


def build(
    language: Language, claims: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, licences: Licences
) -> str:
    """Write one row for each of `ATTRIBUTES` that at least one of the cities publishes; each figure links to its claim.

    Raises `AnalysisError` if the figures of a row do not compare.
    """
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    units = dict(zip(indicators["id"], indicators["unit"], strict=True))
    heading = [Column(_TABLE.say("attribute", language), 38)]
    columns = heading + [Column(places[city], 31, right=True) for city in CITIES]
    rows = []
    for indicator, year in ATTRIBUTES:
        found = [_claims_of(claims, city, indicator, year) for city in CITIES]
        side_by_side(licences, (str(record["id"]) for records in found for record in records), __name__)
        if any(found):
            name = measures[indicator] + _mark(units[indicator], year, language)
            rows.append([escape(name), *(_cell(records, language) for records in found)])
    return _TABLE.markdown(rows, language, columns=columns)


def _claims_of(claims: pd.DataFrame, city: str, indicator: str, year: str) -> list[Record]:
    """List the levels that the city publishes of the indicator, for a period that ends in the year."""
    kept = claims[(claims["case"] == city) & (claims["indicator"] == indicator) & (claims["change"] == "level")]
    return kept[kept["period_end"].fillna("").str.startswith(year)].to_dict("records")


def _mark(unit: str, year: str, language: Language) -> str:
    """Write the year and, where the numbers do not carry it, the unit: `, 2020`, `, km²`."""
    known = [date_text(year, language)] if year else []
    known += [word(f"table.cities.units.{unit}", language)] if unit == "km2" else []
    return _TABLE.say("mark", language, known=word("mark.comma", language).join(known)) if known else ""


def _cell(records: list[Record], language: Language) -> str:
    quantities = [(str(record["id"]), quantity_of(record)) for record in records]
    numbers = [claim_link(key, written(quantity, language)) for key, quantity in quantities if quantity is not None]
    return word("mark.semicolon", language).join(numbers) or escape(_TABLE.say("not_found", language))
