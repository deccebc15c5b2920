"""The tutorial of the next edition does what it says: every command runs, and says each line that stands below it."""

import io
import re
import shlex
from pathlib import Path

import pytest

from policy_report.cli import main
from tests.conftest import ROOT

TUTORIAL = ROOT / "docs" / "how-to" / "next-edition.md"
_BLOCK = re.compile(r"^```(?P<kind>\w+) ?(?P<about>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_tutorial_runs_and_says_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    said, kinds = "", []
    for block in _BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8")):
        about, text = dict(re.findall(r"(\w+)=(\S+)", block["about"])), block["text"]
        kinds.append(block["kind"])
        if block["kind"] == "sh":
            capsys.readouterr()
            for line in text.splitlines():
                main(shlex.split(line)[1:])
            said = "".join(capsys.readouterr())
        elif block["kind"] == "text":
            missing = [line for line in text.splitlines() if line not in said]
            assert missing == [], said
        elif "append" in about:
            with Path(about["append"]).open("a", encoding="utf-8", newline="") as file:
                file.write(text)
        else:
            Path(about["file"]).write_bytes(text.encode(about.get("encoding", "utf-8")))
    assert kinds.count("sh") > 10
    assert Path("changes.html").read_text(encoding="utf-8").count("<h2>") == 1
