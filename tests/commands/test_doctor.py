"""`doctor` says what is lacking and what to do; shells complete commands; colours and links are for terminals."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policy_report.build import doctor
from policy_report.cli import main
from policy_report.commands import on_terminal
from tests.editions.test_archive import a_study

Capture = pytest.CaptureFixture[str]


def examined(capsys: Capture, *options: str) -> tuple[int, dict[str, dict[str, Any]]]:
    code = main([*options, "doctor", "--json"])
    return code, {one["what"]: one for one in json.loads(capsys.readouterr().out)}


def test_a_sound_study_has_no_faults(tmp_path: Path, capsys: Capture) -> None:
    study = a_study(tmp_path / "study")
    code, found = examined(capsys, "--project", str(study.root))
    assert (code, [one for one in found.values() if one["state"] == "fault"]) == (0, [])
    assert found["data"]["found"].split(" claims")[0].isdigit()
    assert all(one["remedy"] for one in found.values() if one["state"] != "ok")


def test_what_is_lacking_is_said_with_what_to_do(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = a_study(tmp_path / "study")
    (study.root / "requirements.lock").write_text("pandas==0.0.1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    (study.published / "claims.csv").write_text("id\n", encoding="utf-8")
    monkeypatch.setattr(doctor, "_ROOM", 10**18)
    code, found = examined(capsys, "--project", str(study.root))
    assert code == 1
    assert {name for name, one in found.items() if one["state"] == "fault"} == {"packages", "data", "disk"}
    assert "not 0.0.1" in found["packages"]["found"]


def test_outside_of_a_study_the_machine_is_looked_at(tmp_path: Path, capsys: Capture) -> None:
    code, found = examined(capsys, "--project", str(tmp_path))
    assert (code, found["study"]["state"], found["Python"]["state"]) == (0, "remark", "ok")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_its_completion(shell: str, capsys: Capture) -> None:
    assert main(["completion", shell]) == 0
    assert "policy-report" in capsys.readouterr().out


def test_a_shell_that_asks_is_told_the_commands(tmp_path: Path) -> None:
    answer, line = tmp_path / "answer", "policy-report cit"
    asked = {"_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line)), "_ARGCOMPLETE_IFS": "\n"}
    environment = {**os.environ, **asked, "_ARGCOMPLETE_STDOUT_FILENAME": str(answer)}
    subprocess.run([sys.executable, "-m", "policy_report"], env=environment, check=True, cwd=tmp_path)
    assert answer.read_text(encoding="utf-8").strip() == "cite"


def test_a_wrong_command_gets_the_nearest(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["biuld"])
    assert caught.value.code == 2
    assert "did you mean build?" in capsys.readouterr().err


def test_quiet_says_what_is_wrong_and_nothing_else(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--quiet", "quantity", "超80%"]) == 0
    assert main(["--quiet", "--project", str(tmp_path), "build"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "[project-not-found]" in shown.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_links_and_colours_stand_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "claims.csv").touch()
    text = "claims.csv:7:case: [case-unknown] no such case"
    shown = on_terminal(text, Terminal())
    assert f"\x1b]8;;{(tmp_path / 'claims.csv').as_uri()}\x1b\\claims.csv:7\x1b]8;;\x1b\\:case" in shown
    assert "\x1b[31mcase-unknown\x1b[0m" in shown
    assert on_terminal("other.csv:7: nothing", Terminal()) == "other.csv:7: nothing"
    assert on_terminal(text, io.StringIO()) == text
    monkeypatch.setenv("NO_COLOR", "1")
    assert on_terminal(text, Terminal()) == text
