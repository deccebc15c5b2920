"""The look comes as extensions of Quarto, which the embedded engine reads as Quarto does."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from policy_report.errors import RenderError
from policy_report.project import Project
from policy_report.render.config import format_name, settings
from policy_report.render.document import Format
from policy_report.render.extensions import extension_files, find_extension, renew_extensions
from policy_report.render.pandoc import command
from policy_report.render.source import read_source
from tests.conftest import ROOT
from tests.render.conftest import PAPER, make_study
from tests.render.writing import study_with

LOOK = "report/_extensions/policy-report"


def options(project: Project, wanted: Format) -> dict[str, object]:
    return settings(project, read_source(project, PAPER), wanted)


def with_format(root: Path, text: str) -> Project:
    return study_with(root, "Nothing here.\n", f"---\ntitle: A\n{text}---\n")


def test_what_the_repository_holds_is_what_the_package_holds() -> None:
    copies = extension_files(Project(ROOT))
    assert {path for path in Project(ROOT).extensions.rglob("*") if path.is_file()} == copies.keys()
    assert [str(copy) for copy, master in copies.items() if copy.read_bytes() != master.read_bytes()] == []


def test_a_build_renews_what_differs_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    project = make_study(tmp_path)
    copies = extension_files(project)
    changed, lost, same = list(copies)[:3]
    changed.write_text("mine", encoding="utf-8")
    lost.unlink()
    before = same.stat().st_mtime_ns
    renew_extensions(project)
    assert [copy for copy, master in copies.items() if copy.read_bytes() != master.read_bytes()] == []
    assert same.stat().st_mtime_ns == before


def test_copies_are_renewed_all_or_none(tmp_path: Path) -> None:
    project = make_study(tmp_path)
    first, *_, last = extension_files(project)
    first.write_text("mine", encoding="utf-8")
    last.unlink()
    last.mkdir()
    with pytest.raises((IsADirectoryError, PermissionError)):
        renew_extensions(project)
    assert first.read_text(encoding="utf-8") == "mine"


class TestFinding:
    def test_it_lies_in_the_folder_of_a_document_or_above_it(self, tmp_path: Path) -> None:
        project = make_study(tmp_path)
        here = PurePosixPath("report/en")
        assert str(find_extension(project, "policy-report", here)) == f"{LOOK}/_extension.yml"
        own = tmp_path / "report/en/_extensions/maker/policy-report/_extension.yml"
        own.parent.mkdir(parents=True)
        own.write_text("", encoding="utf-8")
        assert find_extension(project, "policy-report", here) == PurePosixPath(own.relative_to(tmp_path).as_posix())

    def test_one_that_is_not_there_is_a_fault(self, tmp_path: Path) -> None:
        project = with_format(tmp_path, "format: nobody-html\n")
        with pytest.raises(RenderError) as caught:
            options(project, Format.HTML)
        assert [(p.code, p.text) for p in caught.value.problems] == [("extension-not-found", "nobody")]

    def test_a_format_that_it_does_not_have_is_a_fault(self, tmp_path: Path) -> None:
        project = make_study(tmp_path)
        (tmp_path / LOOK / "_extension.yml").write_text("contributes:\n  formats:\n    html: default\n", "utf-8")
        assert options(project, Format.HTML)["lang"] == "en"
        with pytest.raises(RenderError) as caught:
            options(project, Format.PDF)
        assert [(p.code, p.text) for p in caught.value.problems] == [("extension-format-missing", "typst")]


class TestMerging:
    def test_files_lie_beside_the_extension_and_its_formats_share_what_is_common(self, tmp_path: Path) -> None:
        project = make_study(tmp_path)
        page, word = options(project, Format.HTML), options(project, Format.DOCX)
        assert page["css"] == [f"{LOOK}/paper.css"]
        assert page["reference-styles"] == "report/generated/styles"
        assert (page["toc"], word["toc"]) == (True, True)
        assert (page["default-image-extension"], word["default-image-extension"]) == ("svg", "png")
        assert page["filters"] == word["filters"]

    def test_what_a_study_includes_comes_after_what_the_extension_includes(self, tmp_path: Path) -> None:
        assert options(make_study(tmp_path), Format.PDF)["include-in-header"] == [
            "report/generated/fonts.typ", f"{LOOK}/typst-header.typ", "report/look.typ",
        ]  # fmt: skip

    def test_the_extension_gives_way_to_the_study_and_the_study_to_the_document(self, tmp_path: Path) -> None:
        project = with_format(tmp_path, "toc-depth: 4\n")
        config = project.quarto_config
        config.write_text(config.read_text(encoding="utf-8") + "toc-depth: 3\nnumber-sections: false\n", "utf-8")
        found = options(project, Format.HTML)
        assert (found["toc-depth"], found["number-sections"], found["toc"]) == (4, False, True)

    @pytest.mark.parametrize("text", ["format: html\n", "format:\n  html: default\n"])
    def test_a_document_may_ask_for_a_format_without_an_extension(self, tmp_path: Path, text: str) -> None:
        project = with_format(tmp_path, text)
        assert format_name(project, read_source(project, PAPER), Format.HTML) == "html"
        assert "css" not in options(project, Format.HTML)


class TestPreparing:
    """The script that Quarto runs first and last."""

    def run(self, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        script = folder / LOOK / "around.py"
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | variables
        # Without the packages of this environment, so that the engine is not there unless a test says so.
        command = [sys.executable, "-S", str(script)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def test_it_does_nothing_while_a_build_runs_quarto(self, tmp_path: Path) -> None:
        make_study(tmp_path)
        done = self.run(tmp_path, POLICY_REPORT_BUILDS="1")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    def test_it_says_how_to_install_the_engine_where_there_is_none(self, tmp_path: Path) -> None:
        make_study(tmp_path)
        done = self.run(tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "[engine-not-installed]" in done.stderr
        assert "make report" in done.stderr

    def test_it_takes_the_environment_of_the_study_where_this_python_has_no_engine(self, tmp_path: Path) -> None:
        make_study(tmp_path)
        python = tmp_path / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text('#!/bin/sh\necho "$@" >&2\nexit 3\n', encoding="utf-8")
        python.chmod(0o755)
        done = self.run(tmp_path)
        assert done.returncode == 3
        assert done.stderr.split()[-4:] == ["policy_report", "--project", str(tmp_path), "prepare"]

    @pytest.mark.parametrize(
        ("rendered", "asked"),
        [
            ("_output/a.html\n_output/a.pdf\n_output/a.docx", "finish _output/a.html _output/a.docx"),
            ("_output/a.pdf", None),
            ("", None),
        ],
    )
    def test_after_a_rendering_it_finishes_pages_and_word_files_and_nothing_else(
        self, tmp_path: Path, rendered: str, asked: str | None
    ) -> None:
        make_study(tmp_path)
        python = tmp_path / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        done = self.run(tmp_path, QUARTO_PROJECT_OUTPUT_FILES=rendered)
        said = f"-m policy_report --project {tmp_path} {asked}\n" if asked else ""
        assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def test_a_sentence_stays_with_its_equation_on_paper_and_nowhere_else() -> None:
    text = "Alone.\n\nThen\n\n$$x$$\n\nAfter\n\n$y$ in a line."
    lua = ROOT / LOOK / "together.lua"

    def made(to: str) -> str:
        run = [command(), "--to", to, "--lua-filter", str(lua)]
        return subprocess.run(run, input=text, capture_output=True, text=True, encoding="utf-8", check=True).stdout

    assert made("typst").count("#block(sticky: true)[") == 1
    assert "#block(sticky: true)[\nThen\n\n]\n$ x $" in made("typst")
    assert "sticky" not in made("html")
