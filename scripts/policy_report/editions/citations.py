"""A work, or a figure or table of it, as BibTeX, RIS, CSL-JSON, and as APA and GB/T 7714 write it.

The last two are set by the filter that sets the paper's own references, so that no rule of theirs is repeated here.
"""

import json
import re
import tempfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from policy_report.editions.work import Author, Work
from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.source import read_source
from policy_report.render.styles import styles_folder
from policy_report.text.dates import month_name
from policy_report.text.language import Language
from policy_report.text.words import word

LABEL, ANCHOR = "\ue100", "\ue101"
"""Stand for what only the finished page knows of a part: its label with its caption, and its anchor."""

_STYLES = {"apa": "apa", "gbt": "gbt-numeric"}
"""The styles of `reference-style` by our names for the forms."""

_BIBTEX_KINDS = {"report": "techreport", "chapter": "incollection", "article": "misc"}
_RIS_KINDS = {"report": "RPRT", "chapter": "CHAP", "article": "GEN"}


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
    html = {style: _formatted(project, work, item, file) for style, file in _STYLES.items()}
    if part and work.kind == "report":
        # The style knows chapters of books only: [M] is its mark of a book, [R] that of a report (GB/T 7714-2015, B.1).
        html["gbt"] = re.sub(r"\[M(?=(/OL)?\]//)", "[R", html["gbt"])
    texts = (_text(html[form]) for form in _STYLES)
    return Citations(bibtex(item), ris(item), csl_json(item), *texts, *html.values())


def csl_item(work: Work, part: bool = False) -> dict[str, Any]:
    """The work as CSL-JSON."""
    item: dict[str, Any] = {
        "id": f"{work.key}-{ANCHOR}" if part else work.key,
        "type": "chapter" if part else work.kind,
        "title": LABEL if part else work.title,
        "container-title": work.title if part else "",
        "author": [_csl_name(author) for author in work.authors],
        "issued": {"date-parts": [[work.issued.year, work.issued.month, work.issued.day]]},
        "version": work.version,
        "language": str(work.language),
        "URL": f"{work.url}#{ANCHOR}" if part and work.url else work.url,
    }
    return {key: value for key, value in item.items() if value}


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
        "url": item.get("URL", ""),
        "language": word("tag.bibtex", Language(item["language"])) if "language" in item else "",
    }
    # A month is the name of a macro, which the style prints in its own way; braces would make it text.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return f"@{_BIBTEX_KINDS.get(item['type'], 'misc')}{{{item['id']},\n" + "\n".join(lines) + "\n}\n"


def _bibtex_name(name: dict[str, str]) -> str:
    return f"{{{_tex(name['literal'])}}}" if "literal" in name else f"{_tex(name['family'])}, {_tex(name['given'])}"


def _tex(text: str) -> str:
    """Text in which no sign means anything to TeX."""
    special = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(sign, f"\\{sign}" if sign in "&%$#_" else sign) for sign in text)


def ris(item: dict[str, Any]) -> str:
    """A CSL-JSON item as an RIS record; lines end as the format asks."""
    year, month, day = item["issued"]["date-parts"][0]
    names = [name.get("literal") or f"{name['family']}, {name['given']}" for name in item.get("author", [])]
    lines = [
        ("TY", _RIS_KINDS.get(item["type"], "GEN")),
        *(("AU", name) for name in names),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("PY", str(year)),
        ("DA", f"{year}/{month:02}/{day:02}"),
        ("ET", item.get("version", "")),
        ("LA", item.get("language", "")),
        ("UR", item.get("URL", "")),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def _formatted(project: Project, work: Work, item: dict[str, Any], style: str) -> str:
    """The entry of a bibliography in a style, as HTML without its number."""
    source = read_source(project, work.source)
    with tempfile.TemporaryDirectory() as folder:
        bibliography, metadata = Path(folder) / "work.json", Path(folder) / "metadata.json"
        # The filter takes the key for plain text, which the anchor's place in it is not.
        bibliography.write_text(json.dumps([{**item, "id": "work"}], ensure_ascii=False), encoding="utf-8")
        about = {"bibliography": str(bibliography), "nocite": "@work", "lang": str(work.language)}
        about |= {"reference-style": style, "reference-styles": project.relative(styles_folder(project))}
        metadata.write_text(json.dumps(about), encoding="utf-8")
        arguments: list[str | Path] = ["-f", "markdown", "-t", "json", "--metadata-file", metadata]
        arguments += ["--lua-filter", REFERENCE_FILTER]
        tree = json.loads(pandoc.run(arguments, "", source, source.locate, folder=project.root))
    entry = tree["blocks"][0]["c"][1][0]["c"][1]
    inlines = [part for block in entry for part in _without_number(block["c"])]
    plain = json.dumps({**tree, "meta": {}, "blocks": [{"t": "Plain", "c": inlines}]})
    return pandoc.run(["-f", "json", "-t", "html", "--wrap", "none"], plain, source, source.locate).strip()


def _without_number(inlines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The inlines of an entry; a numbered style has the number and the rest in spans of their own."""
    right = [part for part in inlines if part["t"] == "Span" and "csl-right-inline" in part["c"][0][1]]
    found: list[dict[str, Any]] = right[0]["c"][1] if right else inlines
    return found


def _text(html: str) -> str:
    """HTML as plain text, without signs for emphasis."""
    return unescape(re.sub(r"<[^>]+>", "", html))
