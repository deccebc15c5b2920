"""The tables that the engine knows, as a study's `datapackage.json` describes them.

`standard.json` holds them once for all languages: a field `name_*` stands for `name_en` in an English study, and for
`name_en` and `name_zh` in one of both.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from policy_report.errors import EvidenceError
from policy_report.evidence.datapackage import Table, tables_of
from policy_report.evidence.faults import problem
from policy_report.text.language import Language

OFFICIAL_TABLES = "official_tables"
"""Name of the frame that holds every cell of the official tables."""

NEEDED = ("cases", "indicators", "claims")
"""Tables without which there is nothing to compare."""

ALWAYS = ("categories", "series")
"""Tables that are there, empty, in a study that does not describe them: what is said of claims is said of them too."""

_FILE = Path(__file__).with_name("standard.json")
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def columns_of(table: str, languages: Sequence[Language]) -> tuple[str, ...]:
    """Give the columns of a standard table in a study of these languages, in order."""
    return tuple(field["name"] for field in _fields(_tables()[table]["fields"], languages))


def standard_package(tables: Iterable[str], title: str, languages: Sequence[Language]) -> dict[str, Any]:
    """Describe standard tables as a Frictionless data package.

    `languages`: the languages of the study: each localised column is there once for each.
    """
    names = list(tables)
    return {
        "profile": "tabular-data-package",
        "name": "policy-report-published",
        "title": title,
        "description": "What was published, as published; every row names its source in references.bib.",
        "licenses": [_LICENCE],
        "resources": [_resource(name, names, languages) for name in names],
    }


def frame_names(described: Iterable[Table]) -> tuple[str, ...]:
    """Name the frames that the evidence of a study has, from the tables that its data package describes."""
    return (*dict.fromkeys((*(table.name for table in described), *ALWAYS)), "sources", OFFICIAL_TABLES)


def undescribed(described: Sequence[Table]) -> tuple[Table, ...]:
    """Describe the tables that are always there and that a study leaves out, in the languages of its others."""
    names = {table.name for table in described}
    package = standard_package((*NEEDED, *ALWAYS), "", _languages(described))
    return tuple(table for table in tables_of(package) if table.name in {*ALWAYS} - names)


def check_standard(described: Sequence[Table], name: str) -> None:
    """Check that a study describes the tables and columns that the engine needs; it may describe more.

    Raises `EvidenceError`: `datapackage-table-missing` or `datapackage-column-missing`, for each that is missing, and
    `datapackage-link-broken` for each foreign key from or to a column that is not described.
    """
    names = {table.name for table in described}
    problems = [problem(name, 0, table, "datapackage-table-missing", table) for table in NEEDED if table not in names]
    languages = _languages(described)
    problems += [
        problem(name, 0, f"{table.name}.{column}", "datapackage-column-missing", column)
        for table in described
        if table.name in _tables()
        for column in columns_of(table.name, languages)
        if column not in table.columns
    ]
    columns = {table.name: table.columns for table in (*described, *undescribed(described))}
    problems += [
        problem(name, 0, f"{table.name}.{link.field}", "datapackage-link-broken", link.table)
        for table in described
        for link in table.foreign_keys
        if link.field not in table.columns or link.target not in columns.get(link.table, ())
    ]
    if problems:
        raise EvidenceError(problems)


def _languages(described: Iterable[Table]) -> tuple[Language, ...]:
    """Tell the languages of the tables by how the cases are named; English if by no name at all."""
    cases = next((table.columns for table in described if table.name == "cases"), ())
    return tuple(language for language in Language if f"name_{language}" in cases) or (Language.EN,)


@cache
def _tables() -> dict[str, Any]:
    return dict(json.loads(_FILE.read_text(encoding="utf-8")))


def _resource(name: str, names: Sequence[str], languages: Sequence[Language]) -> dict[str, Any]:
    table = _tables()[name]
    links = {field: (target, key) for field, (target, key) in table["links"].items() if (target or name) in names}
    return {
        "name": name,
        "path": table["path"],
        "profile": "tabular-data-resource",
        "title": table["title"],
        "description": table["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [*_fields(table["fields"], languages)],
            "missingValues": [""],
            "primaryKey": [key.replace("*", languages[0]) for key in table["key"]],
            "foreignKeys": [
                {
                    "fields": [field.replace("*", languages[0])],
                    "reference": {"resource": target, "fields": [key.replace("*", languages[0])]},
                }
                for field, (target, key) in links.items()
            ],
        },
    }


def _fields(fields: Sequence[dict[str, Any]], languages: Sequence[Language]) -> Iterator[dict[str, Any]]:
    for field in fields:
        if not field["name"].endswith("_*"):
            yield field
            continue
        for language in languages:
            name = field["name"].replace("*", language)
            yield {**field, "name": name, "description": f"{field['description'].rstrip('.')} (in `{language}`)."}
