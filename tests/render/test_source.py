"""The view of a text that knows where each line comes from."""

from pathlib import Path

import pytest

from policy_report.project import Project
from policy_report.render.source import Place, fenced_lines, read_source

MAIN = Path("report/en/paper.qmd")


def study(root: Path, **files: str) -> Project:
    for name, text in files.items():
        path = root / "report" / "en" / f"{name}.qmd"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(root)


def test_includes_are_pasted_and_remember_their_lines(tmp_path: Path) -> None:
    project = study(tmp_path, paper="a\n{{< include part.qmd >}}\nc\n", part="b1\nb2\n")
    source = read_source(project, MAIN)
    lines = [(line.text, line.place.file.rsplit("/", 1)[-1], line.place.row) for line in source.lines if line.text]
    assert lines == [("a", "paper.qmd", 1), ("b1", "part.qmd", 1), ("b2", "part.qmd", 2), ("c", "paper.qmd", 3)]


def test_a_nested_include_is_relative_to_the_main_file_as_under_quarto(tmp_path: Path) -> None:
    project = study(tmp_path, paper="{{< include /report/en/deep/x.qmd >}}\n", part="found\n")
    (tmp_path / "report" / "en" / "deep").mkdir()
    (tmp_path / "report" / "en" / "deep" / "x.qmd").write_text("{{< include part.qmd >}}\n", encoding="utf-8")
    assert "found" in read_source(project, MAIN).text


def test_a_file_may_be_included_twice_but_not_in_itself(tmp_path: Path) -> None:
    twice = "{{< include part.qmd >}}\n\n{{< include part.qmd >}}\n"
    assert read_source(study(tmp_path, paper=twice, part="x\n"), MAIN).problems == ()
    looped = study(tmp_path, paper="{{< include part.qmd >}}\n", part="{{< include part.qmd >}}\n")
    assert [problem.code for problem in read_source(looped, MAIN).problems] == ["include-cycle"]


def test_front_matter_of_an_included_file_is_refused(tmp_path: Path) -> None:
    project = study(tmp_path, paper="{{< include part.qmd >}}\n", part="---\ntitle: x\n---\n")
    assert [problem.code for problem in read_source(project, MAIN).problems] == ["front-matter-in-include"]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    project = study(tmp_path, paper="x")
    (tmp_path / MAIN).write_bytes("侦查".encode("gbk"))
    assert [problem.code for problem in read_source(project, MAIN).problems] == ["file-not-utf8"]


@pytest.mark.parametrize(
    ("text", "fenced"),
    [
        ("a\n```\nb\n```\nc", [False, True, True, True, False]),
        ("~~~~\n```\n~~~\n~~~~\nc", [True, True, True, True, False]),
        ("``` not a `fence`\nb", [False, False]),
        ("> ```\n> x\n> ```\ny", [True, True, True, False]),
        ("```python\nopen", [True, True]),
    ],
)
def test_fenced_code_is_told_from_prose(text: str, fenced: list[bool]) -> None:
    assert list(fenced_lines(text.split("\n"))) == fenced


def test_code_and_math_are_blanked_without_moving_anything(tmp_path: Path) -> None:
    text = "a `@fig-x` b $@fig-y$ c\n\n```\n@fig-z\n```\n@fig-w\n"
    source = read_source(study(tmp_path, paper=text), MAIN)
    assert len(source.prose) == len(source.text)
    assert [(match.group(), source.place(match).row) for match in source.find(r"@fig-\w")] == [("@fig-w", 6)]


def test_a_text_is_found_as_a_whole_word(tmp_path: Path) -> None:
    source = read_source(study(tmp_path, paper="@fig-ab\n@fig-a.\n@fig-a-b\n"), MAIN)
    assert source.locate("@fig-a", whole=True) == [Place(MAIN.as_posix(), 2)]
