"""The paper as a work that can be cited, read from its front matter and `_quarto.yml` and from nowhere else."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.config import read_variables, settings
from policy_report.render.document import ARTICLE, SUPPLEMENT, Document, Format
from policy_report.render.engine import documents
from policy_report.render.metadata import listed
from policy_report.render.siblings import EXPLORER, siblings
from policy_report.render.source import Source, read_source
from policy_report.render.tree import plain
from policy_report.text.language import Language
from policy_report.text.words import word

_TEXTS = ("title", "subtitle", "abstract", "image-alt")
_VARIABLE = re.compile(r"\{\{<\s*(var|meta)\s+(\S+)\s*>\}\}")


@dataclass(frozen=True)
class Author:
    """Who wrote the work: a person by `family` and `given`, or anyone by `literal`, the name as it is printed."""

    literal: str
    family: str = ""
    given: str = ""

    @property
    def inverted(self) -> str:
        """The name as indexes have it: `Example, Ada`."""
        return f"{self.family}, {self.given}" if self.family and self.given else self.literal


@dataclass(frozen=True)
class Work:
    """What is known of a paper; empty text where nothing is.

    `kind` is its type in the terms of CSL (`citation.type`), `url` where its page is published (`citation.url`; never
    guessed), `others` are the sources of the same paper in other languages, and `beside` the names of the pages in its
    own: of an article those of its supplement and of the explorer. `image` is the picture that stands for it, by its
    path from the root, and `image_alt` what it shows, in words.
    """

    title: str
    authors: tuple[Author, ...]
    issued: date
    language: Language
    abstract: str
    keywords: tuple[str, ...]
    kind: str
    version: str
    url: str
    licence: str
    licence_url: str
    source: Path
    others: tuple[Document, ...]
    beside: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""

    @property
    def key(self) -> str:
        """A key for bibliographies, made of author, year and first word; the language where nothing is in Latin.

        That of a supplement says so: its title begins as the article's.
        """
        words = re.findall(r"[a-z]+", self.title.lower()) if self.title.isascii() else []
        first = self.authors[0] if self.authors else Author("")
        name = re.sub(r"[^a-z]", "", (first.family or first.literal.removeprefix("The ")).lower())
        own = SUPPLEMENT if self.source.stem == SUPPLEMENT else ""
        return f"{name or 'paper'}{self.issued.year}{words[0] if words else self.language}{own}"


def read_work(project: Project, document: Document) -> Work:
    """What the document says about itself.

    Raises `RenderError` if its date is missing or not a day: a paper without a date cannot be cited.
    """
    source = read_source(project, document.source)
    options = settings(project, source, document.format)
    texts = _plain_texts(options, read_variables(project), source)
    about, (licence, licence_url) = options.get("citation"), _licence(options.get("license"))
    about = about if isinstance(about, dict) else {}
    return Work(
        title=_title(texts["title"], texts["subtitle"], document.language),
        authors=tuple(_author(item) for item in listed(options.get("author") or options.get("authors"))),
        issued=_day(options, source),
        language=document.language,
        abstract=texts["abstract"],
        keywords=tuple(str(word) for word in listed(options.get("keywords"))),
        kind=str(about.get("type") or "article"),
        version=str(about.get("version") or ""),
        url=str(about.get("url") or ""),
        licence=licence,
        licence_url=licence_url,
        source=document.source,
        others=tuple(
            other
            for other in documents(project)
            if other.format is Format.HTML
            and other.language is not document.language
            and other.source.stem == document.source.stem
            and (project.root / other.source).is_file()
        ),
        beside=_beside(project, document.source),
        image=str(options.get("image") or ""),
        image_alt=texts["image-alt"],
    )


def _beside(project: Project, source: Path) -> tuple[str, ...]:
    """The names of the pages beside a page: those of an article and its supplement, and the explorer's."""
    known = [other.stem for other in siblings(project, source) if other.stem in (ARTICLE, SUPPLEMENT)]
    return (*known, EXPLORER) if known else ()


def _title(title: str, subtitle: str, language: Language) -> str:
    if not title or not subtitle:
        return title or subtitle
    whole = word("edition.title_and_subtitle", language, title=title, subtitle=subtitle)
    # After a question the colon would be a second mark.
    return re.sub(r"(?<=[?!？！])[:：]", "", whole)


def _plain_texts(options: Mapping[str, Any], variables: Mapping[str, Any], source: Source) -> dict[str, str]:
    """What is said in words without markup, with shortcodes filled in."""
    tables = {"var": variables, "meta": options}
    return {key: _plain(str(options.get(key) or ""), tables, source) for key in _TEXTS}


def plain_text(project: Project, text: str, source: Source) -> str:
    """A text in Markdown of a document without markup, its variables filled in."""
    return _plain(text, {"var": read_variables(project), "meta": {}}, source)


def _plain(text: str, tables: Mapping[str, Mapping[str, Any]], source: Source) -> str:
    filled = _VARIABLE.sub(lambda match: _looked_up(tables[match[1]], match[2]), text)
    written = pandoc.run(["-f", "markdown-citations", "-t", "json"], filled, source, source.locate)
    return " ".join(plain(block) for block in json.loads(written)["blocks"])


def _looked_up(table: Any, path: str) -> str:
    """A value by its dotted path; empty if there is none, which the check of the document reports with its place."""
    for part in path.split("."):
        table = table.get(part, "") if isinstance(table, Mapping) else ""
    return str(table)


def _day(options: Mapping[str, Any], source: Source) -> date:
    written = str(options.get("date") or "")
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        place = next(iter(source.locate("date:")), source.start)
        raise RenderError(place.fault("date-not-fixed", written)) from error


def _author(item: Any) -> Author:
    name = item.get("name", "") if isinstance(item, dict) else item
    if not isinstance(name, dict):
        return Author(str(name))
    family, given = str(name.get("family") or ""), str(name.get("given") or "")
    return Author(str(name.get("literal") or f"{given} {family}".strip()), family, given)


def _licence(value: Any) -> tuple[str, str]:
    if isinstance(value, dict):
        return str(value.get("text") or ""), str(value.get("url") or "")
    return str(value or ""), ""
