"""The common shape of all file formats: lines of cells, with what merging and indentation say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.script import has_control

MOST_CELLS: Final = 500_000
"""Yearbook tables have some thousand cells; far more is another kind of file, and would exhaust the memory."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its text without blanks around it, its place in the file, and the width of the blanks before it.

    `merged` is the same for all cells that a merged cell covers; 0 for a cell that is not merged. `printed` is how the
    text stands in the file, where that is another, and `line` where, if not on the line of its row.
    """

    text: str
    column: int
    indent: int = 0
    merged: int = 0
    printed: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of cells; `line` is counted from 1."""

    line: int
    cells: tuple[GridCell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> tuple[GridCell, ...]:
        """The cells that hold text, a merged one once."""
        seen: set[int] = set()
        found = []
        for cell in self.cells:
            if cell.text and (not cell.merged or cell.merged not in seen):
                seen.add(cell.merged)
                found.append(cell)
        return tuple(found)

    @property
    def lone(self) -> GridCell | None:
        """The only cell that holds text; `None` if there is none or more than one."""
        filled = self.filled
        return filled[0] if len(filled) == 1 else None


@dataclass(frozen=True)
class Grid:
    """A file as lines of equally many cells."""

    rows: tuple[GridRow, ...]
    # Whether the place of a header over its columns can be trusted: not where blanks at the end may stand for cells
    # that were merged further left
    placed: bool = True
    facts: dict[str, str] = field(default_factory=dict)  # what a comment at the top says: source, url
    encoding: str = ""  # of a text, how it was read


def rectangle(rows: Iterable[GridRow]) -> tuple[GridRow, ...]:
    """Pad the lines that hold text to the same number of cells, and drop columns that are empty throughout."""
    kept = [row for row in rows if any(cell.text for cell in row.cells)]
    wide = max((len(row.cells) for row in kept), default=0)
    blanks = tuple(GridCell("", column + 1) for column in range(wide))
    padded = [replace(row, cells=(*row.cells, *blanks[len(row.cells) :])) for row in kept]
    used = [index for index in range(wide) if any(row.cells[index].text for row in padded)]
    return tuple(replace(row, cells=tuple(row.cells[index] for index in used)) for row in padded)


def check_characters(rows: Sequence[GridRow], faults: Faults) -> None:
    """Note every cell with a control or replacement character: a sign of damage that may hide a digit."""
    for row in rows:
        for cell in row.cells:
            if has_control(cell.text):
                faults.add(row.line, str(cell.column), "character-damaged", repr(cell.text))


def check_size(cells: int, faults: Faults) -> None:
    """Stop at a grid that is too large to be a yearbook table."""
    if cells > MOST_CELLS:
        faults.stop(0, "", "table-too-large", size=f"more than {MOST_CELLS:,} cells")
