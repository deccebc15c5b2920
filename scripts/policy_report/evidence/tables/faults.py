"""Collects what is wrong with one file, so that one run shows it all."""

from dataclasses import dataclass, field
from typing import NoReturn

from policy_report.errors import EvidenceError, Problem

_LONGEST_TEXT = 120
"""Offending text is cut there: it must fit a terminal's width or two."""


@dataclass
class Faults:
    """The problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    # The order of a problem's own fields, so that a call reads like the problem it makes.
    def add(  # noqa: PLR0917
        self, row: int, column: str, code: str, message: str, text: str = "", remedy: str = ""
    ) -> None:
        """Note a fault and go on."""
        self.problems.append(Problem(self.file, row, column, code, message, text.strip()[:_LONGEST_TEXT], remedy))

    def stop(  # noqa: PLR0917
        self, row: int, column: str, code: str, message: str, text: str = "", remedy: str = ""
    ) -> NoReturn:
        """Note a fault that leaves nothing to read, and raise it with those before it."""
        self.add(row, column, code, message, text, remedy)
        raise EvidenceError(self.problems)

    def raise_any(self) -> None:
        """Raise what has been noted, if anything has.

        Raises
        ------
        EvidenceError
            With all the problems.
        """
        if self.problems:
            raise EvidenceError(self.problems)
