"""What the head of the page says about the work: to Zotero, Google Scholar, search engines and our own scripts."""

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from policy_report.editions.citations import ANCHOR, LABEL, Citations
from policy_report.editions.work import Author, Work
from policy_report.text.language import Language
from policy_report.text.words import word

# Everything is inside the file: no image, font, style or script may come from elsewhere, and nothing is sent. What
# Quarto puts into a page is not known here: a policy by digests takes this one's place once the page is made.
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline' data:; "
    "script-src 'unsafe-inline' data:; base-uri 'none'; form-action 'none'"
)


def head(work: Work, whole: Citations, part: Citations, script: str) -> str:
    """The lines that go into the head of the page.

    They hold the work, and any figure or table of it, in every form of citation, and the script that must run before
    the page is drawn.
    """
    lines = [
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        # What a search engine shows below the title.
        *_metas("name", [("description", work.abstract), *highwire(work), *dublin_core(work)]),
        *preview(work),
        *_links(work),
        _script("application/ld+json", json_ld(work)),
        _script("application/json", _data(work, whole, part), "citations"),
        f"<script>\n{script.strip()}\n</script>",
    ]
    return "\n".join(lines) + "\n"


def highwire(work: Work) -> list[tuple[str, str]]:
    """The tags that Google Scholar and Zotero read (Google Scholar, inclusion guidelines for webmasters)."""
    tags = [("citation_title", work.title)]
    tags += [("citation_author", author.inverted) for author in work.authors]
    tags += [("citation_publication_date", f"{work.issued:%Y/%m/%d}"), ("citation_language", str(work.language))]
    if work.kind == "report":
        # Zotero takes the page for a journal article without it.
        tags += [("citation_technical_report_institution", author.literal) for author in work.authors]
    tags += [("citation_keywords", word) for word in work.keywords]
    tags += [("citation_abstract", work.abstract)]
    if work.url:
        # Both must be whole addresses, so there is none before the paper has one.
        tags.append(("citation_fulltext_html_url", work.url))
        tags.append(("citation_pdf_url", work.url.removesuffix(".html") + ".pdf"))
    return tags


def dublin_core(work: Work) -> list[tuple[str, str]]:
    """The same in the terms of Dublin Core."""
    tags = [("DC.title", work.title)]
    tags += [("DC.creator", author.inverted) for author in work.authors]
    tags += [("DC.date", work.issued.isoformat()), ("DC.language", str(work.language)), ("DC.format", "text/html")]
    tags += [("DC.subject", word) for word in work.keywords]
    return [*tags, ("DC.rights", f"{work.licence} {work.licence_url}".strip() if work.licence else "")]


def preview(work: Work, folder: str = "") -> list[str]:
    """The tags of a link preview, on a page beside which, or in a `folder` beside which, the work's picture lies."""
    card = "summary_large_image" if work.image else "summary"
    return [*_metas("property", open_graph(work, folder)), *_metas("name", [("twitter:card", card)])]


def open_graph(work: Work, folder: str = "") -> list[tuple[str, str]]:
    """What a link preview needs (ogp.me)."""
    tags = [("og:title", work.title), ("og:type", "article"), ("og:locale", word("tag.locale", work.language))]
    tags += [("og:description", work.abstract), ("og:url", work.url), ("og:image", picture(work, folder))]
    return [*tags, ("og:image:alt", work.image_alt)]


def picture(work: Work, folder: str = "") -> str:
    """The address of the picture of a work as seen from its page, and whole once that has an address."""
    return urljoin(work.url, folder + Path(work.image).name) if work.image else ""


def json_ld(work: Work) -> dict[str, Any]:
    """The work in the terms of schema.org."""
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": work.title,
        "name": work.title,
        "author": [agent(author) for author in work.authors],
        "datePublished": work.issued.isoformat(),
        "inLanguage": tag(work.language),
        "abstract": work.abstract,
        "keywords": list(work.keywords),
        "version": work.version,
        "license": work.licence_url,
        "url": work.url,
        "image": picture(work),
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in about.items() if value}


def agent(author: Author) -> dict[str, str]:
    """A name in parts is a person's; one that is given whole may be a group's, and schema.org asks for either."""
    if author.family:
        return {"@type": "Person", "name": author.literal, "familyName": author.family, "givenName": author.given}
    return {"@type": "Organization", "name": author.literal}


def _links(work: Work) -> list[str]:
    # `data-external` keeps pandoc from putting the other edition into this one.
    lines = [
        f'<link rel="alternate" hreflang="{tag(other.language)}" href="{address(work.source, other.source)}" '
        'data-external="1">'
        for other in work.others
    ]
    lines += [f'<link rel="canonical" href="{escape(work.url)}" data-external="1">'] if work.url else []
    lines += [f'<link rel="license" href="{escape(work.licence_url)}" data-external="1">'] if work.licence_url else []
    return lines


def tag(language: Language) -> str:
    """How HTML names a language."""
    return word("tag.html", language)


def address(here: Path, there: Path) -> str:
    """Where a page lies as seen from another page, both named by their sources."""
    up = "../" * len(here.parent.relative_to(_shared(here, there)).parts)
    return up + there.relative_to(_shared(here, there)).with_suffix(".html").as_posix()


def _shared(one: Path, other: Path) -> Path:
    return next(parent for parent in one.parents if parent in other.parents)


def _data(work: Work, whole: Citations, part: Citations) -> dict[str, Any]:
    forms = ("apa", "gbt", "bibtex", "ris", "csl")
    return {
        "file": work.key,
        "label": LABEL,
        "anchor": ANCHOR,
        "work": {form: getattr(whole, form) for form in forms},
        "part": {form: getattr(part, form) for form in forms},
    }


def _script(kind: str, data: dict[str, Any], identifier: str = "") -> str:
    named = f' id="{identifier}"' if identifier else ""
    # A text with `</script>` in it must not end the element.
    text = json.dumps(data, ensure_ascii=False).replace("<", r"\u003c")
    return f'<script type="{kind}"{named}>{text}</script>'


def _metas(attribute: str, tags: list[tuple[str, str]]) -> list[str]:
    return [f'<meta {attribute}="{name}" content="{escape(content)}">' for name, content in tags if content]
