"""A study is built again whenever a file of it is saved, and a mistake does not end that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_report.build import watching
from policy_report.build.choice import Choice
from policy_report.build.progress import Built
from policy_report.build.watching import Outcome, changes, serve, watch
from policy_report.errors import Problem, ProjectError
from policy_report.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "report" / "en").mkdir(parents=True)
    (tmp_path / "report" / "en" / "paper.qmd").write_text("one", encoding="utf-8")
    return Project(tmp_path)


def changed(found: Iterator[set[str]], project: Project) -> set[str]:
    return {project.relative(Path(path)) for path in next(found) if Path(path).is_relative_to(project.root)}


def test_saved_new_and_removed_files_are_changes(project: Project) -> None:
    found = changes(project)
    assert changed(found, project) == {"report/en/paper.qmd"}
    paper, other = project.report / "en" / "paper.qmd", project.report / "en" / "01-new.qmd"
    paper.write_text("two, longer", encoding="utf-8")
    assert changed(found, project) == {"report/en/paper.qmd"}
    other.touch()
    assert changed(found, project) == {"report/en/01-new.qmd"}
    other.unlink()
    assert changed(found, project) == {"report/en/01-new.qmd"}


def test_what_is_made_is_no_change(project: Project) -> None:
    found = changes(project)
    next(found)
    (project.generated / "en").mkdir(parents=True)
    (project.generated / "en" / "tbl-claims.md").touch()
    (project.report / "en" / "paper.qmd").write_text("two, longer", encoding="utf-8")
    assert changed(found, project) == {"report/en/paper.qmd"}


def build_with(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> Outcome:
    def build(*_: object, **__: object) -> Built:
        if error:
            raise error
        return Built("made 3 parts", 3)

    monkeypatch.setattr(watching, "build_with_progress", build)
    return watching._build(Project(Path()), Choice())


def test_a_mistake_is_an_answer_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem(f"report/{name}.qmd", 3, "", "broken", "no such figure", "@fig") for name in "ab"]
    got = build_with(monkeypatch, ProjectError(problems))
    assert got.line == "report/a.qmd:3: [broken] no such figure (and 1 more)"
    assert "report/b.qmd:3" in got.fault


def test_a_defect_does_not_end_the_watching(monkeypatch: pytest.MonkeyPatch) -> None:
    got = build_with(monkeypatch, KeyError("lost"))
    assert (got.line, got.made) == ("a defect: KeyError: 'lost'", False)
    assert "Traceback" in got.fault
    assert build_with(monkeypatch, None).made


def test_pages_hear_of_what_was_made_and_of_what_is_wrong(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = iter([Outcome("made 3", made=True), Outcome("idle"), Outcome("bad", fault="bad"), Outcome("mended")])
    renewed: list[int] = []
    monkeypatch.setattr(watching.Builder, "build", lambda _: next(outcomes))
    monkeypatch.setattr(watching.Builder, "renew", lambda _: renewed.append(1))
    monkeypatch.setattr(watching, "changes", lambda _: iter([{"a.qmd"}, {"a.qmd"}, {"b.py"}, {"b.qmd"}]))
    said: list[str] = []
    with serve(project.output, 0) as site:
        watch(project, Choice(), site, said.append)
        assert site.news == {"version": 1, "fault": ""}
    assert said == ["made 3", "bad", "mended"]
    # Once for the changed code, and once at the end.
    assert len(renewed) == 2
