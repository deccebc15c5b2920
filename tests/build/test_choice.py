"""A person names what to build as they know it, and is told what there is where it is not."""

from pathlib import Path

import pytest

from policy_report.build.choice import Choice, choose
from policy_report.build.task import Task
from policy_report.errors import ProjectError
from policy_report.project import Project

NAMES = [
    "evidence",
    *(f"figure/{language}/timeline" for language in ("en", "zh")),
    *(f"table/{language}/claims" for language in ("en", "zh")),
    *(
        f"document/{language}/{stem}.{form}"
        for language in ("en", "zh")
        for stem in ("paper", "supplement")
        for form in ("html", "pdf", "docx")
    ),
    "explorer/en",
    "explorer/zh",
]


def made(folder: Path, name: str) -> tuple[str, ...]:
    kind, _, rest = name.partition("/")
    language, _, stem = rest.partition("/")
    files = {
        "figure": f"figures/{language}/fig-{stem}.svg",
        "table": f"report/generated/{language}/tbl-{stem}.md",
        "document": f"_output/report/{rest}",
        "explorer": f"_output/report/{language}/evidence.html",
    }
    return (str(folder / files.get(kind, name)),)


def chosen(folder: Path, *targets: str, only: str = "") -> list[str]:
    tasks = [Task(name, (), made(folder, name)) for name in NAMES]
    return choose(Project(folder), tasks, Choice(targets, tuple(only.split())))


def problems(folder: Path, *targets: str, only: str = "") -> list[tuple[str, str, str]]:
    with pytest.raises(ProjectError) as caught:
        chosen(folder, *targets, only=only)
    return [(one.code, one.text, one.remedy) for one in caught.value.problems]


def test_unasked_a_build_makes_all_but_the_pdf_and_word_files_of_a_supplement(tmp_path: Path) -> None:
    left = {name for name in NAMES if "supplement" in name and not name.endswith("html")}
    assert set(chosen(tmp_path)) == {*NAMES} - left


def test_unasked_a_build_makes_pictures_only_for_the_documents_that_show_them(tmp_path: Path) -> None:
    tasks = [Task(name, (), made(tmp_path, name)) for name in ("figure/en/timeline", "picture/en/timeline")]
    assert choose(Project(tmp_path), tasks, Choice()) == ["figure/en/timeline"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("pdf en", ["document/en/paper.pdf"]),
        ("html zh", ["document/zh/paper.html", "document/zh/supplement.html", "explorer/zh"]),
        ("supplement en", ["document/en/supplement.html"]),
        ("supplement pdf en", ["document/en/supplement.pdf"]),
        ("article en pdf docx", ["document/en/paper.pdf", "document/en/paper.docx"]),
        ("explorer", ["explorer/en", "explorer/zh"]),
    ],
)
def test_only_combines_products_formats_and_languages(tmp_path: Path, only: str, expected: list[str]) -> None:
    assert chosen(tmp_path, only=only) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("timeline", ["figure/en/timeline", "figure/zh/timeline"]),
        ("fig-timeline", ["figure/en/timeline", "figure/zh/timeline"]),
        ("en/timeline", ["figure/en/timeline"]),
        ("table/zh/claims", ["table/zh/claims"]),
        ("report/generated/en/tbl-claims.md", ["table/en/claims"]),
        ("_output/report/en/supplement.pdf", ["document/en/supplement.pdf"]),
        ("zh/paper.pdf", ["document/zh/paper.pdf"]),
        ("evidence.html", ["explorer/en", "explorer/zh"]),
    ],
)
def test_a_target_is_named_by_task_figure_table_document_or_file(
    tmp_path: Path, target: str, expected: list[str]
) -> None:
    assert chosen(tmp_path, target) == expected


def test_a_path_is_taken_from_where_the_person_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "figures" / "en").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "figures" / "en")
    assert chosen(tmp_path, "./fig-timeline.svg") == ["figure/en/timeline"]


def test_targets_and_only_narrow_each_other(tmp_path: Path) -> None:
    assert chosen(tmp_path, "timeline", "claims", only="zh") == ["figure/zh/timeline", "table/zh/claims"]


def test_what_does_not_exist_is_told_with_the_nearest_names(tmp_path: Path) -> None:
    ((code, text, remedy),) = problems(tmp_path, "timelnie")
    assert (code, text) == ("target-unknown", "timelnie")
    assert "timeline" in remedy
    ((code, text, remedy),) = problems(tmp_path, only="poster")
    assert (code, text) == ("choice-unknown", "poster")
    assert "article, supplement, explorer" in remedy
    assert problems(tmp_path, only="explorer docx")[0][:2] == ("choice-empty", "explorer docx")
