"""How the tables word what the frames hold: readings, periods, sources, formulas, and what licences come to."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from policy_report.analysis.comparability.degree import Degree, Partners, Step
from policy_report.analysis.results import Derived
from policy_report.evidence.records import AnyRow, Record, by_id, quantity_of
from policy_report.paper.markdown import citation, escape
from policy_report.quantities import Quantity
from policy_report.study import Study
from policy_report.text.dates import date_text, span_text
from policy_report.text.language import Language, Text
from policy_report.text.numbers import interval, unit_name
from policy_report.text.words import Words, catalogue, word

if TYPE_CHECKING:
    import pandas as pd

_SEVERAL = re.compile(r"(; | and (?=para |whole |TR_))")

_HAN = re.compile(r"[\u3400-\u9fff]")


def named(row: AnyRow, column: str, language: Language) -> str:
    """Take the cell of a column that exists once for each language, such as `name_en` and `name_zh`."""
    return str(row.get(f"{column}_{language}") or row[f"{column}_en"])


def names_by_id(frame: "pd.DataFrame", language: Language) -> dict[str, str]:
    """Name cases or indicators by id."""
    return {key: named(row, "name", language) for key, row in by_id(frame, Record).items()}


def about(row: AnyRow, places: Mapping[str, str], measures: Mapping[str, str], language: Language) -> str:
    """Write place, indicator and, where a source breaks it down, category, as plain text."""
    whole = f"{places[str(row['case'])]}{word('mark.colon', language)}{measures[str(row['indicator'])]}"
    category = str(row.get(f"category_{language}", row.get("category")) or "")
    return whole + word("mark.aside", language, text=category) if category else whole


def reading_of(row: AnyRow, language: Language) -> str:
    """Write what the phrase of a tidy row is read as, as plain text: the bounds, the unit, and level or change."""
    quantity = quantity_of(row)
    if quantity is None:
        return word("number.none_stated", language)
    return bounds(quantity, language)


def bounds(quantity: Quantity, language: Language) -> str:
    """Write a quantity as an interval with its unit, as plain text: `[54.5, 55.5) %, year on year`."""
    unit = unit_name(quantity.unit, language)
    number = interval(quantity, language)
    # A single number takes its percent sign as in the text; an interval in brackets is set apart from its unit.
    gap = "" if unit == "%" and number[-1].isdigit() else word("number.unit_gap", language)
    reading = f"{number}{gap}{unit}".strip()
    change = str(word.entry(f"change.{quantity.change}", language, ""))
    return word("change.reading", language, reading=reading, change=change) if change else reading


def reading_order(quantity: Quantity | None) -> str:
    """Say by what a column of readings is sorted: the two bounds, an open one as infinite; empty without a number."""
    if quantity is None:
        return ""
    ends = ((quantity.lower, "-Infinity"), (quantity.upper, "Infinity"))
    return " ".join(open_end if end is None else f"{end:.12g}" for end, open_end in ends)


def period_order(row: AnyRow) -> str:
    """Say by what a column of periods is sorted: its start or, if only that is known, its end; empty if neither is."""
    return str(row["period_start"] or row["period_end"] or "")


def period_text(row: AnyRow, language: Language) -> str:
    """Write the period of a row and, unless the source states it, how it is known; plain text."""
    start, end, basis = (str(row[name] or "") for name in ("period_start", "period_end", "period_basis"))
    unknown = word("period.unknown", language)
    if not start and not end:
        return unknown
    if basis == "unknown":
        return unknown + word("mark.aside", language, text=span_text("", end, language))
    remark = word.entry(f"period.{basis}", language, "")
    return span_text(start, end, language) + (word("mark.aside", language, text=remark) if remark else "")


def founded_text(row: AnyRow, language: Language) -> str:
    """Say when a body of `peers.csv` was set up, and how that is known; plain text."""
    partial, basis = str(row["established"] or ""), str(row["established_basis"])
    if not partial:
        return word("period.unknown", language)
    form: str = word.entry(f"founded.{basis}", language, "{date}")
    return form.format(date=date_text(partial, language))


def remarks(row: AnyRow, language: Language) -> dict[str, str]:
    """Give the scope and note of a row, as far as they are in a language: the data say them in one only."""
    said = {name: str(row.get(name) or "") for name in ("scope", "note")}
    return {name: text for name, text in said.items() if bool(_HAN.search(text)) is (language is Language.ZH)}


def source_cell(row: AnyRow, language: Language, words: Words = word) -> str:
    """Cite a row's source with the place in it, in the words of a study or the engine's; Markdown."""
    place = place_in_source(str(row.get("locator") or ""), language, words)
    return f"{citation(str(row['source']))} {escape(place)}".strip()


def method(study: Study, analysis: str, key: str, derived: Derived, language: Language) -> str:
    """Say the formula of a number, as the study's catalogues or the engine's do.

    Raises `LanguageError`: `word-missing` where none of them says it.
    """
    if isinstance(derived.method, Text):
        return derived.method[language]
    return study.catalogue(f"method.{analysis}.{derived.method or key}", language, **derived.values)


def licence_notes(
    partners: Mapping[str, Mapping[Degree, Partners]], language: Language, words: Words = word
) -> dict[str, str]:
    """Write a sentence for each claim on how far it compares, by its id, in the words of the engine or of a study."""
    return {row: _sentence(found, language, words) for row, found in partners.items()}


def formula(step: Step, language: Language) -> str:
    """Say what a conversion does to a figure, after the figure itself."""
    return word(f"conversion.{step.formula}", language, per=f"{step.per:,.0f}")


def _sentence(partners: Mapping[Degree, Partners], language: Language, words: Words) -> str:
    comma, semicolon = words("mark.enumeration", language), words("mark.semicolon", language)
    granted = []
    for degree in Degree:
        if degree is not Degree.NONE and (found := partners.get(degree)):
            claims = comma.join(found.named)
            if more := found.number - len(found.named):
                claims = words("licence_note.more", language, claims=claims, more=more)
            said = words(f"degree.{degree}", language)
            granted.append(words("licence_note.granted", language, degree=said, claims=claims))
    key = "none" if not granted else "some" if Degree.NONE in partners else "all"
    return words(f"licence_note.{key}", language, granted=semicolon.join(granted))


def place_in_source(locator: str, language: Language, words: Words = word) -> str:
    """Say a place such as `para 3` in a language: 第3段.

    `words`: the words of a study, whose places are looked for before those of the engine. A place that neither has a
    form for, such as the name of a file, stands as it is.
    """
    known = [table for table in _tables(language, words) if table]
    if found := _one(locator, known, language):
        return found
    between = {"; ": word("mark.semicolon", language), " and ": word("mark.enumeration", language)} if known else {}
    return "".join(between.get(part) or _one(part, known, language) or part for part in _SEVERAL.split(locator))


def _tables(language: Language, words: Words) -> Iterator[Mapping[str, Any]]:
    for package in dict.fromkeys((words.package, word.package)):
        yield catalogue(package, language).get("locator", {})


def _one(locator: str, known: list[Mapping[str, Any]], language: Language) -> str | None:
    comma = word("mark.enumeration", language)
    for table in known:
        for pattern, form in table["patterns"]:
            if match := re.match(pattern, locator):
                return str(form).format(*(part.replace(", ", comma) for part in match.groups() if part), "")
    return next((str(table["named"][locator]) for table in known if locator in table["named"]), None)
