"""How new evidence reads, before it is written, and what of it a person should doubt."""

from collections import Counter
from dataclasses import replace

from policy_report.analysis.contradictions.contradiction import Kind
from policy_report.analysis.contradictions.search import contradictions
from policy_report.errors import Problem, problem
from policy_report.evidence.additions import Addition
from policy_report.evidence.bibliography import parse_entries, read_entries
from policy_report.evidence.bibliography_checks import entry_warnings, period_warnings
from policy_report.evidence.readings import read_phrase
from policy_report.evidence.records import PublishedRow, by_id
from policy_report.evidence.register import read_register
from policy_report.evidence.tables import Cell, OfficialTable, series_values
from policy_report.evidence.tables.model import Period
from policy_report.evidence.tidy import records_of
from policy_report.lookup.cards import Card, as_text
from policy_report.lookup.facts import Evidence, facts_of
from policy_report.lookup.uses import cited_in_text
from policy_report.project import Project
from policy_report.study import read_study
from policy_report.text.language import Language
from policy_report.text.numbers import interval
from policy_report.text.words import word

_IN_FULL = 5
"""From how many on a line each is read more easily than a card each."""

_CELLS = 60
"""Cells of a table that are shown: enough to see whether heads, rows and units were understood."""

_CITING = ("source", "definition_source")


def preview(project: Project, addition: Addition) -> str:
    """The cards of all that is new, and the doubts about it."""
    tables = {name: records_of(frame) for name, frame in addition.register.frames.items()}
    evidence = Evidence(tables, read_study(project).languages)
    cards = [
        card | _other_readings(card)
        for key in addition.added
        for card in facts_of(evidence, key)
        if card["kind"] in ("claim", "source")
    ]
    cards += [table_card(addition.table)] if addition.table else []
    shown = as_text(cards) if len(cards) <= _IN_FULL else "\n".join(map(_in_brief, cards))
    return "\n\n".join([shown, *map(str, _doubts_about(project, addition))])


def _doubts_about(project: Project, addition: Addition) -> list[Problem]:
    name = project.relative(project.references)
    text = addition.contents.get(project.references, b"").decode("utf-8")
    new = [entry for entry in parse_entries(text, name)[0] if entry.key in addition.added]
    late = [doubt for doubt in period_warnings(addition.register.frames) if doubt.text in addition.added]
    odd = addition.table.doubts if addition.table else ()
    return [*entry_warnings(new, {entry.key for entry in new}, name), *late, *odd, *_contradicted(project, addition)]


def _contradicted(project: Project, addition: Addition) -> list[Problem]:
    """The contradictions that what is new makes with what is published."""
    frames = addition.register.frames
    values = series_values(addition.table) if addition.table else ()
    new = {*addition.added, *(value.cells["id"] for value in values)}
    rows = by_id(frames["claims"], PublishedRow) | by_id(frames["series"], PublishedRow)
    read = (frames[name] for name in ("claims", "series", "indicators", "cases"))
    found = []
    for item in contradictions(*read, study=read_study(project)):
        own = [key for key in item.claims if key in new]
        if own and item.kind is not Kind.REPEATED_FIGURE:
            kind = word(f"contradiction.{item.kind}", Language.EN).lower()
            told = tuple((key, f"{rows[key]['phrase']} ({rows[key]['source']})") for key in item.claims)
            doubt = problem("", 0, own[0], "contradiction-new", rows[own[0]]["phrase"], kind=kind)
            found.append(replace(doubt, details=told))
    return found


def table_card(table: OfficialTable) -> Card:
    """What an official table is and says: its headers, marks and sums, and its cells with their places in the file."""
    placed = [(row, column, cell) for row in table.rows for column, cell in zip(table.columns, row.cells, strict=True)]
    missing = Counter((cell.printed or "blank", str(cell.missing)) for _, _, cell in placed if cell.missing)
    cells = [
        f"{' / '.join(row.path)} | {column.label} | line {cell.row}, column {cell.column} | "
        f"{cell.printed or 'blank'} {cell.unit.printed} | {_bounds(cell)}"
        for row, column, cell in placed
    ]
    return {
        "kind": "official table",
        "id": table.file,
        "encoding": table.encoding,
        "title": f"{table.number} {table.title}".strip(),
        "source": table.source,
        "case": table.case,
        "period": _span(table.period),
        "size": f"{len(table.rows)} rows, {len(table.columns)} columns; {table.sums} figures are the sums of others",
        "columns": [
            " | ".join(filter(None, (one.label, _span(one.period), one.unit.printed))) for one in table.columns
        ],
        "missing marks": [f"{mark} | {kind} | {count} times" for (mark, kind), count in missing.items()],
        "cells": _first(cells),
        "series": _series(table),
        "notes": [f"{note.mark} {note.text}".strip() for note in table.notes],
    }


def _span(period: Period) -> str:
    return " – ".join(dict.fromkeys(filter(None, (period.start, period.end))))


def _series(table: OfficialTable) -> list[str]:
    """The values of series that a table brings, as many as are shown of its cells."""
    values = [
        f"{value.cells['id']} | {value.cells['phrase']} {value.cells['unit']}".rstrip()
        for value in series_values(table)
    ]
    return _first(values) or ["none: the recipe names no indicator"]


def _first(lines: list[str]) -> list[str]:
    return lines[:_CELLS] + ([f"… and {len(lines) - _CELLS} more"] if len(lines) > _CELLS else [])


def _bounds(cell: Cell) -> str:
    if cell.quantity is None:
        return f"missing ({cell.missing})"
    return f"{interval(cell.quantity, Language.EN)} {cell.quantity.unit}".strip()


def _in_brief(card: Card) -> str:
    if card["kind"] == "source":
        return " | ".join([card["id"], card["title"], card["date"], card["tier"]])
    reading = card["reading"]
    bounds = [reading[name] for name in ("in words", "interval", "unit", "change") if reading.get(name)]
    return " | ".join([card["id"], card["phrase"], *bounds, card["indicator"], card["case"], card["period"]])


def doubts(project: Project) -> list[Problem]:
    """What a person should look at in the bibliography and in the periods of what was published.

    Raises `EvidenceError` if the evidence cannot be read as it stands.
    """
    frames = read_register(project).frames
    name = project.relative(project.references)
    entries, _ = read_entries(project.references, name)
    cited = {key for frame in frames.values() for field in _CITING if field in frame for key in frame[field]}
    cited |= cited_in_text(project)
    return sorted([*entry_warnings(entries, cited, name), *period_warnings(frames)])


def _other_readings(card: Card) -> Card:
    """All that a phrase states, where it has more than the one quantity that is claimed, or words are unexplained."""
    if card["kind"] != "claim":
        return {}
    reading = read_phrase(card["phrase"])
    more = len(reading.account.quantities) > 1 or reading.account.unexplained
    return {"the phrase states": str(reading).split("\n")[1:]} if more else {}
