"""The embedded engine: pandoc and Typst from wheels, reading the same files as Quarto."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from policy_report.project import Project, write_atomically
from policy_report.render import pandoc
from policy_report.render.config import settings, unsupported_options
from policy_report.render.document import Document, Format
from policy_report.render.page import write_html
from policy_report.render.prepare import Prepared, read_document
from policy_report.render.source import read_source
from policy_report.render.typeset import write_pdf


def _write_docx(prepared: Prepared) -> bytes:
    from policy_report.render.word import write_docx

    return write_docx(prepared)


_WRITERS: dict[Format, Callable[[Prepared], str | bytes]] = {
    Format.HTML: write_html,
    Format.PDF: write_pdf,
    Format.DOCX: _write_docx,
}


class EmbeddedEngine:
    """Renders without Quarto, and refuses what it does not understand."""

    name = "embedded"
    concurrent = True

    @property
    def version(self) -> str:
        """The versions of the two programs."""
        return f"pandoc {pandoc.version()}, typst {version('typst')}"

    def render(self, project: Project, document: Document) -> Path:
        """Write the document to its target; see `Engine.render`."""
        source = read_source(project, document.source)
        options = settings(project, source, document.format)
        prepared = read_document(project, document, unsupported_options(project, source.front_matter, options))
        if prepared.found:
            prepared.check()
        target = document.target(project)
        write_atomically(target, _WRITERS[document.format](prepared))
        return target
