"""Makes the files of an edition: what goes into the head of its page, and what its text says about itself."""

from pathlib import Path

from policy_report.editions.citations import cite
from policy_report.editions.head import head
from policy_report.editions.texts import citation, how_to_cite, other_editions
from policy_report.editions.work import read_work
from policy_report.project import Project, write_together
from policy_report.render.document import Document
from policy_report.render.extensions import REFERENCE_FILTER
from policy_report.render.scripts import EARLY
from policy_report.render.styles import style_files

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
