"""Shows how phrases read and what became of each of their figures, for people and for programs."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.faults import problem
from policy_report.quantities import Account, Fate, Quantity, account

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {Fate.READ: "green", Fate.PASSED_OVER: "dim", Fate.UNREAD: "bold red"}
_UNEXPLAINED = "yellow"
_NONE = "  no quantity: a figure is a number, or a word for one, such as `over 80%` or `超80%`"


@dataclass(frozen=True)
class Reading:
    """A phrase, what it reads to, and why it does not if it does not."""

    row: int
    text: str
    account: Account
    problems: tuple[Problem, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the reading as plain data for JSON."""
        problems = [asdict(problem) for problem in self.problems]
        return {"row": self.row, "text": self.text, **asdict(self.account), "problems": problems}

    def __str__(self) -> str:
        if self.problems:
            return "\n".join([self.text, *map(str, self.problems)])
        lines = [_line(quantity, self.text) for quantity in self.account.quantities] or [_NONE]
        return "\n".join([self.text, *lines, *self._rest()])

    def coloured(self) -> "Text":
        """Give the reading for a terminal: quantities, what is passed over, unread or unexplained, each in a colour."""
        from rich.text import Text

        shown = Text(str(self))
        for quantity in self.account.quantities:
            shown.stylize(_STYLES[Fate.READ], *quantity.span)
        for figure in self.account.figures:
            shown.stylize(_STYLES[figure.fate], *figure.span)
        for doubt in self.account.unexplained:
            shown.stylize(_UNEXPLAINED, *doubt.span)
        shown.highlight_regex(r"(?m)^  unread: .*", _STYLES[Fate.UNREAD])
        shown.highlight_regex(r"(?m)^  unexplained: .*", _UNEXPLAINED)
        return shown

    def _rest(self) -> list[str]:
        """What is no quantity: figures passed over, figures that are unread, words that are unexplained."""
        passed = [f"{one.text} ({one.rule})" for one in self.account.figures if one.fate is Fate.PASSED_OVER]
        unread = [figure.text for figure in self.account.unread]
        words = [f"{doubt.text} ({doubt.kind}?)" for doubt in self.account.unexplained]
        named = {"passed over": passed, "unread": unread, "unexplained": words}
        return [f"  {name}: {', '.join(ones)}" for name, ones in named.items() if ones]


def read_phrase(text: str, row: int = 0) -> Reading:
    """Read one phrase; a broken number becomes a problem of the reading."""
    try:
        return Reading(row, text, account(text), ())
    except EvidenceError as error:
        return Reading(row, text, Account((), (), ()), error.problems)


def read_column(path: Path, column: str) -> list[Reading]:
    """Read a column of a CSV, row by row.

    `path`: a CSV in UTF-8 with a header.
    `column`: the column that holds the phrases.

    Raises `EvidenceError` if the file or the column cannot be read.
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
