"""What is wrong with the evidence: problems with their text cut to a line, and all those of one file."""

from dataclasses import dataclass, field
from typing import Final, NoReturn

from policy_report import errors
from policy_report.errors import EvidenceError, Problem

_LONGEST_TEXT: Final = 120
"""Offending text is cut there: it must fit a terminal's width or two."""


# The order of a problem's own fields, so that a call reads like the problem it makes.
def problem(file: str, row: int, column: str, code: str, text: str = "", /, **said: object) -> Problem:
    """Make the problem of a code, as `errors.problem` does, of a text of any length."""
    return errors.problem(file, row, column, code, text.strip()[:_LONGEST_TEXT], **said)


def unknown(file: str, row: int, column: str, kind: str, text: str, target: str) -> Problem:  # noqa: PLR0917
    """Make the problem of a name that nothing has; `kind` is what it should name, `target` where that would stand."""
    message, remedy = f"no such {kind.replace('-', ' ')}", f"correct the spelling, or add it to {target} first"
    return Problem(file, row, column, f"{kind}-unknown", message, text, remedy)


@dataclass
class Faults:
    """The problems of one file, collected so that one run shows them all."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, column: str, code: str, text: str = "", /, **said: object) -> None:
        """Note a fault and go on."""
        self.problems.append(problem(self.file, row, column, code, text, **said))

    def stop(self, row: int, column: str, code: str, text: str = "", /, **said: object) -> NoReturn:
        """Note a fault that leaves nothing to read, and raise it with those before it."""
        self.add(row, column, code, text, **said)
        raise EvidenceError(self.problems)

    def raise_any(self) -> None:
        """Raise what has been noted, if anything has.

        Raises `EvidenceError` with all the problems.
        """
        if self.problems:
            raise EvidenceError(self.problems)
