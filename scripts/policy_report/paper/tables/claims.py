"""The table of claims: every published claim, as published and as read."""

import pandas as pd

from policy_report.analysis.comparability.degree import Licence
from policy_report.evidence.records import Record, quantity_of
from policy_report.paper.licence_notes import licence_notes
from policy_report.paper.markdown import anchor, cell
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import (
    about,
    names_by_id,
    period_order,
    period_text,
    reading_of,
    reading_order,
    remarks,
    source_cell,
)
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("claims")


def build(
    language: Language,
    claims: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    outcome_licences: tuple[Licence, ...],
    *,
    study: Study,
) -> str:
    """Write one row for each row of `claims.csv`, with the anchor that the numbers of the text link to.

    What the table has no room for, the page shows on the card of a number: scope, note, and the licences.
    """
    table = _TABLE.of(study)
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    notes = licence_notes(outcome_licences, language, table.words)
    rows = [
        [*_row(claim, places, measures, notes, language), source_cell(claim, language, table.words)]
        for claim in claims.to_dict("records")
    ]
    return table.markdown(rows, language, periods=word("period.remarks", language))


def _row(
    claim: Record, places: dict[str, str], measures: dict[str, str], notes: dict[str, str], language: Language
) -> list[str]:
    key = str(claim["id"])
    return [
        anchor(f"clm-{key}", key, **remarks(claim, language), licence=notes.get(key, "")),
        cell(about(claim, places, measures, language), "about"),
        cell(str(claim["phrase"]), "phrase"),
        cell(reading_of(claim, language), sort=reading_order(quantity_of(claim))),
        cell(period_text(claim, language), sort=period_order(claim)),
    ]
