"""Cells as the recipe says that they are meant: decimal commas, and missing marks of an office's own."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from policy_report.evidence.tables.cells import USUAL_MARKS
from policy_report.evidence.tables.grid import Grid, GridCell
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import fold

_COMMA_DECIMAL: Final = re.compile(r"\D{0,3}\d[\d. ]*(?:,\d+)?\D{0,12}")
_THOUSANDS: Final = re.compile(r"\d\.\d{3}\b")


def adapted(grid: Grid, recipe: Recipe) -> Grid:
    """Put the usual signs for those that the recipe explains; each cell keeps what is printed."""
    changes: list[Callable[[str], str]] = []
    if recipe.missing:
        marks = {fold(mark).strip(): USUAL_MARKS[meant] for mark, meant in recipe.missing.items()}
        changes.append(lambda text: marks.get(fold(text).strip(), text))
    if recipe.decimal == ",":
        changes.append(_with_point)
    if not changes:
        return grid

    def cell(one: GridCell) -> GridCell:
        text = one.text
        for change in changes:
            text = change(text)
        return one if text == one.text else replace(one, text=text, printed=one.text)

    rows = (replace(row, cells=(*row.cells[:1], *map(cell, row.cells[1:]))) for row in grid.rows)
    return replace(grid, rows=tuple(rows))


def _with_point(text: str) -> str:
    """A number with a point for its decimal comma, and a comma between its thousands."""
    meant = _COMMA_DECIMAL.fullmatch(text) and ("," in text or _THOUSANDS.search(text))
    return text.translate(str.maketrans(",.", ".,")) if meant else text
