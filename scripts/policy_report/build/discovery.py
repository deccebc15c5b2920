"""Find by reading the code, without importing it, what can be made and what each thing needs.

Importing the analyses and figures would cost a second of pandas and matplotlib; a build with nothing to do must
not pay it.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from policy_report.build.code import Code, Function, code_of
from policy_report.errors import AnalysisError, PolicyReportError, Problem, ProjectError, problem
from policy_report.study import Study, package_folder

ENGINE = "policy_report"
LENGTHY = "lengthy"
"""The kind of a result that is made through `policy_report.build.cache`."""

_ENGINE_FOLDER = Path(__file__).parents[1]
_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "results": ("analysis", "models"),
    "figures": ("figures",),
    "tables": ("paper/tables", "tables"),
    "findings": ("paper/findings", "findings"),
    "explorer": ("paper/explorer",),
}
"""Where each kind of task function lies, below the engine or below the study's own package."""


@dataclass(frozen=True)
class TaskFunction:
    """A function that makes something, and what it needs: its parameters, but for `language` and `table`."""

    name: str  # the result's name, or that of the figure or table
    module: str
    function: str
    file: Path
    needs: tuple[str, ...]
    kind: str  # `result`, `lengthy`, `numbers`, `draw`, `data`, `build` or `finding`
    row: int = 0  # the line of its file on which the function begins
    about: str = ""  # the first sentence of its docstring

    @property
    def of_engine(self) -> bool:
        """Whether it is the engine's, which makes a figure or table only for a study that shows it."""
        return self.package == ENGINE

    @property
    def package(self) -> str:
        """The package that it is of."""
        return self.module.partition(".")[0]

    @property
    def shown_file(self) -> str:
        """Its file as a reader may find it: from the folder that holds the package."""
        return "/".join(self.module.split(".")) + ".py"


@dataclass(frozen=True)
class TaskFunctions:
    """The task functions of the engine and of a study's own package."""

    packages: tuple[tuple[str, Path], ...]

    @cached_property
    def results(self) -> list[TaskFunction]:
        """The functions marked `@result`, `@lengthy` or `@numbers`."""
        return _one_each(self._marked())

    @cached_property
    def figures(self) -> list[TaskFunction]:
        """The modules that have a function `draw`."""
        return _one_each(self._named("figures", "draw"))

    @cached_property
    def figure_data(self) -> dict[str, TaskFunction]:
        """What each figure shows, as a frame, by the figure's name.

        A figure shows its first result, unless its module has a function `data` that makes a frame of it.
        """
        own = {task.module: task for task in self._named("figures", "data")}
        first = {task.name: [need for need in task.needs if need != "study"][:1] for task in self.figures}
        return {
            task.name: own.get(task.module, replace(task, function="", needs=tuple(first[task.name])))
            for task in self.figures
        }

    @cached_property
    def tables(self) -> list[TaskFunction]:
        """The functions marked `@table("NAME")`, and the modules of tables that have a function `build`."""
        return _one_each(self._tables())

    @property
    def shown(self) -> "dict[str, TaskFunction]":
        """What makes each figure and table, by its id in the text."""
        kinds = (("fig", self.figures), ("tbl", self.tables))
        return {f"{prefix}-{task.name.replace('_', '-')}": task for prefix, tasks in kinds for task in tasks}

    @cached_property
    def explorer(self) -> TaskFunction:
        """The function that makes the explorer's data."""
        return self._named("explorer", "build")[0]

    @cached_property
    def findings(self) -> list[TaskFunction]:
        """The functions marked `@finding("fnd-…")`, by file and line."""
        return [_task(name, function, "finding") for name, function in self._with_mark("findings", "finding")]

    @cached_property
    def constants(self) -> dict[str, TaskFunction]:
        """The results that need nothing and thus follow from code alone."""
        return {task.name: task for task in self.results if not task.needs}

    def modules(self, task: TaskFunction) -> list[str]:
        """List the module of a task, and those of the constants that it needs.

        Constants may hold functions, whose code no artifact shows.
        """
        return [task.module, *(self.constants[need].module for need in task.needs if need in self.constants)]

    def available(self, frames: Iterable[str], given: Iterable[str]) -> list[TaskFunction]:
        """The results that a study with these tidy frames can make; `given` are further names that can be asked for."""
        known, left = {*frames, *given}, list(self.results)
        found: list[TaskFunction] = []
        while ready := [task for task in left if known.issuperset(task.needs)]:
            found += ready
            known |= {task.name for task in ready}
            left = [task for task in left if task not in ready]
        return [task for task in self.results if task in found]

    def problems(self) -> list[Problem]:
        """Two results, figures or tables of one name in one package, of which nobody could say which is meant."""
        figures = self._named("figures", "draw")
        return [*_twice("result", self._marked()), *_twice("figure", figures), *_twice("table", self._tables())]

    def _marked(self) -> list[TaskFunction]:
        return [
            _task(function.name, function, mark)
            for function in self._functions("results")
            for mark in ("result", LENGTHY, "numbers")
            if (mark, "") in function.marks
        ]

    def _tables(self) -> list[TaskFunction]:
        marked = [_task(name.replace("-", "_"), one, "build") for name, one in self._with_mark("tables", "table")]
        # What a table says is said in the words of the study.
        asked = [replace(task, needs=tuple(dict.fromkeys((*task.needs, "study")))) for task in marked]
        return [*self._named("tables", "build"), *asked]

    def _with_mark(self, kind: str, mark: str) -> Iterator[tuple[str, Function]]:
        """The functions with a mark, and what it names."""
        for function in self._functions(kind):
            yield from ((argument, function) for made, argument in function.marks if made == mark)

    def _named(self, kind: str, name: str) -> list[TaskFunction]:
        return [
            _task(function.module.rpartition(".")[2], function, name)
            for function in self._functions(kind)
            if function.name == name
        ]

    @property
    def code(self) -> Code:
        """The code that they stand in."""
        return code_of(self.packages)

    def _functions(self, kind: str) -> Iterator[Function]:
        for package, _ in self.packages:
            for part in _FOLDERS[kind]:
                yield from self.code.functions(package, part)


def task_functions(study: Study) -> TaskFunctions:
    """Find the task functions of the engine and of a study.

    Raises `ProjectError`: `task-twice` where two have one name.
    """
    found = _of_packages(tuple(_folders(study).items()))
    if problems := found.problems():
        raise ProjectError(problems)
    return found


def study_code(study: Study) -> Code:
    """Give the code of the engine and of a study."""
    return code_of(tuple(_folders(study).items()))


def packages(study: Study) -> tuple[str, ...]:
    """Name the packages whose code makes what a study needs: the engine and, if it has one, the study's own."""
    return tuple(_folders(study))


def _folders(study: Study) -> dict[str, Path]:
    """The engine's package and, if it has one, the study's own, each with its folder."""
    own = package_folder(study)
    return {ENGINE: _ENGINE_FOLDER, **({study.package: own} if own else {})}


_of_packages = cache(TaskFunctions)
"""Keeps what was found: the code of a running process stays as it is."""


def _twice(kind: str, tasks: list[TaskFunction]) -> Iterator[Problem]:
    names = Counter((task.package, task.name) for task in tasks)
    for task in tasks:
        if names[task.package, task.name] > 1:
            yield problem(task.shown_file, task.row, "", "task-twice", task.name, kind=kind)


def _one_each(tasks: list[TaskFunction]) -> list[TaskFunction]:
    """Let a study's function take the place of the engine's of the same name, as it may do more."""
    return list({task.name: task for task in tasks}.values())


def _task(name: str, function: Function, kind: str) -> TaskFunction:
    asked = [name for name in function.asks if name not in ("language", "table")]
    # The labels of a figure are made of these, and of the language.
    needs = tuple(name for name in asked if name != "labels") + (("sources", "study") if "labels" in asked else ())
    file = Path(function.file)
    return TaskFunction(name, function.module, function.name, file, needs, kind, function.row, function.about)


def callable_of(task: TaskFunction) -> Callable[..., Any]:
    """Import a task function; what a study's own does wrong becomes an error with its place.

    Raises `AnalysisError`: `study-code-broken` if its module cannot be imported; and, when it is called,
    `study-code-failed` for any exception but a coded one. Of the engine's functions an exception is a defect, and is
    left as it is.
    """
    if task.of_engine:
        return _function(task)
    try:
        function = _function(task)
    except Exception as error:
        raise _at_fault(task, "study-code-broken", error) from error

    def guarded(**given: Any) -> Any:
        try:
            return function(**given)
        except PolicyReportError:
            raise
        except Exception as error:
            raise _at_fault(task, "study-code-failed", error) from error

    return guarded


def _function(task: TaskFunction) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(task.module), task.function)
    if task.kind != "draw":
        return function
    from policy_report.figures.wording import labelled

    return labelled(function)


def _at_fault(task: TaskFunction, code: str, error: Exception) -> AnalysisError:
    """An error at the last line of the study's own code that was being run."""
    package = task.file.parents[len(task.module.split(".")) - 2]
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(package)]
    file, row = (own[-1].filename, own[-1].lineno or task.row) if own else (str(task.file), task.row)
    if isinstance(error, SyntaxError) and error.filename:
        file, row = error.filename, error.lineno or 0
    name = Path(file).relative_to(package.parent).as_posix() if Path(file).is_relative_to(package.parent) else file
    said, text = f"{type(error).__name__}: {error}", own[-1].line or "" if own else ""
    return AnalysisError(problem(name, row, "", code, text, function=task.function, error=said))
