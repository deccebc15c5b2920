"""Shows a build as it runs, and sums it up."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from policy_report.build.artifacts import FINDINGS
from policy_report.build.choice import PICTURE, SNAPSHOT, TEXT, Choice, choose, product_of
from policy_report.build.discovery import packages
from policy_report.build.memory import Memory, Reason, strays
from policy_report.build.state import CorruptError, decode, encode
from policy_report.build.task import Task, needed, waits
from policy_report.build.transaction import alone
from policy_report.errors import MachineError, PolicyReportError, Problem, ProjectError
from policy_report.pools import reserve
from policy_report.project import Project, keep_file
from policy_report.render.document import Format
from policy_report.render.engine import choose_engine, identity
from policy_report.render.extensions import renew_extensions
from policy_report.study import FILE, package_folder, read_study

if TYPE_CHECKING:
    from policy_report.build.graph import Graph
    from policy_report.editions.changes import Change

_DRAWN = ("figure/", PICTURE)
"""How the names of the tasks begin that processes of their own do."""

_RESULTS = ("evidence", "result/", "table/")
"""How the names of the tasks begin that read the evidence, analyse it, test the findings and write tables."""

_NUMBERS = "variables"
"""The task that names all numbers: what needs it may say something else than before."""

_HELP = 4.0
"""Seconds of work from which another process is begun to share it: several times those that it takes to begin."""

_PATIENCE = 3.0
"""Seconds of work from which who asks is told what the answer waits for."""

_WAIT = (
    "evidence or code changed: before the answer, {late} of {all} parts are made anew, up to {seconds:.0f} s of work"
)

_ENGINE = Path(__file__).parents[1]

T = TypeVar("T")


class Built(NamedTuple):
    """What came of a build: a summary, how many parts were made, and what the study says otherwise than before."""

    summary: str
    made: int
    changes: "Sequence[Change]" = ()


@alone
def build_with_progress(project: Project, choice: Choice, *, warm: bool = False) -> Built:
    """Build what is chosen of a study, with a progress bar on a terminal.

    A `warm` build shows none, and the processes that draw live on for the next one.

    Raises `PolicyReportError` with all problems of the stage that failed.
    """
    begin, memory = time.monotonic(), Memory(project)
    chosen, done, refuted = _nothing_to_do(memory, choice), list[str](), []
    changed: Sequence[Change] = ()
    if not chosen:
        from policy_report.editions.standing import changed_since, standing

        reserve()
        _refuse_faulty(memory, choice)
        before = standing(project.root)
        with _graph(memory, choice, warm) as graph:
            tasks = graph.tasks()
            names = _chosen(project, tasks, choice)
            chosen, done = needed(tasks, names), _run(memory, tasks, names, warm)
            refuted = graph.refuted
        changed = changed_since(before, project.root)
    seconds = time.monotonic() - begin
    summary = _summary(memory, chosen=chosen, done=done, seconds=seconds, refuted=refuted, changed=changed)
    return Built(summary, len(done), changed)


def reasons(project: Project, choice: Choice) -> "list[tuple[Task, list[Reason]]]":
    """What a build would do, each task with every reason that is known before it, and with what it waits for."""
    memory = Memory(project)
    if _nothing_to_do(memory, choice):
        return []
    with _graph(memory, choice) as graph:
        tasks = graph.tasks()
        chosen = needed(tasks, _chosen(project, tasks, choice))
    late = _late(memory, chosen)
    return [(task, late[task.name]) for task in chosen if task.name in late]


def _late(memory: Memory, chosen: Sequence[Task]) -> dict[str, list[Reason]]:
    """Every task that is out of date or waits for one that is, by its name, and why."""
    before, late = waits(chosen), dict[str, list[Reason]]()
    for task in chosen:
        waiting = [Reason("waits for", name) for name in before[task.name] if name in late]
        if found := [*memory.why(task), *waiting]:
            late[task.name] = found
    return late


def _run_first(memory: Memory, tasks: Sequence[Task], names: Sequence[str]) -> None:
    """Do what an answer waits for, and tell who waits at a terminal what that is and how long it may take."""
    chosen = needed(tasks, names)
    late = _late(memory, chosen)
    seconds = sum(memory.records[name].seconds for name in late if name in memory.records)
    if sys.stderr.isatty() and seconds > _PATIENCE:
        print(_WAIT.format(late=len(late), all=len(chosen), seconds=seconds), file=sys.stderr)
    _run(memory, tasks, names)


def _chosen(project: Project, tasks: Sequence[Task], choice: Choice) -> list[str]:
    """Name the tasks of a choice; where something is told of the numbers, texts are examined and what they say kept."""
    names = choose(project, tasks, choice)
    if any(task.name == _NUMBERS for task in needed(tasks, names)):
        names += [task.name for task in tasks if task.name == SNAPSHOT or task.name.startswith(TEXT)]
    return names


def _refuse_faulty(memory: Memory, choice: Choice) -> None:
    """Stop a build that would take long before anything is made, if no rendering could mend its texts."""
    known: list[Task] = []
    # What is chosen may not have been there at the last build.
    with suppress(ProjectError):
        known = needed(memory.tasks, _chosen(memory.project, memory.tasks, choice))
    texts = [task for task in known if task.name.startswith(TEXT)]
    if texts and not all(any(map(memory.why, tasks)) for tasks in (texts, _results(known))):
        # What is wrong in a text that alone was edited is said in seconds.
        return
    from policy_report.build.linting import text_faults

    try:
        # What is wrong in one format only is said by its rendering, of which nothing stands then.
        faults = text_faults(memory.project, memory, formats=(Format.HTML,))
    except PolicyReportError as error:
        faults = [*error.problems]
    # A number that is not there yet is said by the rendering, once all numbers are.
    made = memory.project.variables.name
    faults = [one for one in faults if one.code != "unknown-variable" and one.file != made]
    if faults:
        raise ProjectError(faults)


@alone
def kept_of_results(project: Project, by: Path, make: "Callable[[Graph], T]") -> T:
    """Give what the code `by` makes of the evidence, the results and the tested findings, made first as by a build.

    The study's state folder keeps it until one of them, what the study shows, or the code differs.

    Raises `PolicyReportError` with all problems of what could not be made.
    """
    memory, kept = Memory(project), project.state / f"{by.stem}.json"
    if memory.current(_setup(Choice())) and (found := _kept(memory, kept, by)):
        return cast("T", found[1])
    with _graph(memory, Choice()) as graph:
        tasks = graph.tasks()
        _run_first(memory, tasks, [task.name for task in _results(tasks)])
        found = _kept(memory, kept, by) or (_state_of(memory, by), make(graph))
    keep_file(kept, encode(found))
    return cast("T", found[1])


def _kept(memory: Memory, path: Path, by: Path) -> tuple[str, Any] | None:
    """What was made of results that are still the same, with their state."""
    state = _state_of(memory, by)
    with suppress(OSError, CorruptError):
        found = decode(path.read_bytes(), packages(read_study(memory.project)))
        if state and found[0] == state:
            return cast("tuple[str, Any]", found)
    return None


def _state_of(memory: Memory, by: Path) -> str:
    """A digest of the results and of the names of all that is shown; empty if a result is out of date."""
    results = _results(memory.tasks)
    if any(map(memory.why, results)):
        return ""
    made = {path: memory.digest(path) for task in results for path in (*task.makes, str(by))}
    shown = [task.name for task in memory.tasks if task.name.startswith("figure/")]
    return sha256(json.dumps([made, shown], sort_keys=True).encode()).hexdigest()


def _results(tasks: Sequence[Task]) -> list[Task]:
    """List the tasks of evidence, results and tested findings, and of tables, which stand whatever the text says."""
    before = waits(tasks)
    return [task for task in tasks if task.name.startswith(_RESULTS) and FINDINGS not in before[task.name]]


@alone
def prepare(project: Project) -> None:
    """Make all that the documents need and none of them: Quarto renders them next.

    Raises `PolicyReportError` with all problems of the stage that failed.
    """
    memory = Memory(project)
    with _graph(memory, Choice(engine="embedded")) as graph:
        tasks = graph.tasks()
        _run(memory, tasks, [task.name for task in tasks if not task.name.startswith("document/")])


@alone
def make_with_progress(project: Project, beginnings: tuple[str, ...]) -> None:
    """Make what is out of date of the tasks whose names begin so, with all that they need.

    Raises `PolicyReportError` with all problems of the stage that failed.
    """
    memory = Memory(project)
    known = needed(memory.tasks, [task.name for task in memory.tasks if task.name.startswith(beginnings)])
    if known and memory.current(memory.setup) and not any(map(memory.why, known)):
        return
    with _graph(memory, Choice()) as graph:
        tasks = graph.tasks()
        _run_first(memory, tasks, [task.name for task in tasks if task.name.startswith(beginnings)])


def _run(memory: Memory, tasks: Sequence[Task], names: Iterable[str], warm: bool = False) -> list[str]:
    """Do the tasks of these names and what they need, and show it; a process draws as soon as it may have to."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    from policy_report.build.graph import begin_helping, end_helping
    from policy_report.build.runner import run

    names = list(names)
    chosen = needed(tasks, names)
    undrawn = {task.name for task in chosen if task.name.startswith(_DRAWN)}
    helped, drawn, running = _is_worth_help(memory, chosen), False, dict[str, None]()

    def begin() -> None:
        if any(memory.why(task) for task in chosen if task.name in undrawn):
            begin_helping("policy_report.figures.style")

    if helped:
        begin_helping("policy_report.evidence.tidy")
    begin()
    console = Console(stderr=True, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=warm or not console.is_terminal) as bar:
        line = bar.add_task("", total=len(chosen))

        def begins(name: str) -> None:
            nonlocal drawn
            drawn, running[name] = drawn or name in undrawn, None
            bar.update(line, description=next(iter(running)))

        def ends(name: str) -> None:
            running.pop(name, None)
            # Of those that run beside one another the bar names that on which it has waited longest.
            bar.update(line, advance=1, description=next(iter(running), name))
            if name == _RESULTS[0]:
                begin()
            if undrawn == {name} and drawn and not warm:
                # The documents need their memory.
                end_helping()
            undrawn.discard(name)

        return run(memory, tasks, names, begins, ends, helped=helped)


def _is_worth_help(memory: Memory, chosen: Sequence[Task]) -> bool:
    """Whether the evidence changed, and what another process could do of what follows took long in earlier builds."""
    seconds = sum(memory.records[task.name].seconds for task in chosen if task.away and task.name in memory.records)
    return seconds > _HELP and any(memory.why(task) for task in chosen if task.name == _RESULTS[0])


def _setup(choice: Choice) -> str:
    """What a task graph follows from besides the files of its study and engine."""
    return json.dumps([sys.version, sys.prefix, str(_ENGINE), identity(choice.engine), choice.allow_stale])


def _nothing_to_do(memory: Memory, choice: Choice) -> list[Task]:
    """The chosen tasks if the graph is still what is remembered and all of them are up to date; otherwise none."""
    if not memory.current(_setup(choice)) or strays(memory.project, memory.tasks):
        return []
    chosen = needed(memory.tasks, _chosen(memory.project, memory.tasks, choice))
    kept = [] if any(map(memory.why, chosen)) else chosen
    if kept and memory.unsettled:
        memory.save()
    return kept


@contextmanager
def _graph(memory: Memory, choice: Choice, warm: bool = False) -> "Iterator[Graph]":
    """Make the task graph of a study, whose memory keeps from what it was made."""
    from policy_report.build.graph import Graph, end_helping

    project, engine = memory.project, choose_engine(choice.engine)
    renew_extensions(project)
    memory.drop_altered()
    memory.look([_ENGINE, *_sources(project)])
    try:
        # Programs take their time to say their version.
        with ThreadPoolExecutor(1) as thread:
            version = thread.submit(lambda: engine.version)
            graph = Graph(project, engine, choice.allow_stale)
            memory.setup, memory.about = _setup(choice), f"{engine.name} {version.result()}"
        yield graph
    except MachineError:
        warm = False  # one of the processes that draw may be gone
        raise
    finally:
        if not warm:
            end_helping()


def _sources(project: Project) -> list[Path]:
    """List the files and folders of a study that decide its task graph, with the package of its own code."""
    own = package_folder(read_study(project))
    files = (FILE, project.quarto_config.name, "requirements.lock")
    folders = [project.published, project.constraints, project.report, *([own] if own else [])]
    return [*(project.root / name for name in files), *folders]


def _summary(
    memory: Memory,
    *,
    chosen: Sequence[Task],
    done: Sequence[str],
    seconds: float,
    refuted: Sequence[Problem],
    changed: "Sequence[Change]",
) -> str:
    kept = len(chosen) - len(done)
    lines = [f"made {len(done)} parts, kept {kept}, in {seconds:.1f} s"]
    if not done:
        lines = [f"nothing to do: all {kept} parts are up to date ({seconds:.2f} s)"]
    made = [Path(path) for task in chosen if product_of(task.name).product for path in task.makes]
    lines += [f"  {memory.project.relative(path)}" for path in made]
    if changed:
        from policy_report.editions.changes import screenful

        lines += ["", "what changed since the last build:", screenful(changed), ""]
    if refuted:
        lines += ["", f"DRAFT: {len(refuted)} refuted and struck in the text", *map(str, refuted), ""]
    return "\n".join([*lines, f"engine: {memory.about}; warnings: 0 (a warning is an error)"])
