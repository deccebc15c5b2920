"""Columns of the explorer's data: as they are, or as codes of a dictionary where values repeat."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from policy_report.evidence.records import Record, number_of
from policy_report.text.language import Language, Text
from policy_report.text.words import word

Column = list[Any] | dict[str, Any]
"""Values; or `of`, a list of `[key, shown, also]`, and for each row `at`, a place in it.

`also` is what the value is called in the study's other languages, by which it is found as well.
"""

Name = Callable[[str], Text]


def coded(keys: Iterable[object], name: Name, languages: Sequence[Language]) -> Column:
    """Code a column whose keys have names; `languages` are the page's and then the others."""
    listed = [str(key) for key in keys]
    places = {key: place for place, key in enumerate(dict.fromkeys(listed))}
    return {"of": [_entry(key, name, languages) for key in places], "at": [places[key] for key in listed]}


def _entry(key: str, name: Name, languages: Sequence[Language]) -> list[str]:
    shown, *others = dict.fromkeys(name(key)[language] for language in languages) if key else ("",)
    return [key, shown, " ".join(others)]


def as_written(key: str) -> Text:
    """Name a key by itself."""
    return Text(en=key)


def of_catalogue(table: str) -> Name:
    """Name keys as the catalogue does in one of its tables; one that it does not have is named by itself."""
    return lambda key: Text(
        **{str(language): word.entry(f"{table}.{key}", language, key) for language in Language},
    )


def of_frame(frame: pd.DataFrame) -> Name:
    """Name the ids of a frame by its columns `name_en`, `name_zh` and so on."""
    rows = {str(row["id"]): row for row in frame.to_dict("records")}
    return lambda key: localised(rows[key], "name") if key in rows else as_written(key)


def localised(row: Record, column: str) -> Text:
    """Take what a row says in every language: `column_en` and so on, or `column` where it is there once for all."""
    said = ((language, row.get(f"{column}_{language}") or row.get(column)) for language in Language)
    return Text(**{str(language): str(words) for language, words in said if words})


def texts(frame: pd.DataFrame, column: str) -> list[str]:
    """Take a column as texts, empty where a cell or the study's table has nothing."""
    return ["" if pd.isna(cell) else str(cell) for cell in frame.get(column, [""] * len(frame))]


def numbers_of(frame: pd.DataFrame, column: str) -> list[float | None]:
    """Take a column of numbers, `None` where there is none, as JSON has no other word for it."""
    return [number_of(cell) for cell in frame[column]]
