"""What the README tells a newcomer is true today."""

import re
import shlex
import subprocess
import sys

import pytest

from policy_report.cli import main
from policy_report.project import Project
from tests.conftest import ROOT
from tests.evidence.test_register import edit

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = "\n".join(re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)).replace("\\\n", " ")
COMMANDS = sorted({line.strip() for line in BLOCKS.splitlines() if line.strip().startswith("policy-report ")})


def said_by(*arguments: str) -> str:
    command = [sys.executable, "-m", "policy_report", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_exists_with_its_options(command: str) -> None:
    words = command.split()[1:]
    names = [words[0], *(["claim", "source", "table"] if words[0] == "add" else [])]
    levels = [name for name in names if name in words]
    usage = said_by(*levels, "--help")
    assert usage, f"no such command: {' '.join(levels)}"
    assert [word for word in words if word.startswith("--") and word not in usage] == []


def test_the_example_of_a_claim_is_true(study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """It is a row of the study: refused beside that row, and the same as it without."""
    (example,) = (command for command in COMMANDS if command.startswith("policy-report add claim --case"))
    added = ["--project", str(study.root), *shlex.split(example)[1:], "--yes"]
    assert main(added) == 1
    assert "[figure-repeated] jx013 states this figure" in capsys.readouterr().err
    table, row = study.published / "claims.csv", "jx013,jiaxing,clearance-rate-million-yuan,超80%,1,2023,2023,stated,"
    assert f"{row}jiaxing2024hexin,para 15," in table.read_text(encoding="utf-8")
    edit(study, "claims", lambda rows: rows.remove(next(one for one in rows if one["id"] == "jx013")))
    assert main([*added, "--id", "jx013"]) == 0
    assert f"{row}jiaxing2024hexin,para 15," in table.read_text(encoding="utf-8")


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"make (\w+)", README))
    assert {"report", "test"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, flags=re.MULTILINE)] == []


def test_every_place_that_the_readme_names_is_there_or_made() -> None:
    made = {"_output/", "report/generated/", "figures/", "_output/report/en/paper.html", "editions/2026-11.zip"}
    made |= {"data/edition.json"}
    paths = set(re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`", README)) - made
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_the_picture_is_there() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).stat().st_size > 1000
