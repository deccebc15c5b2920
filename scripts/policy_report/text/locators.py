"""Where in its source a claim stands, which the data say in English."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policy_report.text.language import Language
from policy_report.text.words import Words, catalogue, word

_SEVERAL = re.compile(r"(; | and (?=para |whole |TR_))")


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
