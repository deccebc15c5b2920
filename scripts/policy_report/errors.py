"""Errors that a user can cause: what is wrong, where, and how to mend it.

A `Problem` is one fault in one place. An error carries all the problems that a stage found, so that
one run shows them all. A traceback is left for defects of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    Parameters
    ----------
    file
        Path of the file at fault, relative to the project's root, in POSIX form.
    row
        Line of the file, counted from 1 (the header of a CSV is line 1); 0 if the fault has no line.
    column
        Column name of a table, or the place within the line; empty if there is none.
    code
        Stable kebab-case name of the kind of fault, which can be searched for.
    message
        What is wrong, in a sentence without a full stop.
    text
        The offending text as it stands in the file.
    remedy
        How to mend it.
    details
        What else a reader must know, as pairs of a word and a text, shown between the text and the remedy.
    """

    file: str
    row: int
    column: str
    code: str
    message: str
    text: str = ""
    remedy: str = ""
    details: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.row or ""), self.column) if part)
        lines = [f"{place}: [{self.code}] {self.message}"]
        if self.text:
            lines.append(f"    text:   {self.text}")
        lines += [f"    {word + ':':<7} {text}" for word, text in self.details]
        if self.remedy:
            lines.append(f"    remedy: {self.remedy}")
        return "\n".join(lines)


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
