"""Every contradiction in the evidence, with its size and what could explain it innocently."""

import pandas as pd

from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Kind
from policy_report.analysis.published import exactly
from policy_report.evidence.records import Record
from policy_report.paper.markdown import anchor, escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import about, names_by_id, period_text
from policy_report.text.language import Language
from policy_report.text.numbers import written
from policy_report.text.words import word

_TABLE = Table("contradictions")
_NONE = "–"
_SHOWN = 3
"""Explanations that a cell shows: the likeliest; a misprint or a faulty copy can be behind any of them."""


def build(
    language: Language,
    *,
    contradictions: tuple[Contradiction, ...],
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
) -> str:
    """Write one row for each contradiction, with an anchor, and links to the rows of claims and series."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    published = {str(row["id"]): row for row in (*claims.to_dict("records"), *series.to_dict("records"))}
    rows = [
        _row(item, [published[claim] for claim in item.claims], places, measures, language) for item in contradictions
    ]
    return _TABLE.markdown(rows, language)


def _row(
    item: Contradiction, rows: list[Record], places: dict[str, str], measures: dict[str, str], language: Language
) -> list[str]:
    comma, semicolon = (word(f"mark.{mark}", language) for mark in ("enumeration", "semicolon"))
    things = dict.fromkeys(about(row, places, measures, language) for row in rows)
    likeliest = (word(f"explanation.{code}", language) for code in item.explanations[:_SHOWN])
    return [
        anchor(f"ctr-{item.id}", word(f"contradiction.{item.kind}", language)),
        escape(semicolon.join(things)),
        semicolon.join(_value(row, language) for row in rows),
        escape(gap_text(item, language)),
        _NONE
        if item.kind in REMARKS
        else escape(_TABLE.say(f"strength.{'bounds' if item.strict else 'use'}", language)),
        escape(comma.join(likeliest)),
    ]


def _value(row: Record, language: Language) -> str:
    phrase, unit = str(row["phrase"]), str(row.get("unit", ""))
    # A phrase in English is set apart from the Chinese unit of its column.
    phrase += f" {unit}" if unit and phrase[-1:].isascii() and phrase[-1:].isalpha() else unit
    return link(f"clm-{row['id']}", phrase) + word("mark.comma", language) + escape(period_text(row, language))


def gap_text(item: Contradiction, language: Language) -> str:
    """Write the size of a contradiction, with its share of the smaller value where there is one; plain text."""
    if item.kind is Kind.REPEATED_FIGURE:
        return _NONE
    if item.kind is Kind.LEAVES_SERIES:
        return f"×{10**item.gap:.3g}"
    gap = written(exactly(float(f"{item.gap:.3g}"), item.unit), language)
    if item.relative is None or item.unit == "pp":
        return gap
    percent = f"{float(f'{100 * item.relative:.2g}'):g}%"
    return gap + word("mark.aside", language, text=percent)
