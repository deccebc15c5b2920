"""The task graph: the only place that joins the rooms.

Every dependency is found where it is already written: a function's parameters name the frames and results it
needs, its imports name the code it runs, and a document's sources name what they include. Nothing is declared
here a second time.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain
from doit.exceptions import BaseFail
from doit.task import Task as DoitTask
from doit.tools import config_changed

from policy_report.discovery import CodeGraph, Maker, figure_data, figures, findings, results, tables
from policy_report.editions import make as editions
from policy_report.errors import FindingError, Problem
from policy_report.evidence.datapackage import read_tables
from policy_report.project import Language, Project, write_atomically
from policy_report.render import docx, fonts, scripts, styles
from policy_report.render import engine as rendering
from policy_report.stored import ALL_NUMBERS, Stored

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from policy_report.paper.findings.finding import Finding

Task = dict[str, Any]
Action = Callable[[], object]

FINDINGS = "findings"
"""The parameter name by which a table asks for the findings of every edition, in the order of its text."""

_DIGITS = "%.12g"
"""How the numbers beside a figure are written: exact, without the noise of floating point."""

_RENDER_RULES = sorted(
    path for path in Path(rendering.__file__).parent.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
)
"""Filters and templates, which a document depends on as it does on code."""


@dataclass
class Build:
    """Names of the tasks that ran, and of those that had nothing to do."""

    done: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class _StoppedError(Exception):
    """A task waited for its turn while another failed."""


class Graph:
    """All tasks of a study.

    Parameters
    ----------
    project
        The study.
    engine
        What renders its documents.
    allow_stale
        Whether a finding that fell is struck in a draft instead of stopping the build.

    Attributes
    ----------
    fallen
        The findings that fell, once their task has run; empty unless `allow_stale`.
    """

    def __init__(self, project: Project, engine: rendering.Engine, allow_stale: bool = False) -> None:
        self.project = project
        self.engine = engine
        self.fallen: list[Problem] = []
        self._allow_stale = allow_stale
        self._turns = Lock()
        self._starting = Lock()
        self._artists: Executor | None = None
        # Whether an action that took its turn did not end well: nothing else is made then.
        self._stopped = False
        self._code = CodeGraph(project.state / "imports")
        package = project.published / "datapackage.json"
        published = read_tables(package, project.relative(package))
        files = (project.published / table.file for table in published)
        self._evidence = [package, project.references, *project.table_files(), *files]
        self._results = results()
        self._stored = Stored(
            project,
            frames=(*(table.name for table in published), "sources", "official_tables"),
            numbers=tuple(maker.name for maker in self._results if maker.kind == "numbers"),
        )
        self._findings = findings()
        self._documents = rendering.documents(project)
        self._always = [path for path in (project.root / "requirements.lock",) if path.is_file()]

    def tasks(self) -> list[Task]:
        """The tasks, each with the files it reads and the files it makes."""
        made = [self._evidence_task(), *self._look_tasks(), self._variables_task(), *self._edition_tasks()]
        made += [self._result_task(maker) for maker in self._results]
        # By name, so that two tests of one id are told to their writer instead of breaking the graph.
        made += [self._result_task(maker) for maker in {maker.name: maker for maker in self._findings}.values()]
        made += [self._findings_task()]
        made += [self._figure_task(maker, language) for maker in figures() for language in Language]
        made += [self._table_task(maker, language) for maker in tables() for language in Language]
        targets = {Path(target) for task in made for target in task["targets"]}
        return made + [self._document_task(document, targets) for document in self._documents]

    def tested(self) -> "list[Finding]":
        """Every finding with its verdict, once the tasks of `tests` are done."""
        return [self._stored.load(maker.name) for maker in self._findings]

    @property
    def tests(self) -> list[str]:
        """The names of the tasks that test the findings, and of the one that names all numbers."""
        return [*dict.fromkeys(f"result/{maker.name}" for maker in self._findings), "variables"]

    def documents(self) -> list[Path]:
        """Where each document lies once built."""
        return [document.target(self.project) for document in self._documents]

    def _task(
        self,
        name: str,
        modules: Iterable[str],
        action: Action,
        reads: Iterable[Path],
        makes: Iterable[Path],
        *,
        alone: bool = True,
    ) -> Task:
        """A task; `alone` if it waits until no other such task runs.

        Documents and figures, made by other processes, need not. All else does: the caches of the package know one
        thread only.
        """
        code = (path for module in modules for path in self._code.files(module))
        files = {*reads, *code, *self._always}
        return {
            "name": name,
            "actions": [partial(self._in_turn, action) if alone else action],
            "file_dep": sorted(str(path) for path in files),
            "targets": sorted(str(path) for path in makes),
        }

    def _in_turn(self, action: Action) -> None:
        with self._turns:
            if self._stopped:
                raise _StoppedError
            self._stopped = True
            action()
            self._stopped = False

    def _evidence_task(self) -> Task:
        action = partial(_read_evidence, self.project)
        modules = ("policy_report.evidence.register", "policy_report.evidence.tidy")
        frames = map(self._stored.frame, self._stored.frames)
        return self._task("evidence", modules, action, self._evidence, frames)

    def _look_tasks(self) -> list[Task]:
        """What the documents look like: fonts, citation styles and the Word template from packages, and scripts."""
        project = self.project
        return [
            self._task(
                "look/fonts", (fonts.__name__,), partial(fonts.make_fonts, project), (), fonts.font_files(project)
            ),
            self._task(
                "look/styles",
                (styles.__name__,),
                partial(styles.make_styles, project),
                (),
                styles.style_files(project),
            ),
            self._task(
                "look/word",
                (docx.__name__,),
                partial(docx.make_reference, project),
                (),
                (docx.reference_file(project),),
            ),
            self._task(
                "look/scripts",
                (scripts.__name__,),
                partial(scripts.make_scripts, project),
                scripts.script_sources(project),
                (scripts.scripts_file(project),),
            ),
        ]

    def _edition_tasks(self) -> list[Task]:
        """What each paper says about itself: citations, and metadata for machines."""
        return [
            self._task(
                f"edition/{document.language}",
                (editions.__name__,),
                partial(editions.make_edition, self.project, document),
                editions.edition_sources(self.project, document),
                editions.edition_files(self.project, document),
            )
            for document in self._documents
            if document.format is rendering.Format.HTML
        ]

    def _result_task(self, maker: Maker) -> Task:
        action = partial(_make_result, self._stored, maker)
        makes = [self._stored.result(maker.name)]
        return self._task(f"result/{maker.name}", (maker.module,), action, self._stored.needs(maker), makes)

    def _figure_task(self, maker: Maker, language: Language) -> Task:
        stem = self.project.figures / language / f"fig-{maker.name.replace('_', '-')}"
        action = partial(self._draw, partial(_make_figure, self._stored, maker, language, stem))
        reads = [*self._stored.needs(maker), *fonts.font_files(self.project)]
        makes = [stem.with_suffix(suffix) for suffix in (".svg", ".png", ".csv")]
        return self._task(f"figure/{language}/{maker.name}", (maker.module,), action, reads, makes, alone=False)

    def _table_task(self, maker: Maker, language: Language) -> Task:
        path = self.project.generated / language / f"tbl-{maker.name.replace('_', '-')}.md"
        action = partial(_make_text, self._stored, maker, path, language=language)
        return self._task(f"table/{language}/{maker.name}", (maker.module,), action, self._stored.needs(maker), [path])

    def _variables_task(self) -> Task:
        maker = Maker("variables", "policy_report.paper.variables", "build", ("claims", "series", ALL_NUMBERS), "build")
        path = self.project.variables
        action = partial(_make_text, self._stored, maker, path)
        return self._task("variables", (maker.module,), action, self._stored.needs(maker), [path])

    def _findings_task(self) -> Task:
        """Holds the text against its tests; no document is made before it."""
        from policy_report.checks.edition import editions

        texts = [path for edition in editions(self.project) for path in edition.source.files if path.is_file()]
        verdicts = [self._stored.result(maker.name) for maker in self._findings]
        modules = ("policy_report.checks.findings", *(maker.module for maker in self._findings))
        makes = [self._stored.result(FINDINGS), self.project.findings]
        task = self._task(FINDINGS, modules, self._check_findings, [*texts, *verdicts], makes)
        # A draft says each time what fell, and the build after it looks again.
        return {**task, "uptodate": [False] if self._allow_stale else [config_changed("strict")]}

    def _document_task(self, document: rendering.Document, targets: set[Path]) -> Task:
        named = rendering.sources(self.project, document)
        reads = [path for path in named if path.is_file() or path in targets]
        name = f"document/{document.language}/{document.format}"
        action = partial(self.engine.render, self.project, document)
        module = f"policy_report.render.{self.engine.name}"
        reads += [*_RENDER_RULES, self.project.findings]
        makes = [document.target(self.project)]
        task = self._task(name, (module,), action, reads, makes, alone=not self.engine.concurrent)
        return {**task, "uptodate": [config_changed(self._identity())]}

    def _identity(self) -> str:
        """What tells one engine from another without starting it."""
        command = rendering.find_quarto() if self.engine.name == "quarto" else None
        return self.engine.name if command is None else f"{command} {command.stat().st_mtime_ns}"

    def _draw(self, job: Action) -> None:
        """Do a job in a process of its own, since matplotlib knows one thread only."""
        from policy_report.analysis.process.pools import executor, losses_said

        with self._starting:
            self._artists = self._artists or executor()
        with losses_said():
            self._artists.submit(job).result()

    def _check_findings(self) -> None:
        from policy_report.checks.edition import editions
        from policy_report.checks.findings import check_marks, fallen, in_order_of_text, read_record, record_of
        from policy_report.checks.marks import marks

        found = self.tested()
        texts = editions(self.project)
        marked = [mark for edition in texts for mark in marks(edition)]
        before = read_record(self.project)
        faults = check_marks(self.project, self._findings, texts)
        self.fallen = fallen(self.project, found, self._findings, marked, before)
        if faults or (self.fallen and not self._allow_stale):
            raise FindingError([*faults, *self.fallen])
        ordered = {language: in_order_of_text(found, marked, language) for language in Language}
        self._stored.save(FINDINGS, ordered)
        write_atomically(self.project.findings, record_of(found, before))


def _make_result(stored: Stored, maker: Maker) -> None:
    stored.save(maker.name, stored.make(maker))


def _make_figure(stored: Stored, maker: Maker, language: Language, stem: Path) -> None:
    from policy_report.figures import style

    with style.look(language, fonts.font_files(stored.project)):
        figure = stored.make(maker, language=language)
        for path in (stem.with_suffix(".svg"), stem.with_suffix(".png")):
            write_atomically(path, style.to_bytes(figure, path.suffix[1:]))
    data = figure_data()[maker.name]
    shown = stored.make(data) if data.function else stored.load(data.needs[0])
    write_atomically(stem.with_suffix(".csv"), shown.to_csv(index=False, lineterminator="\n", float_format=_DIGITS))


def _make_text(stored: Stored, maker: Maker, path: Path, **language: Language) -> None:
    write_atomically(path, stored.make(maker, **language))


def _read_evidence(project: Project) -> None:
    from policy_report.evidence.register import read_register
    from policy_report.evidence.tidy import to_csv

    texts = {name: to_csv(frame) for name, frame in read_register(project).frames.items()}
    for name, text in texts.items():
        write_atomically(project.tidy / f"{name}.csv", text)


class _Reporter:
    """Receives what doit says of its tasks; the interface is doit's."""

    def __init__(self, build: Build, begins: Callable[[str], None], ends: Callable[[], None]) -> None:
        self.build = build
        self.unmet: list[str] = []
        self._begins = begins
        self._ends = ends

    def initialize(self, tasks: object, selected_tasks: object) -> None: ...

    def get_status(self, task: DoitTask) -> None: ...

    def execute_task(self, task: DoitTask) -> None:
        self._begins(_short(task))

    def add_success(self, task: DoitTask) -> None:
        if task.actions:
            self.build.done.append(_short(task))
            self._ends()

    def skip_uptodate(self, task: DoitTask) -> None:
        if task.actions:
            self.build.kept.append(_short(task))
            self._ends()

    def add_failure(self, task: DoitTask, fail: BaseFail) -> None:
        self.unmet.append(f"{_short(task)}: {fail.get_msg()}")

    def skip_ignore(self, task: DoitTask) -> None: ...

    def cleanup_error(self, exception: BaseFail) -> None:
        self.unmet.append(exception.get_msg())

    def runtime_error(self, msg: str) -> None:
        self.unmet.append(msg)

    def teardown_task(self, task: DoitTask) -> None: ...

    def complete_run(self) -> None: ...


def _short(task: DoitTask) -> str:
    return str(task.name).partition(":")[2]


def run(
    project: Project,
    tasks: list[Task],
    begins: Callable[[str], None],
    ends: Callable[[], None],
    wanted: Iterable[str] = (),
) -> Build:
    """Do what is out of date, in order or at the same time, and stop when a task fails.

    Parameters
    ----------
    project
        The study.
    tasks
        The tasks of its graph.
    begins, ends
        Called with the name of each task that starts, and after each task.
    wanted
        Names of the tasks to do, with all that they need; all tasks if there are none.

    Raises
    ------
    PolicyReportError
        If a task finds a user's mistake, with all the problems it found; of several tasks, the first one's.
    """
    build = Build()
    failures: dict[int, Exception] = {}
    reporter = _Reporter(build, begins, ends)
    _remove_strays(project, tasks)
    memory = project.state / "doit.json"
    _forget_if_broken(memory)
    project.state.mkdir(exist_ok=True)
    settings = {"dep_file": str(memory), "backend": "json", "reporter": reporter, "verbosity": 0}
    settings |= {"num_process": os.cpu_count() or 1, "par_type": "thread"}
    # Not captured: doit would swap the streams of the whole process, which threads would put back in any order.
    guarded = [
        {**task, "actions": [partial(_guard, task["actions"][0], place, failures)], "io": {"capture": False}}
        for place, task in enumerate(tasks)
    ]
    namespace = {"DOIT_CONFIG": settings, "task_study": lambda: (task for task in guarded)}
    code = DoitMain(ModuleTaskLoader(namespace), config_filenames=()).run(
        ["run", *(f"study:{name}" for name in wanted)]
    )
    if failures:
        raise failures[min(failures)]
    if code or reporter.unmet:
        raise RuntimeError("the task graph is broken: " + "; ".join(reporter.unmet))
    return build


def _remove_strays(project: Project, tasks: list[Task]) -> None:
    """Delete made files that nothing makes any more, so that no document can show them."""
    targets = {target for task in tasks for target in task["targets"]}
    folders = [
        project.state / "results",
        *(base / lang for base in (project.figures, project.generated) for lang in Language),
    ]
    for folder in folders:
        for path in folder.glob("*"):
            if path.is_file() and str(path) not in targets:
                path.unlink()


def _guard(action: Action, place: int, failures: dict[int, Exception]) -> bool:
    """Keep an exception whole, which doit would turn into text."""
    try:
        action()
    except _StoppedError:
        return False
    except Exception as error:
        failures[place] = error
        return False
    return True


def _forget_if_broken(memory: Path) -> None:
    """A torn memory of earlier builds costs one full build, not an error."""
    try:
        json.loads(memory.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        memory.unlink()
