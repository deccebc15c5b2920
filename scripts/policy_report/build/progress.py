"""Shows a build as it runs, and sums it up."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from policy_report.build.choice import PICTURE, Choice, choose, product_of
from policy_report.build.memory import Memory, strays
from policy_report.build.task import Task, needed
from policy_report.project import Project
from policy_report.render.engine import choose_engine, identity

if TYPE_CHECKING:
    from rich.progress import Progress

    from policy_report.build.graph import Graph
    from policy_report.errors import Problem
    from policy_report.paper.findings.finding import Finding

_DRAWN = ("figure/", PICTURE)
"""How the names of the tasks begin that processes of their own do."""

_ENGINE = Path(__file__).parents[1]


def build_with_progress(project: Project, choice: Choice, out: TextIO = sys.stdout, *, warm: bool = False) -> int:
    """Build what is chosen of a study, with a progress bar on a terminal, and print the summary.

    With `warm` the processes that draw live on for the next build.

    Returns
    -------
    int
        How many parts were made.

    Raises
    ------
    PolicyReportError
        With all problems of the stage that failed.
    """
    begin, memory = time.monotonic(), Memory(project)
    if kept := _nothing_to_do(memory, choice):
        print(_summary(memory, kept, [], time.monotonic() - begin), file=out)
        return 0
    from policy_report.build.graph import begin_drawing, end_drawing
    from policy_report.build.runner import run

    with _graph(memory, choice, warm) as graph:
        tasks = graph.tasks()
        names = choose(project, tasks, choice)
        chosen = needed(tasks, names)
        if any(memory.why(task) for task in chosen if task.name.startswith(("evidence", *_DRAWN))):
            begin_drawing()
        with _bar(out) as bar:
            line = bar.add_task("", total=len(chosen))
            undrawn = {task.name for task in chosen if task.name.startswith(_DRAWN)}

            def ends(name: str) -> None:
                bar.advance(line)
                undrawn.discard(name)
                if not (undrawn or warm):
                    # The documents need their memory.
                    end_drawing()

            build = run(memory, tasks, lambda name: bar.update(line, description=name), ends, names)
    print(_summary(memory, chosen, build.done, time.monotonic() - begin, graph.refuted), file=out)
    return len(build.done)


def findings_with_progress(project: Project, out: TextIO = sys.stderr) -> "list[Finding]":
    """Every finding, tested on what is made anew where it is out of date; with a progress bar on a terminal."""
    from policy_report.build.runner import run

    memory = Memory(project)
    with _graph(memory, Choice(engine="embedded")) as graph, _bar(out) as bar:
        line = bar.add_task("", total=len(graph.tests))
        run(memory, graph.tasks(), lambda name: bar.update(line, description=name), lambda _: None, graph.tests)
        return graph.tested()


def prepare(project: Project) -> None:
    """Make all that the documents need and none of them, without a word: Quarto renders them next.

    Raises
    ------
    PolicyReportError
        With all problems of the stage that failed.
    """
    from policy_report.build.runner import run

    memory = Memory(project)
    with _graph(memory, Choice(engine="embedded")) as graph:
        tasks = graph.tasks()
        wanted = [task.name for task in tasks if not task.name.startswith("document/")]
        run(memory, tasks, lambda _: None, lambda _: None, wanted)


def _setup(choice: Choice) -> str:
    """What a task graph follows from besides the files of its study and engine."""
    return json.dumps([sys.version, sys.prefix, str(_ENGINE), identity(choice.engine), choice.allow_stale])


def _nothing_to_do(memory: Memory, choice: Choice) -> list[Task]:
    """The chosen tasks if the graph is still what is remembered and all of them are up to date; otherwise none."""
    if not memory.current(_setup(choice)) or strays(memory.project, memory.tasks):
        return []
    chosen = needed(memory.tasks, choose(memory.project, memory.tasks, choice))
    kept = [] if any(map(memory.why, chosen)) else chosen
    if kept and memory.unsettled:
        memory.save()
    return kept


@contextmanager
def _graph(memory: Memory, choice: Choice, warm: bool = False) -> "Iterator[Graph]":
    """Make the task graph of a study, whose memory keeps from what it was made."""
    from policy_report.build.graph import Graph, end_drawing
    from policy_report.render.extensions import renew_extensions

    project, engine = memory.project, choose_engine(choice.engine)
    renew_extensions(project)
    memory.look([_ENGINE, *sources(project)])
    memory.setup, memory.about = _setup(choice), f"{engine.name} {engine.version}"
    try:
        yield Graph(project, engine, choice.allow_stale)
    finally:
        if not warm:
            end_drawing()


def sources(project: Project) -> list[Path]:
    """List the files and folders of a study that decide its task graph, with the package of its own code."""
    from policy_report.study import FILE, package_folder, read_study

    own = package_folder(read_study(project))
    files = (FILE, project.quarto_config.name, "requirements.lock")
    folders = [project.published, project.constraints, project.report, *([own] if own else [])]
    return [*(project.root / name for name in files), *folders]


@contextmanager
def _bar(out: TextIO) -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = Console(file=out, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield bar


def _summary(
    memory: Memory, chosen: Sequence[Task], done: Sequence[str], seconds: float, refuted: "Sequence[Problem]" = ()
) -> str:
    kept = len(chosen) - len(done)
    lines = [f"made {len(done)} parts, kept {kept}, in {seconds:.1f} s"]
    if not done:
        lines = [f"nothing to do: all {kept} parts are up to date ({seconds:.2f} s)"]
    made = [Path(path) for task in chosen if product_of(task.name) for path in task.makes]
    lines += [f"  {memory.project.relative(path)}" for path in made]
    if refuted:
        lines += ["", f"DRAFT: {len(refuted)} refuted and struck in the text", *map(str, refuted), ""]
    return "\n".join([*lines, f"engine: {memory.about}; warnings: 0 (a warning is an error)"])
