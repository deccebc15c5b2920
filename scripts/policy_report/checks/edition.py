"""The text of an edition as people wrote it, without what the build pastes in."""

import re
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path

from policy_report.project import Project
from policy_report.render.engine import documents
from policy_report.render.source import Line, Place, Source, read_source
from policy_report.text.language import Language

_GENERATED = "report/generated/"
_FIGURE = re.compile(r"(?:\]\([^)]*|^image:.*)/(fig-[a-z0-9-]+)", re.MULTILINE)
"""How the text shows a figure, and how front matter gives it for the front page and for previews of links."""


@dataclass(frozen=True)
class Edition:
    """The paper in one language: its text without generated files, and those of them that it includes."""

    language: Language
    source: Source
    made: tuple[Path, ...]

    @property
    def shows(self) -> set[str]:
        """The figures and tables that it shows, by their ids."""
        texts = (self.front.text, self.source.text)
        return {*(name for text in texts for name in _FIGURE.findall(text)), *(path.stem for path in self.made)}

    @property
    def front(self) -> Source:
        """The front matter as a text of its own."""
        lines = self.source.front_matter or (Line(self.source.start, ""),)
        return Source(lines, (), self.source.files, ())

    def by_file(self) -> "dict[str, Edition]":
        """The text that each file holds, by the file's path from the root."""
        lines: dict[str, list[Line]] = {self.source.start.file: []}
        for line in self.source.lines:
            lines.setdefault(line.place.file, []).append(line)
        return {
            file: replace(self, source=replace(self.source, lines=tuple(own), front_matter=front))
            for (file, own), front in zip(lines.items(), chain([self.source.front_matter], repeat(())), strict=False)
        }


def editions(project: Project) -> list[Edition]:
    """Every edition that `_quarto.yml` renders, in its order."""
    mains = dict.fromkeys((document.source, document.language) for document in documents(project))
    return [_edition(project, main, language) for main, language in mains]


def _edition(project: Project, main: Path, language: Language) -> Edition:
    source = read_source(project, main)
    lines = tuple(line for line in source.lines if not line.place.file.startswith(_GENERATED))
    made = tuple(path for path in source.files if path.is_relative_to(project.generated))
    files = tuple(path for path in source.files if path not in made)
    written = replace(source, lines=lines or (Line(Place(source.start.file, 1), ""),), files=files)
    return Edition(language, written, made)


def place_of(source: Source, start: int) -> tuple[Place, int]:
    """File and row of a position in the text of a source, and the column, counted from 1."""
    before = source.text[:start]
    return source.lines[before.count("\n")].place, start - (before.rfind("\n") + 1) + 1
