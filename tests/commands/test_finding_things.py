"""Things are listed, searched, found by any of their names, and taken out where nothing uses them."""

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from policy_report import cli
from policy_report.cli import main
from policy_report.commands import COMMANDS
from policy_report.lookup import show
from policy_report.lookup.catalogue import Catalogue, nearest
from policy_report.project import Project
from policy_report.render.config import papers
from policy_report.render.siblings import numbers, printed
from tests.conftest import ROOT
from tests.evidence.test_additions import content

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SM001", "sm001"),
        ("ｓｍ００１", "sm001"),
        ("sm01", "sm001"),
        ("小案破案率", "clearance-rate-small-cases"),
        ("clearance rate, small cases", "clearance-rate-small-cases"),
        ("Figure 1", "fig-city-context"),
        ("Figure S1", "fig-city-context"),
        ("Equation 1", "eq-denominator"),
        ("式1", "eq-denominator"),
        ("嘉兴市", "jiaxing"),
    ],
)
def test_a_thing_is_found_by_any_name_that_a_person_has_seen(name: str, found: str) -> None:
    catalogue = Catalogue(Project(ROOT))
    ids = [thing.id for thing in catalogue.named(name)]
    if name.startswith("Figure"):
        printed = {said: label for said, label, _ in catalogue._numbers}
        assert ids == [next(label for said, label in printed.items() if said.replace("\u00a0", " ") == name)]
    else:
        assert {*ids} == {found}


def test_a_number_is_found_as_either_language_prints_it() -> None:
    catalogue = Catalogue(Project(ROOT))
    assert catalogue.named("图2")[0].id == catalogue.named("figure 2")[0].id == catalogue.named("F2")[0].id


@pytest.mark.parametrize("paper", [paper.as_posix() for paper in papers(Project(ROOT))])
def test_every_number_that_a_reader_sees_is_found_alone_and_in_full(paper: str) -> None:
    catalogue = Catalogue(Project(ROOT))
    said, numbered = printed(Project(ROOT), Path(paper)), numbers(Project(ROOT), Path(paper))
    assert len(said) > 10
    for label, name in said.items():
        assert label in [thing.id for thing in catalogue.named(name)], name
        assert label in [thing.id for thing in catalogue.named(numbered[label])]
    for label in (label for label, number in numbered.items() if number == "S4" and label.startswith("tbl-")):
        assert [thing.id for thing in catalogue.named("附表S4")] == [label]


def test_a_section_is_shown_with_its_places_in_each_language() -> None:
    (card,) = show(Project(ROOT), "Section 3.4")
    assert (card["kind"], card["id"]) == ("section", "sec-licences")
    assert [place.partition("/")[2][:2] for place in card["written in"]] == ["en", "zh"]
    assert card["used in"]["text"]


def test_the_mark_of_a_finding_is_found_as_the_page_prints_it() -> None:
    table = (ROOT / "report" / "en" / "01-introduction.qmd").read_text(encoding="utf-8")
    first = re.search(r"#(fnd-[\w-]+)", table)
    assert first is not None
    assert first[1] in [thing.id for thing in Catalogue(Project(ROOT)).named("F1")]


def test_the_nearest_have_the_same_letters() -> None:
    assert nearest("sm0012", ["sm091", "sm012", "jx012", "sm001", "smf012"])[:2] == ["sm012", "sm001"]


def test_lists_and_searches_read_what_people_wrote(study: Project, capsys: Capture) -> None:
    run = ["--project", str(study.root)]
    assert main([*run, "list", "claims", "--case", "sanming"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("sm001")
    assert lines[-1] == f"{len(lines) - 1} claims"
    for name in ("Sanming", "三明市"):
        assert main([*run, "list", "claims", "--case", name]) == 0
        assert capsys.readouterr().out.splitlines() == lines
    assert main([*run, "list", "claims", "--case", "sanmin"]) == 1
    assert "the nearest are: sanming" in capsys.readouterr().err
    assert main([*run, "search", "小案", "破案率"]) == 0
    assert "clearance-rate-small-cases" in capsys.readouterr().out
    assert main([*run, "search", "nothing-has-this"]) == 1
    # What never writes does not say that it wrote nothing.
    assert main([*run, "edit", "nothing-has-this"]) == 1
    assert "written" not in capsys.readouterr().err


def test_what_is_used_is_not_taken_out_and_every_use_is_named(study: Project, capsys: Capture) -> None:
    before = content(study)
    assert main(["--project", str(study.root), "remove", "jx001", "--yes"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"^report/en/[\w-]+\.qmd:\d+: \[id-in-use\]", said, re.MULTILINE)
    assert content(study) == before


def test_what_nothing_uses_is_taken_out_line_by_line(study: Project, capsys: Capture) -> None:
    path = study.published / "claims.csv"
    before = path.read_bytes()
    row = "jx001,jiaxing,clearance-rate-criminal,9%,1,2019,2019,stated,jiaxing2024hexin,,,".replace("jx001", "zz901")
    path.write_bytes(before + row.encode() + b"\n")
    assert main(["--project", str(study.root), "remove", "zz901", "--dry-run"]) == 0
    assert path.read_bytes() != before
    assert main(["--project", str(study.root), "remove", "zz901", "--yes"]) == 0
    assert path.read_bytes() == before
    assert "written: data/published/claims.csv" in capsys.readouterr().out


def test_a_source_is_taken_out_with_its_whole_entry(study: Project) -> None:
    text = study.references.read_text(encoding="utf-8")
    extra = "@online{zz2024page,\n  title = {A page},\n  date = {2024},\n  url = {https://example.org/zz},\n"
    extra += "  langid = {english},\n  author = {{Nobody}},\n  keywords = {literature}\n}\n"
    study.references.write_text(f"{text}\n{extra}", encoding="utf-8")
    assert main(["--project", str(study.root), "remove", "zz2024page", "--yes"]) == 0
    assert study.references.read_text(encoding="utf-8").rstrip("\n") == text.rstrip("\n")


def test_clean_deletes_what_is_made_and_nothing_else(study: Project, capsys: Capture) -> None:
    before = content(study)
    study.generated.mkdir()
    study.variables.write_text("en: {}\n", encoding="utf-8")
    assert main(["--project", str(study.root), "clean", "--dry-run"]) == 0
    assert study.variables.exists()
    assert main(["--project", str(study.root), "clean"]) == 0
    assert content(study) == before
    assert "report/generated" in capsys.readouterr().out


LINES = [line for said in COMMANDS.values() for line in said.get("examples", ())]


@pytest.mark.parametrize("line", LINES)
def test_every_example_of_a_help_is_read_by_the_command_line(line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])[1:]
    assert cli._parser(words).parse_args(words).command == words[0]


def test_every_command_has_an_example_and_a_function_that_does_it() -> None:
    for name, said in COMMANDS.items():
        assert "examples" in said or name in ("add", "prepare", "finish", "install-quarto", "simulate sensitivity")
        if "run" in said:
            module, _, function = said["run"].partition(".")
            assert callable(getattr(import_module(f"policy_report.commands.{module}"), function))


@pytest.mark.parametrize(("words", "meant"), [(["biuld"], "build"), (["build", "--engin", "auto"], "--engine")])
def test_a_slip_is_answered_with_what_may_have_been_meant(words: list[str], meant: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(words)
    said = capsys.readouterr().err
    assert f"did you mean {meant}" in said
    assert "usage" not in said
    assert "choose from" not in said


def test_what_is_missing_is_answered_with_what_may_stand_there(capsys: Capture) -> None:
    for command, said in (("add", "claim, source, table"), ("list", "claims, series"), ("compare", "examples:")):
        with pytest.raises(SystemExit):
            main([command])
        assert said in capsys.readouterr().err


def test_only_what_writes_says_that_nothing_was_written(study: Project, capsys: Capture) -> None:
    for command, writes in ((("compare", "nosuch", "nosuch"), False), (("remove", "nosuch"), True)):
        assert main(["--project", str(study.root), *command]) == 1
        error = capsys.readouterr().err
        assert error.startswith("[id-unknown]")
        assert ("nothing was written" in error) is writes


def test_without_a_command_it_says_what_can_be_done(capsys: Capture) -> None:
    assert main([]) == 0
    assert "first steps:" in capsys.readouterr().out
