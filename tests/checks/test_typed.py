"""A number that was typed is found in its place, and a literal is marked, registered and needed."""

from pathlib import Path

from policy_report.checks.typed import check_prose
from tests.checks.papers import HEAD, paper, texts

MAIN, REGISTER = "report/en/paper.qmd", "report/literals.yml"


def found(root: Path, register: str = "", head: str = HEAD, **bodies: str) -> list[tuple[str, str, int, str]]:
    project = paper(root, head, register, **bodies)
    return [(one.code, one.file, one.row, one.column) for one in check_prose(project, texts(project))]


def test_a_clean_text_has_no_fault(tmp_path: Path) -> None:
    assert found(tmp_path, en="It rose to {{< var en.x >}}, `5` and $5$.") == []


def test_a_typed_number_is_told_with_file_row_and_column(tmp_path: Path) -> None:
    assert found(tmp_path, en="It rose\nby 12%.") == [("typed-number", MAIN, 8, "4")]
    head = HEAD.replace("Words.", "In twelve cities.")
    assert found(tmp_path / "b", head=head, en="Words.") == [("typed-number", MAIN, 4, "6")]


def test_both_languages_are_read(tmp_path: Path) -> None:
    got = found(tmp_path, en="It rose.", zh="上升三成。")
    assert got == [("typed-number", "report/zh/paper.qmd", 7, "3")]


def test_generated_files_are_not_read(tmp_path: Path) -> None:
    project = paper(tmp_path, en="Words.")
    table = project.generated / "en" / "tbl-findings.md"
    table.parent.mkdir(parents=True)
    table.write_text("| 12 |\n", encoding="utf-8")
    assert check_prose(project, texts(project)) == []


def test_a_marked_literal_needs_a_reason_and_a_number(tmp_path: Path) -> None:
    body = '[2020]{.literal reason="year of the law"}\n[2021]{.literal}\n[law]{.literal reason="x"}'
    assert found(tmp_path, en=body) == [
        ("literal-without-reason", MAIN, 8, "2"),
        ("literal-without-number", MAIN, 9, "2"),
    ]


def test_a_registered_literal_may_stand_in_its_files_only(tmp_path: Path) -> None:
    register = (
        '- reason: by design\n  texts: ["two cities"]\n- reason: a law\n  files: [report/zh/a.qmd]\n  texts: ["2020"]\n'
    )
    assert found(tmp_path, register, en="Two\ncities in 2020.") == [("typed-number", MAIN, 8, "11")]


def test_a_registered_literal_may_be_limited_to_a_folder(tmp_path: Path) -> None:
    register = '- reason: name of a city\n  files: [report/zh/]\n  texts: ["三明"]\n'
    assert found(tmp_path / "a", register, zh="三明上升。") == []
    # It waits for an edition that does not exist yet.
    assert found(tmp_path / "b", register, en="Words.") == []


def test_a_registered_literal_that_nothing_needs_is_a_fault(tmp_path: Path) -> None:
    register = '- reason: by design\n  texts:\n    - "two cities"\n    - "three cities"\n'
    assert found(tmp_path, register, en="Two cities.") == [("literal-unused", REGISTER, 4, "")]


def test_a_register_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert [code for code, *_ in found(tmp_path / "a", '- texts: ["two"]\n', en="A.")] == ["literals-malformed"]
    assert [code for code, *_ in found(tmp_path / "b", "- reason: [\n", en="A.")] == ["literals-malformed"]
