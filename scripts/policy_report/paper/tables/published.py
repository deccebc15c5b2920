"""What was published and what was computed of it: claims, series, terms, indicators, numbers and findings."""

from collections.abc import Mapping, Sequence

import pandas as pd

from policy_report.analysis.comparability.degree import Degree, Licence, Outcomes
from policy_report.analysis.results import Derived
from policy_report.evidence.records import AnyRow, IndicatorRow, PublishedRow, Record, by_id, quantity_of, rows_as
from policy_report.evidence.tidy import ordered
from policy_report.paper.findings.finding import Finding
from policy_report.paper.markdown import anchor, cell, citation, escape, link
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables import wording
from policy_report.paper.variables import derived_anchor
from policy_report.study import Study
from policy_report.text.forms import in_prose
from policy_report.text.language import Language
from policy_report.text.numbers import outward
from policy_report.text.words import Words, word

_RATIOS = ("rate", "share", "per_head")


@table("claims")
def claims(
    table: Table, claims: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, outcome_licences: Outcomes
) -> str:
    """Write every published claim, as published and as read, with the anchor that the numbers of the text link to.

    What the table has no room for, the page shows on the card of a number: scope, note, and the licences.
    """
    language = table.language
    places, measures = wording.names_by_id(cases, language), wording.names_by_id(indicators, language)
    notes = wording.licence_notes(outcome_licences.partners, language, table.words)
    rows = []
    for claim in rows_as(claims, PublishedRow):
        key = claim["id"]
        rows.append(
            [
                anchor(f"clm-{key}", key, **wording.remarks(claim, language), licence=notes.get(key, "")),
                cell(wording.about(claim, places, measures, language), "about"),
                cell(claim["phrase"], "phrase"),
                cell(wording.reading_of(claim, language), sort=wording.reading_order(quantity_of(claim))),
                cell(wording.period_text(claim, language), sort=wording.period_order(claim)),
                wording.source_cell(claim, language, table.words),
            ]
        )
    return table.markdown(rows, periods=table.word("period.remarks"))


@table("claims-headline")
def claims_headline(
    table: Table,
    *,
    claims: pd.DataFrame,
    cases: pd.DataFrame,
    indicators: pd.DataFrame,
    headline_licences: tuple[Licence, ...],
    study: Study,
) -> str:
    """Write the headlines of the study that the claims have, in its order, as published and as read."""
    language = table.language
    places, measures = wording.names_by_id(cases, language), wording.names_by_id(indicators, language)
    known = by_id(claims, PublishedRow)
    both_ways = [side for licence in headline_licences for side in (licence, licence.reversed)]
    rows = [
        [
            escape(wording.about(claim, places, measures, language)),
            link(f"clm-{claim['id']}", claim["phrase"]),
            escape(wording.reading_of(claim, language)),
            escape(wording.period_text(claim, language)),
            escape(table.word(f"tier.{claim['tier']}")),
            _counterparts(claim["id"], both_ways, table),
        ]
        for claim in (known[key] for key in study.headline if key in known)
    ]
    return table.markdown(rows, periods=table.word("period.remarks"))


def _counterparts(key: str, licences: list[Licence], table: Table) -> str:
    found = []
    for licence in licences:
        if licence.first == key and licence.degree is not Degree.NONE:
            degree = escape(table.word(f"degree.{licence.degree}"))
            found.append(table.say("counterpart", claim=link(f"clm-{licence.second}", licence.second), degree=degree))
    return table.joined(found) or table.say("no_counterpart")


@table("series")
def series(table: Table, series: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame) -> Rows:
    """Write every value of the official and press series, with the anchor that the numbers of the text link to."""
    language = table.language
    places, measures = wording.names_by_id(cases, language), wording.names_by_id(indicators, language)
    # Places and indicators as their own tables have them, then by category and time.
    by = ("case", "indicator", "category", "period_end", "period_start", "id")
    rows = []
    for value in rows_as(ordered(series, by, case=list(places), indicator=list(measures)), PublishedRow):
        published = " / ".join(part for part in (value["phrase"], value["unit"]) if part)
        said = wording.remarks(value, language) | {"sort": wording.reading_order(quantity_of(value))}
        rows.append(
            [
                cell(wording.about(value, places, measures, language), "about"),
                cell(wording.period_text(value, language), sort=wording.period_order(value)),
                anchor(f"clm-{value['id']}", published, "phrase", **said),
                wording.source_cell(value, language, table.words),
            ]
        )
    return rows


@table("definitions")
def definitions(table: Table, definitions: pd.DataFrame) -> Rows:
    """Write the terms on which the figures rest, and who defines them."""
    return [
        [
            escape(table.say("term", zh=definition["term_zh"], en=definition["term_en"])),
            escape(wording.named(definition, "definition", table.language)),
            wording.source_cell(definition, table.language, table.words),
        ]
        for definition in rows_as(definitions, Record)
    ]


@table("indicators")
def indicators(table: Table, indicators: pd.DataFrame) -> Rows:
    """Write the dictionary of indicators."""
    language = table.language
    return [
        [
            anchor(f"ind-{indicator['id']}", wording.named(indicator, "name", language)),
            escape(wording.named(indicator, "definition", language)),
            escape(counts_text(indicator, language)),
            citation(indicator["definition_source"]) or escape(table.say("undefined")),
        ]
        for indicator in rows_as(indicators, IndicatorRow)
    ]


def counts_text(indicator: AnyRow, language: Language) -> str:
    """Say what is divided by what; a count has no denominator, and the data name the parts in English only."""
    if indicator["measure"] not in _RATIOS:
        return "–"
    missing = word("table.indicators.unpublished", language)
    parts = {part: indicator[part] or missing for part in ("numerator", "denominator")}
    return word(f"table.indicators.{'no_ratio' if set(parts.values()) == {missing} else 'ratio'}", language, **parts)


@table("derived")
def derived(
    table: Table, numbers: dict[str, dict[str, Derived]], claims: pd.DataFrame, series: pd.DataFrame, study: Study
) -> Rows:
    """Write every computed number with its formula, its inputs, and the anchor that the text links to.

    `claims`, `series`: frames whose rows the tables above show; an input that is in neither is named without a link.
    """
    language, shown = table.language, {*claims["id"], *series["id"]}
    rows = []
    for analysis, found in sorted(numbers.items()):
        for number, (key, one) in enumerate(found.items(), start=1):
            order = wording.reading_order(one.quantity)
            inputs = (link(f"clm-{row}", row) if row in shown else escape(row) for row in one.inputs)
            rows.append(
                [
                    anchor(derived_anchor(analysis, key), number_name(analysis, key, number, table.words, language)),
                    cell(in_prose(one.quantity, language, one.decimals), "phrase", sort=order),
                    cell(wording.bounds(outward(one.quantity, one.decimals + 1), language), sort=order),
                    cell(wording.method(study, analysis, key, one, language), "method"),
                    table.joined([*inputs], "enumeration"),
                ]
            )
    return rows


def number_name(analysis: str, key: str, number: int, words: Words, language: Language) -> str:
    """Write what a number is called: the name of its group and its place there, or its key; plain text."""
    group = words.entry(f"table.derived.groups.{analysis}", language, "")
    return f"{group}{number}" if group else f"{analysis}: {key}".replace("_", " ")


@table("findings")
def findings(table: Table, findings: Mapping[Language, Sequence[Finding]]) -> Rows:
    """Write every finding with its test, the values on which it rests, what would overturn it, and its anchor.

    The filter `findings.lua` takes the number of a sentence, and what is said if it is refuted, from the first cell.
    """
    return [_finding(number, one, table) for number, one in enumerate(findings[table.language], start=1)]


def _finding(number: int, finding: Finding, table: Table) -> list[str]:
    language, colon = table.language, table.word("mark.colon")
    said = {"title": table.word("finding_mark.title", number=f"F{number}")}
    if not finding.verdict.holds:
        said |= {key: table.word(f"finding_mark.{key}") for key in ("refuted", "draft")}
    marks = " ".join(f'{key}="{text}"' for key, text in said.items())
    test, overturned = (finding.said[key][language] for key in ("test", "overturned_by"))
    return [
        f"[[F{number}](#{finding.id})]{{#{finding.id}-test .finding-test finding={finding.id} {marks}}}",
        ("" if finding.verdict.holds else table.say("refuted")) + escape(test[:1].upper() + test[1:]),
        escape(table.joined([f"{name}{colon}{shown}" for name, shown in finding.values(language).items()])),
        escape(overturned[:1].upper() + overturned[1:]),
    ]
