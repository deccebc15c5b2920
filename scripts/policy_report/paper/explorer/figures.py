"""The published figures of the explorer: claims, and values of series."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from policy_report.evidence.records import Record, number_of
from policy_report.paper.tables.wording import period_order, period_text, reading_of
from policy_report.study import Study
from policy_report.text.language import Language, Text
from policy_report.text.locators import place_in_source
from policy_report.text.words import word

Column = list[Any] | dict[str, Any]
"""Values; or `of`, a list of `[key, shown, also]`, and for each row `at`, a place in it.

`also` is what the value is called in the study's other languages, by which it is found as well.
"""


Name = Callable[[str], Text]


_FLAGS = ("mirror", "date_inferred", "opening_only")


def figures(
    frame: pd.DataFrame, cases: pd.DataFrame, indicators: pd.DataFrame, study: Study, languages: Sequence[Language]
) -> dict[str, Column]:
    """Give the columns of the claims or the series: what a row says, what it is read as, and whose word it is."""
    rows, language = frame.to_dict("records"), languages[0]
    categories = {str(row.get("category") or ""): row for row in rows}
    return {
        "id": texts(frame, "id"),
        "place": coded(frame["case"], of_frame(cases), languages),
        "indicator": coded(frame["indicator"], of_frame(indicators), languages),
        "category": coded(texts(frame, "category"), lambda key: localised(categories[key], "category"), languages),
        "phrase": texts(frame, "phrase"),
        "unit": texts(frame, "unit"),
        "reading": [reading_of(row, language) for row in rows],
        **{name: numbers_of(frame, name) for name in ("value", "lower", "upper")},
        "hedge": coded(texts(frame, "qualifier"), of_catalogue("explorer.hedge"), languages),
        "period": [period_text(row, language) for row in rows],
        "since": [period_order(row) for row in rows],
        **{name: texts(frame, name) for name in ("start", "end")},
        "tier": coded(frame["tier"], of_catalogue("tier"), languages),
        "flags": flags(rows, languages),
        "source": coded(frame["source"], as_written, languages),
        "locator": [place_in_source(str(row.get("locator") or ""), language, study.catalogue) for row in rows],
        **{name: texts(frame, name) for name in ("scope", "note")},
    }


def flags(rows: Sequence[Record], languages: Sequence[Language]) -> Column:
    """Code what is in doubt of each row, several doubts as one value."""
    name = of_catalogue("explorer.flag")

    def said(key: str) -> Text:
        doubts = [name(flag) for flag in key.split()]
        return Text(**{str(one): "; ".join(doubt[one] for doubt in doubts) for one in Language})

    return coded((" ".join(flag for flag in _FLAGS if row.get(flag)) for row in rows), said, languages)


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
