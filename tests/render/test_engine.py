"""Which documents there are, what they depend on, and who renders them."""

import sys
from pathlib import Path

import pytest

from policy_report.errors import RenderError
from policy_report.render.dependencies import dependencies
from policy_report.render.document import Document, Format
from policy_report.render.engine import choose_engine, documents
from policy_report.render.fonts import font_files
from policy_report.text.language import Language
from tests.render.conftest import PAPER, make_study
from tests.render.writing import HEAD, document, study_with


@pytest.fixture
def no_quarto(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))


def fake_quarto(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / "quarto"
    command.write_text("#!/bin/sh\necho 1.10.18\n", encoding="utf-8")
    command.chmod(0o755)
    return command


def test_a_document_lies_where_quarto_puts_it(tmp_path: Path) -> None:
    project = make_study(tmp_path)
    target = Document(PAPER, Language.EN, Format.PDF).target(project)
    assert target == project.root / "_output" / "report" / "en" / "paper.pdf"


def test_documents_are_the_papers_of_the_configuration_in_every_format(tmp_path: Path) -> None:
    found = documents(make_study(tmp_path))
    assert {paper.source for paper in found} >= {PAPER}
    assert [paper.format for paper in found if paper.source == PAPER] == [Format.HTML, Format.PDF, Format.DOCX]


@pytest.mark.usefixtures("no_quarto")
def test_without_quarto_the_embedded_engine_renders() -> None:
    engine = choose_engine("auto")
    assert engine.name == "embedded"
    assert "pandoc 3." in engine.version


def test_quarto_renders_when_it_is_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_quarto(tmp_path)
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    engine = choose_engine("auto")
    assert (engine.name, engine.version) == ("quarto", "1.10.18")


@pytest.mark.parametrize("below", ["", "bin"])
def test_quarto_path_names_the_command_or_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    command = fake_quarto(tmp_path / below)
    monkeypatch.setenv("PATH", "/bin:/usr/bin")
    for named in (command, tmp_path):
        monkeypatch.setenv("QUARTO_PATH", str(named))
        assert choose_engine("quarto").name == "quarto"


def test_quarto_beside_the_running_python_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_quarto(tmp_path)
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert choose_engine("auto").name == "quarto"


def test_embedded_can_be_asked_for_although_quarto_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PATH", str(fake_quarto(tmp_path)))
    assert choose_engine("embedded").name == "embedded"


@pytest.mark.usefixtures("no_quarto")
def test_asking_for_quarto_where_there_is_none_is_an_error_with_a_remedy() -> None:
    with pytest.raises(RenderError) as caught:
        choose_engine("quarto")
    (problem,) = caught.value.problems
    assert problem.code == "quarto-not-found"
    assert "--engine embedded" in problem.remedy


class TestSources:
    def test_the_sample_names_text_images_bibliography_style_and_look(self, tmp_path: Path) -> None:
        project = make_study(tmp_path)
        found = {project.relative(path) for path in dependencies(project, document(Format.PDF))}
        assert {
            "_quarto.yml",
            "_variables.yml",
            "references.bib",
            "report/en/paper.qmd",
            "report/en/01-introduction.qmd",
            "report/en/02-evidence.qmd",
            "report/generated/en/claims.md",
            "figures/en/fig-trend.svg",
            "report/generated/styles/apa.csl",
            "report/generated/fonts.typ",
            "report/look.typ",
            "report/_extensions/policy-report/_extension.yml",
            "report/_extensions/policy-report/typst-header.typ",
            "report/_extensions/references-in-their-language/references.lua",
            "report/_extensions/references-in-their-language/references/citations.lua",
        } <= found
        assert set(font_files(project)) <= dependencies(project, document(Format.PDF))

    def test_a_path_in_the_front_matter_starts_at_the_document_and_holds_for_its_format(self, tmp_path: Path) -> None:
        head = (
            "---\ntitle: A\nformat:\n  policy-report-html:\n    include-in-header: ../generated/en/head.html\n"
            "  policy-report-typst: default\n---\n"
        )
        project = study_with(tmp_path, "Nothing here.\n", head)
        named = project.generated / "en" / "head.html"
        assert named in dependencies(project, document(Format.HTML))
        assert named not in dependencies(project, document(Format.PDF))
        # `default` takes nothing away from what the project says of that format.
        assert project.extensions / "policy-report" / "typst-header.typ" in dependencies(project, document(Format.PDF))

    @pytest.mark.parametrize(("wanted", "extension"), [(Format.HTML, "svg"), (Format.DOCX, "png")])
    def test_an_image_gets_the_extension_of_the_format(self, tmp_path: Path, wanted: Format, extension: str) -> None:
        project = study_with(tmp_path, "![x](/figures/en/fig-trend){#fig-trend}\n")
        assert project.root / f"figures/en/fig-trend.{extension}" in dependencies(project, document(wanted))

    def test_a_missing_include_is_named_so_that_the_build_makes_it_first(self, tmp_path: Path) -> None:
        project = study_with(tmp_path, "{{< include /report/generated/en/tbl-x.md >}}\n")
        assert project.generated / "en" / "tbl-x.md" in dependencies(project, document())

    def test_what_stands_in_code_or_a_comment_is_no_source(self, tmp_path: Path) -> None:
        body = "```\n{{< include no.md >}}\n![x](no.svg)\n```\n<!-- ![x](never.svg) -->\n"
        project = study_with(tmp_path, body)
        names = {path.name for path in dependencies(project, document())}
        assert not names & {"no.md", "no.svg", "never.svg"}

    def test_variables_matter_only_to_a_text_that_uses_them(self, tmp_path: Path) -> None:
        project = study_with(tmp_path, "Nothing here.\n")
        assert project.variables not in dependencies(project, document())
        (project.root / PAPER).write_text(HEAD + "{{< var en.jx001 >}}\n", encoding="utf-8")
        assert project.variables in dependencies(project, document())
