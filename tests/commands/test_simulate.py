"""`policy-report simulate` prints what the regimes make of the same cases, and keeps it."""

import json
from pathlib import Path

import pytest

from policy_report.cli import main
from policy_report.project import Project

Capture = pytest.CaptureFixture[str]


def run(study: Project, *arguments: str) -> int:
    return main(["--project", str(study.root), "simulate", "--cases", "2000", *arguments])


def kept(study: Project) -> list[Path]:
    return sorted((study.state / "cache").glob("*"))


def test_the_table_shows_every_regime_and_class_and_says_what_it_is(study: Project, capsys: Capture) -> None:
    assert run(study) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("separate", "tiered", "parallel", "small", "large", "within 48 h"))
    assert "saturates at" in shown
    assert "not evidence about the cases" in shown


def test_data_instead_of_a_table(study: Project, capsys: Capture) -> None:
    assert run(study, "--json", "--regime", "tiered", "--scenario", "as_published", "--set", "small_share=1") == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["regimes"]) == ["tiered"]
    assert found["parameters"]["small_share"] == 1
    assert found["regimes"]["tiered"]["lead_time"]["large"]["mean"]["value"] is None


def test_the_same_question_is_answered_once(study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(study) == 0
    first = capsys.readouterr().out
    monkeypatch.setattr("policy_report.models.simulation.evaluate", None)
    assert run(study) == 0
    assert capsys.readouterr().out == first
    assert len(kept(study)) == 1


def test_another_question_is_another_file(study: Project) -> None:
    for arguments in ((), ("--seed", "2"), ("--set", "analysts=90"), ("--scenario", "as_published")):
        assert run(study, *arguments) == 0
    assert len(kept(study)) == 4


def test_of_all_regimes_one_beyond_its_limit_is_marked(study: Project, capsys: Capture) -> None:
    assert run(study, "--set", "cases_per_day=70") == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "BEYOND ITS LIMIT" in line]
    assert [line.split(":")[0] for line in lines] == ["parallel"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--regime", "parallel", "--set", "cases_per_day=70"), "load-unstable"),
        (("--regime", "mixed"), "regime-unknown"),
        (("--scenario", "more"), "scenario-unknown"),
        (("--set", "analysts=59"), "staff-too-few"),
        (("--set", "analysts"), "setting-malformed"),
        (("--set", "analysts=many"), "setting-malformed"),
        (("--set", "analyst=90"), "parameter-unknown"),
        (("--set", "small_share=2"), "parameter-out-of-range"),
        (("--cases", "10"), "cases-too-few"),
        (("--seed", "-1"), "seed-negative"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(
    study: Project, capsys: Capture, arguments: tuple[str, ...], code: str
) -> None:
    assert run(study, *arguments) == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert kept(study) == []


def test_a_study_without_models_says_so(study: Project, capsys: Capture) -> None:
    described = study.root / "study.toml"
    described.write_text(described.read_text(encoding="utf-8").replace('package = "', '# "'), encoding="utf-8")
    assert run(study) == 1
    error = capsys.readouterr().err
    assert "[model-missing]" in error
    assert "process_model" in error
