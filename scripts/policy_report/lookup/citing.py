"""How anything of a study is cited: the paper, a part of it, a row of its evidence, a source; as its pages say it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_report.build.progress import make_with_progress
from policy_report.checks.edition import editions
from policy_report.checks.marks import marks
from policy_report.editions.archive import Archive
from policy_report.editions.citations import FORMS, csl_item, of_part, part_of, written
from policy_report.editions.parts import part_label
from policy_report.editions.work import plain_text, read_work
from policy_report.errors import ProjectError, problem
from policy_report.evidence.bibliography import read_entries
from policy_report.evidence.records import Record, rows_as
from policy_report.lookup.catalogue import unknown_id
from policy_report.paper.tables.wording import about, names_by_id, period_text
from policy_report.project import Project
from policy_report.render import pandoc
from policy_report.render.config import papers
from policy_report.render.document import ARTICLE, Document, Format
from policy_report.render.siblings import EXPLORER, numbers
from policy_report.render.source import read_source
from policy_report.study import read_study
from policy_report.text.language import Language
from policy_report.text.words import word

_ROWS = ("claims", "series")
_DATA = "data"


@dataclass(frozen=True)
class _Thing:
    """What is cited of a work: `label` and `anchor` of a part of it; of the whole work neither."""

    document: Document
    label: str = ""
    anchor: str = ""
    page: str = ""


def cite(project: Project, key: str, form: str, language: Language | None = None, edition: str = "") -> str:
    """Cite a thing of the study by its id, in one of the `FORMS`, of an earlier edition if its label is given.

    The id is that of a document (`paper`), a section, figure or table, a claim, series value or finding, the key of a
    source, or `data` or a table of it.

    Raises `ProjectError`: `id-unknown` if nothing has this id; it names the nearest ones.
    """
    things = _Things(project, language or read_study(project).languages[0])
    if (entry := things.source(key)) is not None:
        return _source(project, things.article.source, entry, form, things.language)
    thing = things.find(key)
    whole = _of_edition(project, edition, thing.document) or csl_item(read_work(project, thing.document))
    if not thing.label:
        return written(project, thing.document.source, whole, form)
    if thing.page and "URL" in whole:
        whole = {**whole, "URL": whole["URL"].rpartition("/")[0] + f"/{thing.page}.html"}
    citation = written(project, thing.document.source, part_of(whole), form, whole["type"])
    return of_part(citation, form, thing.label, thing.anchor)


def _of_edition(project: Project, label: str, document: Document) -> dict[str, Any]:
    """A work as an earlier edition has it; nothing where none is asked for."""
    if not label:
        return {}
    path = project.editions / f"{label}.zip"
    works = Archive(path).manifest.get("works") if path.is_file() else {}
    known = works.get(document.name) if isinstance(works, dict) else None
    if not isinstance(known, dict):
        raise ProjectError(problem(project.relative(path), 0, "", "edition-unknown", label))
    return known


def cite_all(project: Project, form: str, language: Language | None = None) -> Iterator[str]:
    """Cite every document of a language, and every source that the study names."""
    things = _Things(project, language or read_study(project).languages[0])
    for document in things.documents.values():
        yield written(project, document.source, csl_item(read_work(project, document)), form)
    for entry in things.entries.values():
        yield _source(project, things.article.source, entry, form, things.language)


class _Things:
    """What can be cited of a study in a language; what says how is made first where it is out of date."""

    def __init__(self, project: Project, language: Language) -> None:
        self.language, self._project = language, project
        sources = [paper for paper in papers(project) if paper.parent.name == language]
        self.documents = {paper.stem: Document(paper, language, Format.HTML) for paper in sources}
        if not sources:
            raise ProjectError(unknown_id(language, [paper.parent.name for paper in papers(project)]))
        self.article = self.documents.get(ARTICLE, next(iter(self.documents.values())))
        found, _ = read_entries(project.references, project.relative(project.references))
        lines = project.references.read_text(encoding="utf-8").split("\n")
        self.entries = {entry.key: "\n".join(lines[entry.row - 1 : entry.end]) for entry in found}
        make_with_progress(project, ("look/styles", "variables", f"table/{language}/"))

    def source(self, key: str) -> str | None:
        """The entry of a source as its file has it."""
        return self.entries.get(key)

    def find(self, key: str) -> _Thing:
        if key in ("article", ARTICLE) or key in self.documents:
            return _Thing(self.documents.get(key, self.article))
        finders: tuple[Callable[[str], _Thing | None], ...] = (self._part, self._finding, self._row, self._data)
        for finder in finders:
            if thing := finder(key):
                return thing
        known = [*self.documents, *self._labels, *self._findings, *self._tables, *self._rows, *self.entries]
        raise ProjectError(unknown_id(key, known))

    @property
    def _labels(self) -> dict[str, tuple[Document, str]]:
        return {
            label: (document, number)
            for document in reversed(self.documents.values())
            for label, number in numbers(self._project, document.source).items()
        }

    def _part(self, key: str) -> _Thing | None:
        """A section, figure, table or equation: its label and the first sentence of its caption, as the page has it."""
        if key not in self._labels:
            return None
        document, number = self._labels[key]
        return _Thing(document, part_label(self._project, document, key, number), key)

    @property
    def _findings(self) -> dict[str, tuple[int, str]]:
        stated = [
            mark
            for edition in editions(self._project)
            if edition.language is self.language
            for mark in marks(edition)
            if mark.states
        ]
        return {mark.id: (number, mark.sentence) for number, mark in enumerate(stated, start=1)}

    def _finding(self, key: str) -> _Thing | None:
        if key not in self._findings:
            return None
        number, sentence = self._findings[key]
        name = word("explorer.findingTitle", self.language, name=f"F{number}")
        said = plain_text(self._project, sentence, read_source(self._project, self.article.source)).rstrip(".。")
        return self._on_explorer(name, said, key)

    @property
    def _rows(self) -> dict[str, Any]:
        from policy_report.evidence.tidy import read_csv

        frames = (read_csv(path) for name in _ROWS if (path := self._project.tidy / f"{name}.csv").is_file())
        return {str(row["id"]): row for frame in frames for row in rows_as(frame, Record)}

    def _row(self, key: str) -> _Thing | None:
        """A claim or series value, in the words in which the explorer cites it."""
        if (row := self._rows.get(key)) is None:
            return None
        from policy_report.evidence.tidy import read_csv

        named = (read_csv(self._project.tidy / f"{name}.csv") for name in ("cases", "indicators"))
        places, measures = (names_by_id(frame, self.language) for frame in named)
        values = {"about": about(row, places, measures, self.language), "phrase": row["phrase"]}
        said = word("explorer.citedFigure", self.language, **values, period=period_text(row, self.language))
        return _Thing(self.article, said, f"clm-{key}", EXPLORER)

    @property
    def _tables(self) -> dict[str, str]:
        package = json.loads((self._project.published / "datapackage.json").read_text(encoding="utf-8"))
        return {_DATA: "", **{resource["name"]: resource["path"] for resource in package["resources"]}}

    def _data(self, key: str) -> _Thing | None:
        if key not in self._tables:
            return None
        return self._on_explorer(word("edition.data", self.language), self._tables[key], key)

    def _on_explorer(self, name: str, said: str, anchor: str) -> _Thing:
        label = word("explorer.citedThing", self.language, title=name, text=said) if said else name
        return _Thing(self.article, label, anchor, EXPLORER)


def _source(project: Project, main: Path, entry: str, form: str, language: Language) -> str:
    """A source as the bibliography has it, or set in a style."""
    if form == "bibtex":
        return f"{entry.rstrip()}\n"
    source = read_source(project, main)
    (item,) = json.loads(pandoc.run(["-f", "biblatex", "-t", "csljson"], entry, source, source.locate))
    return written(project, main, {"language": str(language), **item}, form)


__all__ = ["FORMS", "cite", "cite_all"]
