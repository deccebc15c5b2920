"""Tasks are run in the order of what they need, at the same time where they may, and not without need."""

import errno
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Event

import pytest

from policy_report.build import runner
from policy_report.build.memory import Memory, strays
from policy_report.build.runner import run
from policy_report.build.task import Task
from policy_report.build.transaction import WAITS, Transaction, alone
from policy_report.project import Project, write_atomically


def copy(source: Path, target: Path) -> None:
    write_atomically(target, source.read_text(encoding="utf-8") + "+")


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


def test_what_was_done_is_noted_with_its_seconds(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "policy_report")
    build(tmp_path, chain(tmp_path, "a", "b"))
    assert [message.partition(":")[0] for message in caplog.messages] == ["a", "b"]
    assert all(message.endswith(" s") for message in caplog.messages)
    caplog.clear()
    build(tmp_path, chain(tmp_path, "a", "b"))
    assert caplog.messages == []


def test_only_what_is_wanted_is_made_with_what_it_needs(tmp_path: Path) -> None:
    assert build(tmp_path, chain(tmp_path, "a", "b", "c"), "b") == ["a", "b"]
    assert not (tmp_path / "c").exists()


def fail() -> None:
    raise ValueError("not today")


def test_a_failure_stops_what_follows_and_puts_back_what_was_done(tmp_path: Path) -> None:
    c, b, a = chain(tmp_path, "a", "b", "c")
    build(tmp_path, [a])
    stray = Project(tmp_path).figures / "en" / "stray.svg"
    write_atomically(stray, "drawn by nobody")
    (tmp_path / "source").write_text("two", encoding="utf-8")
    with pytest.raises(ValueError, match="not today"):
        build(tmp_path, [a, b, Task(c.name, c.reads, c.makes, fail)])
    assert [(tmp_path / name).exists() for name in ("a", "b", "c")] == [True, False, False]
    assert (tmp_path / "a").read_text(encoding="utf-8") == "one+"
    assert stray.is_file()


def test_what_was_made_in_vain_is_not_made_again_unless_what_it_was_made_from_changed(tmp_path: Path) -> None:
    c, b, a = chain(tmp_path, "a", "b", "c")
    with pytest.raises(ValueError, match="not today"):
        build(tmp_path, [a, b, Task(c.name, c.reads, c.makes, fail)])
    untouched = [Task(task.name, task.reads, task.makes, fail) for task in (a, b)]
    assert build(tmp_path, [*untouched, c]) == ["a", "b", "c"]
    assert (tmp_path / "c").read_text(encoding="utf-8") == "one+++"
    assert {path.name for path in Project(tmp_path).state.iterdir()} == {"memory.json"}


def test_what_a_killed_build_left_is_put_back_by_the_next(tmp_path: Path) -> None:
    made = chain(tmp_path, "a")
    build(tmp_path, made)
    # As a build leaves it that is killed after it wrote.
    killed = Transaction(Project(tmp_path))
    killed.keep([str(tmp_path / "a"), str(tmp_path / "b")])
    for name in "ab":
        write_atomically(tmp_path / name, "half of it")
    alone(Transaction)(Project(tmp_path))
    assert (tmp_path / "a").read_text(encoding="utf-8") == "one+"
    assert not (tmp_path / "b").exists()
    assert build(tmp_path, made) == []


def test_files_are_kept_where_the_file_system_has_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    kept = Transaction(Project(tmp_path))
    kept.keep([str(tmp_path / "source")])
    (tmp_path / "source").write_text("two", encoding="utf-8")
    kept.roll_back()
    assert (tmp_path / "source").read_text(encoding="utf-8") == "one"


def test_two_builds_take_turns_and_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun, may_end, order = Event(), Event(), list[str]()

    def first(_: Project) -> None:
        begun.set()
        may_end.wait(10)
        order.append("first")

    with ThreadPoolExecutor(2) as threads:
        threads.submit(alone(first), Project(tmp_path))
        begun.wait(10)
        second = threads.submit(alone(lambda _: order.append("second")), Project(tmp_path))
        while WAITS not in capsys.readouterr().err:
            assert not second.done()
        may_end.set()
    assert order == ["first", "second"]


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


def test_another_process_helps_while_this_one_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "cores", lambda: 2)
    meeting, made = Barrier(2, timeout=10), list[str]()

    def task(name: str) -> Task:
        def do(where: str) -> None:
            made.append(f"{name} {where}")
            meeting.wait()

        return Task(name, (), (), partial(do, "here"), away=partial(do, "away"))

    run(Memory(Project(tmp_path)), [task("a"), task("b")], helped=True)
    assert sorted(made) == ["a here", "b away"]


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
