"""Reads text files of people strictly: UTF-8 without a byte-order mark, and CSV without corrupt rows."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from policy_report.errors import EvidenceError, Problem

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
Line = tuple[int, list[str]]
"""The number of a line of a file, counted from 1, and its cells."""

_SAVE_AS_UTF8 = "save the file as UTF-8 without a byte-order mark (in a spreadsheet: CSV UTF-8; then remove the mark)"


def read_utf8(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read the text of a file, and what is wrong with its encoding.

    Parameters
    ----------
    path
        The file.
    name
        How the file is named to the reader.

    Returns
    -------
    tuple
        The text (empty if it cannot be read) and the problems.
    """
    try:
        data = path.read_bytes()
    except OSError:
        remedy = "correct its name, or restore it from version control"
        return "", [Problem(name, 0, "", "file-missing", "the file is missing", "", remedy)]
    if data.startswith(_BYTE_ORDER_MARKS):
        message, mark = "the file begins with a byte-order mark", data[:3].hex(" ")
        return "", [Problem(name, 1, "", "byte-order-mark", message, mark, _SAVE_AS_UTF8)]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        line = data.split(b"\n")[row - 1].decode("gb18030", errors="replace").strip()
        message = "the file is not UTF-8 (it may have been saved as GBK by a spreadsheet)"
        return "", [Problem(name, row, "", "encoding-not-utf8", message, line[:80], _SAVE_AS_UTF8)]


def read_table(path: Path, name: str, fields: Sequence[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Read a CSV as a frame of text, indexed by the line on which each row begins.

    Parameters
    ----------
    path, name
        The file, and how it is named to the reader.
    fields
        The columns that the table must have, in any order, and no others.

    Returns
    -------
    tuple
        The frame (columns in the order of `fields`; no rows if the table cannot be read) and the problems.
    """
    lines, problems = read_lines(path, name)
    problems = problems or shape_problems(name, lines, fields, fields)
    if problems:
        return empty_table(fields), problems
    (_, header), *body = lines
    index = pd.Index([line for line, _ in body], name="row")
    frame = pd.DataFrame([cells for _, cells in body], columns=header, index=index, dtype="str")
    return frame[list(fields)], []


def empty_table(fields: Sequence[str]) -> pd.DataFrame:
    """Give a table without rows."""
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

    Raises
    ------
    EvidenceError
        `csv-broken` at the row that cannot be read.
    """
    reader, begin = csv.reader(text, delimiter=delimiter, strict=True), 1
    try:
        for cells in reader:
            if cells:
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        message = f"the table cannot be read: {error}"
        remedy = "close every quotation mark, and double those inside a quoted cell"
        raise EvidenceError(Problem(name, begin, "", "csv-broken", message, "", remedy)) from error


def shape_problems(name: str, lines: Sequence[Line], known: Sequence[str], needed: Sequence[str]) -> list[Problem]:
    """Find columns that are missing, unknown or repeated, and rows that have more or fewer cells than the header."""
    header = lines[0][1] if lines else []
    expected = "the columns are: " + ",".join(known)
    given, repeated = ",".join(header), sorted({field for field in header if header.count(field) > 1})
    found = [(field, "missing", f"the column `{field}` is missing", given) for field in needed if field not in header]
    found += [(field, "unknown", "the table has no such column", field) for field in header if field not in known]
    found += [(field, "repeated", "the column occurs more than once", field) for field in repeated]
    problems = [Problem(name, 1, field, f"column-{code}", what, text, expected) for field, code, what, text in found]
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            message = f"the row has {len(cells)} cells, the header {len(header)}"
            remedy = "quote every cell that holds a comma or a line break"
            problems.append(Problem(name, line, "", "row-corrupt", message, ",".join(cells)[:80], remedy))
    return problems
