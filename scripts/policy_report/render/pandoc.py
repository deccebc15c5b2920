"""Runs pandoc, and turns what it complains about into problems."""

import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Final

from policy_report.errors import MEMORY_LACKS, MachineError, Problem, RenderError, problem
from policy_report.render.source import Place, Source

SECONDS: Final = 600
"""How long a program may work on one document; the longest known takes a hundredth of it."""

MEGABYTES: Final = 8192
"""How much memory it may take."""

_ALLOCATION: Final = ("-A32m", "-n4m")
"""Room that a Haskell program fills before it looks for what it needs no more; twice as much saved no time."""

_NOWHERE: Final = "http://127.0.0.1:9"
"""A proxy that never answers: what a program would fetch all the same, it does not get."""

_ENVIRONMENT: Final = {
    **{
        name: _NOWHERE for scheme in ("http", "https", "all") for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper())
    },
    **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
    # Paths are read and written as UTF-8, whatever the language of the session.
    "LC_ALL": "C.UTF-8",
}

FILTERS = Path(__file__).parent / "filters"
TEMPLATES = Path(__file__).parent / "templates"

_HEAP_EXHAUSTED = 251
"""The exit code of a Haskell program that reached its limit of memory."""

Locate = Callable[[str], list[Place]]


@cache
def command() -> str:
    """The pandoc of the wheel, never another one that happens to be on the PATH."""
    # Found without an import of the package, which would bring all that it takes to fetch a pandoc.
    spec = find_spec("pypandoc")
    if spec and spec.origin:
        found = Path(spec.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if found.is_file():
            return str(found)
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@cache
def version() -> str:
    """The version of pandoc, such as `3.9`."""
    done = subprocess.run([command(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[0].removeprefix("pandoc ").strip()


def run(
    arguments: Sequence[str | Path],
    text: str,
    source: Source,
    locate: Locate,
    *,
    folder: Path | None = None,
    epoch: int = 0,
) -> str:
    """Run pandoc on `text`, in the root of the study that is the `folder`, and return what it writes.

    Raises `RenderError` if pandoc fails or warns, for a warning means that something would be lost; or if it takes more
    time or memory than it may.
    """
    limits = ["+RTS", f"-M{MEGABYTES}m", *_ALLOCATION, "-RTS"]
    given = [_argument(option, folder, before) for before, option in pairwise(["", *arguments])]
    try:
        done = run_program(
            [command(), *limits, *given], text.encode("utf-8"), folder, {"SOURCE_DATE_EPOCH": str(epoch)}
        )
    except StoppedError as error:
        raise RenderError(source.start.fault("program-stopped", program="pandoc", why=error)) from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == _HEAP_EXHAUSTED:
        why = f"it took more than {MEGABYTES} MB of memory"
        raise RenderError(source.start.fault("program-stopped", program="pandoc", why=why))
    problems = list(dict.fromkeys(p for message in messages(said) for p in _problems(message, source, locate)))
    if done.returncode != 0 and not problems:
        problems = [source.start.fault("pandoc-failed", said.strip())]
    if problems:
        raise RenderError(problems)
    return done.stdout.decode("utf-8")


def _argument(given: str | Path, folder: Path | None, before: str | Path) -> str:
    """A path as pandoc is told it: from the study's root, whose own name it might misread, if it lies below."""
    if isinstance(given, str):
        return given
    path = given.relative_to(folder).as_posix() if folder and given.is_relative_to(folder) else str(given)
    # Of templates and included files pandoc takes the path for an address.
    return path.replace("%", "%25") if str(before).startswith(("--template", "--include")) else path


def messages(said: str) -> list[str]:
    """The warnings in what pandoc wrote to its error stream, one string each."""
    found: list[str] = []
    for line in said.splitlines():
        if line.startswith("[WARNING]"):
            found.append(line.removeprefix("[WARNING]").strip())
        elif found and line.startswith("  "):
            found[-1] += " " + line.strip()
    return found


def _problems(message: str, source: Source, locate: Locate) -> list[Problem]:
    row = re.search(r"at (?:input |stdin )?line (\d+)", message)
    if row and int(row[1]) <= len(source.lines):
        places = [source.lines[int(row[1]) - 1].place]
    else:
        named = re.search(r"(?:citation|Duplicate identifier|resource|key|reference) '?([^\s']+)'?", message)
        places = (locate(named[1]) if named else []) or [source.start]
    return [place.fault("pandoc-warning", message) for place in places]


class StoppedError(Exception):
    """A program was stopped, for the reason that is given."""


def run_program(
    command: Sequence[str], data: bytes, folder: Path | None = None, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program on some data, in a folder, with `more` variables in its environment.

    Raises `StoppedError` if it works longer than `SECONDS`; the limit of memory is the program's own, see its caller.
    Raises `MachineError`: `memory-full`, if the system has no memory for it.
    """
    environment = {**os.environ, **_ENVIRONMENT, **(more or {})}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=folder, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StoppedError(f"it worked longer than {SECONDS} seconds") from error
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if done.returncode == -9 or (done.returncode and MEMORY_LACKS.search(last)):
        raise MachineError(problem(command[0], 0, "", "memory-full/killed", last, what="a program"))
    return done
