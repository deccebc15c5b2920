"""The documents of one language that belong together: an article, its supplement, and the explorer beside them.

Pandoc and Quarto know the labels of one document only. So the article cites the supplement, and the supplement the
article, by variables: `{{< var en.supplement.tbl-claims >}}` is `[Table S3](supplement.html#tbl-claims)`. Their numbers
are counted here as both engines count them, from the order in which the labels stand in the sources.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from policy_report.project import Project
from policy_report.render.config import papers, settings
from policy_report.render.document import ARTICLE, SUPPLEMENT, Format
from policy_report.render.metadata import labels, language_of
from policy_report.render.source import COMMENT, INCLUDE, Source, fenced_lines, read_source, resolve
from policy_report.study import is_outside
from policy_report.text.language import Language
from policy_report.text.words import word

EXPLORER: Final = "evidence"
"""The page that has every row of the evidence, without its extension."""

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(?P<level>#{1,6})\s+\S.*?(?:\{(?P<attributes>[^{}]*)\})?\s*$")
_LABEL = re.compile(r"\{[^{}]*#((?:fig|tbl|eq)-[\w-]+)[^{}]*\}")
_SECTION = re.compile(r"#(sec-[\w-]+)")
_BRACES = re.compile(r"\{[^{}\n]*\}")
_ANCHOR = re.compile(r"(?<=[{\s])#([A-Za-z][\w.-]*)")
_ELSEWHERE = re.compile(r"(?P<name>[\w-]+)\.html#(?P<anchor>.+)")
_ROW = re.compile(r"(?:clm|num|fnd)-")
"""Names of rows and of findings: the same whatever document they stand in, so that a link need not say which."""


def siblings(project: Project, source: Path) -> list[Path]:
    """The main files of the other documents in the folder of a document, which is that of its language."""
    others = (paper for paper in papers(project) if paper.parent == source.parent and paper != source)
    return [paper for paper in others if (project.root / paper).is_file()]


def references(project: Project) -> dict[str, dict[str, dict[str, str]]]:
    """How one document cites the parts of another: by language, document and label, as links in Markdown.

    A language with one document has none. The article goes by that name, and any other by the name of its file.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for paper in papers(project):
        if siblings(project, paper):
            name = "article" if paper.stem == ARTICLE else paper.stem
            found.setdefault(paper.parent.name, {})[name] = _links(project, paper)
    return found


def _links(project: Project, paper: Path) -> dict[str, str]:
    """The labels of a document, each as a link with its number."""
    said = printed(project, paper)
    return {label: f"[{said[label]}]({paper.stem}.html#{label})" for label in said}


def printed(project: Project, paper: Path) -> dict[str, str]:
    """What each labelled part of a document is called in print: `Figure 2`, `Section 3.4`, `Supplement S1`."""
    options = settings(project, read_source(project, paper), Format.HTML)
    words, language = labels(options), language_of(options)
    section = "supplement" if paper.stem == SUPPLEMENT else "section"

    def said(label: str, number: str) -> str:
        kind = label.partition("-")[0]
        if kind == "sec":
            return word(f"reference.{section}", language, number=number)
        return f"{words[f'{kind}-prefix']}\u00a0{number}"

    return {label: said(label, number) for label, number in numbers(project, paper).items()}


def numbers(project: Project, paper: Path) -> dict[str, str]:
    """The number of each labelled figure, table, equation and section of a document, in the order of the text.

    Those of a supplement begin with S. A table that the build makes has the label that its file is named by, so that
    it counts before it is made.
    """
    prefix = "S" if paper.stem == SUPPLEMENT else ""
    counts: Counter[str] = Counter()
    section: list[int] = []
    found = {}
    for line in _lines(project, project.root / paper):
        if heading := _HEADING.match(line):
            attributes = heading["attributes"] or ""
            if "unnumbered" in attributes or attributes.strip() == "-":
                continue
            level = len(heading["level"])
            section = [*(section + [0] * level)[: level - 1], (section + [0] * level)[level - 1] + 1]
            if label := _SECTION.search(attributes):
                found[label[1]] = prefix + ".".join(map(str, section))
        for name in _LABEL.findall(line):
            counts[name[:3]] += 1
            found[name] = f"{prefix}{counts[name[:3]]}"
    return found


def _lines(project: Project, main: Path, path: Path | None = None, trail: tuple[Path, ...] = ()) -> Iterator[str]:
    """Each line that people wrote, and for a table that the build makes a line with its label."""
    path = path or main
    if path in trail or not path.is_file() or is_outside(project, path):
        return
    text = COMMENT.sub("", _FRONT_MATTER.sub("", path.read_text(encoding="utf-8-sig", errors="replace")))
    lines = text.split("\n")
    for line, fenced in zip(lines, fenced_lines(lines), strict=True):
        include = None if fenced else INCLUDE.match(line)
        if include is None:
            yield "" if fenced else line
            continue
        included = resolve(project, main, include["path"].strip('"'))
        if included.is_relative_to(project.generated):
            yield f"{{#{included.stem}}}" if included.stem.startswith("tbl-") else ""
        else:
            yield from _lines(project, main, included, (*trail, path))


@dataclass(frozen=True)
class Neighbourhood:
    """The anchors of the documents beside a document, given by its main file, and the links that they resolve."""

    project: Project
    source: Path

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        """The anchors of each other document by its name."""
        others = {path.stem: read_source(self.project, path) for path in siblings(self.project, self.source)}
        return {name: _anchors_in(line.text for line in other.lines) for name, other in others.items()}

    @property
    def language(self) -> Language:
        """The language of the folder."""
        return Language(self.source.parent.name)

    def holder(self, anchor: str) -> str:
        """The name of the document beside this one that has an anchor; empty if none has."""
        return next((name for name, anchors in self._anchors.items() if anchor in anchors), "")

    def resolves(self, target: str, own: frozenset[str], keys: frozenset[str]) -> bool:
        """Whether a link out of the document leads somewhere, as far as it leads to a document of the study.

        `target`: the address as the text has it: `#clm-jx001`, `supplement.html#tbl-claims`, `evidence.html#src-KEY`.
        `own`, `keys`: the anchors of the document itself, and the keys of its bibliography.
        """
        if target.startswith("#"):
            return bool(_ROW.match(target[1:]) and self.holder(target[1:]))
        match = _ELSEWHERE.fullmatch(target)
        if match is None:
            return True
        name, anchor = match["name"], match["anchor"]
        if name == EXPLORER and not _ROW.match(anchor):
            return anchor.removeprefix("src-") in keys if anchor.startswith("src-") else anchor.startswith("ind-")
        if name == EXPLORER:
            return anchor in own or bool(self.holder(anchor))
        return anchor in (own if name == self.source.stem else self._anchors.get(name, {anchor}))


def made_anchors(project: Project, source: Source) -> frozenset[str]:
    """Every anchor in what a build makes of a document, and those of tables that it has not made yet."""
    folder = project.relative(project.generated)
    tables = {path.stem for path in source.files if path.is_relative_to(project.generated)}
    return _anchors_in(line.text for line in source.lines if line.place.file.startswith(folder)) | tables


def _anchors_in(lines: Iterable[str]) -> frozenset[str]:
    braces = (found for line in lines if "#" in line for found in _BRACES.findall(line))
    return frozenset(name for one in braces for name in _ANCHOR.findall(one))
