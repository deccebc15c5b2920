"""The task of the explorer: results of the analyses and sections of the article in, one page a language out."""

import json
from pathlib import Path

from policy_report.build.artifacts import Artifacts
from policy_report.build.discovery import TaskFunction
from policy_report.evidence.records import PublishedRow, SourceRow, rows_as
from policy_report.project import Project, write_atomically
from policy_report.render.document import SUPPLEMENT, Document, Format
from policy_report.render.engine import documents
from policy_report.render.mentions import mentions
from policy_report.render.siblings import EXPLORER
from policy_report.render.source import read_source
from policy_report.text.language import Language

CODE = tuple(
    f"policy_report.{name}" for name in ("paper.explorer.page", "render.mentions", "editions.work", "editions.linked")
)
"""Code that the page rests on besides that of its data; named and not imported, for a build with nothing to do."""

_NAME = f"{EXPLORER}.html"


def articles(project: Project) -> dict[Language, Document]:
    """Give the article of each language: the first page that `_quarto.yml` lists."""
    pages = [document for document in documents(project) if document.format is Format.HTML]
    return {document.language: document for document in reversed(pages)}


def explorer_file(project: Project, article: Document) -> Path:
    """Where the explorer of an article lies: beside its page, so that both can name each other."""
    return article.target(project).with_name(_NAME)


def explorer_sources(project: Project) -> list[Path]:
    """Give the files that the page takes words from, besides the article."""
    return [project.quarto_config, project.variables, *_web_files()]


def said_in(project: Project, article: Document) -> str:
    """Give what the page takes from its article: an edit that names nothing else is no reason to make it again."""
    front = [line.text for line in read_source(project, article.source).front_matter]
    return json.dumps([front, *vars(mentions(project, article)).values()], ensure_ascii=False)


def make_explorer(artifacts: Artifacts, task: TaskFunction, article: Document) -> None:
    """Write the explorer of an article's language."""
    from policy_report.editions.linked import linked_data, linked_script
    from policy_report.editions.work import read_work
    from policy_report.paper.explorer.page import Place, page
    from policy_report.paper.tables.wording import names_by_id

    project, language = artifacts.project, article.language
    found = mentions(project, article)
    work = read_work(project, article)
    place = Place(
        title=work.title,
        article=article.target(project).name,
        tables=_tables(project, article),
        others={other: f"../{other}/{_NAME}" for other in articles(project) if other != language},
    )
    named = {"sections": found.sections, "uses": found.places}
    made = page(language, place, artifacts.make(task, language=language), named)
    claims, sources = rows_as(artifacts.load("claims"), PublishedRow), rows_as(artifacts.load("sources"), SourceRow)
    places, measures = (names_by_id(artifacts.load(name), language) for name in ("cases", "indicators"))
    linked = linked_script(linked_data(work, claims, sources, places, measures, used=found.places))
    write_atomically(explorer_file(project, article), made.replace("</head>", f"{linked}\n</head>", 1))


def _tables(project: Project, article: Document) -> str:
    """The page with the same rows as plain tables: the supplement where a study has one, otherwise the article."""
    beside = {document.source for document in documents(project)}
    tables = article.source.with_name(f"{SUPPLEMENT}.qmd")
    return f"{(tables if tables in beside else article.source).stem}.html"


def _web_files() -> list[Path]:
    folder = Path(__file__).parents[1] / "paper" / "explorer" / "web"
    return sorted(path for path in folder.glob("*.*") if path.is_file())
