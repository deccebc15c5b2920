"""Say what is rendered: a document, its formats, and what an engine is. Nothing else of the room is imported here."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from policy_report.project import Project
from policy_report.text.language import Language

ARTICLE: Final = "paper"
SUPPLEMENT: Final = "supplement"
"""The names of the main files of an article and of its supplement, without their extension."""


class Format(StrEnum):
    """A format of the paper; its value is the extension of the file."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"

    @property
    def quarto(self) -> str:
        """The name of the format in `_quarto.yml`: the PDF is made by Typst."""
        return "typst" if self is Format.PDF else self.value

    @property
    def has_fonts(self) -> bool:
        """Whether a file of this format carries its fonts; a Word file names them only."""
        return self is not Format.DOCX


class EngineChoice(StrEnum):
    """What a person may ask for on the command line (`--engine`)."""

    AUTO = "auto"
    QUARTO = "quarto"
    EMBEDDED = "embedded"


@dataclass(frozen=True)
class Document:
    """One paper in one language and one format; `source` is its main `.qmd`, relative to the project's root."""

    source: Path
    language: Language
    format: Format

    @property
    def name(self) -> str:
        """Language and name of the paper, such as `en/paper`; the same for all its formats."""
        return f"{self.language}/{self.source.stem}"

    @property
    def by_default(self) -> bool:
        """Whether a build makes it unasked: of a supplement the page only."""
        return self.source.stem != SUPPLEMENT or self.format is Format.HTML

    def target(self, project: Project) -> Path:
        """Where the document lies once rendered; the same for both engines."""
        return (project.output / self.source).with_suffix(f".{self.format}")


class Engine(Protocol):
    """Whoever turns a document's sources into a file."""

    @property
    def name(self) -> str:
        """`quarto` or `embedded`."""

    @property
    def version(self) -> str:
        """The version, as the summary of a build shows it."""

    @property
    def concurrent(self) -> bool:
        """Whether documents of one study may be rendered at the same time."""

    def render(self, project: Project, document: Document) -> Path:
        """Write the document to its target and return that path.

        Raises `RenderError` with every problem of the document. Nothing is written then; an older file stays.
        """
