"""What was altered is made again, a corrupt state costs a rebuild, and what the machine refuses is said in a line."""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_report.errors import MachineError, machine_faults_said
from tests.commands.test_new import PORTS, new
from tests.conftest import ROOT

MADE = ("_output", "data/tidy", "figures", "report/generated", "_variables.yml")
GARBAGE = (b"", b"[]", b"null", b"{", b"\x00\xff\xfe", b'{"version": 999}', b"[" * 5000)


def run(study: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, as people start it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])}
    command = [sys.executable, "-m", "policy_report", "--project", str(study), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def build(study: Path) -> "subprocess.CompletedProcess[str]":
    return run(study, "build", "--engine", "embedded", "--only", "html")


def made(study: Path) -> dict[str, str]:
    """What a build makes, by digest."""
    below = (path for name in MADE for path in (study / name, *(study / name).rglob("*")))
    files = (path for path in below if path.is_file() and path.name != "README.md")
    return {path.relative_to(study).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A study as built, and what was made."""
    study = tmp_path_factory.mktemp("faults") / "ports"
    assert new(study, *PORTS, "--language", "en") == 0
    done = build(study)
    assert done.returncode == 0, done.stderr
    return study, made(study)


def state_files(study: Path) -> list[Path]:
    return [path for path in sorted((study / "_build").rglob("*")) if path.is_file()]


@pytest.mark.slow
def test_a_made_file_that_was_altered_is_made_again(built: tuple[Path, dict[str, str]]) -> None:
    study, before = built
    for name in before:
        path = study / name
        text, stat = path.read_bytes(), path.stat()
        # Of the same size and time, so that only its content tells.
        path.write_bytes(text[:-2] + b"#\n")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    done = build(study)
    assert (done.returncode, made(study)) == (0, before), done.stderr


@pytest.mark.slow
def test_a_merge_conflict_in_made_data_is_made_away(built: tuple[Path, dict[str, str]]) -> None:
    study, before = built
    for path in (study / "data" / "tidy").glob("*.csv"):
        path.write_text(f"<<<<<<< ours\n{path.read_text(encoding='utf-8')}=======\n>>>>>>> theirs\n", encoding="utf-8")
    done = build(study)
    assert (done.returncode, made(study)) == (0, before), done.stderr


class Evil:
    """Would write a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (Path.touch, (self.path,))


@pytest.mark.slow
@pytest.mark.parametrize("garbage", [*GARBAGE, None, "folder"], ids=lambda what: repr(what)[:12])
def test_a_corrupt_state_costs_a_rebuild_and_runs_nothing(
    built: tuple[Path, dict[str, str]], garbage: bytes | str | None, tmp_path: Path
) -> None:
    study, before = built
    trap = tmp_path / "it ran"
    for path in state_files(study):
        path.unlink()
        if garbage == "folder":
            path.mkdir()
        else:
            path.write_bytes(garbage if isinstance(garbage, bytes) else pickle.dumps(Evil(trap)))
    done = build(study)
    assert "Traceback" not in done.stderr + done.stdout
    assert (done.returncode, made(study)) == (0, before), done.stderr
    assert not trap.exists()


@pytest.mark.slow
def test_nobody_reading_on_is_no_fault(built: tuple[Path, dict[str, str]]) -> None:
    study, _ = built
    command = f'"{sys.executable}" -m policy_report --project "{study}" show no001 | head -1'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_file_where_a_folder_should_be_is_told(built: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    study = tmp_path / "copy"
    shutil.copytree(built[0], study)
    shutil.rmtree(study / "_output")
    (study / "_output").write_text("", encoding="utf-8")
    done = build(study)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "file-in-the-way" in done.stderr


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(28, "No space left on device", "a.html"), "disk-full"),
        (PermissionError(13, "Permission denied", "a.html"), "not-permitted"),
        (IsADirectoryError(21, "Is a directory", "a.html"), "file-in-the-way"),
        (OSError("input/output (os error 28)"), "disk-full"),
        (MemoryError(), "memory-full"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "package-missing"),
    ],
)
def test_what_the_machine_refuses_has_a_code_and_a_remedy(fault: Exception, code: str) -> None:
    with pytest.raises(MachineError) as caught, machine_faults_said():
        raise fault
    (problem,) = caught.value.problems
    assert (problem.code, bool(problem.remedy)) == (code, True)
