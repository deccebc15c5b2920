"""`policy-report simulate sensitivity` studies what decides the comparison, and keeps what it found."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from policy_report.cli import main
from policy_report.project import Project

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A study of four samples is done before a second process has started."""
    monkeypatch.setattr("policy_report.pools.cores", lambda: 1)


def run(study: Project, *arguments: str) -> int:
    return main(["--project", str(study.root), "simulate", "sensitivity", "--samples", "2", *arguments])


def kept(study: Project) -> list[Path]:
    return sorted((study.state / "cache").glob("*"))


def test_the_tables_show_indices_and_shares_and_say_what_they_are(study: Project, capsys: Capture) -> None:
    assert run(study) == 0
    shown = capsys.readouterr()
    assert "Sobol indices of parallel less tiered" in shown.out
    assert "Share of the space in which a regime is first" in shown.out
    assert "can carry the load in" in shown.out
    assert "not evidence about the cases" in shown.out
    assert "runs of the models" in shown.err


def test_the_same_question_is_answered_once(study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(study) == 0
    first = capsys.readouterr().out
    monkeypatch.setattr("policy_report.models.sensitivity.study", None)
    assert run(study) == 0
    assert capsys.readouterr().out == first
    assert len(kept(study)) == 1


def test_another_question_is_another_file(study: Project) -> None:
    for arguments in ((), ("--seed", "2"), ("--scenario", "as_published"), ("--samples", "4")):
        assert run(study, *arguments) == 0
    assert len(kept(study)) == 4


def test_a_changed_range_is_another_question(study: Project) -> None:
    assert run(study) == 0
    path = study.published / "process_parameters.csv"
    text = path.read_text(encoding="utf-8")
    assert ",120,60,240,count," in text
    path.write_text(text.replace(",120,60,240,count,", ",120,60,200,count,"), encoding="utf-8")
    assert run(study) == 0
    assert len(kept(study)) == 2


def test_changed_code_is_another_question(study: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(study) == 0
    (tmp_path / "changed.py").write_text("# other code\n", encoding="utf-8")
    changed = SimpleNamespace(files=lambda _: [str(tmp_path / "changed.py")])
    monkeypatch.setattr("policy_report.build.cache.study_code", lambda _: changed)
    assert run(study) == 0
    assert len(kept(study)) == 2


def test_options_of_simulate_count_wherever_they_stand(study: Project, capsys: Capture) -> None:
    before = ["--project", str(study.root), "simulate", "--seed", "7", "--scenario", "as_published", "--json"]
    assert main([*before, "sensitivity", "--samples", "2"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["seed"], found["scenario"]) == (7, "as_published")


@pytest.mark.parametrize("option", [["--set", "analysts=90"], ["--regime", "tiered"], ["--cases", "5000"]])
def test_options_that_a_study_cannot_use_are_refused(study: Project, option: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--project", str(study.root), "simulate", *option, "sensitivity", "--samples", "2"])
    assert caught.value.code == 2
    assert f"takes no {option[0]}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--samples", "0"), "samples-not-positive"),
        (("--samples", "100"), "samples-not-power-of-two"),
        (("--seed", "-1"), "seed-negative"),
        (("--scheduler", "127.0.0.1:1"), "scheduler-unreachable"),
        (("--scheduler", ""), "scheduler-unreachable"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(
    study: Project, capsys: Capture, arguments: tuple[str, ...], code: str
) -> None:
    assert run(study, *arguments) == 1
    error = capsys.readouterr().err
    assert f"[{code}]" in error
    assert "remedy:" in error
    assert kept(study) == []


def test_an_interrupt_keeps_nothing_half_written(
    study: Project, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policy_report.models.sensitivity.sweep", interrupted)
    assert run(study) == 130
    assert "nothing is half-written" in capsys.readouterr().err
    assert kept(study) == []
