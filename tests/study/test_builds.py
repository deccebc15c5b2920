"""A build of this whole study makes what is out of date, all of it and nothing else.

The first build renders documents, unless one here did. All others are laid out by a stand-in, which writes their text
with the values in it, and where figures do not matter none is drawn: what is tested here is what a build makes and what
it keeps, and a rendering takes long.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from policy_report.project import Project
from policy_report.render import engine as rendering
from policy_report.render.document import Document
from policy_report.render.engine import find_quarto
from policy_report.render.quarto import QuartoEngine
from policy_report.text.language import Language
from tests.conftest import ROOT, copy_sources
from tests.render.reading import blocks, captions, letters, text_of_pdf

pytestmark = pytest.mark.slow

ENGINE = """
import sys
from pathlib import Path
from policy_report.build.graph import Graph
from policy_report.build.memory import Memory
from policy_report.build.runner import run
from policy_report.render.embedded import EmbeddedEngine

class StandIn(EmbeddedEngine):
    def render(self, project, document):
        from policy_report.project import write_atomically
        from policy_report.render.config import read_variables, settings
        from policy_report.render.shortcodes import Expander
        from policy_report.render.source import read_source

        source = read_source(project, document.source)
        options = settings(project, source, document.format)
        expanded = Expander(read_variables(project), {}, source, options).expand()
        text = "\\n".join([expanded.text, *(value.text for value in expanded.values)])
        write_atomically(document.target(project), text)
        return document.target(project)

engine = EmbeddedEngine() if sys.argv[1] == "embedded" else StandIn()
if sys.argv[1] == "text":
    # Figures are taken for drawn, and stay as they are.
    Graph._draw = lambda self, job: None
"""

BUILD = f"""{ENGINE}
import json
from policy_report.project import Project
project = Project(Path(sys.argv[2]))
memory = Memory(project)
done = run(memory, Graph(project, engine).tasks(), sys.argv[3:] or None)
names = ("pandas", "matplotlib", "pydantic", "bibtexparser", "typst", "pypandoc")
heavy = [name for name in names if name in sys.modules]
print(json.dumps({{"done": done, "heavy": heavy}}))
"""

COMMAND = f"""{ENGINE}
from policy_report import cli
from policy_report.build import progress
progress.choose_engine = lambda wanted: engine
# The stand-in is known to this process alone.
progress._is_worth_help = lambda memory, chosen: False
sys.exit(cli.main(sys.argv[2:]))
"""


def copy_made(target: Project) -> None:
    """Copy what a build here made, whole or in part, and its memory; a build of the copy makes what is missing."""
    made = Project(ROOT)
    for folder in (made.state, made.tidy, made.generated, made.figures, made.output):
        if folder.is_dir():
            shutil.copytree(folder, target.root / folder.relative_to(ROOT), dirs_exist_ok=True)
    for path in (made.variables, made.findings):
        if path.is_file():
            shutil.copy2(path, target.root / path.relative_to(ROOT))


class Copy:
    """A study with its own copy of the code, so that a test may change that too."""

    def __init__(self, folder: Path) -> None:
        self.project = copy_sources(folder)
        self.code = folder / "scripts" / "policy_report"
        shutil.copytree(
            ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
        )
        copy_made(self.project)

    def _run(self, script: str, engine: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(self.code.parent)}
        command = [sys.executable, "-c", script, engine, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def build(self, engine: str = "stand-in", wanted: Sequence[str] = ()) -> tuple[set[str], list[str]]:
        """Names of the tasks that ran, and the heavy libraries that were imported."""
        got = self._run(BUILD, engine, str(self.project.root), *wanted)
        assert got.returncode == 0, got.stderr
        said = json.loads(got.stdout.splitlines()[-1])
        return set(said["done"]), said["heavy"]

    def command(self, *options: str, engine: str = "stand-in") -> subprocess.CompletedProcess[str]:
        """The command `build`, as a person runs it."""
        return self._run(COMMAND, engine, "--project", str(self.project.root), "build", *options)

    def replace(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("study"))
    # The supplement is long: unless two engines are compared, each format of it is rendered in one language.
    papers = (f"document/{language}/paper.{form}" for language in Language for form in ("html", "pdf", "docx"))
    some = [*papers, "document/en/supplement.docx", "document/zh/supplement.pdf"]
    copy.build("embedded", [] if find_quarto() else some)
    copy.build()
    return copy


def page(built: Copy, product: str = "paper") -> str:
    """An English page as a stand-in wrote it, on one line."""
    text = (built.project.output / "report" / "en" / f"{product}.html").read_text(encoding="utf-8")
    return " ".join(text.split())


def documents(done: set[str]) -> set[str]:
    return {name for name in done if name.startswith("document/")}


def figures(done: set[str]) -> set[str]:
    return {name for name in done if name.startswith("figure/")}


def test_every_document_and_figure_is_there(built: Copy) -> None:
    for form in ("html", "pdf", "docx"):
        assert (built.project.output / "report" / "en" / f"paper.{form}").stat().st_size > 10_000
    drawn = {path.stem for path in (built.project.figures / "en").glob("fig-*.svg")}
    assert len(drawn) >= 6
    assert {path.stem for path in (built.project.figures / "en").glob("fig-*.csv")} == drawn
    assert len(list(built.project.generated.glob("en/tbl-*.md"))) >= 6


@pytest.mark.skipif(find_quarto() is None, reason="no quarto command: what the two engines make was not compared")
@pytest.mark.parametrize("document", rendering.documents(Project(ROOT)), ids=lambda one: f"{one.language}-{one.format}")
def test_quarto_makes_the_same_text(built: Copy, document: Document) -> None:
    command = find_quarto()
    assert command is not None
    embedded = document.target(built.project)
    kept = embedded.rename(embedded.with_stem("embedded"))
    made = QuartoEngine(command).render(built.project, document)
    try:
        assert content(made) == content(kept)
    finally:
        kept.replace(embedded)


def content(path: Path) -> object:
    """What must not depend on the engine: the text in its order, or all that a PDF lets one read back."""
    if path.suffix != ".pdf":
        return blocks(path)
    page = path.with_suffix(".html").with_stem("paper")
    text = text_of_pdf(path)
    return [label for label in map(letters, captions(blocks(page))) if label not in text]


def test_a_second_build_does_nothing_and_imports_nothing_heavy(built: Copy) -> None:
    assert built.build() == (set(), [])


def test_one_changed_claim_redoes_only_what_follows_from_it(built: Copy) -> None:
    built.replace(built.project.published / "claims.csv", "78.5%", "79.5%")
    done, _ = built.build("text")
    assert {"evidence", "variables", "table/en/claims"} <= done
    forms, products = ("html", "pdf", "docx"), ("paper", "supplement")
    assert documents(done) == {
        f"document/{edition}/{product}.{form}" for edition in Language for product in products for form in forms
    }
    assert not figures(done) & {"figure/en/timeline", "figure/en/designs"}
    assert "table/en/indicators" not in done
    assert "79.5%" in page(built)
    assert "78.5%" not in page(built)


def test_evidence_written_otherwise_that_says_the_same_stops_at_the_frames(built: Copy) -> None:
    built.replace(built.project.published / "cases.csv", ",Jiaxing,", ',"Jiaxing",')
    # The front page offers the tables as they are.
    assert built.build()[0] == {"evidence", "landing"}


def test_changed_code_redoes_what_it_makes(built: Copy) -> None:
    path = built.code / "figures" / "timeline.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# A change of the code.\n", encoding="utf-8")
    done, _ = built.build()
    assert figures(done) == {"figure/en/timeline", "figure/zh/timeline"}
    # The picture came out the same, and so nothing that shows it is made again.
    assert done == figures(done)


def test_a_changed_section_redoes_the_documents_only(built: Copy) -> None:
    section = sorted((built.project.report / "en").glob("0*.qmd"))[0]
    section.write_text(section.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    done, _ = built.build()
    documents = {f"document/en/paper.{form}" for form in ("html", "pdf", "docx")}
    examined = {"text/all", f"text/{built.project.relative(section)}"}
    # The explorer says where the article uses a claim, which this sentence does not.
    assert done - {"since/en", "since/zh"} == {"findings", "snapshot", *examined, *documents}


def test_a_refuted_finding_stops_the_build_and_is_struck_in_a_draft(built: Copy) -> None:
    built.build("text")
    record = built.project.findings.read_bytes()
    claims = built.project.published / "claims.csv"
    built.replace(claims, "sm083,fujian,filed-criminal-cases,15.8万起", "sm083,fujian,filed-criminal-cases,25.8万起")
    strict = built.command(engine="text")
    assert strict.returncode == 1
    assert "[finding-failed] the evidence no longer bears out fnd-rate-up-clearances-down" in strict.stderr
    assert "old:    cleared cases: −13% to −9%" in strict.stderr
    assert "new:    cleared cases: +42% to +48%" in strict.stderr
    draft = built.command("--allow-stale", engine="text")
    assert draft.returncode == 0, draft.stderr
    assert "DRAFT" in draft.stdout
    # The filter of both engines strikes the sentence whose row says so.
    assert "the evidence no longer bears this out" in page(built, "supplement")
    assert built.command(engine="text").returncode == 1
    built.replace(claims, "sm083,fujian,filed-criminal-cases,25.8万起", "sm083,fujian,filed-criminal-cases,15.8万起")
    built.build("text")
    assert "the evidence no longer bears this out" not in page(built, "supplement")
    # What fell kept its old values, and so the record is what it was.
    assert built.project.findings.read_bytes() == record


def test_a_lost_target_is_made_again(built: Copy) -> None:
    lost = built.project.figures / "en" / "fig-timeline.png"
    lost.unlink()
    done, _ = built.build()
    assert "picture/en/timeline" in done
    assert lost.is_file()


def test_a_torn_memory_costs_a_build_and_no_error(built: Copy) -> None:
    memory = built.project.state / "memory.json"
    whole = memory.read_text(encoding="utf-8")
    memory.write_text('{"torn', encoding="utf-8")
    done, _ = built.build(wanted=["table/en/cities"])
    assert {"evidence", "table/en/cities"} <= done
    assert "table/en/cities" in json.loads(memory.read_text(encoding="utf-8"))["records"]
    memory.write_text(whole, encoding="utf-8")


def test_a_stray_file_from_an_earlier_version_is_removed(built: Copy) -> None:
    stray = built.project.generated / "en" / "tbl-of-yesterday.md"
    stray.write_text("old", encoding="utf-8")
    built.build()
    assert not stray.exists()


def test_a_failed_build_leaves_the_documents_as_they_were(built: Copy) -> None:
    paper = built.project.output / "report" / "en" / "paper.html"
    before = paper.read_bytes()
    section = sorted((built.project.report / "en").glob("0*.qmd"))[0]
    text = section.read_text(encoding="utf-8")
    section.write_text(text + "\nAs @fig-nowhere shows.\n", encoding="utf-8")
    got = built.command(engine="embedded")
    section.write_text(text, encoding="utf-8")
    assert got.returncode == 1
    assert f"{built.project.relative(section)}:{len(text.splitlines()) + 2}" in got.stderr
    assert "@fig-nowhere" in got.stderr
    assert "Traceback" not in got.stderr
    assert paper.read_bytes() == before


def test_the_project_knows_only_files_below_its_root(built: Copy) -> None:
    project = Project(built.project.root)
    assert project.relative(project.published / "claims.csv") == "data/published/claims.csv"
