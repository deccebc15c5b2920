"""The Quarto engine, with a stand-in for the command that writes and says what a test wants."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from policy_report.errors import ProjectError, RenderError
from policy_report.project import Project
from policy_report.render.document import Format
from policy_report.render.quarto import QuartoEngine, complaints, finish
from policy_report.render.styles import make_styles
from policy_report.trust import AGREED
from tests.render.conftest import PAPER, borrow_fonts
from tests.render.writing import document, study_with

SCRIPT = """#!{python}
import json, os, sys
from pathlib import Path
if "--version" in sys.argv:
    print("1.10.18"); sys.exit()
Path("asked.json").write_text(json.dumps([*sys.argv[1:], os.environ.get("POLICY_REPORT_BUILDS")]))
source, wanted = Path(sys.argv[2]), sys.argv[sys.argv.index("--to") + 1].rpartition("-")[2]
folder = Path(sys.argv[sys.argv.index("--output-dir") + 1])
target = folder / source.with_suffix("." + {{"typst": "pdf"}}.get(wanted, wanted))
if {writes}:
    target.parent.mkdir(parents=True, exist_ok=True)
    if wanted == "docx":
        import docx
        made = docx.Document()
        made.add_paragraph("made by quarto")
        made.save(target)
    else:
        target.write_text("made by quarto")
sys.stderr.write({said!r})
sys.exit({code})
"""
Ready = Callable[..., Project]
BODY = "# One {#sec-one}\n\nSee @sec-one.\n"


def engine(folder: Path, said: str = "", code: int = 0, writes: bool = True) -> QuartoEngine:
    command = folder / "fake-quarto"
    command.write_text(SCRIPT.format(python=sys.executable, said=said, code=code, writes=writes), encoding="utf-8")
    command.chmod(0o755)
    return QuartoEngine(command)


@pytest.fixture
def ready(tmp_path: Path, study: Project) -> Callable[..., Project]:
    def make(body: str = BODY) -> Project:
        project = study_with(tmp_path, body)
        borrow_fonts(project, study)
        make_styles(project)
        (project.generated / "reference.docx").write_bytes(b"")
        return project

    return make


def text_of(path: Path) -> str:
    if path.suffix == ".docx":
        return docx.Document(str(path)).paragraphs[-1].text
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("wanted", "asked"), [(Format.HTML, "html"), (Format.PDF, "typst"), (Format.DOCX, "docx")])
def test_a_document_is_put_in_its_place(tmp_path: Path, ready: Ready, wanted: Format, asked: str) -> None:
    project = ready()
    target = engine(tmp_path).render(project, document(wanted))
    assert target == document(wanted).target(project)
    assert text_of(target) == "made by quarto"
    arguments = json.loads((tmp_path / "asked.json").read_text(encoding="utf-8"))
    assert arguments[:4] == ["render", PAPER.as_posix(), "--to", f"policy-report-{asked}"]
    # So that the script which Quarto runs first knows that there is nothing left to make.
    assert arguments[-1] == "1"
    assert [path.name for path in project.state.iterdir()] == ["reading"]


def test_the_version_is_that_of_the_command(tmp_path: Path) -> None:
    assert engine(tmp_path).version == "1.10.18"


WARNINGS = [
    "WARNING: Unable to resolve crossref @sec-one\n",
    "[WARNING] Citeproc: citation sec-one not found\n",
    "(W) Unable to resolve crossref @sec-one\n",
    "\x1b[33mWARNING:\x1b[39m something about @sec-one\n",
    "WARN: Unknown var en.x specified in a var shortcode.\n",
    "warning: unknown font family: source serif\n  ┌─ paper.typ:3:1\n",
]


@pytest.mark.parametrize("said", WARNINGS)
def test_every_warning_is_an_error_although_quarto_ends_well(tmp_path: Path, ready: Ready, said: str) -> None:
    project = ready()
    with pytest.raises(RenderError) as caught:
        engine(tmp_path, said).render(project, document())
    assert [problem.code for problem in caught.value.problems] == ["quarto-warning"]
    assert not document().target(project).exists()


def test_a_warning_is_shown_where_the_thing_stands_that_it_names(tmp_path: Path, ready: Ready) -> None:
    project = ready()
    with pytest.raises(RenderError) as caught:
        engine(tmp_path, "WARNING: Unable to resolve crossref @sec-one\n").render(project, document())
    (problem,) = caught.value.problems
    assert (problem.file, problem.row) == (PAPER.as_posix(), 7)


def test_several_warnings_are_all_shown() -> None:
    said = "WARNING: one\n  more of it\nand then\n(W) two\n"
    assert list(complaints(said)) == ["one more of it", "two"]


@pytest.mark.parametrize(
    "said", ["Output created: paper.html\n", "pandoc --to html\n  to: html\nmetadata\n  lang: en\n"]
)
def test_ordinary_output_is_no_warning(tmp_path: Path, ready: Ready, said: str) -> None:
    assert engine(tmp_path, said).render(ready(), document()).is_file()


def test_a_failure_leaves_the_old_document(tmp_path: Path, ready: Ready) -> None:
    project = ready()
    target = document().target(project)
    target.parent.mkdir(parents=True)
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        engine(tmp_path, "it broke\n", code=1).render(project, document())
    (problem,) = caught.value.problems
    assert problem.code == "quarto-failed"
    assert "it broke" in problem.text
    assert target.read_text(encoding="utf-8") == "old"


def test_a_document_that_is_not_there_is_an_error(tmp_path: Path, ready: Ready) -> None:
    project = ready()
    with pytest.raises(RenderError) as caught:
        engine(tmp_path, writes=False).render(project, document())
    assert [problem.code for problem in caught.value.problems] == ["quarto-wrote-nothing"]


def test_the_sources_are_checked_before_quarto_runs(tmp_path: Path, ready: Ready) -> None:
    project = ready("As @fig-nothing shows.\n")
    with pytest.raises(RenderError) as caught:
        engine(tmp_path).render(project, document())
    assert [(p.code, p.row) for p in caught.value.problems] == [("unknown-reference", 5)]
    assert not (tmp_path / "asked.json").exists()


def test_a_character_without_a_font_is_an_error_under_quarto_too(tmp_path: Path, ready: Ready) -> None:
    project = ready("A rune ᚠ.\n")
    with pytest.raises(RenderError) as caught:
        engine(tmp_path).render(project, document(Format.PDF))
    assert [(p.code, p.row) for p in caught.value.problems] == [("missing-glyph", 5)]


@pytest.mark.parametrize(
    ("script", "engine_named"),
    [
        ("own.py", "markdown"),
        ("[report/own.lua]", "markdown"),
        ("", "jupyter"),
        ("", ""),
    ],
)
def test_code_of_a_study_that_nobody_trusts_is_not_run(
    ready: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, engine_named: str
) -> None:
    monkeypatch.delenv(AGREED, raising=False)
    project = ready()
    lines = project.quarto_config.read_text(encoding="utf-8").splitlines()
    if script:
        lines = [f"  pre-render: {script}" if line.strip().startswith("pre-render:") else line for line in lines]
    lines = [line for line in lines if not line.startswith("engine:")]
    chosen = [f"engine: {engine_named}"] if engine_named else []
    project.quarto_config.write_text("\n".join([*lines, *chosen, ""]), encoding="utf-8")
    with pytest.raises(ProjectError, match="study-not-trusted"):
        engine(tmp_path).render(project, document(Format.HTML))
    assert not (tmp_path / "asked.json").exists()


PAGE = "<html><head><script>own</script></head><body><p onclick='bad'>嘉<script>bad</script></p></body></html>"


def test_a_page_is_finished_by_a_build_and_after_a_rendering_alike(tmp_path: Path, ready: Ready) -> None:
    project = ready()
    command = engine(tmp_path)
    script = command.command.read_text(encoding="utf-8")
    command.command.write_text(script.replace('"made by quarto")\nsys', f"{PAGE!r})\nsys"), encoding="utf-8")
    target = command.render(project, document())
    built = target.read_bytes()
    assert built.count(b"sha256-") == 1
    target.write_text(PAGE, encoding="utf-8")
    finish(project, [target.relative_to(project.root)])
    assert target.read_bytes() == built
    finish(project, [target.relative_to(project.root)])
    assert target.read_bytes() == built


def test_pages_that_are_gone_or_another_s_are_left_alone(ready: Ready) -> None:
    project = ready()
    other = project.root / "notes.html"
    other.write_text(PAGE, encoding="utf-8")
    finish(project, [Path("notes.html"), document().target(project).relative_to(project.root)])
    assert other.read_text(encoding="utf-8") == PAGE
    assert not document().target(project).exists()
