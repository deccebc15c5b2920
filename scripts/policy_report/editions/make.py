"""Makes the files of an edition: what goes into the head of its page, and what its text says about itself."""

import re
from pathlib import Path

from policy_report.editions.citations import Citations, cite
from policy_report.editions.head import address, head, tag
from policy_report.editions.work import Work, read_work
from policy_report.paper.markdown import escape
from policy_report.project import Project, write_together
from policy_report.render.document import Document, Format
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.scripts import EARLY
from policy_report.render.styles import style_files
from policy_report.text.dates import full_date
from policy_report.text.language import Language
from policy_report.text.words import word

_NAMES = ("head.html", "citation.md", "how-to-cite.md", "editions.md", "citation.bib")


def edition_files(project: Project, document: Document) -> tuple[Path, ...]:
    """The files that `make_edition` makes."""
    return tuple(project.generated / document.language / f"{document.source.stem}-{name}" for name in _NAMES)


def edition_sources(project: Project, document: Document) -> tuple[Path, ...]:
    """The files that it reads."""
    paper = (project.quarto_config, project.variables, project.root / document.source)
    rules = (REFERENCE_FILTER, *sorted(REFERENCE_FILTER.with_suffix("").glob("*.*")))
    return (*paper, EARLY, *rules, *style_files(project))


def make_edition(project: Project, document: Document) -> tuple[Path, ...]:
    """Write what the front matter of a paper says into the forms that readers and machines want.

    Raises `RenderError` if the paper has no date.
    """
    work = read_work(project, document)
    whole, part = cite(project, work), cite(project, work, part=True)
    script = EARLY.read_text(encoding="utf-8")
    said = (citation(whole, work.language), how_to_cite(whole, work.language), other_editions(work), whole.bibtex)
    texts = (head(work, whole, part, script), *said)
    files = edition_files(project, document)
    write_together(dict(zip(files, texts, strict=True)))
    return files


def citation(whole: Citations, language: Language) -> str:
    """The work in the two forms that people write, for paper."""
    forms = {"APA": whole.apa_html, "GB/T 7714": whole.gbt_html}
    lines = [word("edition.form", language, form=form, citation=_markdown(html)) for form, html in forms.items()]
    return "\n\n".join(lines) + "\n"


def how_to_cite(whole: Citations, language: Language) -> str:
    """The work in every form, for readers without scripts and for paper."""
    lines = [citation(whole, language).strip()]
    lines += [
        f"**{name}**\n\n```{{.{syntax}}}\n{text.replace(chr(13), '').strip()}\n```"
        for name, syntax, text in (
            ("BibTeX", "bibtex", whole.bibtex),
            ("RIS", "ris", whole.ris),
            ("CSL-JSON", "json", whole.csl),
        )
    ]
    return "\n\n".join(lines) + "\n"


def other_editions(work: Work) -> str:
    """Say which version this is; and, on a page only, link the same document in other forms and those beside it."""
    name = work.source.stem
    links = [
        f"[{word('edition.language', other.language)}]({address(work.source, other.source)})"
        f'{{.language hreflang="{tag(other.language)}" lang="{tag(other.language)}" rel="alternate"}}'
        for other in work.others
    ]
    made = [form for form in (Format.PDF, Format.DOCX) if Document(work.source, work.language, form).by_default]
    links += [f"[{word(f'edition.{form}', work.language)}]({name}.{form})" for form in made]
    # The page's script sends old addresses on by these classes.
    links += [f"[{word(f'edition.{other}', work.language)}]({other}.html){{.{other}}}" for other in work.beside]
    inside = "\n".join(["::: {.editions}", " · ".join(links), ":::"])
    return f':::: {{.content-visible when-format="html"}}\n{inside}\n::::\n{_version(work)}'


def _version(work: Work) -> str:
    """The version of the work and its day, as its head has them; nothing where it has no version."""
    day = full_date(work.issued, work.language, day_first=True)
    said = word("edition.version", work.language, version=escape(work.version), date=day)
    return f"\n::: {{.version}}\n{said}\n:::\n" if work.version else ""


def _markdown(html: str) -> str:
    """The little HTML of a citation as Markdown."""
    text = re.sub(r"</?em>", "*", re.sub(r"</?span[^>]*>", "", html))
    return re.sub(r'<a href="([^"]*)"[^>]*>.*?</a>', r"<\1>", text)
