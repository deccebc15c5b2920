"""Results that take long, kept in the study's state folder by what they follow from: inputs and code.

The task graph knows what is out of date in its own folder; a command that makes results for itself, or a study
whose code has gone back to what it was, would make them again.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

from policy_report.build.discovery import LENGTHY, TaskFunction, callable_of, packages, study_code, task_functions
from policy_report.build.state import CorruptError, decode, encode
from policy_report.errors import FAULTS
from policy_report.project import Project, keep_file
from policy_report.study import Study

T = TypeVar("T")

_IMPORT = re.compile(r"^ *(?:from (?=[.\w]+ import)|import )(\w+)", re.MULTILINE)


def make(project: Project, study: Study, task: TaskFunction, given: Mapping[str, Any]) -> Any:
    """Call a task function; a lengthy one only if it was not called before on the same inputs with the same code.

    The arguments of a lengthy result are tidy frames, and results that follow from code alone.
    """
    function = callable_of(task)
    if task.kind != LENGTHY:
        return function(**given)
    modules = task_functions(study).modules(task)
    inputs = {need: given[need] for need in task.needs if need not in task_functions(study).constants}
    return keep(project, study, task.name, inputs=inputs, modules=modules, made=lambda: function(**given))


def keep(
    project: Project,
    study: Study,
    name: str,
    *,
    inputs: Mapping[str, Any],
    modules: Iterable[str],
    made: Callable[[], T],
) -> T:
    """Give what `made` makes, or what it made before from the same inputs by the same code.

    `name`: what it is called in the study's state folder.
    `inputs`: all that it follows from, by name: frames, and what `repr` shows in full.
    `modules`: names of the modules that make it.
    `made`: makes it anew; what it makes must be plain enough for `encode`.
    """
    files = {Path(path) for module in modules for path in study_code(study).files(module)}
    # What a fault is called decides no result that there is.
    code = sorted(path for path in files if path.name != FAULTS)
    digest = _digest({**inputs, "": _libraries(project, code)}, code)
    path = project.state / "cache" / f"{name}-{digest}.json"
    with suppress(OSError, CorruptError):
        return cast("T", decode(path.read_bytes(), packages(study)))
    found = made()
    keep_file(path, encode(found))
    return found


def _digest(inputs: Mapping[str, Any], files: Iterable[Path]) -> str:
    import pandas as pd

    from policy_report.evidence.tidy import to_csv

    digest = hashlib.sha256()
    for name, thing in inputs.items():
        text = to_csv(thing) if isinstance(thing, pd.DataFrame) else repr(thing)
        digest.update(f"{name}\n{text}\n".encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _libraries(project: Project, code: Iterable[Path]) -> str:
    """Give the lines of the lock file about the libraries that code imports; all if it has one under another name."""
    lock = project.root / "requirements.lock"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    own = {part for path in code for part in path.parts}
    imported = {name for path in code for name in _IMPORT.findall(path.read_text(encoding="utf-8"))}
    lines = [line for line in text.splitlines() if "==" in line]
    locked = {line.split("==")[0] for line in lines}
    names = {name: name.lower().replace("_", "-") for name in imported - own - sys.stdlib_module_names}
    if any(find_spec(name) for name, listed in names.items() if listed not in locked):
        return text
    return "\n".join(line for line in lines if line.split("==")[0] in names.values())
