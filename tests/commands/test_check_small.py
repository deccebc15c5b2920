"""`check` names each fault of a study once, at the row and column of a person's own file, and writes nothing."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from policy_report.cli import main
from policy_report.project import Project
from tests.conftest import ROOT
from tests.evidence.test_additions import content

Capture = pytest.CaptureFixture[str]
TEXT = "report/en/01-comparison.qmd"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A small study that was never built."""
    made = shutil.ignore_patterns("_output", "_build", "figures", "generated", "tidy", "_variables.yml")
    shutil.copytree(ROOT / "tests" / "studies" / "police_forces", tmp_path / "study", ignore=made)
    return Project(tmp_path / "study")


def said(study: Project, capsys: Capture, *options: str) -> str:
    main(["--project", str(study.root), "check", *options])
    return capsys.readouterr().out


def faults(study: Project, capsys: Capture) -> list[tuple[str, int, str, str]]:
    found = json.loads(said(study, capsys, "--json"))["faults"]
    return [(fault["file"], fault["row"], fault["column"], fault["code"]) for fault in found]


def append(study: Project, text: str) -> int:
    """Add a paragraph to the text, and give its row."""
    path = study.root / TEXT
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n\n{text}\n", encoding="utf-8")
    return before.count("\n") + 3


def test_a_study_that_was_never_built_is_clean_and_says_what_is_not_known(small: Project, capsys: Capture) -> None:
    before = content(small)
    assert main(["--project", str(small.root), "check"]) == 0
    assert "`build` tests them" in capsys.readouterr().out
    assert content(small) == before


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("As @fig-none shows.", "4", "unknown-reference"),
        ("So [@nobody2020] says.", "5", "unknown-citation"),
        ("It fell by 12 cases.", "12", "typed-number"),
        ("See [there](#sec-none).", "13", "missing-anchor"),
        ("![A picture](/figures/en/fig-none){#fig-none fig-alt='x'}", "14", "image-not-found"),
        ("{{< include /report/generated/en/tbl-none.md >}}", "14", "include-not-found"),
        ("{{< var en.wm001", "1", "shortcode-not-closed"),
    ],
)
def test_a_fault_is_named_once_where_it_stands(
    small: Project, capsys: Capture, text: str, column: str, code: str
) -> None:
    row = append(small, text)
    assert faults(small, capsys) == [(TEXT, row, column, code)]


def test_of_a_text_with_a_conflict_nothing_else_is_said(small: Project, capsys: Capture) -> None:
    row = append(small, "<<<<<<< HEAD\nIt fell by 12.\n=======\nIt fell by 13.\n>>>>>>> theirs")
    assert faults(small, capsys) == [(TEXT, row, "1", "conflict-marker")]


def test_a_build_refuses_what_a_check_refuses_before_it_makes_anything(small: Project, capsys: Capture) -> None:
    append(small, "It fell by 12 cases.")
    before = content(small)
    assert main(["--project", str(small.root), "build", "--engine", "embedded"]) == 1
    assert "[typed-number]" in capsys.readouterr().err
    assert {name: data for name, data in content(small).items() if name != "_build/lock"} == before


def test_metadata_that_quarto_would_lose_is_refused(small: Project, capsys: Capture) -> None:
    path = small.report / "en" / "paper.qmd"
    text = path.read_text(encoding="utf-8").replace("{{< var en.wm005 >}} to {{<", "{{< var en.wm005 >}}至{{<")
    path.write_text(text, encoding="utf-8")
    assert [(row, code) for _, row, _, code in faults(small, capsys)] == [(8, "shortcode-run-on")]


def test_unreadable_evidence_comes_first_and_brings_nothing_with_it(small: Project, capsys: Capture) -> None:
    small.references.unlink()
    found = faults(small, capsys)
    assert found[0] == ("references.bib", 0, "", "file-missing")
    assert {code for *_, code in found} == {"file-missing"}


def test_a_doubt_is_a_warning_with_its_row_and_stops_nothing(small: Project, capsys: Capture) -> None:
    path = small.published / "claims.csv"
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    with path.open("a", encoding="utf-8") as file:
        file.write(last.replace("ew001,england-wales,action-share", "ew999,england-wales,charge-rate") + "\n")
    report = json.loads(said(small, capsys, "--json"))
    assert [(one["code"], one["row"]) for one in report["warnings"]] == [
        ("figure-under-other-indicator", path.read_text(encoding="utf-8").count("\n"))
    ]


def test_programs_read_it_as_sarif_or_as_annotations(small: Project, capsys: Capture) -> None:
    row = append(small, "So [@nobody2020] says.")
    (result,) = json.loads(said(small, capsys, "--format", "sarif"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (result["ruleId"], result["level"]) == ("unknown-citation", "error")
    assert (place["artifactLocation"]["uri"], place["region"]) == (TEXT, {"startLine": row, "startColumn": 5})
    line = said(small, capsys, "--format", "github").splitlines()[0]
    assert line.startswith(f"::error file={TEXT},line={row},col=5,title=unknown-citation::")


LEFT = [
    ("report/en/.#01-comparison.qmd", None),
    ("report/en/notes.qmd", "café".encode("latin-1")),
    ("data/published/.#claims.csv", None),
    ("data/published/#claims.csv#", b"\xff\xfe"),
    ("report/en/01-comparison.qmd~", b"\xff"),
]
"""Files that editors leave, or people put beside their text: links to nowhere, and what is no UTF-8."""


@pytest.mark.parametrize(("name", "holds"), LEFT)
def test_files_that_editors_leave_are_no_part_of_a_study(
    small: Project, capsys: Capture, name: str, holds: bytes | None
) -> None:
    path = small.root / name
    path.write_bytes(holds) if holds else path.symlink_to("user@host.123:456")
    for command in (["check", "--remarks"], ["show", "wm001"], ["list", "sources"]):
        assert main(["--project", str(small.root), *command]) == 0
    assert capsys.readouterr().err == ""


HAND = (
    "study.toml", "_quarto.yml", "references.bib", "report/literals.yml", "report/en/paper.qmd", TEXT,
    "data/published/claims.csv", "data/published/datapackage.json",
)  # fmt: skip


def test_the_mark_that_editors_put_before_utf_8_changes_nothing(small: Project, capsys: Capture) -> None:
    for name in HAND:
        path = small.root / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert faults(small, capsys) == []


@pytest.mark.parametrize("name", HAND)
def test_a_link_to_a_file_outside_or_to_itself_is_a_fault_of_that_file(
    small: Project, capsys: Capture, tmp_path: Path, name: str
) -> None:
    path = small.root / name
    for target in (path.rename(tmp_path / "outside"), Path(path.name)):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        code = main(["--project", str(small.root), "check"])
        said = "".join(capsys.readouterr())
        if name != "study.toml" or target == Path(path.name):
            assert code == 1
            assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("data/published/claims.csv", "file-missing"), ("data/published/datapackage.json", "file-missing"),
        ("references.bib", "file-missing"), ("study.toml", "study-missing"), ("_quarto.yml", "project-not-found"),
        (TEXT, "include-not-found"), ("report/en/paper.qmd", "include-not-found"),
        ("data/bounds.toml", "bounds-broken"),
    ],
)  # fmt: skip
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(small: Project, capsys: Capture, name: str, code: str) -> None:
    (small.root / name).unlink(missing_ok=True)
    os.mkfifo(small.root / name)
    assert main(["--project", str(small.root), "check"]) == 1
    assert f"[{code}]" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "name",
    [
        "study.toml", "_quarto.yml", "report/en/paper.qmd", "report/literals.yml", "data/bounds.toml",
        "data/published/datapackage.json", "data/published/claims.csv", "references.bib",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> theirs"])
def test_a_conflict_has_the_same_code_in_every_file_that_people_write(
    small: Project, capsys: Capture, name: str, mark: str
) -> None:
    path = small.root / name
    first, _, rest = (path.read_text(encoding="utf-8") if path.exists() else "a = 1\n").partition("\n")
    path.write_text(f"{first}\n{mark}\n{rest}", encoding="utf-8")
    assert main(["--project", str(small.root), "check"]) == 1
    assert re.search(rf"^{name}:2(:1)?: \[conflict-marker\]", "".join(capsys.readouterr()), re.MULTILINE)


@pytest.mark.parametrize("text", ["[" * 50_000, "[a\n" * 20, "[@a; " * 20, "^[A note " * 20, "[a][" * 20, "![" * 20])
def test_brackets_that_nest_beyond_what_anybody_writes_are_refused_at_once(
    small: Project, capsys: Capture, text: str
) -> None:
    row = append(small, text)
    assert (TEXT, row + (6 if "\n" in text else 0), "brackets-nested") in {
        (file, at, code) for file, at, _, code in faults(small, capsys)
    }


@pytest.mark.parametrize("text", ["[a [b [c [d *[e]{.a}*]{.b}]{.c}]{.d}]{.e}", "\\[" * 20, "`" + "[" * 20 + "`"])
def test_brackets_that_people_write_pass(small: Project, capsys: Capture, text: str) -> None:
    append(small, text)
    assert faults(small, capsys) == []


def test_a_name_that_stands_twice_in_a_front_matter_is_a_fault(small: Project, capsys: Capture) -> None:
    path = small.root / "report" / "en" / "paper.qmd"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\ntitle: Another\n", 1), encoding="utf-8")
    assert [code for *_, code in faults(small, capsys)] == ["yaml-broken"]


def test_a_pattern_that_could_take_for_ever_is_refused_and_digits_are_those_of_ascii(
    small: Project, capsys: Capture
) -> None:
    claims, package = small.published / "claims.csv", small.published / "datapackage.json"
    text = claims.read_text(encoding="utf-8")
    claims.write_text(text.replace(",2014-04,", ",٢٠١٤-04,", 1), encoding="utf-8")
    assert [fault[1:] for fault in faults(small, capsys)] == [(2, "period_start", "value-malformed")]
    form = r'"pattern": "\\d{4}(-\\d{2}(-\\d{2})?)?"'
    package.write_text(package.read_text(encoding="utf-8").replace(form, '"pattern": "(2*)*x"', 1), encoding="utf-8")
    claims.write_text(text.replace(",2014-04,", f",{'2' * 60},", 1), encoding="utf-8")
    assert [code for *_, code in faults(small, capsys)] == ["datapackage-broken"]
