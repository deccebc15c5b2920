"""Call a task function, and say where the code of a study is at fault."""

import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from policy_report.build.discovery import TaskFunction
from policy_report.errors import AnalysisError, PolicyReportError, problem


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
