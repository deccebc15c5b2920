"""Shows a build as it runs, and sums it up."""

import sys
import time
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from policy_report.build.graph import Graph
from policy_report.build.runner import Build, run
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.render.engine import choose_engine


def build_with_progress(project: Project, wanted: str, allow_stale: bool = False, out: TextIO = sys.stdout) -> int:
    """Build a study, with a progress bar on a terminal, and print the summary.

    `wanted` is `auto`, `quarto` or `embedded`; with `allow_stale` a refuted finding is struck in a draft.

    Raises
    ------
    PolicyReportError
        With all problems of the stage that failed.
    """
    begin = time.monotonic()
    graph = Graph(project, choose_engine(wanted), allow_stale)
    tasks = graph.tasks()
    with _bar(out) as bar:
        line = bar.add_task("", total=len(tasks))
        build = run(project, tasks, lambda name: bar.update(line, description=name), lambda: bar.advance(line))
    print(_summary(graph, build, time.monotonic() - begin), file=out)
    return 0


def findings_with_progress(project: Project, out: TextIO = sys.stderr) -> list[Finding]:
    """Every finding, tested on what is made anew where it is out of date; with a progress bar on a terminal."""
    graph = Graph(project, choose_engine("embedded"))
    with _bar(out) as bar:
        line = bar.add_task("", total=len(graph.tests))
        run(project, graph.tasks(), lambda name: bar.update(line, description=name), lambda: None, graph.tests)
    return graph.tested()


def prepare(project: Project) -> None:
    """Make all that the documents need and none of them, without a word: Quarto renders them next.

    Raises
    ------
    PolicyReportError
        With all problems of the stage that failed.
    """
    tasks = Graph(project, choose_engine("embedded")).tasks()
    needed = [task["name"] for task in tasks if not task["name"].startswith("document/")]
    run(project, tasks, lambda _: None, lambda: None, needed)


def _bar(out: TextIO) -> Progress:
    console = Console(file=out, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _summary(graph: Graph, build: Build, seconds: float) -> str:
    if not build.done:
        lines = [f"nothing to do: all {len(build.kept)} parts are up to date ({seconds:.2f} s)"]
    else:
        lines = [f"made {len(build.done)} parts, kept {len(build.kept)}, in {seconds:.1f} s"]
    lines += [f"  {graph.project.relative(path)}" for path in graph.documents()]
    engine = graph.engine
    if graph.refuted:
        lines += ["", f"DRAFT: {len(graph.refuted)} refuted and struck in the text", *map(str, graph.refuted), ""]
    return "\n".join([*lines, f"engine: {engine.name} {engine.version}; warnings: 0 (a warning is an error)"])
