"""No code of a study runs before its user has agreed; where they have is remembered outside of the study."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from policy_report.editions.archive import packed
from policy_report.errors import ProjectError
from policy_report.project import Project
from policy_report.render.extensions import MASTERS, runnable
from policy_report.trust import AGREED, is_trusted, trust
from tests.conftest import ROOT
from tests.editions.test_archive import DAY
from tests.trials import named, rows

FORCES = Path("tests", "studies", "police_forces")
TRAP = "import pathlib\npathlib.Path({ran!r}).touch()\n"


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A study with a package that says when it runs, as somebody sent it."""
    monkeypatch.delenv(AGREED, raising=False)
    study = tmp_path / "study"
    shutil.copytree(ROOT / FORCES, study, ignore=shutil.ignore_patterns("_build"))
    with (study / "study.toml").open("r+", encoding="utf-8") as file:
        said = file.read()
        file.seek(0)
        file.write(f'package = "sent_by_mail"\n{said}')
    ran = TRAP.format(ran=str(tmp_path / "ran"))
    for name in ("sent_by_mail/__init__.py", "sent_by_mail/commands/own.py", "sitecustomize.py"):
        (study / "scripts" / name).parent.mkdir(parents=True, exist_ok=True)
        (study / "scripts" / name).write_text(ran, encoding="utf-8")
    return Project(study)


def run(project: Project, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "policy_report", "--project", str(project.root), *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)


@pytest.mark.parametrize("command", [("build", "--why"), ("check",), ("show", "wm001"), ("cite",)])
def test_nothing_of_a_study_from_elsewhere_runs(foreign: Project, command: tuple[str, ...]) -> None:
    # What pandas imports if it is found.
    shutil.copy(foreign.root / "scripts" / "sitecustomize.py", foreign.root / "scripts" / "numexpr.py")
    done = run(foreign, *command)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stdout
    assert "[study-not-trusted]" in done.stderr
    assert "--trust" in done.stderr
    assert not foreign.root.with_name("ran").exists()
    assert not foreign.state.exists()


def test_what_was_agreed_to_once_runs_from_then_on(foreign: Project) -> None:
    assert run(foreign, "build", "--why", "--trust").returncode == 0
    ran = foreign.root.with_name("ran")
    ran.unlink()
    assert run(foreign, "build", "--why").returncode == 0
    assert ran.exists()
    moved = Project(foreign.root.rename(foreign.root.with_name("moved")))
    assert "[study-not-trusted]" in run(moved, "build", "--why").stderr


@pytest.mark.parametrize(("answer", "trusted"), [(b"y\n", True), (b"n\n", False)])
def test_somebody_at_a_terminal_is_asked(foreign: Project, answer: bytes, trusted: bool) -> None:
    pty = pytest.importorskip("pty")
    terminal, theirs = pty.openpty()
    os.write(terminal, answer)
    command = [sys.executable, "-m", "policy_report", "--project", str(foreign.root), "build", "--why"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=environment, cwd=ROOT, check=False
    )
    os.close(theirs)
    assert b"[y/N]" in os.read(terminal, 4000)
    os.close(terminal)
    assert (done.returncode == 0, foreign.root.with_name("ran").exists()) == (trusted, trusted)
    assert is_trusted(foreign) is trusted


def test_where_nothing_can_be_remembered_a_study_is_trusted_this_once(
    foreign: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "no folder").touch()
    for state in (str(tmp_path / "no folder"), "relative"):
        monkeypatch.setenv("XDG_STATE_HOME", state)
        monkeypatch.delenv(AGREED, raising=False)
        assert not is_trusted(foreign)
        trust(foreign)
        assert is_trusted(foreign)
    assert not Path("relative").exists()


def test_a_filter_of_the_study_is_code_and_a_copy_of_the_engines_is_never_run(foreign: Project) -> None:
    name = "policy-report/findings.lua"
    copy = foreign.extensions / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(MASTERS / name, copy)
    assert runnable(foreign, f"report/_extensions/{name}") == MASTERS / name
    copy.write_text("os.remove('x')", encoding="utf-8")
    assert runnable(foreign, f"report/_extensions/{name}") == MASTERS / name
    copy.unlink()
    assert runnable(foreign, f"report/_extensions/{name}") == MASTERS / name
    for own in ("report/own.lua", "report/_extensions/../own.lua", f"report/en/{name}"):
        with pytest.raises(ProjectError, match="study-not-trusted"):
            runnable(foreign, own)
    trust(foreign)
    assert runnable(foreign, "report/own.lua") == foreign.root / "report" / "own.lua"


def test_an_archive_with_code_is_not_built_unasked(foreign: Project, tmp_path: Path) -> None:
    names = ("study.toml", "_quarto.yml", "scripts/sent_by_mail/__init__.py", "scripts/sitecustomize.py")
    files = {name: (foreign.root / name).read_bytes() for name in names}
    files["pandas.py"] = files["scripts/sitecustomize.py"]
    (tmp_path / "sent.zip").write_bytes(packed(files, DAY, {"engine": {"renderer": "embedded"}}))
    done = run(Project(tmp_path), "verify", str(tmp_path / "sent.zip"))
    assert (done.returncode, "[study-not-trusted]" in done.stderr) == (1, True)
    assert not (tmp_path / "ran").exists()


def test_git_which_obeys_the_settings_of_a_study_is_not_run_unasked(foreign: Project) -> None:
    (foreign.root / "study.toml").write_text((ROOT / FORCES / "study.toml").read_text(encoding="utf-8"), "utf-8")
    (foreign.root / ".gitattributes").write_text("* filter=own\n", encoding="utf-8")
    runs = ["config", "filter.own.smudge", f"touch '{foreign.root.with_name('ran')}'; cat"]
    by = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*by, "commit", "-qm", "All"], runs):
        subprocess.run(["git", "-C", str(foreign.root), *words], check=True, capture_output=True)
    done = run(foreign, "diff", "HEAD", "HEAD")
    assert (done.returncode, "[study-not-trusted]" in done.stderr) == (1, True)
    assert not foreign.root.with_name("ran").exists()


def test_the_table_of_what_was_tried_has_a_row_for_all_that_is_counted() -> None:
    patterns = [re.sub(r"\\{.*?\\}", ".+", re.escape(name)) for name in named()]
    others = [row for row in rows() if not any(re.fullmatch(pattern, row) for pattern in patterns)]
    assert others == ["changes of one place in the reader, comparability and bounds"]  # `tests/mutants.py` counts them
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, row) for row in rows())] == []
