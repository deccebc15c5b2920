"""How far published figures compare, which contradict each other, and what bounds those that were not published."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

import pandas as pd

from policy_report.analysis.bounds.constraint import Constraint
from policy_report.analysis.bounds.question import Answer
from policy_report.analysis.comparability.degree import Degree, Licence, Outcomes, Reason, Step
from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Kind
from policy_report.analysis.published import exactly
from policy_report.analysis.results import Derived
from policy_report.evidence.records import PublishedRow, by_id, rows_as
from policy_report.paper.markdown import Column, anchor, escape, link
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import about, formula, names_by_id, period_text
from policy_report.paper.tables.wording import bounds as in_brackets
from policy_report.paper.variables import derived_number
from policy_report.text.language import Language
from policy_report.text.numbers import computed, outward, written
from policy_report.text.words import word

_NONE = "–"
_SHOWN = 3
"""Explanations that a cell shows: the likeliest; a misprint or a faulty copy can be behind any of them."""
Verdict = tuple[object, ...]


@table("licences")
def licences(table: Table, licence_counts: dict[str, Derived]) -> str:
    """Write how many pairs of published figures compare, a row for each set of pairs, a column for each degree."""
    titles = [table.say("pairs_of"), table.say("pairs"), *(table.word(f"degree.{degree}") for degree in Degree)]
    columns = [Column(title, 12 if place else 40, right=place > 0) for place, title in enumerate(titles)]
    rows = []
    for stem in ("all", "across", "outcome", "headline"):
        keys = (f"{stem}_{part}" for part in ("pairs", *Degree))
        counts = (derived_number("licence_counts", key, licence_counts[key], table.language) for key in keys)
        rows.append([escape(table.say(f"sets.{stem}")), *counts])
    return table.markdown(rows, columns)


@table("licence-reasons", right=(3,))
def licence_reasons(table: Table, licence_counts: dict[str, Derived]) -> Rows:
    """Write the reasons that bar a comparison: what each means, and how many pairs of the cases it bars."""
    rows = []
    for reason in Reason:
        key = f"outcome_{reason.replace('-', '_')}"
        words = (table.word(f"{said}.{reason}") for said in ("reason_letter", "reason", "reason_why"))
        count = derived_number("licence_counts", key, licence_counts[key], table.language)
        rows.append([*map(escape, words), count])
    return rows


@table("licence-matrix")
def licence_matrix(table: Table, outcome_licences: Outcomes, claims: pd.DataFrame, indicators: pd.DataFrame) -> Rows:
    """Write one row for each group of claims of the first case, and each set of the second's with one verdict.

    Where the outcomes have more pairs than can be listed, the claims are the headlines of the study.
    """
    names = names_by_id(indicators, table.language)
    measured = {row["id"]: names[row["indicator"]] for row in rows_as(claims, PublishedRow)}
    rows = [row for group in _groups(outcome_licences) for row in _rows_of(group, measured, table)]
    if len(outcome_licences.listed) < outcome_licences.pairs:
        rows.append([escape(table.say("rest", pairs=f"{outcome_licences.pairs:,}")), *[_NONE] * 3])
    return rows


def _groups(licences: Iterable[Licence]) -> list[list[list[Licence]]]:
    """Group the licences of each claim of the first case, those with equal verdicts throughout together."""
    found: dict[tuple[Verdict, ...], list[list[Licence]]] = {}
    for _, given in groupby(licences, key=lambda licence: licence.first):
        own = list(given)
        found.setdefault(tuple(map(_verdict, own)), []).append(own)
    return list(found.values())


def _verdict(licence: Licence) -> Verdict:
    return licence.degree, licence.reasons, licence.caveats, licence.conversion


def _rows_of(group: list[list[Licence]], measured: dict[str, str], table: Table) -> list[list[str]]:
    ours = [own[0].first for own in group]
    things = table.joined(dict.fromkeys(measured[row] for row in ours))
    linked = table.joined([link(f"clm-{row}", row) for row in ours], "enumeration")
    alike: dict[Verdict, list[Licence]] = {}
    for licence in group[0]:
        alike.setdefault(_verdict(licence), []).append(licence)
    return [
        [
            escape(table.say("again")) if place else escape(things) + table.word("mark.colon") + linked,
            table.joined([link(f"clm-{licence.second}", licence.second) for licence in same], "enumeration"),
            escape(table.word(f"degree.{same[0].degree}")),
            _why(same[0], table),
        ]
        for place, same in enumerate(alike.values())
    ]


def _why(licence: Licence, table: Table) -> str:
    """Write reasons, caveats in brackets, and the conversion of each side."""
    reasons, caveats = (
        table.joined([table.word(f"reason.{reason}") for reason in found], "enumeration")
        for found in (licence.reasons, licence.caveats)
    )
    barred = " ".join(filter(None, (reasons, f"[{caveats}]" if caveats else "")))
    sides = zip((licence.first, licence.second), licence.conversion, strict=True)
    converted = [_converted(row, step, table) for row, step in sides if step is not None]
    return table.joined([*([escape(barred)] if barred else []), *converted])


def _converted(row: str, step: Step, table: Table) -> str:
    text = escape(f"{row} {formula(step, table.language)}")
    value = escape(computed(step.quantity, table.language, 2))
    return table.say("converted", text=text, claim=link(f"clm-{step.row}", step.row), value=value)


@table("contradictions")
def contradictions(
    table: Table,
    *,
    contradictions: tuple[Contradiction, ...],
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    cases: pd.DataFrame,
) -> Rows:
    """Write every contradiction with its size, what could explain it innocently, an anchor, and links to its rows."""
    language = table.language
    places, measures = names_by_id(cases, language), names_by_id(indicators, language)
    published = by_id(claims, PublishedRow) | by_id(series, PublishedRow)
    found = []
    for item in contradictions:
        rows = [published[claim] for claim in item.claims]
        strength = table.say(f"strength.{'bounds' if item.strict else 'use'}")
        likeliest = [table.word(f"explanation.{code}") for code in item.explanations[:_SHOWN]]
        found.append(
            [
                anchor(f"ctr-{item.id}", table.word(f"contradiction.{item.kind}")),
                escape(table.joined(dict.fromkeys(about(row, places, measures, language) for row in rows))),
                table.joined([_value(row, table) for row in rows]),
                escape(gap_text(item, language)),
                _NONE if item.kind in REMARKS else escape(strength),
                escape(table.joined(likeliest, "enumeration")),
            ]
        )
    return found


def _value(row: PublishedRow, table: Table) -> str:
    phrase, unit = row["phrase"], row.get("unit", "")
    # A phrase in English is set apart from the Chinese unit of its column.
    phrase += f" {unit}" if unit and phrase[-1:].isascii() and phrase[-1:].isalpha() else unit
    return table.joined([link(f"clm-{row['id']}", phrase), escape(period_text(row, table.language))], "comma")


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


@table("bounds")
def bounds(table: Table, bounds: tuple[Answer, ...], cases: pd.DataFrame) -> Rows:
    """Write each unknown under each reading, its interval and what binds each end; an unknown is named once."""
    places, rows, told = names_by_id(cases, table.language), [], set()
    for answer in bounds:
        asked = answer.question
        name = places[asked.case] + table.word("mark.colon") + asked.name[table.language]
        rows.append([anchor(f"bnd-{answer_id(answer)}", table.say("as_above") if name in told else name)])
        rows[-1] += _found(answer, table)
        told.add(name)
    return rows


def answer_id(answer: Answer) -> str:
    """Name an unknown of a place under one reading, as its anchor does after `bnd-`."""
    return f"{answer.question.case}-{answer.key}".replace("_", "-")


def _found(answer: Answer, table: Table) -> list[str]:
    """The reading, the interval, and what binds either end."""
    known = {item.name: item for item in answer.question.constraints}

    def listed(names: tuple[str, ...]) -> str:
        return table.joined([_constraint(known[name], table) for name in names])

    reading = escape(answer.question.reading_name[table.language]) or _NONE
    if answer.bound is None:
        return [reading, escape(table.say("conflict")), listed(answer.conflict), _NONE]
    low, high = (_NONE if end.at is None else listed(end.binding) for end in answer.ends)
    same = low == high != _NONE
    return [reading, escape(interval_text(answer, table.language)), low, table.say("same") if same else high]


def interval_text(answer: Answer, language: Language) -> str:
    """Write the bounds with those of the scale."""
    quantity = answer.quantity
    if answer.bound is None or (quantity.lower is None and quantity.upper is None):
        return word("table.bounds.nothing", language)
    low, high = answer.bound.lower, answer.bound.upper
    whole = replace(quantity, lower=low.at, lower_closed=low.closed, upper=high.at, upper_closed=high.closed)
    return in_brackets(outward(whole, -1 if answer.question.decimals < 0 else 2), language)


def _constraint(constraint: Constraint, table: Table) -> str:
    """Write a claim by its phrase, with a link; anything else in words, an assumption marked."""
    if constraint.phrase:
        return link(f"clm-{constraint.name}", constraint.phrase)
    text = escape(constraint.text[table.language])
    text += "".join(table.word("mark.aside", text=link(f"clm-{claim}", claim)) for claim in constraint.claims)
    return table.say("assumption", text=text) if constraint.kind == "assumption" else text
