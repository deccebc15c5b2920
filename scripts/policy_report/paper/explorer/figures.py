"""Every figure of the explorer with what it states, what it can be converted to, and its columns of data."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from policy_report.analysis.comparability.conversions import Form
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.statement import Construct, Statement
from policy_report.evidence.records import AnyRow, Record, by_id, number_of, rows_as
from policy_report.paper.tables.wording import formula, period_order, period_text, place_in_source, reading_of
from policy_report.study import Study
from policy_report.text.language import Language, Text
from policy_report.text.numbers import interval, outward
from policy_report.text.words import word

_DIGITS = 4
"""How exactly a conversion is shown, as `policy-report compare` does."""

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
    rows, language = rows_as(frame, Record), languages[0]
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


def flags(rows: Sequence[AnyRow], languages: Sequence[Language]) -> Column:
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
    return lambda key: Text(**{str(language): word.entry(f"{table}.{key}", language, key) for language in Language})


def of_frame(frame: pd.DataFrame) -> Name:
    """Name the ids of a frame by its columns `name_en`, `name_zh` and so on."""
    rows = by_id(frame, Record)
    return lambda key: localised(rows[key], "name") if key in rows else as_written(key)


def localised(row: AnyRow, column: str) -> Text:
    """Take what a row says in every language: `column_en` and so on, or `column` where it is there once for all."""
    said = ((language, row.get(f"{column}_{language}") or row.get(column)) for language in Language)
    return Text(**{str(language): str(words) for language, words in said if words})


def texts(frame: pd.DataFrame, column: str) -> list[str]:
    """Take a column as texts, empty where a cell or the study's table has nothing."""
    return ["" if pd.isna(cell) else str(cell) for cell in frame.get(column, [""] * len(frame))]


def numbers_of(frame: pd.DataFrame, column: str) -> list[float | None]:
    """Take a column of numbers, `None` where there is none, as JSON has no other word for it."""
    return [number_of(cell) for cell in frame[column]]


def comparisons(licences: Licences, language: Language) -> dict[str, Any]:
    """Give every figure's statement and what it can be converted to: a list of each, and places in these lists.

    `constructs` are what is measured. `statements` say of which construct they are, kind, unit, first and last
    day and direction. `places` are case, level and parent. `sources` are tier, whether in doubt, and account. `steps`
    are the conversions, by name, as the rules order them, and in words. `figures` are, by id, places in statements,
    places and sources; `forms`, by id, lists of statement, step, row and interval.
    """
    pool = _Pool()
    figures, forms = {}, {}
    for row in licences.rows:
        stated = licences.statement(row)
        place, given = stated.place, stated.provenance
        figures[row] = [
            pool.statement(stated),
            pool.put("places", (place.case, place.level, place.parent)),
            pool.put("sources", (given.tier, given.copied or given.inferred, given.vintage)),
        ]
        if found := [pool.form(form, language) for form in licences.forms(row) if form.step]:
            forms[row] = found
    lists = {name: list(members) for name, members in pool.members.items() if name != "constructs"}
    constructs = [asdict(construct) for construct in pool.members["constructs"]]
    return {**lists, "constructs": constructs, "figures": figures, "forms": forms}


class _Pool:
    """Lists of what repeats, each thing once."""

    def __init__(self) -> None:
        names = ("constructs", "statements", "places", "sources", "steps")
        self.members: dict[str, dict[Any, int]] = {name: {} for name in names}

    def put(self, name: str, thing: tuple[object, ...] | Construct) -> int:
        """Give the place of a thing in a list, at the end if it is new."""
        return self.members[name].setdefault(thing, len(self.members[name]))

    def statement(self, one: Statement) -> int:
        construct = self.put("constructs", one.construct)
        return self.put("statements", (construct, one.kind.value, one.unit, one.start, one.end, int(one.direction)))

    def form(self, form: Form, language: Language) -> list[Any]:
        step = form.step
        assert step is not None
        shown = interval(outward(step.quantity, _DIGITS), language)
        return [
            self.statement(form.statement),
            self.put("steps", (step.formula, formula(step, language))),
            step.row,
            shown,
        ]
