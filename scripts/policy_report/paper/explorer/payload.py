"""The data of the explorer in one language: results in, JSON out."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from policy_report.analysis.bounds.question import Answer
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.contradictions.contradiction import Contradiction
from policy_report.analysis.results import Derived
from policy_report.paper.explorer import things
from policy_report.paper.explorer.figures import Column, comparisons, figures
from policy_report.paper.findings.finding import Finding
from policy_report.study import Study
from policy_report.text.language import Language


def build(
    language: Language,
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    sources: pd.DataFrame,
    licences: Licences,
    contradictions: tuple[Contradiction, ...],
    bounds: tuple[Answer, ...],
    numbers: Mapping[str, Mapping[str, Derived]],
    findings: Mapping[Language, Sequence[Finding]],
    study: Study,
) -> str:
    """Write everything that a study knows as JSON: a table of columns for each view, and what comparisons rest on."""
    languages = (language, *(other for other in study.languages if other != language))
    tables = {
        "claims": figures(claims, cases, indicators, study, languages),
        "series": figures(series, cases, indicators, study, languages),
        "indicators": things.indicators(indicators, languages),
        "sources": things.sources(sources, languages),
        "findings": things.findings(findings[language], languages),
        "numbers": things.numbers(numbers, study, languages),
        "bounds": things.bounds(bounds, cases, languages),
        "contradictions": things.contradictions(contradictions, languages),
    }
    packed = {name: {key: _packed(column) for key, column in columns.items()} for name, columns in tables.items()}
    return compact({"tables": packed, "comparisons": comparisons(licences, language)})


def _packed(column: Column) -> Column:
    """Write each value of a plain column once, where most of them repeat: `each`, and for each row `at`, its place."""
    if isinstance(column, dict) or any(isinstance(value, list) for value in column):
        return column
    places = {value: place for place, value in enumerate(dict.fromkeys(column))}
    if len(places) * 2 >= len(column):
        return column
    return {"each": [*places], "at": [places[value] for value in column]}


def compact(data: Mapping[str, Any]) -> str:
    """Write JSON without spaces; a number that JSON cannot say is a fault."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
