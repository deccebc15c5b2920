"""A build remembers what it was made from: nothing is done twice, and no change is missed."""

import os
from pathlib import Path

import pytest

from policy_report.build.memory import Memory
from policy_report.build.task import Task
from policy_report.project import Project


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A task that was done."""
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_text("one", encoding="utf-8")
    target.write_text("made", encoding="utf-8")
    task = Task("copy", (str(source),), (str(target),), rule="strict")
    memory = Memory(Project(tmp_path))
    memory.look([tmp_path / "watched"])
    memory.setup, memory.tasks = "here", [task]
    memory.note(task, memory.seen(task), 1.5)
    memory.save()
    return task


def why(folder: Path, task: Task) -> list[tuple[str, str]]:
    return [(cause, Path(path).name) for cause, path in Memory(Project(folder)).why(task)]


def test_what_was_done_has_no_reason_to_be_done_again(tmp_path: Path, task: Task) -> None:
    assert why(tmp_path, task) == []
    assert Memory(Project(tmp_path)).tasks == [task]


def test_a_task_that_was_never_done_says_so(tmp_path: Path, task: Task) -> None:
    assert why(tmp_path, Task("other", task.reads, ())) == [("never made", "")]


def test_a_changed_file_is_the_reason_whatever_its_times_say(tmp_path: Path, task: Task) -> None:
    before = Path(task.reads[0]).stat()
    Path(task.reads[0]).write_text("two", encoding="utf-8")
    os.utime(task.reads[0], ns=(before.st_atime_ns, before.st_mtime_ns))
    assert why(tmp_path, task) == [("changed", "source")]


def test_a_file_that_was_only_touched_is_no_reason(tmp_path: Path, task: Task) -> None:
    os.utime(task.reads[0], ns=(1, 1))
    assert why(tmp_path, task) == []


def test_a_lost_target_and_an_altered_one_are_reasons(tmp_path: Path, task: Task) -> None:
    Path(task.makes[0]).write_text("MADE", encoding="utf-8")
    assert why(tmp_path, task) == [("altered since it was made", "target")]
    Path(task.makes[0]).unlink()
    assert why(tmp_path, task) == [("missing", "target")]


def test_another_rule_and_other_files_are_reasons(tmp_path: Path, task: Task) -> None:
    other = Task("copy", (str(tmp_path / "new"),), task.makes, rule="draft")
    assert why(tmp_path, other) == [("made by another rule", ""), ("newly read", "new"), ("no longer read", "source")]
    assert why(tmp_path, Task("copy", task.reads, task.makes, rule=None)) == [("made by another rule", "")]


@pytest.mark.usefixtures("task")
def test_the_graph_is_current_until_a_file_is_added_to_what_decides_it(tmp_path: Path) -> None:
    assert Memory(Project(tmp_path)).current("here")
    assert not Memory(Project(tmp_path)).current("another Python")
    (tmp_path / "watched" / "deep").mkdir(parents=True)
    assert Memory(Project(tmp_path)).current("here")
    (tmp_path / "watched" / "deep" / "new.py").touch()
    assert not Memory(Project(tmp_path)).current("here")


@pytest.mark.usefixtures("task")
def test_a_study_that_was_moved_is_still_built(tmp_path: Path) -> None:
    moved = tmp_path.with_name(f"{tmp_path.name}-moved")
    tmp_path.rename(moved)
    (found,) = Memory(Project(moved)).tasks
    assert found.reads == (str(moved / "source"),)
    assert why(moved, found) == []


@pytest.mark.parametrize(
    "torn",
    [b"", b"\xff", b"[]", b'{"version": 2}', b'{"version": 2, "tasks": [["a", 1]]}', b'{"version": 1, "tasks": []}'],
)
def test_a_corrupt_memory_is_an_empty_one(tmp_path: Path, task: Task, torn: bytes) -> None:
    (tmp_path / "_build" / "memory.json").write_bytes(torn)
    assert why(tmp_path, task) == [("never made", "")]
    assert not Memory(Project(tmp_path)).current("here")
