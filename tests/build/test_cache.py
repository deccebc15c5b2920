"""A lengthy result is made once for the same frames and the same code."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from policy_report.build import cache as keeping
from policy_report.build.cache import make
from policy_report.build.discovery import LENGTHY, TaskFunction
from policy_report.build.state import encode
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import read_csv, to_csv
from policy_report.project import Project
from tests.conftest import ROOT, this_code, this_study

CALLS: list[int] = []
FRAME = pd.DataFrame({"id": ["a"], "value": [1.5]})
STUDY = this_study()
MAKER = TaskFunction("counted", __name__, "counted", Path(__file__), ("frame",), LENGTHY)


def counted(frame: pd.DataFrame) -> int:
    CALLS.append(len(frame))
    return len(CALLS)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    code = tmp_path / "code.py"
    code.write_text("one\n", encoding="utf-8")
    words = tmp_path / "faults.toml"
    words.write_text("", encoding="utf-8")
    monkeypatch.setattr(keeping, "study_code", lambda _: SimpleNamespace(files=lambda _: [str(code), str(words)]))
    CALLS.clear()
    return Project(tmp_path)


def test_the_same_frame_and_code_are_not_run_again(project: Project) -> None:
    assert [make(project, STUDY, MAKER, {"frame": FRAME}) for _ in range(3)] == [1, 1, 1]


def test_a_frame_that_was_read_back_is_the_same_frame(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    frame = read_register(Project(ROOT)).frames["process_parameters"]
    path.write_text(to_csv(frame), encoding="utf-8")
    assert [make(project, STUDY, MAKER, {"frame": one}) for one in (frame, read_csv(path))] == [1, 1]


def test_another_frame_or_other_code_is_run(project: Project, tmp_path: Path) -> None:
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 1
    assert make(project, STUDY, MAKER, {"frame": FRAME.assign(value=2.5)}) == 2
    (tmp_path / "code.py").write_text("two\n", encoding="utf-8")
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 3


def test_other_words_for_a_fault_are_no_other_code(project: Project, tmp_path: Path) -> None:
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 1
    (tmp_path / "faults.toml").write_text('"a" = ["b", "c"]', encoding="utf-8")
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 1


def test_of_the_locked_libraries_only_those_that_the_code_imports_count(project: Project, tmp_path: Path) -> None:
    code, lock = tmp_path / "code.py", tmp_path / "requirements.lock"

    def made(imports: str, *versions: str) -> int:
        code.write_text(imports, encoding="utf-8")
        lock.write_text("".join(f"{version} \\\n    --hash=sha256:0\n" for version in versions), encoding="utf-8")
        return int(make(project, STUDY, MAKER, {"frame": FRAME}))

    assert made("import sys\nfrom numpy.typing import NDArray\n", "numpy==1", "rich==1") == 1
    assert made("import sys\nfrom numpy.typing import NDArray\n", "numpy==1", "rich==2") == 1
    assert made("import sys\nfrom numpy.typing import NDArray\n", "numpy==2", "rich==2") == 2
    # Where a library is locked under another name than it is imported by, any change counts.
    assert made("import docx\n", "python-docx==1", "rich==1") == 3
    assert made("import docx\n", "python-docx==1", "rich==2") == 4
    assert made("import no_such_library\n", "rich==1") == made("import no_such_library\n", "rich==2") == 5


@pytest.mark.parametrize("torn", [b"", b"\x80", encode(1)[:-1], encode(1).replace(b"state 1", b"state 0")])
def test_a_torn_file_costs_a_run_and_no_error(project: Project, torn: bytes) -> None:
    make(project, STUDY, MAKER, {"frame": FRAME})
    (path,) = (project.state / "cache").iterdir()
    path.write_bytes(torn)
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 2
    assert make(project, STUDY, MAKER, {"frame": FRAME}) == 2


def test_other_results_are_not_kept(project: Project) -> None:
    plain = TaskFunction("counted", __name__, "counted", Path(__file__), ("frame",), "result")
    assert [make(project, STUDY, plain, {"frame": FRAME}) for _ in range(2)] == [1, 2]
    assert not project.state.exists()


def test_lengthy_results_of_the_study_need_nothing_but_frames_and_code() -> None:
    frames = set(read_register(Project(ROOT)).frames)
    lengthy = [maker for maker in this_code().results if maker.kind == LENGTHY]
    assert {maker.name for maker in lengthy} == {"sensitivity", "phase"}
    assert all(set(maker.needs) <= {*frames, *this_code().constants} for maker in lengthy)
    # What builds the networks of a model shows in no artifact: its module counts with all that needs the model.
    assert all(this_code().constants["process_model"].module in this_code().modules(maker) for maker in lengthy)
