"""What a document says about itself (title, authors, date, keywords), and the words that a renderer adds to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from policy_report.errors import Problem
from policy_report.render.source import Source
from policy_report.text.dates import full_date
from policy_report.text.language import Language
from policy_report.text.words import word

CALLOUTS: Final = ("note", "tip", "important", "warning", "caution")

_TEXTS = ("title", "subtitle", "abstract", "thanks", "nocite")


def metadata(options: dict[str, Any], source: Source) -> tuple[dict[str, Any], list[Problem]]:
    """The metadata for pandoc, and what is wrong with it.

    Authors become objects with name, affiliation, email and orcid; the date is written out.
    """
    about: dict[str, Any] = {key: str(options[key]) for key in _TEXTS if options.get(key)}
    about["author"] = [_author(author) for author in listed(options.get("author") or options.get("authors"))]
    about["keywords"] = [str(word) for word in listed(options.get("keywords"))]
    about["link-citations"] = options.get("link-citations", False) is True
    problems = []
    if not about.get("title"):
        problems.append(source.start.fault("no-title"))
    day = str(options.get("date") or "")
    try:
        about["date"] = _written(date.fromisoformat(day), options) if day else ""
    except ValueError:
        places = source.locate(f"date: {day}") or source.locate(day) or [source.start]
        problems += [place.fault("date-not-fixed", day) for place in places]
    return about, problems


def _written(day: date, options: dict[str, Any]) -> str:
    """The date as Quarto writes it by default (long form), or as `date-format` asks: `iso` or `D MMMM YYYY`."""
    if options.get("date-format") == "iso":
        return day.isoformat()
    return full_date(day, language_of(options), day_first=options.get("date-format") == "D MMMM YYYY")


def _author(author: Any) -> dict[str, str]:
    if not isinstance(author, dict):
        return {"name": str(author)}
    name = author.get("name", "")
    if isinstance(name, dict):
        name = name.get("literal") or " ".join(str(name[part]) for part in ("given", "family") if part in name)
    places = listed(author.get("affiliations") or author.get("affiliation"))
    return {
        "name": str(name),
        "affiliation": ", ".join(_affiliation(place) for place in places),
        **{key: str(author[key]) for key in ("email", "orcid") if author.get(key)},
    }


def _affiliation(place: Any) -> str:
    if not isinstance(place, dict):
        return str(place)
    return ", ".join(str(place[key]) for key in ("department", "name", "city", "country") if place.get(key))


def listed(value: Any) -> list[Any]:
    """Give what an option names as a list: none, one, or several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def language_of(options: Mapping[str, Any]) -> Language:
    """Give the language whose words a document has; English where there is no catalogue of its own."""
    code = str(options.get("lang", "en")).split("-")[0]
    return Language(code) if code in Language else Language.EN


def tag_of(options: Mapping[str, Any], kind: str) -> str:
    """Give what a kind of program calls the language of a document: its own tag, unless that is but the language."""
    given = str(options.get("lang", "en"))
    return word(f"tag.{kind}", Language(given)) if given in Language else given


def labels(options: Mapping[str, Any]) -> dict[str, str]:
    """Give the words of a document, by its language and its `crossref` and title options."""
    words: dict[str, str] = dict(word.entry("document", language_of(options)))
    words["fig-prefix"], words["tbl-prefix"] = words["fig-title"], words["tbl-title"]
    given = {str(key): str(value) for key, value in (options.get("crossref") or {}).items()}
    for kind in ("fig", "tbl"):
        if f"{kind}-title" in given:
            words[f"{kind}-prefix"] = given[f"{kind}-title"]
    words.update({key: value for key, value in given.items() if key in words})
    for key in ("toc-title", "abstract-title"):
        if options.get(key):
            words[key] = str(options[key])
    return words
