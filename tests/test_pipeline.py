"""A build makes what is out of date, all of it and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from policy_report.discovery import LENGTHY, results
from policy_report.evidence.register import read_register
from policy_report.keeping import make
from policy_report.project import Language, Project
from tests.conftest import ROOT, copy_sources

BUILD = """
import json, sys
from pathlib import Path
from policy_report.pipeline import Graph, run
from policy_report.project import Project
from policy_report.render.engine import choose_engine
project = Project(Path(sys.argv[1]))
tasks = Graph(project, choose_engine("embedded")).tasks()
build = run(project, tasks, lambda name: None, lambda: None)
names = ("pandas", "matplotlib", "pandera", "bibtexparser", "typst", "pypandoc")
heavy = [name for name in names if name in sys.modules]
print(json.dumps({"done": build.done, "kept": len(build.kept), "heavy": heavy}))
"""


@cache
def lengthy_results() -> Path:
    """Where the lengthy results of the study itself are kept, made if they were not; a copy need not make them."""
    project = Project(ROOT)
    frames = read_register(project).frames
    for maker in results():
        if maker.kind == LENGTHY:
            make(project, maker, {need: frames[need] for need in maker.needs})
    return project.state / "simulations"


class Copy:
    """A study with its own copy of the code, so that a test may change that too."""

    def __init__(self, folder: Path) -> None:
        self.project = copy_sources(folder)
        fonts = Project(ROOT).generated / "fonts"
        if fonts.is_dir():
            shutil.copytree(fonts, self.project.generated / "fonts")
        self.code = folder / "scripts" / "policy_report"
        shutil.copytree(ROOT / "scripts" / "policy_report", self.code, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(lengthy_results(), self.project.state / "simulations")

    def build(self) -> tuple[set[str], list[str]]:
        """Names of the tasks that ran, and the heavy libraries that were imported."""
        environment = os.environ | {"PYTHONPATH": str(self.code.parent)}
        command = [sys.executable, "-c", BUILD, str(self.project.root)]
        got = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert got.returncode == 0, got.stderr
        said = json.loads(got.stdout.splitlines()[-1])
        return set(said["done"]), said["heavy"]

    def command(self, *options: str) -> subprocess.CompletedProcess[str]:
        """The command `build`, as a person runs it."""
        environment = os.environ | {"PYTHONPATH": str(self.code.parent)}
        command = [sys.executable, "-m", "policy_report", "--project", str(self.project.root), "build"]
        command += ["--engine", "embedded", *options]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def replace(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("study"))
    done, _ = copy.build()
    assert "evidence" in done
    return copy


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


def test_a_second_build_does_nothing_and_imports_nothing_heavy(built: Copy) -> None:
    assert built.build() == (set(), [])


def test_one_changed_claim_redoes_only_what_follows_from_it(built: Copy) -> None:
    built.replace(built.project.published / "claims.csv", "78.5%", "79.5%")
    done, _ = built.build()
    assert {"evidence", "variables", "table/en/claims"} <= done
    assert documents(done) == {f"document/{edition}/{form}" for edition in Language for form in ("html", "pdf", "docx")}
    assert not figures(done) & {"figure/en/timeline", "figure/en/designs"}
    assert "table/en/indicators" not in done
    page = (built.project.output / "report" / "en" / "paper.html").read_text(encoding="utf-8")
    assert "79.5%" in page
    assert "78.5%" not in page


def test_a_changed_note_that_nothing_shows_stops_at_the_frames(built: Copy) -> None:
    built.replace(built.project.published / "cases.csv", ",Jiaxing,", ",Jiaxing City,")
    assert "table/en/claims" in built.build()[0]
    built.replace(built.project.published / "cases.csv", ",Jiaxing City,", ",Jiaxing,")
    built.build()


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
    assert done == {"findings", "document/en/html", "document/en/pdf", "document/en/docx"}


def test_a_fallen_finding_stops_the_build_and_is_struck_in_a_draft(built: Copy) -> None:
    built.build()
    record = built.project.findings.read_bytes()
    claims = built.project.published / "claims.csv"
    built.replace(claims, "sm083,fujian,filed-criminal-cases,15.8万起", "sm083,fujian,filed-criminal-cases,25.8万起")
    strict = built.command()
    assert strict.returncode == 1
    assert "[finding-failed] the evidence no longer bears out fnd-rate-up-clearances-down" in strict.stderr
    assert "old:    cleared cases: −13% to −9%" in strict.stderr
    assert "new:    cleared cases: +42% to +48%" in strict.stderr
    draft = built.command("--allow-stale")
    assert draft.returncode == 0, draft.stderr
    assert "DRAFT" in draft.stdout
    page = (built.project.output / "report" / "en" / "paper.html").read_text(encoding="utf-8")
    assert "<del>The clearance rate rose while" in page
    assert built.command().returncode == 1
    built.replace(claims, "sm083,fujian,filed-criminal-cases,25.8万起", "sm083,fujian,filed-criminal-cases,15.8万起")
    built.build()
    assert "<del>" not in (built.project.output / "report" / "en" / "paper.html").read_text(encoding="utf-8")
    # What fell kept its old values, and so the record is what it was.
    assert built.project.findings.read_bytes() == record


def test_a_lost_target_is_made_again(built: Copy) -> None:
    lost = built.project.figures / "en" / "fig-timeline.png"
    lost.unlink()
    done, _ = built.build()
    assert "figure/en/timeline" in done
    assert lost.is_file()


def test_a_torn_memory_costs_a_build_and_no_error(built: Copy) -> None:
    (built.project.state / "doit.json").write_text('{"torn', encoding="utf-8")
    assert "evidence" in built.build()[0]


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
    got = built.command()
    section.write_text(text, encoding="utf-8")
    assert got.returncode == 1
    assert f"{built.project.relative(section)}:{len(text.splitlines()) + 2}" in got.stderr
    assert "@fig-nowhere" in got.stderr
    assert "Traceback" not in got.stderr
    assert paper.read_bytes() == before


def test_the_project_knows_only_files_below_its_root(built: Copy) -> None:
    project = Project(built.project.root)
    assert project.relative(project.published / "claims.csv") == "data/published/claims.csv"
