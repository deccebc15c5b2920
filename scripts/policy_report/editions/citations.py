"""A work, or a figure or table of it, as BibTeX, RIS, CSL-JSON, and as APA and GB/T 7714 write it.

The last two are set by the filter that sets the paper's own references, so that no rule of theirs is repeated here.
"""

import json
import re
import tempfile
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from policy_report.editions.work import Author, Work
from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.source import read_source
from policy_report.render.styles import packaged_style, styles_folder
from policy_report.text.dates import month_name
from policy_report.text.language import Language
from policy_report.text.words import word

LABEL, ANCHOR = "\ue100", "\ue101"
"""Stand for what only the finished page knows of a part: its label with its caption, and its anchor."""

STYLES = {"apa": "apa", "gbt": "gbt-2025-numeric", "chicago": "chicago-author-date"}
"""Those of the styles of `reference-style` in which a work is cited, by our names for the forms."""

_PLAIN_STYLES = {"mla": "modern-language-association", "harvard": "harvard-cite-them-right"}
"""Styles of the package of styles that no paper may have, since the filter does not know how they cite in the text."""

_ON_PAGE = ("apa", "gbt")

FORMS = ("gbt", "apa", "chicago", "mla", "harvard", "bibtex", "ris", "csl-json")
"""Every form in which a thing can be cited."""

_BIBTEX_KINDS = {"report": "techreport", "chapter": "incollection", "article": "misc"}
_RIS_KINDS = {
    "report": "RPRT",
    "chapter": "CHAP",
    "article": "GEN",
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "article-magazine": "MGZN",
    "book": "BOOK",
    "thesis": "THES",
    "webpage": "ELEC",
    "paper-conference": "CONF",
    "legislation": "STAT",
    "dataset": "DATA",
}


@dataclass(frozen=True)
class Citations:
    """One work in every form; `apa_html` and `gbt_html` are what `apa` and `gbt` are the text of."""

    bibtex: str
    ris: str
    csl: str
    apa: str
    gbt: str
    apa_html: str
    gbt_html: str


def cite(project: Project, work: Work, part: bool = False) -> Citations:
    """The work in every form.

    Of a `part` of it, a figure or table, `LABEL` and `ANCHOR` stand where its own title and anchor belong.
    """
    item = csl_item(work, part)
    html = {form: formatted(project, work.source, item, form, work.kind if part else "") for form in _ON_PAGE}
    texts = (_text(html[form]) for form in _ON_PAGE)
    return Citations(bibtex(item), ris(item), csl_json(item), *texts, *html.values())


def written(project: Project, source: Path, item: dict[str, Any], form: str, kind: str = "") -> str:
    """A CSL-JSON item in one of the `FORMS`; `kind` is the type of the work that it is a part of, if it is one."""
    writers = {"bibtex": bibtex, "ris": ris, "csl-json": csl_json}
    if form in writers:
        return writers[form](item)
    return _text(formatted(project, source, item, form, kind))


def of_part(citation: str, form: str, label: str, anchor: str) -> str:
    """The citation of a part in a form, with its own label and anchor in their places, as the page puts them in."""
    if form == "csl-json":
        label = json.dumps(label, ensure_ascii=False)[1:-1]
    return citation.replace(LABEL, _tex(label) if form == "bibtex" else label).replace(ANCHOR, anchor)


def csl_item(work: Work, part: bool = False) -> dict[str, Any]:
    """The work as CSL-JSON."""
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        "author": [_csl_name(author) for author in work.authors],
        "issued": {"date-parts": [[work.issued.year, work.issued.month, work.issued.day]]},
        "version": work.version,
        "language": str(work.language),
        "URL": work.url,
    }
    item = {key: value for key, value in item.items() if value}
    return part_of(item) if part else item


def part_of(item: dict[str, Any]) -> dict[str, Any]:
    """A figure, table or other part of a work, given as CSL-JSON, with places for its label and anchor."""
    own = {"id": f"{item['id']}-{ANCHOR}", "type": "chapter", "title": LABEL, "container-title": item["title"]}
    address = {"URL": f"{item['URL']}#{ANCHOR}"} if "URL" in item else {}
    return own | {key: value for key, value in item.items() if key not in own} | address


def csl_json(item: dict[str, Any]) -> str:
    """A CSL-JSON item as a file of its own, one field a line."""
    fields = (f"    {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in item.items())
    return "[\n  {\n" + ",\n".join(fields) + "\n  }\n]\n"


def _csl_name(author: Author) -> dict[str, str]:
    if author.family:
        return {"family": author.family, "given": author.given}
    return {"literal": author.literal}


def bibtex(item: dict[str, Any]) -> str:
    """A CSL-JSON item as a BibTeX entry; braces keep the case of titles and whole names together."""
    year, month, _ = item["issued"]["date-parts"][0]
    authors = " and ".join(_bibtex_name(name) for name in item.get("author", []))
    fields = {
        "author": authors,
        "title": f"{{{_tex(item['title'])}}}",
        "booktitle": f"{{{_tex(item['container-title'])}}}" if "container-title" in item else "",
        # A report has to name its institution in BibTeX; here those who publish are the authors.
        "institution": authors if item["type"] == "report" else "",
        "year": str(year),
        "month": month_name(month, Language.EN).lower(),
        "note": f"Version {_tex(item['version'])}" if "version" in item else "",
        "url": item.get("URL", "").translate(_BRACES),
        "language": word("tag.bibtex", Language(item["language"])) if "language" in item else "",
    }
    # A month is the name of a macro, which the style prints in its own way; braces would make it text.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return f"@{_BIBTEX_KINDS.get(item['type'], 'misc')}{{{item['id']},\n" + "\n".join(lines) + "\n}\n"


_BRACES: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
"""What would end a field of BibTeX, as an address has it."""


def _bibtex_name(name: dict[str, str]) -> str:
    return f"{{{_tex(name['literal'])}}}" if "literal" in name else f"{_tex(name['family'])}, {_tex(name['given'])}"


def _tex(text: str) -> str:
    """Text in which no sign means anything to TeX."""
    depths = [*accumulate((sign == "{") - (sign == "}") for sign in text)] or [0]
    # BibTeX counts a brace that is escaped like any other, so that one that has no other would end the field.
    paired = min(depths) == depths[-1] == 0
    braces = {"{": r"\{", "}": r"\}"} if paired else {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    special = braces | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(sign, f"\\{sign}" if sign in "&%$#_" else sign) for sign in text)


def ris(item: dict[str, Any]) -> str:
    """A CSL-JSON item as an RIS record; lines end as the format asks."""
    year, *days = item.get("issued", {}).get("date-parts", [[""]])[0]
    names = [name.get("literal") or f"{name['family']}, {name['given']}" for name in item.get("author", [])]
    lines = [
        ("TY", _RIS_KINDS.get(item["type"], "GEN")),
        *(("AU", name) for name in names),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PB", item.get("publisher", "")),
        ("PY", str(year)),
        ("DA", "/".join([str(year), *(f"{part:02}" for part in days)]) if days else ""),
        ("ET", item.get("version", "")),
        ("LA", item.get("language", "")),
        ("UR", item.get("URL", "")),
    ]
    # A line more would be a field more, or another record.
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def formatted(project: Project, main: Path, item: dict[str, Any], form: str, kind: str = "") -> str:
    """The entry of a bibliography in a style, as HTML without its number.

    `main` is the document whose faults they are; `kind` the type of the work that the item is a part of, if it is one.
    """
    source = read_source(project, main)
    with tempfile.TemporaryDirectory() as folder:
        bibliography, metadata = Path(folder) / "work.json", Path(folder) / "metadata.json"
        # The filter takes the key for plain text, which the anchor's place in it is not.
        bibliography.write_text(json.dumps([{**item, "id": "work"}], ensure_ascii=False), encoding="utf-8")
        about = {"nocite": "@work", "lang": item.get("language", "en")}
        # As an argument: in the file of metadata the path would be Markdown, in which `a__b_` is emphasis.
        arguments: list[str | Path] = ["-f", "markdown", "-t", "json", "--bibliography", bibliography]
        arguments += ["--metadata-file", metadata]
        if form in STYLES:
            about |= {"reference-style": STYLES[form], "reference-styles": project.relative(styles_folder(project))}
            arguments += ["--lua-filter", REFERENCE_FILTER]
        else:
            arguments += ["--citeproc", "--csl", packaged_style(_PLAIN_STYLES[form])]
        metadata.write_text(json.dumps(about), encoding="utf-8")
        tree = json.loads(pandoc.run(arguments, "", source, source.locate, folder=project.root))
    entry = tree["blocks"][0]["c"][1][0]["c"][1]
    inlines = [part for block in entry for part in _without_number(block["c"])]
    plain = json.dumps({**tree, "meta": {}, "blocks": [{"t": "Plain", "c": inlines}]})
    html = pandoc.run(["-f", "json", "-t", "html", "--wrap", "none"], plain, source, source.locate).strip()
    if form == "gbt" and kind == "report":
        # The style knows chapters of books only: [M] is a book, [R] a report (GB/T 7714-2025, annex A).
        html = re.sub(r"\[M(?=(/OL)?\]//)", "[R", html)
    return html


def _without_number(inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inlines of an entry; a numbered style has the number and the rest in spans of their own."""
    right = [part for part in inlines if part["t"] == "Span" and "csl-right-inline" in part["c"][0][1]]
    found: list[dict[str, Any]] = right[0]["c"][1] if right else inlines
    return found


def _text(html: str) -> str:
    """HTML as plain text, without signs for emphasis."""
    return unescape(re.sub(r"<[^>]+>", "", html))
