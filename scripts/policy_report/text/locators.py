"""Where in its source a claim stands, which the data say in English."""

import re

from policy_report.text.language import Language
from policy_report.text.words import word

_SEVERAL = re.compile(r"(; | and (?=para |whole |TR_))")


def place_in_source(locator: str, language: Language) -> str:
    """A place such as `para 3` as 第3段; one that the language has no form for, such as a file, as it stands."""
    if word.entry("locator", language, None) is None:
        return locator
    if found := _one(locator, language):
        return found
    between = {"; ": word("mark.semicolon", language), " and ": word("mark.enumeration", language)}
    return "".join(between.get(part) or _one(part, language) or part for part in _SEVERAL.split(locator))


def _one(locator: str, language: Language) -> str | None:
    for pattern, form in word.entry("locator.patterns", language):
        if match := re.match(pattern, locator):
            comma = word("mark.enumeration", language)
            return str(form).format(*(part.replace(", ", comma) for part in match.groups() if part), "")
    named: dict[str, str] = word.entry("locator.named", language)
    return named.get(locator)
