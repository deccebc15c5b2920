"""Tasks are run in the order of what they need, at the same time where they may, and not without need."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Event

import pytest

from policy_report.build import runner
from policy_report.build.memory import Memory, strays
from policy_report.build.runner import run
from policy_report.build.task import Task
from policy_report.project import Project


def copy(source: Path, target: Path) -> None:
    target.write_text(source.read_text(encoding="utf-8") + "+", encoding="utf-8")


def chain(folder: Path, *names: str) -> list[Task]:
    """Tasks of which each copies what the one before made, the last one first."""
    paths = [folder / name for name in ("source", *names)]
    pairs = pairwise(paths)
    tasks = [Task(made.name, (str(read),), (str(made),), partial(copy, read, made)) for read, made in pairs]
    return tasks[::-1]


def build(folder: Path, tasks: list[Task], *wanted: str) -> list[str]:
    return run(Memory(Project(folder)), tasks, wanted or None)


@pytest.fixture(autouse=True)
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_text("one", encoding="utf-8")
    return path


def test_tasks_run_in_the_order_of_what_they_need(tmp_path: Path) -> None:
    assert build(tmp_path, chain(tmp_path, "a", "b", "c")) == ["a", "b", "c"]
    assert (tmp_path / "c").read_text(encoding="utf-8") == "one+++"


def test_a_second_run_does_nothing_and_a_changed_file_only_what_follows(tmp_path: Path) -> None:
    tasks = chain(tmp_path, "a", "b", "c")
    build(tmp_path, tasks)
    assert build(tmp_path, tasks) == []
    (tmp_path / "b").write_text("altered", encoding="utf-8")
    # What is made again comes out as it was, and so nothing follows from it.
    assert build(tmp_path, tasks) == ["b"]


def test_only_what_is_wanted_is_made_with_what_it_needs(tmp_path: Path) -> None:
    assert build(tmp_path, chain(tmp_path, "a", "b", "c"), "b") == ["a", "b"]
    assert not (tmp_path / "c").exists()


def test_a_failure_stops_what_follows_and_keeps_what_was_done(tmp_path: Path) -> None:
    def fail() -> None:
        raise ValueError("not today")

    c, b, a = chain(tmp_path, "a", "b", "c")
    with pytest.raises(ValueError, match="not today"):
        build(tmp_path, [a, Task(b.name, b.reads, b.makes, fail), c])
    assert not (tmp_path / "c").exists()
    assert build(tmp_path, [a, b, c]) == ["b", "c"]


def test_tasks_that_need_no_turn_run_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "cores", lambda: 3)
    meeting = Barrier(3, timeout=10)
    tasks = [Task(name, (), (), meeting.wait, turn="here" if name == "c" else "") for name in "abc"]
    assert sorted(build(tmp_path, tasks)) == ["a", "b", "c"]


def test_tasks_that_take_turns_never_run_at_the_same_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "cores", lambda: 3)
    busy = Event()

    def alone() -> None:
        assert not busy.is_set()
        busy.set()
        Event().wait(0.05)
        busy.clear()

    assert sorted(build(tmp_path, [Task(name, (), (), alone) for name in "abc"])) == ["a", "b", "c"]


def test_what_most_waits_for_begins_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "cores", lambda: 1)
    lone = Task("lone", (), (), lambda: None)
    assert build(tmp_path, [lone, *chain(tmp_path, "a", "b", "c")]) == ["a", "b", "lone", "c"]


def test_a_task_that_does_not_make_its_file_is_not_taken_for_done(tmp_path: Path) -> None:
    lazy = Task("lazy", (), (str(tmp_path / "never"),), lambda: None)
    assert [build(tmp_path, [lazy]) for _ in range(2)] == [["lazy"], ["lazy"]]


def test_a_file_that_changes_while_a_task_runs_is_a_reason_to_run_it_again(tmp_path: Path, source: Path) -> None:
    (task,) = chain(tmp_path, "a")

    def slow() -> None:
        copy(source, tmp_path / "a")
        source.write_text("edited meanwhile", encoding="utf-8")

    build(tmp_path, [Task(task.name, task.reads, task.makes, slow)])
    assert build(tmp_path, [task]) == ["a"]


def test_what_nothing_makes_any_more_is_a_stray(tmp_path: Path) -> None:
    folder = tmp_path / "report" / "generated" / "en"
    folder.mkdir(parents=True)
    (folder / "tbl-old.md").touch()
    (folder / "tbl-new.md").touch()
    made = Task("new", (), (str(folder / "tbl-new.md"),))
    assert [path.name for path in strays(Project(tmp_path), [made])] == ["tbl-old.md"]
