"""Every outcome of one city against every outcome of the other, with the licence of each pair."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from policy_report.analysis.comparability.degree import Licence, Reason, Step
from policy_report.paper.licence_notes import formula
from policy_report.paper.markdown import escape, link
from policy_report.paper.table import Table
from policy_report.paper.tables.wording import names_by_id
from policy_report.study import Study
from policy_report.text.language import Language
from policy_report.text.numbers import computed
from policy_report.text.words import word

_TABLE = Table("licence-matrix")

Verdict = tuple[object, ...]


def build(
    language: Language,
    outcome_licences: tuple[Licence, ...],
    claims: pd.DataFrame,
    indicators: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each group of claims of the first case, and each set of the second's with one verdict."""
    names = names_by_id(indicators, language)
    measured = {str(row["id"]): names[str(row["indicator"])] for row in claims.to_dict("records")}
    rows = [row for group in _groups(outcome_licences) for row in _rows(group, measured, language)]
    return _TABLE.of(study).markdown(rows, language)


def _groups(licences: Sequence[Licence]) -> list[list[list[Licence]]]:
    """Group the licences of each claim of the first case, those with equal verdicts throughout together."""
    found: dict[tuple[Verdict, ...], list[list[Licence]]] = {}
    for _, given in groupby(licences, key=lambda licence: licence.first):
        own = list(given)
        found.setdefault(tuple(_verdict(licence) for licence in own), []).append(own)
    return list(found.values())


def _verdict(licence: Licence) -> Verdict:
    return licence.degree, licence.reasons, licence.caveats, licence.conversion


def _rows(group: list[list[Licence]], measured: dict[str, str], language: Language) -> list[list[str]]:
    comma, colon = word("mark.enumeration", language), word("mark.colon", language)
    ours = [own[0].first for own in group]
    things = dict.fromkeys(measured[row] for row in ours)
    linked = comma.join(link(f"clm-{row}", row) for row in ours)
    head = escape(word("mark.semicolon", language).join(things)) + colon + linked
    alike: dict[Verdict, list[Licence]] = {}
    for licence in group[0]:
        alike.setdefault(_verdict(licence), []).append(licence)
    return [
        [
            escape(_TABLE.say("again", language)) if place else head,
            comma.join(link(f"clm-{licence.second}", licence.second) for licence in same),
            escape(word(f"degree.{same[0].degree}", language)),
            _why(same[0], language),
        ]
        for place, same in enumerate(alike.values())
    ]


def _why(licence: Licence, language: Language) -> str:
    """Write reasons, caveats in brackets, and the conversion of each side."""
    texts = [_named(licence.reasons, language)] if licence.reasons else []
    texts += [f"[{_named(licence.caveats, language)}]"] if licence.caveats else []
    cells = [escape(" ".join(texts))] if texts else []
    sides = zip((licence.first, licence.second), licence.conversion, strict=True)
    cells += [_converted(row, step, language) for row, step in sides if step is not None]
    return word("mark.semicolon", language).join(cells)


def _named(reasons: Sequence[Reason], language: Language) -> str:
    return word("mark.enumeration", language).join(word(f"reason.{reason}", language) for reason in reasons)


def _converted(row: str, step: Step, language: Language) -> str:
    text = escape(f"{row} {formula(step, language)}")
    value = escape(computed(step.quantity, language, 2))
    return _TABLE.say("converted", language, text=text, claim=link(f"clm-{step.row}", step.row), value=value)
