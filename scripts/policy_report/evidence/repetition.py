"""Finds figures that are entered twice: as an error where nothing differs, as a warning where a person must judge.

A figure that is entered twice counts twice in every number of claims. A note says that two rows are meant to stand
beside each other: `no repetition: ID (why)`, the id being that of the other row.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import Problem
from policy_report.evidence.faults import problem
from policy_report.evidence.records import Record

if TYPE_CHECKING:
    import pandas as pd

_MEANT: Final = re.compile(r"no repetition: ([^\s,()]+) \([^)]+\)")
_SAME: Final = ("case", "indicator", "indicator_en", "category", "phrase", "unit", "part", "source")
_PERIOD: Final = ("period_start", "period_end")

Row = Mapping[Hashable, Any]


def meant(row: str, why: str) -> str:
    """Say in a note that a figure does not repeat that of a row."""
    return f"no repetition: {row} ({why.translate(str.maketrans('()', '[]'))})"


def repetition_problems(frame: "pd.DataFrame", name: str) -> Iterator[Problem]:
    """Find rows that state what a row above them states: place, indicator, phrase, period and source.

    `frame`, `name`: a published table with phrases as text, indexed by line, and how its file is named to the reader.
    """
    seen: dict[Hashable, Row] = {}
    columns = [column for column in (*_SAME, *_PERIOD) if column in frame]
    for line, row in zip(frame.index, frame.to_dict("records"), strict=True):
        first = seen.setdefault(_key(row, columns), row)
        # Rows of one id are told as such.
        if first["id"] != row["id"] and row["phrase"]:
            yield problem(name, int(line), "phrase", "figure-repeated", row["phrase"], first=first["id"])


def repetition_warnings(rows: Sequence[Record], name: str) -> Iterator[Problem]:
    """Find claims that may repeat another: its words under another indicator, or its figure in other words.

    `rows`, `name`: the tidy claims, and how their file is named to the reader. The text of each warning is the later
    row's id, and its details name the row `of` which it may be a repetition.
    """
    for first, second in _pairs(rows, ("case", "phrase", "part", "source", *_PERIOD)):
        if first["indicator"] != second["indicator"]:
            found = problem(
                name, 0, "indicator", "figure-under-other-indicator", second["id"],
                first=first["id"], phrase=first["phrase"], indicator=first["indicator"],
            )  # fmt: skip
            yield replace(found, details=(("of", first["id"]),))
    for first, second in _pairs(rows, ("case", "indicator", *_PERIOD, "read_unit")):
        if first["phrase"] != second["phrase"] and _may_be_one(first, second):
            found = problem(
                name, 0, "phrase", "figure-in-other-words", second["id"],
                first=first["id"], phrase=first["phrase"], own=second["phrase"],
            )  # fmt: skip
            yield replace(found, details=(("of", first["id"]),))


def _pairs(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows that are alike in these columns and not marked as meant, in the order of the table."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        alike.setdefault(_key(row, columns), []).append(row)
    for group in alike.values():
        for first, second in combinations(group, 2):
            if second["id"] not in _MEANT.findall(first["note"]) and first["id"] not in _MEANT.findall(second["note"]):
                yield first, second


def _key(row: Row, columns: Iterable[str]) -> Hashable:
    """What cells say, however their signs are written: in full width, or with blanks."""
    return tuple("".join(unicodedata.normalize("NFKC", str(row[column])).split()) for column in columns)


def _may_be_one(first: Row, second: Row) -> bool:
    """Whether two readings have values in common, and both are levels or both changes."""
    if first["lower"] is None or (first["change"] == "level") != (second["change"] == "level"):
        return False
    lows, highs = ([row[end] for row in (first, second)] for end in ("lower", "upper"))
    return bool(max(lows) < min(highs) or lows == highs == lows[::-1])
