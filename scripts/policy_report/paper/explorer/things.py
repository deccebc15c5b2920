"""What the explorer shows besides published figures: sources, indicators, and what was made of the figures."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from policy_report.analysis.bounds.constraint import Constraint
from policy_report.analysis.bounds.question import Answer
from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction
from policy_report.analysis.results import Derived
from policy_report.evidence.records import Record, rows_as
from policy_report.paper.explorer.figures import (
    Column,
    as_written,
    coded,
    flags,
    localised,
    of_catalogue,
    of_frame,
    texts,
)
from policy_report.paper.findings.finding import Finding
from policy_report.paper.tables.comparisons import answer_id, gap_text, interval_text
from policy_report.paper.tables.published import counts_text, number_name
from policy_report.paper.tables.wording import bounds as in_brackets
from policy_report.paper.tables.wording import method
from policy_report.paper.variables import derived_anchor
from policy_report.study import Study
from policy_report.text.forms import in_prose
from policy_report.text.language import Language
from policy_report.text.numbers import outward
from policy_report.text.words import word

Columns = dict[str, Column]


def sources(frame: pd.DataFrame, languages: Sequence[Language]) -> Columns:
    """Give the columns of the bibliography."""
    told = ("title", "title_en", "author", "publisher", "date", "url")
    return {
        "id": texts(frame, "key"),
        **{name: texts(frame, name) for name in told},
        "tier": coded(texts(frame, "tier"), of_catalogue("tier"), languages),
        "flags": flags(rows_as(frame, Record), languages),
    }


def indicators(frame: pd.DataFrame, languages: Sequence[Language]) -> Columns:
    """Give the columns of the dictionary of indicators."""
    rows, language = rows_as(frame, Record), languages[0]
    return {
        "id": texts(frame, "id"),
        "indicator": coded(frame["id"], of_frame(frame), languages),
        "definition": [localised(row, "definition")[language] for row in rows],
        "ratio": [counts_text(row, language) for row in rows],
        "measure": coded(texts(frame, "measure"), of_catalogue("explorer.measure"), languages),
        "unit": coded(texts(frame, "unit"), of_catalogue("unit"), languages),
        "source": coded(texts(frame, "definition_source"), as_written, languages),
        "note": texts(frame, "note"),
    }


def contradictions(found: Sequence[Contradiction], languages: Sequence[Language]) -> Columns:
    """Give the columns of the contradictions."""
    language = languages[0]
    comma = word("mark.enumeration", language)
    explained = ([word(f"explanation.{code}", language) for code in item.explanations] for item in found)
    strengths = ("" if item.kind in REMARKS else "bounds" if item.strict else "use" for item in found)
    return {
        "id": [item.id for item in found],
        "kind": coded((item.kind for item in found), of_catalogue("contradiction"), languages),
        "gap": [gap_text(item, language) for item in found],
        "strength": coded(strengths, of_catalogue("table.contradictions.strength"), languages),
        "explanations": [comma.join(said) for said in explained],
        "inputs": [list(item.claims) for item in found],
    }


def bounds(answers: Sequence[Answer], cases: pd.DataFrame, languages: Sequence[Language]) -> Columns:
    """Give the columns of the bounds of what was not published."""
    language = languages[0]
    conflict, semicolon = word("table.bounds.conflict", language), word("mark.semicolon", language)
    return {
        "id": [answer_id(item) for item in answers],
        "place": coded((item.question.case for item in answers), of_frame(cases), languages),
        "name": [item.question.name[language] for item in answers],
        "assuming": [item.question.reading_name[language] for item in answers],
        "interval": [interval_text(item, language) if item.bound else conflict for item in answers],
        "rests": [semicolon.join(_said(known, language) for known in item.resting_on) for item in answers],
        "inputs": [list(item.inputs) for item in answers],
    }


def _said(constraint: Constraint, language: Language) -> str:
    text = constraint.phrase or constraint.text[language]
    return word("explorer.assumption", language, text=text) if constraint.kind == "assumption" else text


def numbers(found: Mapping[str, Mapping[str, Derived]], study: Study, languages: Sequence[Language]) -> Columns:
    """Give the columns of the computed numbers."""
    language = languages[0]
    rows = [
        (analysis, key, place, number)
        for analysis, members in sorted(found.items())
        for place, (key, number) in enumerate(members.items(), start=1)
    ]
    made = [number for *_, number in rows]
    methods = [method(study, analysis, key, one, language) for analysis, key, _, one in rows]
    # A computed number is called by what its method says first, as on its card, unless others are called so too.
    titles = [re.split("[;；:：]", text)[0] for text in methods]
    shared = {title for title, count in Counter(titles).items() if count > 1}
    names = [number_name(analysis, key, place, study.catalogue, language) for analysis, key, place, _ in rows]
    return {
        "id": [derived_anchor(analysis, key).removeprefix("num-") for analysis, key, *_ in rows],
        "name": [_capital(name if title in shared else title) for name, title in zip(names, titles, strict=True)],
        "number": [in_prose(one.quantity, language, one.decimals) for one in made],
        "interval": [in_brackets(outward(one.quantity, one.decimals + 1), language) for one in made],
        "method": methods,
        "inputs": [list(one.inputs) for one in made],
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def findings(found: Sequence[Finding], languages: Sequence[Language]) -> Columns:
    """Give the columns of the findings, in the order of the text."""
    language = languages[0]
    colon, semicolon = (word(f"mark.{mark}", language) for mark in ("colon", "semicolon"))
    verdicts = ("holds" if item.verdict.holds else "refuted" for item in found)
    return {
        "id": [item.id.removeprefix("fnd-") for item in found],
        "name": [f"F{number}" for number in range(1, len(found) + 1)],
        "test": [item.said["test"][language] for item in found],
        "values": [
            semicolon.join(f"{name}{colon}{shown}" for name, shown in item.values(language).items()) for item in found
        ],
        "overturned": [item.said["overturned_by"][language] for item in found],
        "verdict": coded(verdicts, of_catalogue("explorer.verdict"), languages),
    }
