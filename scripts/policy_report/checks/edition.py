"""The text of an edition as people wrote it, without what the build pastes in."""

from dataclasses import dataclass, replace

from policy_report.project import Language, Project
from policy_report.render.engine import documents
from policy_report.render.source import Line, Place, Source, read_source


@dataclass(frozen=True)
class Edition:
    """The paper in one language.

    Parameters
    ----------
    language
        Its language.
    source
        Its text, without generated files.
    """

    language: Language
    source: Source

    @property
    def front(self) -> Source:
        """The front matter as a text of its own."""
        lines = self.source.front_matter or (Line(self.source.start, ""),)
        return Source(lines, (), self.source.files, ())


def editions(project: Project) -> list[Edition]:
    """Every edition that `_quarto.yml` renders, in its order."""
    mains = dict.fromkeys((document.source, document.language) for document in documents(project))
    return [Edition(language, _written(project, read_source(project, main))) for main, language in mains]


def _written(project: Project, source: Source) -> Source:
    made = project.relative(project.generated) + "/"
    lines = tuple(line for line in source.lines if not line.place.file.startswith(made))
    files = tuple(path for path in source.files if not path.is_relative_to(project.generated))
    return replace(source, lines=lines or (Line(Place(source.start.file, 1), ""),), files=files)


def place_of(source: Source, start: int) -> tuple[Place, int]:
    """File and row of a position in the text of a source, and the column, counted from 1."""
    before = source.text[:start]
    return source.lines[before.count("\n")].place, start - (before.rfind("\n") + 1) + 1
