"""The front page of a published study, in each of its languages, and the data that readers take along."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from policy_report.editions.archive import zipped
from policy_report.editions.head import preview, tag
from policy_report.editions.tidy import WHEN, WORKBOOK, TidyTables
from policy_report.editions.work import Work, read_work
from policy_report.errors import RenderError
from policy_report.project import Project, files_in, write_together
from policy_report.render.config import settings
from policy_report.render.document import ARTICLE, Document, Format
from policy_report.render.engine import documents
from policy_report.render.source import read_source, shown
from policy_report.study import is_outside
from policy_report.text.dates import full_date
from policy_report.text.language import Language
from policy_report.text.policy import with_policy
from policy_report.text.words import word

_DATA: Final = "data.zip"
_STYLE: Final = """\
:root{color-scheme:light dark;--accent:light-dark(#1f4e79,#8fbce6)}
body{max-width:44rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;font:1.05rem/1.65 Georgia,"Songti SC",SimSun,serif}
h1{font-size:1.7rem;line-height:1.25;text-wrap:balance}h2{font-size:1.1rem;margin:1.8rem 0 .3rem}
a{color:var(--accent)}ul{padding-left:1.2rem}li{padding:.15rem 0}section+section{margin-top:3rem;border-top:1px solid}
.about{opacity:.8}nav a{margin-right:1rem}img{width:100%;height:auto}"""


def landing_files(project: Project) -> tuple[Path, ...]:
    """The files that `make_landing` makes: the front page, the data, the tidy tables as a workbook, and pictures.

    The picture of each article lies beside its page, where previews of links look for it.
    """
    folder = project.output / project.report.name
    beside = (article.target(project).parent / path.name for article, path in _pictures(project))
    return folder / "index.html", folder / _DATA, folder / WORKBOOK, *beside


def landing_sources(project: Project) -> list[Path]:
    """The files that it reads besides the tidy frames."""
    papers = [project.root / document.source for document in _articles(project)]
    pictures = (path for _, path in _pictures(project))
    return [project.quarto_config, project.variables, *papers, *_published(project), *pictures]


def make_landing(project: Project, frames: Sequence[Path]) -> None:
    """Write the front page and the data: what was published, the tidy `frames` made of it, and the bibliography.

    Raises `RenderError` if a paper has no date, or its picture is not there or lies outside of the study.
    """
    pictures = [_read_picture(project, article, path) for article, path in _pictures(project)]
    works = [read_work(project, article) for article in _articles(project)]
    made = (_page(project, works).encode("utf-8"), *_data(project, works[0], frames), *pictures)
    write_together(dict(zip(landing_files(project), made, strict=True)))


def _articles(project: Project) -> list[Document]:
    return [one for one in documents(project) if one.source.stem == ARTICLE and one.format is Format.HTML]


def _pictures(project: Project) -> Iterator[tuple[Document, Path]]:
    """The articles with the picture that stands for each."""
    for article in _articles(project):
        options = settings(project, read_source(project, article.source), article.format)
        if options.get("image"):
            yield article, project.root / options["image"]


def _read_picture(project: Project, article: Document, path: Path) -> bytes:
    outside = is_outside(project, path)
    if outside or not path.is_file():
        name, places = shown(project, path), read_source(project, article.source).locate(path.name)
        fault = "outside-study" if outside else "file-not-found/option"
        raise RenderError([place.fault(fault, name, path=name) for place in places])
    return path.read_bytes()


def _published(project: Project) -> list[Path]:
    files = [path for path in files_in(project.published, "**/*") if not is_outside(project, path)]
    return [*files, *(path for path in (project.references, project.dictionary) if path.is_file())]


def _data(project: Project, work: Work, frames: Iterable[Path]) -> tuple[bytes, bytes]:
    """What readers take along: everything in one file, and the tidy tables as a workbook, which is in it too."""
    tables, tidy = TidyTables(project, frames), project.relative(project.tidy)
    book = tables.workbook()
    files = {project.relative(path): path.read_bytes() for path in _published(project)}
    files |= {f"{tidy}/{name}.csv": data for name, data in tables.files.items()}
    return zipped(files | {f"{tidy}/datapackage.json": tables.described(work), WORKBOOK: book}, WHEN), book


def _page(project: Project, works: Sequence[Work]) -> str:
    languages = [work.language for work in works]
    links = "".join(f'<a href="#{one}" lang="{tag(one)}">{escape(word("tag.name", one))}</a>' for one in languages)
    parts = "\n".join(_section(project, work) for work in works)
    first = works[0]
    about = "\n".join(preview(replace(first, url=first.url and urljoin(first.url, "..")), f"{first.language}/"))
    return with_policy(
        f'<!DOCTYPE html>\n<html lang="{tag(first.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(first.title)}</title>\n"
        f'<meta name="description" content="{escape(first.abstract)}">\n{about}\n<style>\n{_STYLE}\n</style>\n'
        "</head>\n<body>\n"
        f"<nav>{links}</nav>\n<main>\n{parts}\n</main>\n</body>\n</html>\n",
        scripts=[],
    )


def _section(project: Project, work: Work) -> str:
    def said(key: str) -> str:
        return escape(word(f"landing.{key}", work.language))

    about = " · ".join(
        [*(author.literal for author in work.authors), full_date(work.issued, work.language, day_first=True)]
    )
    citing = f'<a href="{work.language}/{work.source.stem}.html#how-to-cite">{said("cite_there")}</a>'
    lines = [
        f'<section id="{work.language}" lang="{tag(work.language)}">',
        f"<h1>{escape(work.title)}</h1>",
        f'<p class="about">{escape(about)}</p>',
        *_picture(project, work),
        f"<p>{escape(work.abstract)}</p>",
        f"<h2>{said('read')}</h2>",
        f"<ul>{''.join(_read(project, work.language))}</ul>",
        f"<h2>{said('data')}</h2>",
        f'<p><a href="{_DATA}" download>{_DATA}</a> {said("data_holds")}</p>',
        f'<p><a href="{WORKBOOK}" download>{WORKBOOK}</a> {said("tables_hold")}</p>',
        f"<h2>{said('cite')}</h2>",
        f"<p>{citing}</p>",
        f"<h2>{said('own')}</h2>",
        f"<p>{said('own_how')} <code>policy-report new</code></p>",
        "</section>",
    ]
    return "\n".join(lines)


def _picture(project: Project, work: Work) -> Iterator[str]:
    if work.image:
        data = base64.b64encode((project.root / work.image).read_bytes()).decode("ascii")
        kind, said = guess_type(work.image)[0], escape(work.image_alt)
        yield f'<p><img alt="{said}" src="data:{kind};base64,{data}"></p>'


def _read(project: Project, language: Language) -> Iterator[str]:
    """A link to each document of a language that a build makes unasked."""
    own = [one for one in documents(project) if one.language is language and one.by_default]
    for one in own:
        name = word(f"landing.{'article' if one.source.stem == ARTICLE else 'supplement'}", language)
        form = {"html": word("landing.page", language), "docx": "Word"}.get(one.format, one.format.upper())
        target = one.target(project).relative_to(project.output / project.report.name).as_posix()
        yield f'<li><a href="{target}">{escape(name)} ({escape(form)})</a></li>'
    yield f'<li><a href="{language}/evidence.html">{escape(word("landing.explorer", language))}</a></li>'
