"""What was altered is made again, a corrupt state costs a rebuild, and what the machine refuses is said in a line."""

import csv
import errno
import hashlib
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from policy_report import project as project_room
from policy_report.cli import main
from policy_report.errors import MachineError, machine_faults_said
from policy_report.render.pandoc import run_program
from policy_report.trust import AGREED
from tests.commands.test_new import PORTS, new
from tests.conftest import ALL, ROOT
from tests.trials import tried

MADE = ("_output", "data/tidy", "figures", "report/generated", "_variables.yml")
GARBAGE = (b"", b"[]", b"null", b"{", b"\x00\xff\xfe", b'{"version": 999}', b"[" * 5000)
KINDS = (*GARBAGE, "pickle", "flipped", "version", "folder")

BUILD = ["build", "--engine", "embedded", "--only", "html"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])}


def run(
    study: Path, *arguments: str, limit: Callable[[], None] | None = None, by: Sequence[str] = ()
) -> "subprocess.CompletedProcess[str]":
    """A command in a process of its own, as people start it; `by` another, or under a limit."""
    command = [*by, sys.executable, "-m", "policy_report", "--project", str(study), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=trusting(study), check=False, preexec_fn=limit)


def start(study: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Begin a command and do not wait for its end."""
    command = [sys.executable, "-m", "policy_report", "--project", str(study), *arguments]
    return subprocess.Popen(command, env=trusting(study), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def trusting(study: Path) -> dict[str, str]:
    """Trust a copy of a study that was made here."""
    return {**ENVIRONMENT, AGREED: json.dumps(str(study.resolve()))}


def build(study: Path) -> "subprocess.CompletedProcess[str]":
    return run(study, *BUILD)


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
    tried("made files altered at the same size and time", len(before))
    done = build(study)
    assert (done.returncode, made(study)) == (0, before), done.stderr


@pytest.mark.slow
def test_a_merge_conflict_in_made_data_is_made_away(built: tuple[Path, dict[str, str]]) -> None:
    study, before = built
    for path in (study / "data" / "tidy").glob("*.csv"):
        path.write_text(f"<<<<<<< ours\n{path.read_text(encoding='utf-8')}=======\n>>>>>>> theirs\n", encoding="utf-8")
    done = build(study)
    assert (done.returncode, made(study)) == (0, before), done.stderr


def flipped(content: bytes) -> bytes:
    """The content with one bit in its middle the other way round."""
    middle = len(content) // 2
    return content[:middle] + bytes(byte ^ 1 for byte in content[middle : middle + 1]) + content[middle + 1 :]


class Evil:
    """Would write a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return (Path.touch, (self.path,))


def garbled(kind: bytes | str, content: bytes, trap: Path) -> bytes:
    """What a file of the state becomes."""
    if isinstance(kind, bytes):
        return kind
    return {
        "pickle": pickle.dumps(Evil(trap)),
        "flipped": flipped(content),
        "version": re.sub(rb'(?<=state )\d|(?<="version":)\d+', b"0", content, count=1),
    }[kind]


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(len(KINDS)) if ALL else (0, 5))
def test_a_corrupt_state_costs_a_rebuild_and_runs_nothing(
    built: tuple[Path, dict[str, str]], turn: int, tmp_path: Path
) -> None:
    """Each file is corrupt in another way; over all turns, each in every way."""
    study, before = built
    trap = tmp_path / "it ran"
    for at, path in enumerate(state_files(study), turn):
        kind, content = KINDS[at % len(KINDS)], path.read_bytes()
        path.unlink()
        if kind == "folder":
            path.mkdir()
        else:
            path.write_bytes(garbled(kind, content, trap))
    tried(
        "files of the state replaced by garbage, a pickle, a folder, another version, or itself with one bit changed",
        at + 1 - turn,
    )
    done = build(study)
    assert "Traceback" not in done.stderr + done.stdout
    assert (done.returncode, made(study)) == (0, before), done.stderr
    assert not trap.exists()


@pytest.mark.slow
def test_nobody_reading_on_is_no_fault(built: tuple[Path, dict[str, str]]) -> None:
    study, _ = built
    command = f'"{sys.executable}" -m policy_report --project "{study}" show no001 | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert "Traceback" not in done.stderr


@pytest.fixture
def copied(built: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the study as built, below a folder that has the name of a state folder."""
    return Path(shutil.copytree(built[0], tmp_path / "_build" / "copy"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["_output", "figures/en", "data/tidy"])
def test_a_file_where_a_folder_should_be_is_told(copied: Path, name: str) -> None:
    shutil.rmtree(copied / name)
    (copied / name).write_text("", encoding="utf-8")
    done = build(copied)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "file-in-the-way" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["_output/report/en/paper.html", "_variables.yml", "data/tidy/claims.csv"])
def test_a_folder_in_the_way_is_told_and_stays_with_all_that_is_in_it(copied: Path, name: str) -> None:
    (copied / name).unlink()
    (copied / name).mkdir()
    (copied / name / "thesis.txt").write_text("all of it", encoding="utf-8")
    before = made(copied)
    done = build(copied)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "file-in-the-way" in done.stderr
    assert made(copied) == before


@pytest.mark.slow
def test_a_build_that_fails_leaves_everything_as_it_was_and_loses_no_work(copied: Path) -> None:
    before, paper = made(copied), copied / "report" / "en" / "paper.qmd"
    claims = copied / "data" / "published" / "claims.csv"
    sound = paper.read_text(encoding="utf-8")
    # The evidence is read anew and tidied before the text is found to be wrong.
    header, first, *others = csv.reader(claims.read_text(encoding="utf-8").splitlines())
    first[header.index("note")] = "looked up again"
    with claims.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, first, *others])
    paper.write_text(f"{sound}\nAs @fig-nothing shows.\n", encoding="utf-8")
    done = build(copied)
    assert done.returncode == 1
    assert "nothing was written, and all stands as before" in done.stderr
    assert made(copied) == before
    paper.write_text(sound, encoding="utf-8")
    done = build(copied)
    assert done.returncode == 0, done.stderr
    assert "looked up again" in (copied / "data" / "tidy" / "claims.csv").read_text(encoding="utf-8")


def edit(study: Path) -> None:
    """Change a claim and the text."""
    claims, text = study / "data/published/claims.csv", study / "report/en/paper.qmd"
    claims.write_text(claims.read_text(encoding="utf-8").replace("over 80%", "over 70%"), encoding="utf-8")
    text.write_text(f"{text.read_text(encoding='utf-8')}\nA sentence more.\n", encoding="utf-8")


@pytest.fixture(scope="module")
def after(built: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed build makes after the edit."""
    study = Path(shutil.copytree(built[0], tmp_path_factory.mktemp("undisturbed") / "ports"))
    edit(study)
    done = build(study)
    assert done.returncode == 0, done.stderr
    return made(study)


SIZES = (100, 5_000, 20_000, 60_000, 150_000, 240_000)


def limited(name: str, most: int) -> Callable[[], None]:
    """What sets a limit of the system for the process that calls it."""
    import resource

    return lambda: resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
@pytest.mark.parametrize("longest", SIZES if ALL else SIZES[::4])
def test_a_build_whose_files_may_not_grow_is_told_and_the_next_one_gives_the_same_bytes(
    copied: Path, after: dict[str, str], longest: int
) -> None:
    before = made(copied)
    edit(copied)
    done = run(copied, *BUILD, limit=limited("FSIZE", longest))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "[disk-full]" in done.stderr
    assert made(copied) == before
    tried("builds whose files may not grow beyond 100 bytes to 240 kB")
    done = build(copied)
    assert (done.returncode, made(copied)) == (0, after), done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep this limit")
@pytest.mark.parametrize("megabytes", (150, 300, 450, 550) if ALL else (550,))
def test_a_build_that_may_not_have_the_memory_it_needs_is_told(
    copied: Path, after: dict[str, str], megabytes: int
) -> None:
    before = made(copied)
    edit(copied)
    done = run(copied, *BUILD, limit=limited("AS", megabytes << 20))
    assert (done.returncode, "Traceback" in done.stderr, "[memory-full]" in done.stderr) == (1, False, True)
    assert made(copied) == before
    tried("builds that may have 150 to 550 MB of memory")
    done = build(copied)
    assert (done.returncode, made(copied)) == (0, after), done.stderr


WORKERS_DIE = """
import multiprocessing, sys
from pathlib import Path
from policy_report.build.choice import Choice
from policy_report.build.graph import begin_helping
from policy_report.build.progress import build_with_progress
from policy_report.errors import MachineError
from policy_report.project import Project
from tests.commands.test_machine_faults import made

study, html = Path(sys.argv[1]), Choice(only=("html",), engine="embedded")
before = made(study)
begin_helping("policy_report.figures.style")
for worker in multiprocessing.active_children():
    worker.kill()
try:
    build_with_progress(Project(study), html, warm=True)
except MachineError as error:
    print(error)
assert made(study) == before
build_with_progress(Project(study), html)
"""


@pytest.mark.slow
def test_workers_that_the_system_kills_are_told_and_the_next_build_of_the_process_has_others(
    copied: Path, after: dict[str, str]
) -> None:
    tried("workers of a build killed, and programs that it runs")
    edit(copied)
    command = [sys.executable, "-c", WORKERS_DIE, str(copied)]
    done = subprocess.run(command, capture_output=True, text=True, env=trusting(copied), check=False)
    assert (done.returncode, "[memory-full]" in done.stdout, made(copied)) == (0, True, after), done.stderr


@pytest.mark.slow
def test_two_builds_and_one_that_watches_give_the_bytes_of_one(copied: Path, after: dict[str, str]) -> None:
    watching = start(copied, "watch", "--no-open", "--port", "0", "--engine", "embedded")
    try:
        edit(copied)
        assert [one.wait() for one in (start(copied, *BUILD), start(copied, *BUILD))] == [0, 0]
    finally:
        watching.kill()
        watching.wait()
    tried("two builds and a watching one at once")
    done = build(copied)
    assert (done.returncode, made(copied)) == (0, after), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("year", [1971, 2099][: 1 + ALL])
def test_clocks_that_jump_hide_no_edit(copied: Path, after: dict[str, str], year: int) -> None:
    edit(copied)
    for path in copied.rglob("*"):
        if path.is_file() and ("_build" in path.parts[-4:]) != (path.suffix in (".csv", ".qmd")):
            os.utime(path, ((year - 1970) * 31_557_600,) * 2)
    tried("clocks that jump, backwards and forwards, for state or sources")
    done = build(copied)
    assert (done.returncode, made(copied)) == (0, after), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", [["check"], ["show", "ex001"], ["cite"], ["explain", "ex001"], ["build"]])
def test_a_study_that_may_only_be_read_can_be_looked_at(copied: Path, command: list[str]) -> None:
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] if os.geteuid() == 0 else []
    if drop and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and nothing here takes that from it")
    tried("commands on a study that may only be read, its sources edited")
    edit(copied)
    before = made(copied)
    for path in (copied, *copied.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = run(copied, *command, by=drop)
    finally:
        for path in (copied, *copied.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert (done.returncode, "Traceback" in done.stderr) == (command == ["build"], False), done.stderr
    assert ("[not-permitted]" in done.stderr) == (command == ["build"])
    assert made(copied) == before


def refuse(*_: object) -> NoReturn:
    raise OSError(errno.EROFS, "Read-only file system")


@pytest.mark.parametrize("command", [["check"], ["show", "wm001"]])
def test_looking_at_a_study_that_cannot_be_written_needs_no_writing(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study"
    shutil.copytree(ROOT / "tests" / "studies" / "police_forces", study, ignore=shutil.ignore_patterns("_build"))
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    whole = project_room._temporary
    monkeypatch.setattr(
        project_room,
        "_temporary",
        lambda path, content: refuse() if path.is_relative_to(study) else whole(path, content),
    )
    assert main(["--project", str(study), *command]) == 0
    after = {path: path.read_bytes() for path in study.rglob("*") if path.is_file() and path.name != "lock"}
    assert after == before


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(28, "No space left on device", "a.html"), "disk-full"),
        (PermissionError(13, "Permission denied", "a.html"), "not-permitted"),
        (IsADirectoryError(21, "Is a directory", "a.html"), "file-in-the-way"),
        (OSError("input/output (os error 28)"), "disk-full"),
        (MemoryError(), "memory-full"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "package-missing"),
        (ImportError("x.so: failed to map segment from shared object"), "memory-full"),
        (RuntimeError("can't start new thread"), "memory-full"),
    ],
)
def test_what_the_machine_refuses_has_a_code_and_a_remedy(fault: Exception, code: str) -> None:
    with pytest.raises(MachineError) as caught, machine_faults_said():
        raise fault
    (problem,) = caught.value.problems
    assert (problem.code, bool(problem.remedy)) == (code, True)


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "sys.exit('pandoc: out of memory')"])
def test_a_program_for_which_the_system_has_no_memory_is_told(end: str) -> None:
    tried("workers of a build killed, and programs that it runs")
    with pytest.raises(MachineError, match="memory-full"):
        run_program([sys.executable, "-c", f"import os, sys; {end}"], b"")
