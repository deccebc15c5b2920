"""What keeps a page from being served or opened is said in one line, and the watching goes on."""

import socket
import webbrowser
from collections.abc import Callable
from typing import Any

import pytest

from policy_report.build import watching
from policy_report.build.choice import Choice
from policy_report.cli import main
from policy_report.project import Project


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[Choice]:
    """What is watched, instead of watching it; one build is told."""
    found: list[Choice] = []

    def watch(_: Project, choice: Choice, __: Any, say: Callable[[str], object]) -> None:
        found.append(choice)
        say("made 3 parts")

    monkeypatch.setattr(watching, "watch", watch)
    return found


def run(study: Project, *options: str) -> int:
    return main(["--project", str(study.root), "watch", "--port", "0", *options])


def test_pages_are_what_is_watched_unless_more_is_asked_for(study: Project, watched: list[Choice]) -> None:
    assert run(study, "--no-open") == run(study, "--no-open", "--only", "pdf", "--only", "en") == 0
    assert [choice.only for choice in watched] == [("html",), ("pdf", "en")]


@pytest.mark.usefixtures("watched")
def test_a_browser_that_cannot_be_opened_is_said(
    study: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: str) -> bool:
        raise webbrowser.Error("no display")

    for broken in (fail, lambda _: False):
        monkeypatch.setattr(webbrowser, "open", broken)
        assert run(study) == 0
        assert "no browser can be opened here; open http://127.0.0.1:" in capsys.readouterr().out


@pytest.mark.usefixtures("watched")
def test_a_port_in_use_is_said(study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        assert run(study, "--no-open", "--port", str(port)) == 0
    assert f"port {port} cannot be used; another was chosen" in capsys.readouterr().out
