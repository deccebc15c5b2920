"""The task graph: the only place that joins the rooms.

Every dependency is found where it is already written: a function's parameters name the frames and results it
needs, its imports name the code it runs, and a document's sources name what they include. Nothing is declared
here a second time.
"""

import json
from collections.abc import Iterable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from policy_report import paper
from policy_report.build import explorer, state
from policy_report.build.artifacts import ALL_NUMBERS, FINDINGS, REFERENCES, STUDY, Artifacts
from policy_report.build.choice import PICTURE, SNAPSHOT, TEXT
from policy_report.build.discovery import LENGTHY, TaskFunction, study_code, task_functions
from policy_report.build.selection import Selection, figure_stem, table_file
from policy_report.build.task import APART, HERE, PRESS, Action, Task
from policy_report.editions import landing
from policy_report.editions import make as editions
from policy_report.editions.changes import changes, screenful
from policy_report.editions.since import since_file, since_last
from policy_report.editions.snapshot import FILE as SNAPSHOT_FILE
from policy_report.editions.snapshot import LICENCES, Snapshot, read_snapshot, sentences, snapshot
from policy_report.errors import FindingError, Problem, ProjectError
from policy_report.evidence.datapackage import read_tables
from policy_report.evidence.standard import frame_names
from policy_report.pools import executor, losses_said
from policy_report.project import Project, write_atomically
from policy_report.render import drawings, fonts
from policy_report.render import engine as rendering
from policy_report.render.dependencies import dependencies
from policy_report.render.document import Document, Engine, Format
from policy_report.render.look import look
from policy_report.render.siblings import references
from policy_report.study import FILE, read_study
from policy_report.text.language import Language

if TYPE_CHECKING:
    from policy_report.checks.edition import Edition
    from policy_report.paper.findings.finding import Finding

BIBLIOGRAPHY = "bibliography"
"""The name of the task that reads the sources, and of its file."""

_VARIABLES = "policy_report.paper.variables"
"""Named and not imported: it would bring pandas into a build that has nothing to do."""

_DIGITS = "%.12g"
"""How the numbers beside a figure are written: exact, without the noise of floating point."""

_RENDER_RULES = sorted(
    path for path in Path(rendering.__file__).parent.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
)
"""Filters and templates, which a document depends on as it does on code."""


class Graph:
    """All tasks of a study, whose documents an engine renders.

    With `allow_stale` a refuted finding is struck in a draft instead of stopping the build; `refuted` lists such
    findings once their task has run. `selection` is what is made, `artifacts` where it lies.
    """

    def __init__(self, project: Project, engine: Engine, allow_stale: bool = False) -> None:
        self.project = project
        self.engine = engine
        self.refuted: list[Problem] = []
        said = project.state / SNAPSHOT_FILE
        self._said_before = said.read_bytes() if said.is_file() else b""
        self._allow_stale = allow_stale
        self.study = read_study(project)
        package = project.published / "datapackage.json"
        published = read_tables(package, project.relative(package))
        files = (project.published / table.file for table in published)
        self._evidence = [project.root / FILE, package, *project.table_files(), *files]
        frames = frame_names(published)
        self._code, self._kept_code = study_code(self.study), project.state / "code.json"
        self._code.remember(self._kept_code)
        self._functions = task_functions(self.study)
        self._documents = rendering.documents(project)
        self._named = {document: dependencies(project, document) for document in self._documents}
        named = frozenset(path for paths in self._named.values() for path in paths)
        self.selection = Selection(project, self.study, self._functions, frames, named)
        self._findings = self._functions.findings
        # By name, so that two tests of one id are told to their writer instead of breaking the graph.
        makers = {task.name: task for task in (*self.selection.results, *self._findings)}
        self.artifacts = Artifacts(project, self.study, frames, self.selection.numbers, makers)
        self._always = [path for path in (project.root / "requirements.lock",) if path.is_file()]

    def tasks(self) -> list[Task]:
        """List the tasks, each with the files it reads and the files it makes.

        Raises `ProjectError`: `table-unavailable`, `figure-unavailable` or `finding-unavailable`, where a document
        shows, or the study's code defines, what needs a table that the study does not have.
        """
        if problems := self.selection.problems():
            raise ProjectError(problems)
        made = [*self._evidence_tasks(), *self._look_tasks(), self._variables_task()]
        made += [self._landing_task()]
        made += [self._edition_task(document) for document in self._documents if document.format is Format.HTML]
        made += [self._result_task(task) for task in self.artifacts.tasks.values() if task.needs]
        made += [*self._text_tasks(), self._findings_task(), *self._snapshot_tasks()]
        made += [self._since_task(language) for language in self.study.languages]
        made += [self._figure_task(task, language) for language, task in self.selection.figures]
        made += self._picture_tasks()
        made += [self._table_task(task, language) for language, task in self.selection.tables]
        made += [self._explorer_task(article) for article in explorer.articles(self.project).values()]
        targets = {Path(target) for task in made for target in task.makes}
        made += [self._document_task(document, targets) for document in self._documents]
        self._code.keep(self._kept_code)
        return made

    def tested(self) -> "list[Finding]":
        """Every finding with its verdict, once the tasks that test them are done."""
        return [self.artifacts.load(task.name) for task in self._findings]

    def _task(
        self,
        name: str,
        modules: Iterable[str],
        action: Action,
        reads: Iterable[Path],
        makes: Iterable[Path],
        *,
        rule: str | None = "",
        turn: str = HERE,
        movable: bool = False,
    ) -> Task:
        code = (path for module in modules for path in self._code.files(module))
        read, made = sorted({*code, *map(str, reads), *map(str, self._always)}), sorted(map(str, makes))
        away = partial(_apart, action) if movable else None
        return Task(name, tuple(read), tuple(made), action, rule, turn, away)

    @cached_property
    def _typefaces(self) -> tuple[Path, ...]:
        return fonts.font_files(self.project)

    def _evidence_tasks(self) -> list[Task]:
        """Read the bibliography, which takes long and changes seldom, and then all of the evidence."""
        entries = self.artifacts.result(BIBLIOGRAPHY)
        frames = [*map(self.artifacts.frame, self.artifacts.frames)]
        read, modules = (
            partial(_read_bibliography, self.artifacts),
            ("policy_report.evidence.bibliography", state.__name__),
        )
        first = self._task(f"evidence/{BIBLIOGRAPHY}", modules, read, [self.project.references], [entries])
        modules = ("policy_report.evidence.register", "policy_report.evidence.tidy")
        return [
            first,
            self._task(
                "evidence", modules, partial(_read_evidence, self.artifacts), [*self._evidence, entries], frames
            ),
        ]

    def _look_tasks(self) -> list[Task]:
        """What the documents look like: fonts, citation styles and the Word template from packages, and scripts.

        It is made beside the evidence, so that a figure can be drawn while results are made that it does not show.
        """
        made = ((part, partial(part.make, self.project)) for part in look(self.project))
        return [
            self._task(f"look/{part.name}", (part.module,), make, part.reads, part.makes, turn="")
            for part, make in made
        ]

    def _edition_task(self, document: Document) -> Task:
        """What a paper says about itself: citations, and metadata for machines."""
        action = partial(editions.make_edition, self.project, document)
        reads = editions.edition_sources(self.project, document)
        makes = editions.edition_files(self.project, document)
        return self._task(f"edition/{document.name}", (editions.__name__,), action, reads, makes)

    def _landing_task(self) -> Task:
        """The front page of the study as it is published, and its data."""
        frames = [*map(self.artifacts.frame, self.artifacts.frames)]
        action = partial(landing.make_landing, self.project, frames)
        reads, makes = [*frames, *landing.landing_sources(self.project)], landing.landing_files(self.project)
        return self._task("landing", (landing.__name__,), action, reads, makes)

    def _result_task(self, task: TaskFunction) -> Task:
        action = partial(_make_result, self.artifacts, task)
        return self._task_of(task, f"result/{task.name}", action, [self.artifacts.result(task.name)])

    def _task_of(
        self, task: TaskFunction, name: str, action: Action, makes: Iterable[Path], also: Iterable[Path] = ()
    ) -> Task:
        """What a task function makes from all that it asks for; a figure, which reads fonts also, need not wait."""
        modules, reads = [*self._functions.modules(task), state.__name__], [*self.artifacts.needs(task), *also]
        modules += [drawings.__name__] if also else []
        turn, movable = APART if also else HERE, not also and task.kind != LENGTHY
        return self._task(name, modules, action, reads, makes, rule=self._rule_of(task), turn=turn, movable=movable)

    def _rule_of(self, task: TaskFunction) -> str:
        """The numbers that documents have for each other, if asked for; an edit that moves none is no reason."""
        return self._references if REFERENCES in task.needs else ""

    @cached_property
    def _references(self) -> str:
        return json.dumps(references(self.project), ensure_ascii=False, sort_keys=True)

    def _figure_task(self, task: TaskFunction, language: Language) -> Task:
        stem = figure_stem(self.project, task, language)
        data = self._functions.figure_data[task.name]
        makes = (stem.with_suffix(".svg"), stem.with_suffix(".csv"))
        action = partial(_apart, partial(_make_figure, self.artifacts, task, data, language, makes))
        return self._task_of(task, f"figure/{language}/{task.name}", action, makes, self._typefaces)

    def _picture_tasks(self) -> list[Task]:
        """A picture of each drawing that a document, of Word for one, shows as a picture."""
        made = []
        for language, task in self.selection.figures:
            stem = figure_stem(self.project, task, language)
            name, picture = f"{PICTURE}{language}/{task.name}", stem.with_suffix(".png")
            if picture in self.selection.named:
                action = partial(_apart, partial(_make_picture, self.project, stem))
                reads = [stem.with_suffix(".svg"), *self._typefaces]
                made += [self._task(name, (drawings.__name__,), action, reads, [picture], turn=APART)]
        return made

    def _table_task(self, task: TaskFunction, language: Language) -> Task:
        path = table_file(self.project, task, language)
        action = partial(_make_text, self.artifacts, task, path, language=language)
        return self._task_of(task, f"table/{language}/{task.name}", action, [path])

    def _explorer_task(self, article: Document) -> Task:
        """The page of all the evidence, beside the article."""
        task, project = self._functions.explorer, self.project
        reads = [*self.artifacts.needs(task), *explorer.explorer_sources(project)]
        action = partial(explorer.make_explorer, self.artifacts, task, article)
        modules = (*self._functions.modules(task), *explorer.CODE)
        makes = [explorer.explorer_file(project, article)]
        rule = explorer.said_in(project, article) + self._rule_of(task)
        return self._task(f"explorer/{article.language}", modules, action, reads, makes, rule=rule, movable=True)

    def _variables_task(self) -> Task:
        needs = ("claims", "series", ALL_NUMBERS, STUDY, REFERENCES)
        task = TaskFunction(
            "variables", _VARIABLES, "build", Path(paper.__file__).with_name("variables.py"), needs, "build"
        )
        path = self.project.variables
        action = partial(_make_text, self.artifacts, task, path)
        return self._task(
            "variables", (task.module,), action, self.artifacts.needs(task), [path], rule=self._rule_of(task)
        )

    def _text_tasks(self) -> list[Task]:
        """Examine each file that people wrote of a paper by itself, and what all of them need together."""
        modules, register = ("policy_report.checks.typed",), self.project.literals
        also = [register] if register.is_file() else []
        made = [
            self._task(f"{TEXT}{self.project.relative(path)}", modules, partial(self._examine, path), [path, *also], [])
            for path in self._texts
        ]
        return [*made, self._task(f"{TEXT}all", modules, self._examine, [*self._texts, *also], [])]

    def _examine(self, path: Path | None = None) -> None:
        from policy_report.build.linting import unused_outputs
        from policy_report.checks.typed import check_files, check_literals

        if path is None:
            faults = [
                *check_literals(self.project, self._text_by_file),
                *unused_outputs(self._functions, self._editions),
            ]
        else:
            file = self.project.relative(path)
            faults = [*check_files(self.project, {file: self._text_by_file[file]})]
        if faults:
            raise ProjectError(faults)

    def _findings_task(self) -> Task:
        """Holds the text against its tests; no document is made before it."""
        verdicts = [self.artifacts.result(task.name) for task in self._findings]
        modules = ("policy_report.checks.findings", *(task.module for task in self._findings))
        makes = [self.artifacts.result(FINDINGS), self.project.findings]
        # A draft says each time what is refuted, and the build after it looks again.
        rule = None if self._allow_stale else "strict"
        return self._task(FINDINGS, modules, self._check_findings, [*self._texts, *verdicts], makes, rule=rule)

    def _snapshot_tasks(self) -> list[Task]:
        """What results and sentences say now, with which the next build and other editions are compared."""
        known, rows = self.artifacts, [name for name in ("claims", "series") if name in self.artifacts.frames]
        names = [name for name in ("contradictions", *LICENCES) if name in known.tasks]
        names += [*self.selection.numbers, *(task.name for task in self._findings)]
        results = (known.result(name) for name in names if not known.is_constant(name))
        modules, of_results = ("policy_report.editions.snapshot", "policy_report.text.numbers"), known.result(SNAPSHOT)
        asked, reads = [*map(known.frame, rows), *results], [of_results, self.project.variables, *self._texts]
        return [
            self._task(f"{SNAPSHOT}/results", modules, self._snap_results, asked, [of_results]),
            self._task(SNAPSHOT, modules, self._snap_sentences, reads, [self.project.state / SNAPSHOT_FILE]),
        ]

    def _snap_results(self) -> None:
        write_atomically(self.artifacts.result(SNAPSHOT), self._results_now().to_json())

    def _results_now(self) -> Snapshot:
        known = self.artifacts
        return snapshot(
            {name: known.load(name) for name in ("claims", "series") if name in known.frames},
            licences=[one for name in LICENCES if name in known.tasks for one in known.load(name)],
            contradictions=known.load("contradictions") if "contradictions" in known.tasks else (),
            findings=self.tested(),
            numbers=known.load(ALL_NUMBERS),
        )

    def _changed_so_far(self) -> str:
        """Say what the results of a build that stops here say otherwise than those before; its sentences come later."""
        with suppress(ProjectError, OSError):
            before = replace(read_snapshot(self._said_before, SNAPSHOT_FILE), sentences={})
            return screenful(changes(before, self._results_now()))
        return ""

    def _snap_sentences(self) -> None:
        taken = read_snapshot(self.artifacts.result(SNAPSHOT).read_bytes(), SNAPSHOT_FILE)
        found = sentences(self.project, ((text.language, text.source) for text in self._editions))
        write_atomically(self.project.state / SNAPSHOT_FILE, replace(taken, sentences=found).to_json())

    def _since_task(self, language: Language) -> Task:
        """What changed since the last edition, of which a study keeps a record."""
        record, path = self.project.last_edition, since_file(self.project, language)
        reads = [self.project.state / SNAPSHOT_FILE, *([record] if record.is_file() else [])]

        def write() -> None:
            write_atomically(path, since_last(self.project, language))

        return self._task(f"since/{language}", (since_last.__module__,), write, reads, [path])

    @cached_property
    def _editions(self) -> "list[Edition]":
        """What people wrote of every paper."""
        from policy_report.checks.edition import editions

        return editions(self.project)

    @cached_property
    def _text_by_file(self) -> "dict[str, Edition]":
        """What each file holds of it."""
        return {file: text for edition in self._editions for file, text in edition.by_file().items()}

    @cached_property
    def _texts(self) -> list[Path]:
        """The files that people wrote of every paper."""
        files = (path for edition in self._editions for path in edition.source.files if path.is_file())
        return [*dict.fromkeys(files)]

    def _document_task(self, document: Document, targets: set[Path]) -> Task:
        named = self._named[document]
        reads = [path for path in named if path.is_file() or path in targets]
        name = f"document/{document.name}.{document.format}"
        action = partial(self.engine.render, self.project, document)
        module = f"policy_report.render.{self.engine.name}"
        reads += [*_RENDER_RULES, self.project.findings]
        makes, rule = [document.target(self.project)], rendering.identity(self.engine.name)
        turn = (PRESS if document.format is Format.PDF else "") if self.engine.concurrent else HERE
        return self._task(name, (module,), action, reads, makes, rule=rule, turn=turn, movable=not turn)

    def _check_findings(self) -> None:
        from policy_report.checks.findings import check_marks, in_order_of_text, read_record, record_of, refuted
        from policy_report.checks.marks import marks

        found = self.tested()
        marked = [mark for edition in self._editions for mark in marks(edition)]
        before = read_record(self.project)
        faults = check_marks(self.project, self._findings, self._editions)
        self.refuted = refuted(self.project, found, self._findings, marked, before)
        if faults or (self.refuted and not self._allow_stale):
            error = FindingError([*faults, *self.refuted])
            if self.refuted and (changed := self._changed_so_far()):
                error.add_note(f"what would change:\n{changed}")
            raise error
        ordered = {language: in_order_of_text(found, marked, language) for language in self.study.languages}
        self.artifacts.save(FINDINGS, ordered)
        write_atomically(self.project.findings, record_of(found, before))


_BEGINNING, _begun = Lock(), cache(executor)


def _artists() -> Executor:
    """The processes that draw, and do what this one has no time for; each starts when it is first needed."""
    with _BEGINNING:
        return _begun()


def begin_helping(module: str) -> None:
    """Let a process import what it will need, while the evidence is being read."""
    with losses_said():
        _artists().submit(import_module, module)


def end_helping() -> None:
    """End the processes that draw and help."""
    if _begun.cache_info().currsize:
        _begun().shutdown()
        _begun.cache_clear()


def _apart(job: Action) -> None:
    """Do a job in a process of its own, as what draws must, since matplotlib knows one thread only."""
    with losses_said():
        _artists().submit(job).result()


def _make_result(artifacts: Artifacts, task: TaskFunction) -> None:
    artifacts.save(task.name, artifacts.make(task))


def _make_figure(
    artifacts: Artifacts, task: TaskFunction, data: TaskFunction, language: Language, makes: tuple[Path, Path]
) -> None:
    from policy_report.figures import style

    with style.look(language, fonts.font_files(artifacts.project)):
        svg = style.to_svg(artifacts.make(task, language=language))
    write_atomically(makes[0], drawings.with_lettering(artifacts.project, svg))
    shown = artifacts.make(data) if data.function else artifacts.load(data.needs[0])
    write_atomically(makes[1], shown.to_csv(index=False, lineterminator="\n", float_format=_DIGITS))


def _make_picture(project: Project, stem: Path) -> None:
    write_atomically(stem.with_suffix(".png"), drawings.picture(project, stem.with_suffix(".svg")))


def _make_text(artifacts: Artifacts, task: TaskFunction, path: Path, **language: Language) -> None:
    write_atomically(path, artifacts.make(task, **language))


def _read_bibliography(artifacts: Artifacts) -> None:
    from policy_report.evidence.bibliography import read_entries

    path = artifacts.project.references
    artifacts.save(BIBLIOGRAPHY, read_entries(path, artifacts.project.relative(path)))


def _read_evidence(artifacts: Artifacts) -> None:
    from policy_report.evidence.register import read_register
    from policy_report.evidence.tidy import to_csv

    frames = read_register(artifacts.project, artifacts.load(BIBLIOGRAPHY)).frames
    texts = {name: to_csv(frame) for name, frame in frames.items()}
    for name, text in texts.items():
        write_atomically(artifacts.project.tidy / f"{name}.csv", text)
