"""Small studies, for the tests that need a text of their own."""

from pathlib import Path

from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.render.prepare import Prepared, prepare
from policy_report.render.styles import style_files
from policy_report.text.language import Language
from tests.render.conftest import PAPER, make_study

HEAD = "---\ntitle: A title\n---\n\n"
"""Four lines, so that the body begins on line 5."""


def document(wanted: Format = Format.HTML) -> Document:
    """The English paper."""
    return Document(PAPER, Language.EN, wanted)


def study_with(root: Path, body: str, head: str = HEAD) -> Project:
    """The sample study, ready to be rendered, with another text."""
    project = make_study(root)
    (project.root / PAPER).write_text(head + body, encoding="utf-8")
    return project


def faults(root: Path, body: str, head: str = HEAD, wanted: Format = Format.HTML) -> list[tuple[str, str, int]]:
    """Code, file and row of every fault that a text has."""
    try:
        prepared(root, body, head, wanted)
    except RenderError as error:
        return [(problem.code, problem.file, problem.row) for problem in error.problems]
    return []


def prepared(root: Path, body: str, head: str = HEAD, wanted: Format = Format.HTML) -> Prepared:
    """A text after the checks that both engines share."""
    project = study_with(root, body, head)
    for path in (*style_files(project), project.generated / "reference.docx"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("stands in for a file that the build makes", encoding="utf-8")
    if wanted.has_fonts:
        from policy_report.render.fonts import families_file, font_files

        for path in (families_file(project), *font_files(project)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return prepare(project, document(wanted))
