"""Shows how phrases read, for people and for programs."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.faults import problem
from policy_report.quantities import Quantity, read


@dataclass(frozen=True)
class Reading:
    """A phrase, what it reads to, and why it does not if it does not."""

    row: int
    text: str
    quantities: tuple[Quantity, ...]
    problems: tuple[Problem, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the reading as plain data for JSON."""
        return {
            "row": self.row,
            "text": self.text,
            "quantities": [asdict(quantity) for quantity in self.quantities],
            "problems": [asdict(problem) for problem in self.problems],
        }

    def __str__(self) -> str:
        lines = [_line(quantity, self.text) for quantity in self.quantities] or ["  no quantity"]
        return "\n".join([self.text, *(lines if not self.problems else map(str, self.problems))])


def read_phrase(text: str, row: int = 0) -> Reading:
    """Read one phrase; a broken number becomes a problem of the reading."""
    try:
        return Reading(row, text, tuple(read(text)), ())
    except EvidenceError as error:
        return Reading(row, text, (), error.problems)


def read_column(path: Path, column: str) -> list[Reading]:
    """Read a column of a CSV, row by row.

    Parameters
    ----------
    path
        A CSV in UTF-8 with a header.
    column
        The column that holds the phrases.

    Raises
    ------
    EvidenceError
        If the file or the column cannot be read.
    """
    from policy_report.evidence.textfile import read_lines

    lines, problems = read_lines(path, path.name)
    if problems:
        raise EvidenceError(problems)
    header = lines[0][1] if lines else []
    if column not in header:
        known = ",".join(header)
        raise EvidenceError(problem(path.name, 1, column, "column-missing", known, known=known))
    place = header.index(column)
    return [read_phrase("".join(cells[place : place + 1]), line) for line, cells in lines[1:]]


def _line(quantity: Quantity, text: str) -> str:
    left, right = "[" if quantity.lower_closed else "(", "]" if quantity.upper_closed else ")"
    low = "−∞" if quantity.lower is None else f"{quantity.lower:.15g}"
    high = "∞" if quantity.upper is None else f"{quantity.upper:.15g}"
    kinds = ", ".join(f"{kind} bound" for kind in dict.fromkeys((quantity.lower_kind, quantity.upper_kind)) if kind)
    value = "none stated" if quantity.value is None else f"{quantity.value:.15g}"
    start, end = quantity.span
    about = f"{quantity.qualifier}, {quantity.change}, unit {quantity.unit or 'none'}; {kinds or 'unbounded'}"
    return f"  {text[start:end]}: {value}  {left}{low}, {high}{right}  {about}"
