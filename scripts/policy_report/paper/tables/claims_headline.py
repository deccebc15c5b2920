"""The results that the two seed articles put forward, as published and as read."""

import pandas as pd

from policy_report.analysis.comparability.degree import Degree, Licence
from policy_report.evidence.records import Record
from policy_report.paper.markdown import escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import about, names_by_id, period_text, reading_of
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.words import word

_TABLE = Table("claims-headline")


def build(
    language: Language,
    *,
    claims: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    headline_licences: tuple[Licence, ...],
    study: Study,
) -> str:
    """Write one row for each headline of the study that the claims have, in that order."""
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    by_id = {str(claim["id"]): claim for claim in claims.to_dict("records")}
    both_ways = [side for licence in headline_licences for side in (licence, licence.reversed)]
    rows = [
        [*_row(by_id[key], places, measures, language), _counterparts(key, both_ways, language)]
        for key in study.headline
        if key in by_id
    ]
    return _TABLE.of(study).markdown(rows, language, periods=word("period.remarks", language))


def _row(claim: Record, places: dict[str, str], measures: dict[str, str], language: Language) -> list[str]:
    return [
        escape(about(claim, places, measures, language)),
        link(f"clm-{claim['id']}", str(claim["phrase"])),
        escape(reading_of(claim, language)),
        escape(period_text(claim, language)),
        escape(word(f"tier.{claim['tier']}", language)),
    ]


def _counterparts(key: str, licences: list[Licence], language: Language) -> str:
    found = [
        _TABLE.say(
            "counterpart",
            language,
            claim=link(f"clm-{licence.second}", licence.second),
            degree=escape(word(f"degree.{licence.degree}", language)),
        )
        for licence in licences
        if licence.first == key and licence.degree is not Degree.NONE
    ]
    return word("mark.semicolon", language).join(found) or _TABLE.say("no_counterpart", language)
