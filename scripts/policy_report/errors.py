"""Errors that a user can cause: what is wrong, where, and how to mend it.

A `Problem` is one fault in one place. An error carries all the problems that a stage found, so that
one run shows them all. A traceback is left for defects of ours.
"""

import errno
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FAULTS: Final = "faults.toml"
"""The file that says what is wrong and how to mend it, by codes."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place."""

    file: str  # path of the file at fault, relative to the project's root, in POSIX form
    row: int  # line of the file, counted from 1 (the header of a CSV is line 1); 0 if the fault has no line
    column: str  # column name of a table, or the place within the line; empty if there is none
    code: str  # stable kebab-case name of the kind of fault, which can be searched for
    message: str  # what is wrong, in a sentence without a full stop
    text: str = ""  # the offending text as it stands in the file
    remedy: str = ""  # how to mend it
    # What else a reader must know, as pairs of a word and a text, shown between the text and the remedy
    details: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.row or ""), self.column) if part)
        lines = [f"{place}: [{self.code}] {self.message}" if place else f"[{self.code}] {self.message}"]
        if self.text:
            lines.append(f"    text:   {self.text}")
        lines += [f"    {word + ':':<7} {text}" for word, text in self.details]
        if self.remedy:
            lines.append(f"    remedy: {self.remedy}")
        return visible("\n".join(lines))


UNSHOWN: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What no document can show, and what a terminal would obey: controls, turns of direction, halves of a pair."""


def visible(text: str) -> str:
    """Give a text in which nothing moves or colours what stands in a terminal."""
    return UNSHOWN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


# The order of a problem's own fields, so that a call reads like the problem it makes.
def problem(file: str, row: int, column: str, name: str, text: str = "", /, **said: object) -> Problem:
    """Make a problem in the words of `faults.toml`.

    `file`, `row`, `column`, `text`: as a `Problem` has them.
    `name`: the code, with what tells its kinds apart after a slash.
    `said`: what the words and the remedy leave open.
    """
    known = {"text": text, "column": column} | said
    message, remedy = (words.format(**known) for words in _words()[name])
    return Problem(file, row, column, name.partition("/")[0], message, text, remedy)


_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7}) \S.*$", re.MULTILINE)
"""A line by which version control marks two versions of a passage that a person must choose between."""


def conflicts(text: str, file: str, before: int = 0) -> list[Problem]:
    """Find each conflict that version control left in a text of a `file`, `before` which that has so many rows."""
    marks = [*_CONFLICT.finditer(text)]
    # One whose beginning somebody took out is left with its end.
    begun = [mark for mark in marks if mark[0].startswith("<")] or marks
    rows = (before + text.count("\n", 0, mark.start()) + 1 for mark in begun)
    return [problem(file, row, "", "conflict-marker", mark[0].strip()) for row, mark in zip(rows, begun, strict=True)]


@cache
def _words() -> Mapping[str, tuple[str, str]]:
    return tomllib.loads(Path(__file__).with_name(FAULTS).read_text(encoding="utf-8"))


class PolicyReportError(Exception):
    """Base of every error that a user can cause; `stage` names the room that found it."""

    stage = "project"

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(sorted(set(problems)))
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["PolicyReportError"], tuple[tuple[Problem, ...]]]:
        # Made again from its problems, so that it comes whole out of another process.
        return type(self), (self.problems,)


class ProjectError(PolicyReportError):
    """The folder is not a study, or a path in it is missing."""


class LanguageError(PolicyReportError):
    """Something is not said in a language that is asked for."""

    stage = "text"


class EvidenceError(PolicyReportError):
    """`data/published/` or `references.bib` cannot be used as it stands."""

    stage = "evidence"


class AnalysisError(PolicyReportError):
    """An analysis cannot be done with the evidence as it stands."""

    stage = "analysis"


class FigureError(PolicyReportError):
    """A figure cannot be drawn from its results."""

    stage = "figures"


class FindingError(PolicyReportError):
    """A sentence of the paper and the test on which it rests do not go together."""

    stage = "findings"


class RenderError(PolicyReportError):
    """A document cannot be rendered without a fault."""

    stage = "render"


class MachineError(PolicyReportError):
    """The machine lacks what the work needs: room, rights, memory, or a package."""

    stage = "the machine"


_REFUSED = (
    ("disk-full", "free some space", (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)),
    ("not-permitted", "give this user the right to it, or work on a copy", (errno.EACCES, errno.EPERM, errno.EROFS)),
    ("file-in-the-way", "move away what lies there", (errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY)),
    ("file-missing", "restore it, or make what is missing", (errno.ENOENT,)),
    ("memory-full", "free some memory", (errno.ENOMEM,)),
)
"""Code and remedy of what an operating system refuses, by its numbers."""

MEMORY_LACKS: Final = re.compile(
    "failed to map segment|cannot allocate memory|out of memory|can't start new thread", re.IGNORECASE
)
"""How libraries and programs say that they got no memory."""

_MEMORY: Final = Problem(
    "", 0, "", "memory-full", "too little memory for what is nested or large", "",
    "free some memory, or cut the largest file down",
)  # fmt: skip


@contextmanager
def machine_faults_said() -> Iterator[None]:
    """Say as a problem what the machine refuses: to read or write, to give memory, to import a package.

    A pipe that nobody reads any more is no fault.
    """
    try:
        yield
    except (BrokenPipeError, PolicyReportError):
        raise
    except OSError as error:
        raise MachineError(_refused(error)) from error
    except Exception as error:
        if isinstance(error, RecursionError) or _lacks_memory(error):
            raise MachineError(_MEMORY) from error
        if not isinstance(error, ImportError):
            raise
        remedy = "install the packages of requirements.lock again"
        problem = Problem(error.name or "", 0, "", "package-missing", "a package cannot be used", str(error), remedy)
        raise MachineError(problem) from error


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether memory lacked, or did for what was tried before."""
    return error is not None and (
        isinstance(error, MemoryError)
        or MEMORY_LACKS.search(str(error)) is not None
        or _lacks_memory(error.__cause__ or error.__context__)
    )


def _refused(error: OSError) -> Problem:
    # What is not written in Python says the number in its words only.
    said = re.search(r"os error (\d+)", str(error))
    number = error.errno or (int(said[1]) if said else 0)
    known = ((code, remedy) for code, remedy, numbers in _REFUSED if number in numbers)
    code, remedy = next(known, ("system-refused", "look at the file or folder that is named"))
    name = error.filename2 or error.filename or ""
    return Problem(str(name), 0, "", code, error.strerror or "the system refuses", str(error), remedy)
