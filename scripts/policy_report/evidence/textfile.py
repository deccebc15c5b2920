"""Reads text files of people strictly: UTF-8, with or without its mark, and CSV without corrupt rows."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policy_report.errors import UNSHOWN, EvidenceError, Problem, conflicts, visible
from policy_report.evidence.faults import problem

if TYPE_CHECKING:
    import pandas as pd

_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Line = tuple[int, list[str]]
"""The number of a line of a file, counted from 1, and its cells."""


def read_utf8(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read the text of a file, and what is wrong with its encoding.

    Returns the text (empty if it cannot be read) and the problems.
    """
    if not path.is_file():
        return "", [problem(name, 0, "", "file-missing")]
    data = path.read_bytes()
    if data.startswith(_UTF16):
        return "", [problem(name, 1, "", "encoding-utf-16", data[:2].hex(" "))]
    try:
        text = data.decode("utf-8-sig")
        return conflict_free(text, name) if not (sign := UNSHOWN.search(text)) else ("", [_unshown(text, name, sign)])
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        line = data.split(b"\n")[row - 1].decode("gb18030", errors="replace").strip()
        return "", [problem(name, row, "", "encoding-not-utf8", line)]


def _unshown(text: str, name: str, sign: re.Match[str]) -> Problem:
    row = text.count("\n", 0, sign.start()) + 1
    return problem(name, row, "", "sign-unshown", text.split("\n")[row - 1], sign=visible(sign[0]))


def conflict_free(text: str, name: str) -> tuple[str, list[Problem]]:
    """Give a text, or nothing and each conflict that version control left in it."""
    found = conflicts(text, name)
    return "" if found else text, found


def read_table(path: Path, name: str, fields: Sequence[str]) -> "tuple[pd.DataFrame, list[Problem]]":
    """Read a CSV as a frame of text, indexed by the line on which each row begins.

    `path`, `name`: the file, and how it is named to the reader.
    `fields`: the columns that the table must have, in any order, and no others.

    Returns the frame (columns in the order of `fields`; no rows if the table cannot be read) and the problems.
    """
    import pandas as pd

    lines, problems = read_lines(path, name)
    problems = problems or shape_problems(name, lines, fields, fields)
    if problems:
        return empty_table(fields), problems
    (_, header), *body = lines
    index = pd.Index([line for line, _ in body], name="row")
    frame = pd.DataFrame([cells for _, cells in body], columns=header, index=index, dtype="str")
    return frame[list(fields)], []


def empty_table(fields: Sequence[str]) -> "pd.DataFrame":
    """Give a table without rows."""
    import pandas as pd

    return pd.DataFrame(columns=list(fields), index=pd.Index([], name="row", dtype="int64"), dtype="str")


def read_lines(path: Path, name: str) -> tuple[list[Line], list[Problem]]:
    """Read a CSV as lines of cells, the empty ones left out, and what is wrong with it."""
    text, problems = read_utf8(path, name)
    try:
        return ([], problems) if problems else ([*csv_lines(io.StringIO(text), name)], [])
    except EvidenceError as error:
        return [], [*error.problems]


def csv_lines(text: io.StringIO, name: str, delimiter: str = ",") -> Iterator[Line]:
    """Give the line on which each row that is not empty begins, and its cells.

    Raises `EvidenceError`: `csv-broken` at the row that cannot be read.
    """
    reader, begin = csv.reader(text, delimiter=delimiter, strict=True), 1
    try:
        for cells in reader:
            if cells:
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        raise EvidenceError(problem(name, begin, "", "csv-broken", error=error)) from error


def shape_problems(name: str, lines: Sequence[Line], known: Sequence[str], needed: Sequence[str]) -> list[Problem]:
    """Find columns that are missing, unknown or repeated, and rows that have more or fewer cells than the header."""
    header = lines[0][1] if lines else []
    found = [("column-missing", field, ",".join(header)) for field in needed if field not in header]
    found += [("column-unknown", field, field) for field in header if field not in known]
    found += [("column-repeated", field, field) for field in sorted({one for one in header if header.count(one) > 1})]
    problems = [problem(name, 1, field, code, text, known=",".join(known)) for code, field, text in found]
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            count, usual = len(cells), len(header)
            problems.append(problem(name, line, "", "row-corrupt", ",".join(cells), cells=count, usual=usual))
    return problems
