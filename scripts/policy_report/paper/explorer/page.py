"""The explorer's page: one file with its data, look and script inside, which asks no host for anything."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Final

from policy_report.text.language import Language
from policy_report.text.policy import with_policy
from policy_report.text.words import word

_FOLDER = Path(__file__).parent / "web"

FILES: Final = tuple(sorted(_FOLDER.glob("*.*")))
"""All that the page is put together from."""

_MARKS: Final = {"colon": "colon", "aside": "aside", "comma": "comma", "list": "semicolon"}


@dataclass(frozen=True)
class Place:
    """Where the page stands among the others: addresses from its own folder."""

    title: str  # what the article is called
    # article, tables: the article's page, and the page that shows the same as plain tables
    article: str
    tables: str
    others: Mapping[Language, str]  # the explorer in the other languages of the study


def page(language: Language, place: Place, data: str, article: Mapping[str, object]) -> str:
    """Put the page together.

    `place`: the pages that it links to.
    `data`: the data as JSON, as `payload.build` writes them.
    `article`: what the article names: its `sections` as anchor and name, and `uses`, by anchor of a row the places of
    those that name it.
    """
    own = {"words": _words(language), "article": place.article, **article}
    script = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.name[:1].isdigit())
    early, style = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("early.js", "explorer.css"))
    said = {key: escape(text) for key, text in word.entry("explorer.page", language).items()}
    made = Template((_FOLDER / "evidence.html").read_text(encoding="utf-8")).substitute(
        said,
        lang=word("tag.html", language),
        page_title=escape(word("explorer.title", language, title=place.title)),
        title=escape(place.title),
        article=escape(place.article),
        tables=escape(place.tables),
        editions=" ".join(_edition(other, address) for other, address in place.others.items()),
        style=style,
        early=early,
        script=script,
        data=_inside_script(own, data),
    )
    return with_policy(made, [script, early])


def _edition(language: Language, address: str) -> str:
    tag = word("tag.html", language)
    return f'<a href="{escape(address)}" hreflang="{tag}" lang="{tag}">{escape(word("edition.language", language))}</a>'


def _words(language: Language) -> dict[str, Any]:
    tables = {"degrees": "degree", "reasons": "reason", "why": "reason_why"}
    marks = {key: word.entry(f"mark.{mark}", language) for key, mark in _MARKS.items()}
    own = {key: said for key, said in word.entry("explorer", language).items() if key != "page"}
    return {**marks, **own, **{name: word.entry(table, language) for name, table in tables.items()}}


def _inside_script(own: Mapping[str, Any], data: str) -> str:
    """More members of an object that is JSON already, none of which can end the element, or begin a comment."""
    members = json.dumps(own, ensure_ascii=False, separators=(",", ":"))[:-1]
    return f"{members},{data.removeprefix('{')}".replace("<", "\\u003c")
