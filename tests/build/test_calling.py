"""What a study's own code does wrong is told with its place; the engine's defects are left as they are."""

import sys
from pathlib import Path

import pytest

from policy_report.build.discovery import TaskFunctions, callable_of
from policy_report.errors import AnalysisError, Problem


def task(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> object:
    package = folder / name
    (package / "analysis").mkdir(parents=True)
    for init in (package, package / "analysis"):
        (init / "__init__.py").touch()
    (package / "analysis" / "counting.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    (found,) = TaskFunctions(((name, package),)).results
    return callable_of(found)(claims=[])


def problem(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Problem:
    with pytest.raises(AnalysisError) as caught:
        task(folder, name, text, monkeypatch)
    (only,) = caught.value.problems
    sys.modules.pop(name, None)
    return only


HEAD = "from policy_report.analysis.results import result\n{}\n@result\ndef counts(claims):\n    return {}\n"


def test_a_sound_function_gives_its_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert task(tmp_path, "sound_study_of_a_test", HEAD.format("", "len(claims)"), monkeypatch) == 0


def test_a_failing_function_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got = problem(tmp_path, "failing_study_of_a_test", HEAD.format("", "claims['no']"), monkeypatch)
    assert (got.code, got.file, got.row) == ("study-code-failed", "failing_study_of_a_test/analysis/counting.py", 5)
    assert got.text == "return claims['no']"


def test_a_module_that_does_not_import_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    got = problem(tmp_path, "broken_study_of_a_test", HEAD.format("import no_such_module", "0"), monkeypatch)
    assert (got.code, got.row) == ("study-code-broken", 2)
    assert "no_such_module" in got.message
