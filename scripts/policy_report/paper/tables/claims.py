"""Appendix A, first part: every published claim, as published and as read."""

import pandas as pd

from policy_report.analysis.comparability.degree import Licence
from policy_report.evidence.tidy import quantity_of
from policy_report.paper.licence_notes import licence_notes
from policy_report.paper.markdown import Column, anchor, cell, table
from policy_report.paper.tables.wording import (
    Row,
    about,
    choose,
    names_by_id,
    period_order,
    period_text,
    reading_of,
    reading_order,
    source_cell,
)
from policy_report.text.language import Language
from policy_report.text.words import word

_TITLES = (
    ("Id", "编号"), ("Case and indicator", "地区与指标"), ("Phrase as published", "公布原文"), ("Read as", "读作"),
    ("Period", "时期"), ("Source", "来源"),
)  # fmt: skip
_WIDTHS = (7, 27, 12, 20, 16, 18)
_CAPTION = (
    "Every claim: the phrase as published, the interval it is read as, and where it stands. "
    "A square bracket includes the bound, a round one leaves it out. ",
    "全部公布的表述：原文、所读区间与出处。方括号表示含端点，圆括号表示不含。",
)


def build(
    language: Language,
    claims: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    outcome_licences: tuple[Licence, ...],
) -> str:
    """One row for each row of `claims.csv`, with the anchor that the numbers of the text link to.

    What the table has no room for, the page shows on the card of a number: scope, note, and the licences.
    """
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    notes = licence_notes(outcome_licences, language)
    rows = [_row(claim, places, measures, notes, language) for claim in claims.to_dict("records")]
    return table(columns, rows, choose(_CAPTION, language) + word("period.remarks", language), "claims")


def _row(
    claim: Row, places: dict[str, str], measures: dict[str, str], notes: dict[str, str], language: Language
) -> list[str]:
    key = str(claim["id"])
    said = {name: str(claim.get(name) or "") for name in ("scope", "note")}
    return [
        anchor(f"clm-{key}", key, **said, licence=notes.get(key, "")),
        cell(about(claim, places, measures, language), "about"),
        cell(str(claim["phrase"]), "phrase"),
        cell(reading_of(claim, language), sort=reading_order(quantity_of(claim))),
        cell(period_text(claim, language), sort=period_order(claim)),
        source_cell(claim, language),
    ]
