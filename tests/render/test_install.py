"""The set-up tries once to install Quarto, and never stands in the way."""

import subprocess
from pathlib import Path

import pytest

from policy_report.render import install


@pytest.fixture(autouse=True)
def no_quarto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUARTO", raising=False)
    monkeypatch.setattr(install, "find_quarto", lambda: None)


def reachable(monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
    monkeypatch.setattr(install, "_reachable", lambda: answer)


def never(*_: object, **__: object) -> None:
    pytest.fail("nothing may be tried")


def test_it_can_be_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO", "no")
    monkeypatch.setattr(install, "_reachable", never)
    assert "QUARTO=no" in install.install_quarto(tmp_path / "attempt.txt")
    assert not (tmp_path / "attempt.txt").exists()


def test_quarto_that_is_there_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "find_quarto", lambda: Path("/opt/quarto"))
    monkeypatch.setattr(install, "_reachable", never)
    assert install.install_quarto(tmp_path / "attempt.txt") == f"Quarto: found at {Path('/opt/quarto')}"


def test_without_a_way_to_it_pip_is_not_started_and_nothing_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reachable(monkeypatch, False)
    monkeypatch.setattr(subprocess, "run", never)
    first = install.install_quarto(tmp_path / "attempt.txt")
    monkeypatch.setattr(install, "_reachable", never)
    second = install.install_quarto(tmp_path / "attempt.txt")
    assert "cannot be reached" in first
    assert "delete attempt.txt" in second
    assert "\n" not in first + second


def test_a_failed_installation_is_one_line_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(1, command)

    reachable(monkeypatch, True)
    monkeypatch.setattr(subprocess, "run", fail)
    assert "the installation failed" in install.install_quarto(tmp_path / "attempt.txt")


def test_it_is_installed_pinned_and_without_its_dependencies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    reachable(monkeypatch, True)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: commands.append(command))
    assert install.install_quarto(tmp_path / "attempt.txt") == f"Quarto: installed {install.QUARTO_VERSION}"
    (command,) = commands
    assert "--no-deps" in command
    assert command[-1] == f"quarto-cli=={install.QUARTO_VERSION}"
