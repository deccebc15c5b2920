"""The body of a table as its checks see it, and what they find in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from policy_report.evidence.tables.hierarchy import Node
from policy_report.evidence.tables.model import Cell, Column
from policy_report.evidence.tables.recipe import Recipe

Cells = tuple[tuple[Cell, ...], ...]
Parents = Sequence[int | None]
"""For each row the one that it is a part of."""


@dataclass(frozen=True)
class Sheet:
    """The body of a table; the heading of a group has no cells."""

    nodes: tuple[Node, ...]
    cells: Cells
    columns: tuple[Column, ...]
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Flaw:
    """A figure that does not fit."""

    # row, column: its index in the sheet
    row: int
    column: int
    # code, message: the code of the fault, and what is wrong
    code: str
    message: str
    certain: bool = True  # whether it is a fault; if not, it is a doubt that its cell bears
    off: Decimal | None = None  # by how much a sum or share is off; `None` for a figure that only stands out


def is_accepted(flaw: Flaw, sheet: Sheet) -> bool:
    """Tell whether the recipe says, with a reason, that a figure is printed so."""
    label, column = sheet.nodes[flaw.row].bare, sheet.columns[flaw.column]
    told = [entry for entry in sheet.recipe.tolerance if flaw.off is not None and flaw.off <= entry.difference]
    accepted = told if flaw.off is not None else sheet.recipe.confirmed
    return any(entry.row == label and entry.column in column.names for entry in accepted)
