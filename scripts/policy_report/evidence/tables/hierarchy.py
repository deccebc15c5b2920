"""Which row is a part of which: by indentation, numbering, 其中 and #, and the words for totals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from policy_report.evidence.faults import Faults
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.entries import Entry
from policy_report.evidence.tables.model import Cell, Column
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.script import fold, is_cjk, split_marks, split_status, tidy_label, width
from policy_report.evidence.tables.units import split_unit
from policy_report.evidence.tables.wording import is_subtotal_label, is_total_label, strip_of_which

_NUMBERINGS: Final = (
    re.compile(r"^[IVX]{1,4}\.\s*(?=\S)"),
    re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.]\s*(?=\S)"),
    re.compile(r"^\([一二三四五六七八九十]{1,3}\)\s*(?=\S)"),
    re.compile(r"^\d{1,2}\s*(?:、|\.(?!\d))\s*(?=\S)"),
    re.compile(r"^\(\d{1,2}\)\s*(?=\S)|^\d{1,2}\)\s*(?=\S)"),
    re.compile(r"^[①-⑳]\s*(?=\S)"),
    re.compile(r"^\d{1,2}\.\d{1,2}\.?\s*(?=\D)"),
    re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s*(?=\D)"),
)
_BULLET: Final = re.compile(r"^(?:[-–][ ]+|[—－]{1,2}\s*|[•·▪○●◆]\s*)(?=[^\W\d])")
_SLIP: Final = 2
"""Columns by which rows under 其中：may miss the words behind it: one Chinese character."""


@dataclass(frozen=True, slots=True)
class Node:
    """A row's place: its own label, the same without unit and marks, and the signs before it."""

    label: str
    bare: str
    indent: int
    begun: int
    style: int
    of_which: bool
    is_total: bool
    entry: Entry

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnote marks of the label, before its unit and behind it."""
        label, marks = split_marks(self.label)
        return (*split_marks(split_unit(label)[0])[1], *marks)


def read_nodes(entries: Sequence[Entry]) -> list[Node]:
    """Read the entries with numbering, 其中 and # taken off their labels, and without parents.

    Rows that stand under the words behind 其中： are beside them, not below.
    """
    nodes: list[Node] = []
    marked: Node | None = None
    for entry in entries:
        node = _node(entry)
        if node.of_which:
            marked = node
        elif marked and marked.begun < node.indent and abs(node.indent - marked.indent) <= _SLIP:
            node = replace(node, indent=marked.indent, begun=marked.begun, of_which=True)
        nodes.append(node)
    return nodes


def _node(entry: Entry) -> Node:
    bullet = _BULLET.match(entry.label)
    style, label = _numbering(entry.label[bullet.end() :] if bullet else entry.label)
    sign, label = strip_of_which(label)
    if style < 0:
        style, label = _numbering(label)
    total = is_total_label(split_marks(split_unit(label)[0])[0])
    label = tidy_label(label)
    bare = tidy_label(split_marks(split_unit(split_marks(split_status(label)[0])[0])[0])[0])
    indent = entry.indent + (_SLIP if bullet else 0) + width(sign.replace(":", "：") if is_cjk(sign[:1]) else sign)
    return Node(label, bare, indent, entry.indent, style, bool(sign), total, entry)


def _numbering(label: str) -> tuple[int, str]:
    plain = fold(label)
    for style in (7, 6, 0, 1, 2, 3, 4, 5):
        if found := _NUMBERINGS[style].match(plain):
            return style, plain[found.end() :]
    return -1, label


def arrangements(nodes: Sequence[Node], recipe: Recipe, faults: Faults) -> list[list[int | None]]:
    """List the possible parents of all rows, the likeliest first; several only where the layout leaves it open."""
    depths = _depths(nodes)
    ways: list[list[int | None]] = []
    for inward in (False, True):
        for run in (False, True):
            parents = _totals_over(_by_depth(depths, nodes, inward=inward, run=run), nodes)
            parents = _as_told(parents, nodes, recipe, faults if not ways else None)
            if parents not in ways:
                ways.append(parents)
    return ways


def _depths(nodes: Sequence[Node]) -> list[int]:
    """A comparable depth for each row; times that head the rows below them stand over all."""
    depths = _own_depths(nodes)
    times = [node.entry.row is None and bool(period_of(node.bare)) for node in nodes]
    over = min(depths, default=0) - 1
    return (
        [over if time else depth for time, depth in zip(times, depths, strict=True)] if times[:1] == [True] else depths
    )


def _own_depths(nodes: Sequence[Node]) -> list[int]:
    """Each row's indentation if rows differ in it, else the style of its numbering."""
    indents = [node.indent for node in nodes]
    plain = {node.indent for node in nodes if not node.is_total and not node.of_which}
    if len(plain) > 1 or all(node.style < 0 for node in nodes):
        return _level_totals(indents, nodes)
    styles: list[int] = []
    for node in nodes:
        if node.style >= 0 and node.style not in styles:
            styles.append(node.style)
    if all(style in (3, 6, 7) for style in styles):
        styles.sort()
    depths, last = [], 0
    for node in nodes:
        if node.style >= 0:
            last = 2 * styles.index(node.style) + 1
            depths.append(last)
        elif node.is_total:
            depths.append(0)
        else:
            depths.append(last + 1 if last else 1)
    return [depth + (1 if node.of_which and node.style >= 0 else 0) for depth, node in zip(depths, nodes, strict=True)]


def _level_totals(indents: list[int], nodes: Sequence[Node]) -> list[int]:
    """Totals are often centred: as the first or last row they stand no deeper than any other."""
    depths = list(indents)
    least = min(indents, default=0)
    for index in {0, len(nodes) - 1}:
        if nodes and nodes[index].is_total and not is_subtotal_label(nodes[index].label):
            depths[index] = least
    return depths


def _by_depth(depths: Sequence[int], nodes: Sequence[Node], *, inward: bool, run: bool) -> list[int | None]:
    """Parents by depth, where a row may be read in two ways.

    `inward`: whether a row that steps back to a depth not seen yet is a part of the row before that step, or beside it.
    `run`: whether rows that stand as far left as a row marked 其中 are further parts that this 其中 began.
    """
    parents: list[int | None] = []
    stack: list[tuple[int, int]] = []
    marked: int | None = None
    for index, node in enumerate(nodes):
        goes_on = run and marked is not None and _goes_on(marked, node, parents, nodes)
        depth = depths[marked] if goes_on and marked is not None else depths[index]
        marked = index if node.of_which else (marked if goes_on else None)
        closed: list[tuple[int, int]] = []
        while stack and stack[-1][0] >= depth:
            closed.append(stack.pop())
        seen = not closed or any(depth in (level, nodes[other].begun) for level, other in closed)
        if stack and not (seen or inward or node.of_which):
            depth = stack.pop()[0]
        parents.append(stack[-1][1] if stack else None)
        stack.append((depth, index))
    return parents


def _goes_on(marked: int, node: Node, parents: Sequence[int | None], nodes: Sequence[Node]) -> bool:
    """Whether a row may be one more of the parts that 其中 began, though it stands as far left as their total."""
    total = parents[marked]
    flat = total is not None and nodes[total].begun == nodes[marked].begun == node.begun
    return flat and not (node.of_which or node.is_total) and node.entry.row is not None and node.style < 0


def children_of(parents: Sequence[int | None]) -> dict[int | None, list[int]]:
    """List the rows directly under each row; under `None` the outermost."""
    families: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        families.setdefault(parent, []).append(index)
    return families


def _totals_over(parents: list[int | None], nodes: Sequence[Node]) -> list[int | None]:
    """Put rows under the total among their siblings, and under the sub-totals among those."""
    parents = list(parents)
    families = children_of(parents)
    for siblings in families.values():
        grand = [index for index in siblings if nodes[index].is_total and not is_subtotal_label(nodes[index].label)]
        _hang(siblings, grand, parents)
        inner = [index for index in siblings if index not in grand]
        subtotals = [index for index in inner if is_subtotal_label(nodes[index].label)]
        if not any(index in families for index in subtotals):
            _hang(inner, subtotals, parents)
    return parents


def _hang(siblings: Sequence[int], totals: Sequence[int], parents: list[int | None]) -> None:
    """Hang siblings under the totals among them: under the one before, or the one behind if the first row is none."""
    if not totals or len(siblings) < 2:
        return
    leading = totals[0] == siblings[0]
    for index in siblings:
        over = [total for total in totals if (total < index if leading else total > index)]
        if index not in totals and over:
            parents[index] = max(over) if leading else min(over)


def _as_told(
    parents: list[int | None], nodes: Sequence[Node], recipe: Recipe, faults: Faults | None
) -> list[int | None]:
    """Parents as the recipe states them."""
    parents = list(parents)
    labels = [node.label for node in nodes]
    for label, told in recipe.row.items():
        if told.parent is None:
            continue
        for index in (index for index, found in enumerate(labels) if found == label):
            target = _nearest(labels, told.parent, index) if told.parent else None
            if told.parent and target is None:
                if faults:
                    known = "; ".join(dict.fromkeys(labels))[:300]
                    faults.add(nodes[index].entry.line, "", "recipe-row-unknown", told.parent, known=known)
                continue
            if target is None or index not in chain(parents, target):
                parents[index] = target
    return parents


def _nearest(labels: Sequence[str], wanted: str, index: int) -> int | None:
    found = [other for other, label in enumerate(labels) if label == wanted and other != index]
    return min(found, key=lambda other: (other > index, abs(other - index))) if found else None


def chain(parents: Sequence[int | None], index: int) -> list[int]:
    """Give a row and all that it is a part of, from the inside out."""
    found = [index]
    while (parent := parents[found[-1]]) is not None and parent not in found:
        found.append(parent)
    return found


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
