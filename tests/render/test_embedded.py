"""A rerun of the embedded engine changes nothing, and what is rendered goes where Quarto puts it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.project import Project
from policy_report.render.document import Document, Format
from policy_report.render.embedded import EmbeddedEngine
from policy_report.render.styles import make_styles
from policy_report.text.language import Language
from tests.render.conftest import PAPER, borrow_fonts
from tests.render.writing import document, study_with

Render = Callable[..., Path]


@pytest.mark.parametrize("wanted", list(Format))
def test_a_rerun_gives_the_same_bytes(rendered: Render, study: Project, wanted: Format) -> None:
    before = rendered(wanted).read_bytes()
    paper = Document(PAPER, Language.EN, wanted)
    assert EmbeddedEngine().render(study, paper) == paper.target(study)
    assert paper.target(study).read_bytes() == before


def test_nothing_but_documents_is_left_in_the_output(rendered: Render, study: Project) -> None:
    for wanted in Format:
        rendered(wanted)
    names = {path.name for path in (study.output / "report" / "en").iterdir()}
    assert names == {"paper.html", "paper.pdf", "paper.docx"}


def test_crossref_options_change_the_words(tmp_path: Path, study: Project) -> None:
    head = "---\ntitle: A\ncrossref:\n  fig-title: Chart\n  title-delim: '.'\n  sec-prefix: Part\n---\n\n"
    body = "# One {#sec-one}\n\n@fig-trend in @sec-one\n\n![Cap](/figures/en/fig-trend){#fig-trend}\n"
    project = study_with(tmp_path, body, head)
    _ready(project, study)
    page = EmbeddedEngine().render(project, document()).read_text(encoding="utf-8")
    assert "Chart\u00a01</a> in <a" in page
    assert "Part\u00a01</a>" in page
    assert "Chart\u00a01. Cap" in page


def _ready(project: Project, study: Project) -> None:
    borrow_fonts(project, study)
    make_styles(project)


def test_a_table_in_list_form_is_a_table(tmp_path: Path, study: Project) -> None:
    body = """# One

::: {.list-table #tbl-list widths="1,3" aligns="l,r"}
A table in list form

- - Term
  - Meaning

- - 余
  - a little more

    - than that
:::

See @tbl-list.
"""
    project = study_with(tmp_path, body)
    _ready(project, study)
    page = EmbeddedEngine().render(project, document()).read_text(encoding="utf-8")
    assert "Table\u00a01: A table in list form" in page
    assert "width: 25%" in page
    assert "<th" in page
    assert "list-table" not in page
