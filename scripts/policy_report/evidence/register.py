"""Reads and checks everything that the world published, as `data/published/` and `references.bib` hold it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence import datapackage
from policy_report.evidence.bibliography import TIERS, Entry, read_entries, source_of
from policy_report.evidence.bibliography_checks import entry_problems
from policy_report.evidence.comparison_checks import TABLES as COMPARISON
from policy_report.evidence.comparison_checks import comparison_problems, repetition_problems, unit_problems
from policy_report.evidence.faults import problem
from policy_report.evidence.official import cells_of, read_official_tables, with_printed
from policy_report.evidence.parameters import TABLE as PARAMETERS
from policy_report.evidence.parameters import parameter_problems, with_claims
from policy_report.evidence.periods import first_day, last_day
from policy_report.evidence.records import Record, SourceRow, rows_as
from policy_report.evidence.standard import OFFICIAL_TABLES, check_standard, undescribed
from policy_report.evidence.textfile import empty_table, read_table
from policy_report.evidence.tidy import typed
from policy_report.project import Project
from policy_report.quantities import Account, Quantity, account, is_unseen
from policy_report.study import climbing_links, is_outside, place_problems
from policy_report.text.language import Language

SERIES = "series"
"""Name of the table whose rows may stand in official tables instead."""

_TOPS = ("data", "references.bib", "study.toml")
"""What people write besides the texts."""

READ_TABLES = ("claims", "series", "peers")
"""Tables whose phrases are read into quantities."""

_MARK = re.compile(r"([^\s,]+) (\([^)]+\))")
_NO_QUANTITY = re.compile(rf"no quantity: ((?:{_MARK.pattern}(?:, )?)+)")
"""How a note marks figures of its row's phrase that count nothing: `no quantity: 110 (hot line), 4 (a team)`."""

_PARTS = (
    "value", "lower", "upper", "lower_closed", "upper_closed", "lower_kind", "upper_kind", "read_unit", "qualifier",
    "change",
)  # fmt: skip


@dataclass(frozen=True)
class Register:
    """The published evidence, checked, as tidy frames by table name, and `sources`."""

    frames: dict[str, pd.DataFrame]


def read_register(project: Project, bibliography: tuple[list[Entry], list[Problem]] | None = None) -> Register:
    """Read every published table and the bibliography, unless that was read already.

    Raises `EvidenceError` with all the problems of all files: encoding, columns, types, ids, links, phrases and
    periods.
    """
    package = project.published / "datapackage.json"
    tables = datapackage.read_tables(package, project.relative(package))
    if outside := [
        *climbing_links(project, (project.root / top for top in _TOPS)),
        *_outside(project, package, tables),
    ]:
        raise EvidenceError(outside)
    check_standard(tables, project.relative(package))
    entries, faults = bibliography or read_entries(project.references, project.relative(project.references))
    problems = [*faults]
    # What could not be read has its own problem, and what refers to it none besides.
    unread = {project.references.stem} if problems and not entries else set[str]()
    problems += entry_problems(entries, project.relative(project.references))
    keys = {entry.key for entry in entries}
    frames: dict[str, pd.DataFrame] = {}
    for table in tables:
        frames[table.name], found = read_table(project.published / table.file, _named(project, table), table.columns)
        problems += found
        unread |= {table.name} if found else set()
    frames |= {table.name: empty_table(table.columns) for table in undescribed(tables)}
    tables += undescribed(tables)
    files = {table.name: _named(project, table) for table in tables}
    printed, found = ([], []) if unread else read_official_tables(project, _names(frames, keys))
    problems += found
    series, found = with_printed(frames[SERIES], printed, files[SERIES])
    problems += found
    frames[SERIES] = series.frame
    for table in tables:
        problems += _table_problems(project, table, frames, keys, unread)
        if table.name in READ_TABLES:
            problems += repetition_problems(frames[table.name], files[table.name])
    problems += [
        *_tier_problems(project, frames, entries),
        *([] if "cases" in unread else place_problems(project, {*frames["cases"]["id"]})),
    ]
    if frames.keys() >= COMPARISON and not unread & COMPARISON:
        problems += comparison_problems(frames, project.relative(project.published))
    stated = {row: value.quantity for row, value in series.printed.items()}
    readings, found = read_phrases(project, tables, frames, {SERIES: stated})
    problems += found
    units = dict(zip(frames["indicators"]["id"], frames["indicators"]["unit"], strict=True))
    for name in [name for name in readings if "indicator" in frames[name]]:
        problems += unit_problems(frames[name], readings[name], units, files[name])
    if PARAMETERS in frames and "claims" not in unread:
        stated_by = dict(zip(frames["claims"]["id"], readings["claims"], strict=True))
        problems += parameter_problems(frames[PARAMETERS], stated_by, files[PARAMETERS])
    if problems:
        raise EvidenceError([series.placed(problem, files[SERIES]) for problem in problems])
    return Register(_tidy(frames, readings, entries) | {OFFICIAL_TABLES: typed(cells_of(printed))})


def _outside(project: Project, package: Path, tables: Iterable[datapackage.Table]) -> Iterator[Problem]:
    """Tables whose file the data package puts outside of the study."""
    for table in tables:
        if is_outside(project, project.published / table.file):
            before = package.read_text(encoding="utf-8").partition(json.dumps(table.file, ensure_ascii=False))[0]
            row = before.count("\n") + 1
            yield problem(project.relative(package), row, table.name, "outside-study/table", table.file)


def _named(project: Project, table: datapackage.Table) -> str:
    """How the file of a table is named to the reader."""
    return project.relative(project.published / table.file)


def _names(frames: Mapping[str, pd.DataFrame], keys: set[str]) -> dict[str, set[str]]:
    """What an official table may name, by kind."""
    return {
        "source": keys,
        "case": set(frames["cases"]["id"]),
        "indicator": set(frames["indicators"]["id"]),
        "category": set(frames["categories"].iloc[:, 0]),
    }


def _table_problems(
    project: Project, table: datapackage.Table, frames: dict[str, pd.DataFrame], keys: set[str], unread: set[str]
) -> list[Problem]:
    frame, name = frames[table.name], _named(project, table)
    problems = datapackage.schema_problems(table, frame, name) + datapackage.key_problems(table, frame, name)
    for link in (link for link in table.foreign_keys if link.table not in unread):
        known = set(frames[link.table][link.target])
        target = project.relative(project.published / f"{link.table}.csv")
        problems += datapackage.link_problems(frame, name, link.field, known, target)
    cited = set() if project.references.stem in unread else set(datapackage.BIBLIOGRAPHY_FIELDS)
    for field in cited & set(table.columns):
        problems += datapackage.link_problems(frame, name, field, keys, project.relative(project.references))
    return problems + _period_problems(frame, name)


def _period_problems(frame: pd.DataFrame, name: str) -> list[Problem]:
    if not {"period_start", "period_end"} <= set(frame.columns):
        return []
    problems = []
    for row, start, end in zip(frame.index, frame["period_start"], frame["period_end"], strict=True):
        text = f"{start} – {end}"
        try:
            if start and end and first_day(start) > last_day(end):
                problems.append(problem(name, int(row), "period_end", "period-reversed", text))
        except ValueError:
            problems.append(problem(name, int(row), "period_start", "date-impossible", text))
    return problems


def _tier_problems(project: Project, frames: dict[str, pd.DataFrame], entries: Iterable[Entry]) -> list[Problem]:
    """A source that a table cites must say who speaks."""
    cited = {key for frame in frames.values() if "source" in frame for key in frame["source"]}
    name, known = project.relative(project.references), ", ".join(f"tier-{tier}" for tier in TIERS)
    return [
        problem(name, entry.row, "keywords", "source-tier-missing", entry.key, known=known)
        for entry in entries
        if entry.key in cited and not entry.tier
    ]


def read_phrases(
    project: Project,
    tables: Iterable[datapackage.Table],
    frames: dict[str, pd.DataFrame],
    stated: Mapping[str, Mapping[int, Quantity]] = MappingProxyType({}),
) -> tuple[dict[str, list[Quantity | None]], list[Problem]]:
    """Read the quantity of each row of each table with phrases, and collect the problems of those that cannot be read.

    `project`, `tables`, `frames`: the study, its tables, and what they hold as text by name, indexed by line.
    `stated`: the quantities that are known already, by table and line.
    """
    readings: dict[str, list[Quantity | None]] = {}
    problems: list[Problem] = []
    for table in tables:
        if table.name not in READ_TABLES:
            continue
        name = _named(project, table)
        readings[table.name] = []
        counts = _counts(frames)
        for row in rows_as(frames[table.name].reset_index(), Record):
            problems += _unseen_signs(row, name)
            try:
                known = stated.get(table.name, {}).get(int(row["row"]))
                readings[table.name].append(known or _reading(row, counting=row.get("indicator") in counts))
            except EvidenceError as error:
                readings[table.name].append(None)
                place = int(row["row"])
                problems += [
                    replace(one, file=name, row=place, column=f"phrase, {one.column}".rstrip(", "))
                    for one in error.problems
                ]
    return readings, problems


def _unseen_signs(row: Mapping[str, Any], file: str) -> list[Problem]:
    """Find format characters and controls in what is read; no reader sees them, and figures hide behind them."""
    return [
        problem(file, int(row["row"]), column, "phrase-invisible-sign", ascii(row[column]))
        for column in ("phrase", "unit")
        if any(map(is_unseen, str(row.get(column, ""))))
    ]


def _counts(frames: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """The indicators that count, how often something was awarded, for one; none if their table cannot be read."""
    indicators = frames.get("indicators")
    return frozenset() if indicators is None else frozenset(indicators["id"][indicators["measure"] == "count"])


def _reading(row: Mapping[str, Any], *, counting: bool) -> Quantity | None:
    """The quantity that a row claims: the stated part of its phrase; `None` if it states no number."""
    phrase = str(row["phrase"]) + str(row.get("unit", ""))
    part = int(row["part"]) if str(row.get("part", "")).isdigit() else 1
    if phrase == "":
        return None
    given = account(phrase, counting=counting)
    if unread := _unread(phrase, given, str(row.get("note", ""))):
        raise EvidenceError(unread)
    found = given.quantities
    if part <= len(found):
        return found[part - 1] if part else None
    raise EvidenceError(problem("", 0, "", "phrase-not-read", phrase, found=len(found), part=part))


def _unread(phrase: str, given: Account, note: str) -> list[Problem]:
    """Find the figures of a phrase that are neither read nor marked in the row's note as no quantity."""
    marked = {figure for marks in _NO_QUANTITY.finditer(note) for figure, _ in _MARK.findall(marks[1])}
    return [
        problem("", 0, f"character {figure.span[0] + 1}", "figure-unread", phrase, figure=figure.text)
        for figure in given.unread
        if figure.text not in marked
    ]


def _tidy(
    frames: dict[str, pd.DataFrame], readings: dict[str, list[Quantity | None]], entries: list[Entry]
) -> dict[str, pd.DataFrame]:
    cited = pd.DataFrame([source_of(entry) for entry in entries], columns=[*SourceRow.__annotations__])
    tidy = {name: _in_every_language(frame.reset_index(drop=True)) for name, frame in frames.items()}
    if PARAMETERS in tidy:
        claims = zip(readings["claims"], frames["claims"]["source"], strict=True)
        tidy[PARAMETERS] = with_claims(tidy[PARAMETERS], dict(zip(frames["claims"]["id"], claims, strict=True)))
    for name, quantities in readings.items():
        tidy[name] = pd.concat([tidy[name], _parts(quantities)], axis=1)
        about = cited.set_index("key")[["tier", "mirror", "date_inferred", "language"]]
        tidy[name] = tidy[name].join(about, on="source")
    categories = tidy["categories"].set_index("name_en")["name_zh"].rename("category_zh")
    tidy["series"] = tidy["series"].join(categories, on="category")
    for frame in tidy.values():
        if {"period_start", "period_end"} <= set(frame.columns):
            frame["start"] = frame["period_start"].map(first_day)
            frame["end"] = frame["period_end"].map(last_day)
    return {name: typed(frame) for name, frame in (tidy | {"sources": cited}).items()}


def _in_every_language(frame: pd.DataFrame) -> pd.DataFrame:
    """Say in every language what a table says in one, so that no reader of it need ask which it has."""
    named = [column.rpartition("_") for column in frame.columns]
    spoken = {language for _, _, language in named} & set(Language)
    if not spoken:
        return frame
    first = next(language for language in Language if language in spoken)
    missing = [language for language in Language if language not in spoken]
    stems = [stem for stem, _, language in named if language == first]
    return frame.assign(**{f"{stem}_{language}": frame[f"{stem}_{first}"] for stem in stems for language in missing})


def _parts(quantities: list[Quantity | None]) -> pd.DataFrame:
    def part(quantity: Quantity | None, name: str) -> object:
        if quantity is None:
            return None
        cell = getattr(quantity, "unit" if name == "read_unit" else name)
        return str(cell) if isinstance(cell, str) else cell

    return pd.DataFrame({name: [part(quantity, name) for quantity in quantities] for name in _PARTS})
