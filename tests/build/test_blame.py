"""A fault of what a build made is said at what people wrote, with its row and column."""

from pathlib import Path

from policy_report.build.blame import blamed
from policy_report.errors import FigureError, Problem, RenderError
from policy_report.project import Project
from policy_report.render.check import Checker
from policy_report.render.source import Place


def study(root: Path) -> Project:
    project = Project(root)
    project.tables.mkdir(parents=True)
    (root / "study.toml").write_text('name = "ports"\nlanguages = ["en"]\n', encoding="utf-8")
    (root / "references.bib").write_text("@online{port2025,\n  title = {Port ཀ},\n}\n", encoding="utf-8")
    (project.published / "claims.csv").write_text("id,phrase,note\nno001,over 80%,see [a] 😀\n", encoding="utf-8")
    (project.tables / "crime.csv").write_text("Crime\nTheft,1,😀 2\n", encoding="utf-8")
    return project


def places(project: Project, *faults: tuple[str, str]) -> list[tuple[str, int, str]]:
    error = RenderError(
        Problem(file, 3, "", "missing-glyph", "no font has it", text, "mend it") for file, text in faults
    )
    return [(one.file, one.row, one.column) for one in blamed(project, error).problems]


def test_every_cell_and_line_that_holds_the_text_is_named(tmp_path: Path) -> None:
    project, made = study(tmp_path), "report/generated/en/tbl-claims.md"
    assert places(project, (made, "😀")) == [
        ("data/published/claims.csv", 2, "note"),
        ("data/published/tables/crime.csv", 2, "3"),
    ]
    assert places(project, (made, r"see \[a\]")) == [("data/published/claims.csv", 2, "note")]
    assert places(project, ("_variables.yml", "ཀ")) == [("references.bib", 2, "")]
    assert places(project, ("data/tidy/claims.csv", "ports")) == [("study.toml", 1, "")]


def test_what_people_wrote_themselves_or_nobody_did_stays_where_it_is(tmp_path: Path) -> None:
    project = study(tmp_path)
    for fault in (("report/en/paper.qmd", "😀"), ("report/generated/en/tbl-claims.md", "elsewhere"), ("figures", "")):
        assert places(project, fault) == [(fault[0], 3, "")]


def test_the_error_stays_of_its_kind_and_says_where_its_fault_showed(tmp_path: Path) -> None:
    fault = Problem("figures", 0, "", "glyph-missing", "no font has it", "😀", "mend it")
    told = blamed(study(tmp_path), FigureError(fault))
    assert isinstance(told, FigureError)
    assert {one.details for one in told.problems} == {(("shown", "figures"),)}


def test_words_of_data_that_look_like_markdown_are_no_fault(tmp_path: Path) -> None:
    project = study(tmp_path)
    tree = {"blocks": [{"t": "Para", "c": [{"t": "Str", "c": text}]} for text in ("@fig-a", "{#a}", ":::", "[^1]")]}
    made, paper = "report/generated/en/tbl-a.md", "report/en/paper.qmd"
    lines = {r"\@fig\-a": made, r"\{\#a\}": made, "[^1]": paper}

    def locate(needle: str) -> list[Place]:
        return [Place(lines[needle], 7)] if needle in lines else []

    checker = Checker(
        project, Path(paper), tree, target="html", extension="", keys=frozenset(), locate=locate,
        start=Place(paper, 1),
    )  # fmt: skip
    found = [(one.code, one.file, one.row) for one in checker.problems()]
    assert found == [("stray-fence", paper, 1), ("unknown-footnote", paper, 7)]
