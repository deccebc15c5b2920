"""The task graph says what each thing rests on; it is read here without building anything."""

from functools import cache
from pathlib import Path

import pytest

from policy_report.build.graph import Graph
from policy_report.build.task import Task
from policy_report.errors import ProjectError
from policy_report.project import Project
from policy_report.render.embedded import EmbeddedEngine
from tests.conftest import ROOT, copy_sources


@cache
def tasks() -> dict[str, Task]:
    """The tasks of this study by name."""
    return {task.name: task for task in Graph(Project(ROOT), EmbeddedEngine()).tasks()}


@cache
def made_by() -> dict[str, str]:
    """The task that makes each file."""
    return {target: name for name, task in tasks().items() for target in task.makes}


@cache
def rests_on(name: str) -> frozenset[str]:
    """Every file that a task depends on, directly or through other tasks, from the study's root."""
    files: set[str] = set()
    for file in tasks()[name].reads:
        files |= {file, *(rests_on(made_by()[file]) if file in made_by() else ())}
    return frozenset(Path(file).relative_to(ROOT).as_posix() if file.startswith(str(ROOT)) else file for file in files)


def test_no_two_tasks_have_one_name_or_make_one_file() -> None:
    every = Graph(Project(ROOT), EmbeddedEngine()).tasks()
    assert len(tasks()) == len(every)
    assert sum(len(task.makes) for task in every) == len(made_by())


def test_every_file_that_a_task_reads_is_there_or_made_by_another() -> None:
    missing = {
        file for task in tasks().values() for file in task.reads if file not in made_by() and not Path(file).is_file()
    }
    assert missing == set()


def test_no_task_waits_for_itself() -> None:
    # A circle would never end.
    assert all(rests_on(name) for name in tasks())


@pytest.mark.parametrize(
    "name",
    ["table/en/claims", "figure/zh/claims", "document/en/paper.pdf", "result/bounds", "variables", "explorer/en"],
)
def test_what_shows_claims_follows_from_them(name: str) -> None:
    assert "data/published/claims.csv" in rests_on(name)


def test_the_explorer_follows_from_its_script_and_from_what_the_article_names() -> None:
    files, said = tasks()["explorer/zh"].reads, tasks()["explorer/zh"].rule or ""
    assert str(ROOT / "scripts/policy_report/paper/explorer/web/30-verdicts.js") in files
    assert '["sec-introduction", "引言"]' in said
    assert "Introduction" not in said
    # A sentence that names nothing may be edited.
    assert not [file for file in files if file.endswith(".qmd")]
    assert str(ROOT / "_output/report/zh/evidence.html") in tasks()["explorer/zh"].makes


def test_a_table_follows_from_its_own_frames_only() -> None:
    frames = {file for file in tasks()["table/en/definitions"].reads if file.endswith(".csv")}
    assert frames == {str(ROOT / "data/tidy/definitions.csv")}


def test_a_figure_follows_from_its_code_and_not_from_that_of_another() -> None:
    files = rests_on("figure/en/timeline")
    assert "scripts/policy_report/figures/timeline.py" in files
    assert "scripts/policy_report/figures/claims.py" not in files


def test_only_a_document_of_word_waits_for_pictures() -> None:
    # But for the one that previews of links show.
    asked = ((name, file) for name in tasks() for file in tasks()[name].reads if file.endswith(".png"))
    waiting = [name for name, file in asked if not file.endswith("fig-graphical-abstract.png")]
    assert waiting
    assert {name.rpartition(".")[2] for name in waiting} == {"docx"}
    assert "figures/en/fig-timeline.svg" in rests_on("picture/en/timeline")


def test_a_document_follows_from_its_own_sections_only() -> None:
    files = tasks()["document/en/paper.html"].reads
    assert str(ROOT / "report/en/01-introduction.qmd") in files
    assert not [file for file in files if file.startswith(str(ROOT / "report/zh"))]


def test_a_file_is_examined_by_itself_and_all_of_them_for_what_they_need_together() -> None:
    texts = {name: {*task.reads} for name, task in tasks().items() if name.startswith("text/")}
    section = str(ROOT / "report/en/06-figures.qmd")
    assert {name for name, files in texts.items() if section in files} == {
        "text/report/en/06-figures.qmd",
        "text/all",
    }
    assert not any(tasks()[name].makes for name in texts)


def test_no_document_is_made_before_the_findings_are_tested() -> None:
    assert all("data/findings.csv" in rests_on(name) for name in tasks() if name.startswith("document/"))


def test_an_engine_table_that_no_document_shows_is_not_made(tmp_path: Path) -> None:
    study = copy_sources(tmp_path)
    for appendix in study.report.rglob("*.qmd"):
        lines = appendix.read_text(encoding="utf-8").splitlines()
        appendix.write_text("\n".join(line for line in lines if "tbl-definitions.md" not in line), encoding="utf-8")
    names = {task.name for task in Graph(study, EmbeddedEngine()).tasks()}
    assert "table/en/claims" in names
    assert "table/en/definitions" not in names


def test_a_table_whose_data_the_study_lacks_is_refused_by_name(tmp_path: Path) -> None:
    study = copy_sources(tmp_path)
    package = study.published / "datapackage.json"
    text = package.read_text(encoding="utf-8")
    package.write_text(text.replace('"name": "definitions"', '"name": "definitions-of-old"'), encoding="utf-8")
    with pytest.raises(ProjectError, match=r"\[table-unavailable\] it needs .*: definitions"):
        Graph(study, EmbeddedEngine()).tasks()
