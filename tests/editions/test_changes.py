"""Two snapshots are compared by meaning: what changed is named once, and what did not is not."""

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from policy_report.cli import main
from policy_report.editions.changes import Change, as_text, changes, screenful
from policy_report.editions.since import edition_record, since_last
from policy_report.editions.snapshot import FILE, Snapshot, read_snapshot
from policy_report.errors import ProjectError
from policy_report.project import Project, keep_file
from policy_report.text.language import Language
from tests.commands.test_new import PORTS, new
from tests.studies.test_studies import MADE, STUDIES


def row(**changed: str) -> dict[str, str]:
    said = {"table": "claims", "case": "north", "phrase": "over 80%", "reading": "(80, 100] percent level"}
    return {**said, **changed}


OLD = Snapshot(
    rows={"n1": row(), "n2": row(), "n3": row()},
    verdicts={"n1 n2": "same"},
    contradictions={"excluding-values--n1--n3": "n1, n3, strict"},
    findings={"fnd-a": {"holds": "yes", "gap": "+5%"}, "fnd-b": {"holds": "yes", "gap": "+5%", "margins": "5, 3"}},
    numbers={"ports.gap": "+5%"},
    sentences={"en": [["It grew by {{< var en.n1 >}}.", "It grew by over 80%.", "report/en/1.qmd:3"]]},
)


def by(margins: str) -> dict[str, Any]:
    return {"findings": {**OLD.findings, "fnd-b": {**OLD.findings["fnd-b"], "margins": margins}}}


def kinds(**new: Any) -> list[tuple[str, str]]:
    return [(change.kind, change.key) for change in changes(OLD, Snapshot(**{**vars(OLD), **new}))]


def test_nothing_changed_is_nothing() -> None:
    assert changes(OLD, read_snapshot(OLD.to_json(), "snapshot.json"), ({"en/fig-a": "1"}, {"en/fig-a": "1"})) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"rows": {**OLD.rows, "n4": row()}}, ("row-new", "n4")),
        ({"rows": {"n1": row(), "n2": row()}}, ("row-withdrawn", "n3")),
        ({"rows": {**OLD.rows, "n2": row(case="south")}}, ("row-revised", "n2")),
        ({"rows": {**OLD.rows, "n2": row(reading="[80, 100] percent level")}}, ("reading-changed", "n2")),
        ({"verdicts": {"n1 n2": "none"}}, ("verdict-changed", "n1 n2")),
        ({"contradictions": {}}, ("contradiction-gone", "excluding-values")),
        ({"findings": {**OLD.findings, "fnd-a": {"holds": "no", "gap": "0%"}}}, ("finding-fell", "fnd-a")),
        ({"findings": {**OLD.findings, "fnd-a": {"holds": "yes", "gap": "+1%"}}}, ("finding-moved", "fnd-a")),
        (
            {"findings": {**OLD.findings, "fnd-b": {**OLD.findings["fnd-b"], "margins": "5, 2"}}},
            ("finding-weaker", "fnd-b"),
        ),
        (
            {"findings": {**OLD.findings, "fnd-b": {**OLD.findings["fnd-b"], "margins": "7, 3"}}},
            ("finding-stronger", "fnd-b"),
        ),
        ({"numbers": {"ports.gap": "+6%"}}, ("number-changed", "ports.gap")),
        ({"sentences": {"en": [[OLD.sentences["en"][0][0], "It grew by 90%.", ""]]}}, ("sentence-moved", "en")),
        ({"sentences": {"en": [["It fell.", "It fell.", ""]]}}, ("sentence-rewritten", "en")),
        ({"sentences": {"en": []}}, ("sentence-gone", "en")),
    ],
)
def test_each_change_is_named_alone(part: dict[str, Any], found: tuple[str, str]) -> None:
    assert kinds(**part) == [found]


def test_what_no_longer_holds_comes_first_and_new_coverage_last() -> None:
    new = {
        "rows": {**OLD.rows, "n4": row()},
        "contradictions": {**OLD.contradictions, "outside-scale--n4": "n4, strict"},
        "findings": {**OLD.findings, "fnd-b": {"holds": "no", "gap": "0%", "margins": "1"}},
        "numbers": {"ports.gap": "+6%"},
    }
    ranked = ["finding-fell", "contradiction-new", "number-changed", "row-new"]
    assert [kind for kind, _ in kinds(**new)] == ranked


def test_what_an_older_engine_noted_no_margins_of_has_not_changed() -> None:
    findings = {**OLD.findings, "fnd-a": {**OLD.findings["fnd-a"], "margins": "5"}}
    assert kinds(findings=findings) == []


def test_a_redrawn_figure_shows_other_numbers() -> None:
    assert changes(OLD, OLD, ({"en/fig-a": "1", "en/fig-b": "1"}, {"en/fig-a": "1", "en/fig-b": "2"})) == [
        Change("figure-redrawn", "en/fig-b")
    ]


def test_many_changes_fit_on_a_screen_and_none_is_left_out_of_the_whole() -> None:
    found = [Change("row-new", f"n{number}") for number in range(99)] + [Change("number-new", "a.b")]
    assert len(screenful(found).split("\n")) <= 25
    assert "99 new claims and values" in screenful(found)
    assert len(as_text(found).split("\n")) == 102


@pytest.mark.parametrize(
    ("text", "code"), [("{", "snapshot-broken"), ("[]", "snapshot-broken"), ('{"version": 9}', "snapshot-version")]
)
def test_another_snapshot_is_refused(text: str, code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read_snapshot(text, "snapshot.json")
    assert caught.value.problems[0].code == code


def test_the_supplement_tells_what_changed_in_its_own_language(tmp_path: Path) -> None:
    project = Project(tmp_path)
    new = replace(
        OLD,
        rows={**OLD.rows, "n2": row(phrase="over *90%*")},
        verdicts={f"n{number} n1": "same" for number in range(50)},
        sentences={"en": [[OLD.sentences["en"][0][0], "It grew by 90%.", ""]]},
    )
    keep_file(project.state / FILE, new.to_json())
    assert "首版" in since_last(project, Language.ZH)
    keep_file(project.last_edition, edition_record("2025", "2025-12-01", OLD))
    told = {language: since_last(project, language) for language in Language}
    assert "edition 2025 of 2025\\-12\\-01" in told[Language.EN]
    assert r"1 revised claims and values: `n2` phrase over 80\% → phrase over \*90\%\*" in told[Language.EN]
    assert "and 10 more" in told[Language.EN]
    assert [r"It grew by 90\%" in text for text in told.values()] == [True, False]
    keep_file(project.last_edition, edition_record("2025", "2025-12-01", new))
    assert since_last(project, Language.EN).startswith("Nothing ")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The numbers of a small study, made once."""
    target = tmp_path_factory.mktemp("editions") / "study"
    shutil.copytree(STUDIES / "police_forces", target, ignore=shutil.ignore_patterns(*MADE))
    assert main(["--project", str(target), "build", "snapshot"]) == 0
    return Project(target)


def test_a_build_says_what_it_changed_and_nothing_else(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    claims = built.published / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    capsys.readouterr()
    claims.write_text(text.replace("17 per cent of crimes", "18 per cent of crimes"), encoding="utf-8")
    assert main(["--project", str(built.root), "build", "snapshot", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    claims.write_text(text, encoding="utf-8")
    assert main(["--project", str(built.root), "build", "snapshot"]) == 0
    said = capsys.readouterr().out
    own = [change for change in found if change["kind"].startswith(("row", "reading"))]
    assert [(change["kind"], change["key"]) for change in own] == [
        ("row-revised", "wm001"),
        ("reading-changed", "wm001"),
    ]
    moved = [change for change in found if change["kind"] == "sentence-moved"]
    assert any("18%" in change["after"] and "17%" in change["before"] for change in moved)
    assert all(change["where"].startswith("report/en/") for change in moved)
    assert "what changed since the last build:" in said
    assert "wm001 phrase 18 per cent of crimes → phrase 17 per cent of crimes" in said


def test_an_addition_that_contradicts_says_so_before_it_writes(
    built: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    given = {"case": "west-midlands", "indicator": "charge-rate", "phrase": "31 per cent", "period-start": "2018-04"}
    given |= {"period-end": "2019-03", "period-basis": "stated", "source": "expressandstar2019charges"}
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    before = (built.published / "claims.csv").read_bytes()
    assert main(["--project", str(built.root), "add", "claim", *options]) == 1
    said = capsys.readouterr().out
    assert "[contradiction-new] new contradiction: values exclude each other" in said
    assert "wm002" in said
    assert (built.published / "claims.csv").read_bytes() == before


def test_a_build_that_stops_says_what_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = Project(tmp_path / "ports")
    assert new(study.root, *PORTS, "--language", "en") == 0
    building = ["--project", str(study.root), "build", "findings", "snapshot"]
    assert main(building) == 0
    claims = study.published / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    for phrase, code, said in (
        ("64%", 0, "1 findings that hold by more"),
        ("90%", 1, "1 findings that no longer hold"),
    ):
        claims.write_text(text.replace("64.5%", phrase), encoding="utf-8")
        capsys.readouterr()
        assert main(building) == code
        shown = capsys.readouterr()
        assert said in (shown.err if code else shown.out)
    assert "what would change:" in shown.err
