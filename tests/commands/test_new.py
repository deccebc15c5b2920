"""`policy-report new` makes a study that builds at once, whole or not at all."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from policy_report.cli import _parser, main
from policy_report.lookup.opening import made_file
from policy_report.project import Project
from tests.commands.test_add import Terminal

PORTS = ("--title", "Two ports", "--case", "north=North Port", "--case", "south=South Port")


def new(folder: Path, *options: str) -> int:
    return main(["new", str(folder), *options])


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process know no study of two ports that another test has made and read."""
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not Path(path, "ports_study").is_dir()])
    for name in [name for name in sys.modules if name.partition(".")[0] == "ports_study"]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("alone")
def test_it_makes_the_layout_that_every_study_has(tmp_path: Path) -> None:
    assert new(tmp_path / "ports", *PORTS, "--language", "en") == 0
    made = {
        path.relative_to(tmp_path / "ports").as_posix() for path in (tmp_path / "ports").rglob("*") if path.is_file()
    }
    assert {
        "study.toml", "_quarto.yml", "references.bib", "Makefile", "README.md", ".gitignore", "figures/README.md",
        "data/published/datapackage.json", "data/published/claims.csv", "report/en/paper.qmd", "report/literals.yml",
        "scripts/ports_study/findings/example.py", "tests/test_study.py", ".github/workflows/report.yml",
        ".github/workflows/edition.yml",
    } <= made  # fmt: skip
    assert not [
        name for name in made if name.startswith("report/zh/") or "@@" in (tmp_path / "ports" / name).read_text("utf-8")
    ]


def test_its_workflow_of_editions_gives_commands_that_there_are(tmp_path: Path) -> None:
    assert new(tmp_path / "ports", *PORTS, "--language", "en") == 0
    workflow = yaml.safe_load((tmp_path / "ports" / ".github" / "workflows" / "edition.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["edition"]["steps"] if "run" in step]
    asked = [shlex.split(line)[1:] for line in steps if line.startswith("policy-report ")]
    assert [words[0] for words in asked] == ["release", "verify", "editions"]
    for words in asked:
        assert _parser([]).parse_args(words).command == words[0]


@pytest.mark.parametrize(
    ("options", "languages"),
    [
        pytest.param(("--language", "en"), ["en"], marks=pytest.mark.slow),
        pytest.param(("--language", "zh"), ["zh"], marks=pytest.mark.slow),
        (("--language", "zh", "--language", "en", "--case", "east=东港"), ["zh", "en"]),
    ],
    ids=["english", "chinese", "both, three cases"],
)
def test_its_text_stands_on_its_evidence_and_its_claims_are_found(
    tmp_path: Path, options: tuple[str, ...], languages: list[str]
) -> None:
    # In a process of its own, as its user would: the code of a study is read once in a process.
    study = tmp_path / "ports"
    assert new(study, *PORTS, *options) == 0
    got = subprocess.run(
        [sys.executable, "-m", "policy_report", "--project", str(study), "check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert got.returncode == 0, got.stdout + got.stderr
    looked_up = subprocess.run(
        [sys.executable, "-m", "policy_report", "--project", str(study), "show", "ex001"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert looked_up.returncode == 0, looked_up.stderr
    assert "tbl-claims" in looked_up.stdout
    edited = subprocess.run(
        [sys.executable, "-m", "policy_report", "--project", str(study), "edit", "fig-claims"],
        env=os.environ | {"EDITOR": "", "VISUAL": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    # The figure is the engine's, whose code lies elsewhere.
    place, _, line = edited.stdout.strip().rpartition(":")
    assert Path(place).read_text(encoding="utf-8").splitlines()[int(line) - 1].startswith("def draw")
    assert [(study / "report" / language / "paper.qmd").is_file() for language in languages] == [True] * len(languages)


@pytest.mark.slow
@pytest.mark.parametrize("languages", [("en",), ("zh", "en")], ids="-".join)
def test_it_builds_and_its_tests_pass(tmp_path: Path, languages: tuple[str, ...]) -> None:
    study = tmp_path / "two ports"
    assert new(study, *PORTS, *(part for language in languages for part in ("--language", language))) == 0
    got = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=study, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert got.returncode == 0, got.stdout + got.stderr
    made = {path.relative_to(study / "_output/report").as_posix() for path in (study / "_output").rglob("paper.*")}
    assert made_file(Project(study), ["fig-claims"]).suffix == ".svg"
    assert made == {f"{language}/paper.{kind}" for language in languages for kind in ("html", "pdf", "docx")}


def test_who_gives_nothing_is_asked_and_a_slip_costs_one_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("Two ports\nnorth=North Port\nsouth\nsouth=South Port\n\nen\n"))
    assert new(tmp_path / "ports") == 0
    assert "write a case as ID=NAME" in capsys.readouterr().err
    assert "South Port" in (tmp_path / "ports" / "data/published/cases.csv").read_text(encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Terminal(""))
    with pytest.raises(SystemExit):
        new(tmp_path / "other")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--title", "T", "--case", "north=North", "--language", "en"), "cases-too-few"),
        (("--title", " ", "--case", "a=A", "--case", "b=B", "--language", "en"), "title-missing"),
        (("--title", "T", "--case", "North Port=N", "--case", "b=B", "--language", "en"), "case-id-malformed"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_made(
    tmp_path: Path, options: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "ports", *options) == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("all of it", encoding="utf-8")
    assert new(tmp_path, *PORTS, "--language", "en") == 1
    assert "[folder-not-empty]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "options", [(), PORTS, (*PORTS, "--language", "tlh"), ("--title", "T", "--case", "north", "--language", "en")]
)
def test_what_is_missing_or_unknown_is_a_mistake_on_the_command_line(tmp_path: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        new(tmp_path / "ports", *options)
    assert caught.value.code == 2
    assert list(tmp_path.iterdir()) == []
