"""The tables that the engine knows, as a study's `datapackage.json` describes them.

`standard.json` holds them once for all languages: a field `name_*` stands for `name_en` in an English study, and for
`name_en` and `name_zh` in one of both.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from policy_report.text.language import Language

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

    Parameters
    ----------
    tables
        Names of the tables, such as `claims`.
    title
        What the package is called.
    languages
        The languages of the study: each localised column is there once for each.
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
