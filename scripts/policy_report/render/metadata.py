"""What a document says about itself: title, authors, date, abstract, keywords."""

from datetime import date
from typing import Any

from policy_report.errors import Problem
from policy_report.render.labels import language_of
from policy_report.render.source import Source
from policy_report.text.dates import full_date

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
