"""Reads text files of people strictly: UTF-8 without a byte-order mark, and CSV without corrupt rows."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from policy_report.errors import Problem

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
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
        return "", [
            Problem(
                name,
                0,
                "",
                "file-missing",
                "the file is missing",
                remedy="correct its name, or restore it from version control",
            )
        ]
    if data.startswith(_BYTE_ORDER_MARKS):
        mark = data[:3].hex(" ")
        return "", [
            Problem(name, 1, "", "byte-order-mark", "the file begins with a byte-order mark", mark, _SAVE_AS_UTF8)
        ]
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
    text, problems = read_utf8(path, name)
    if problems:
        return empty_table(fields), problems
    try:
        lines, rows = _parse(text)
    except csv.Error as error:
        remedy = "close every quotation mark, and double those inside a quoted cell"
        return empty_table(fields), [
            Problem(name, 0, "", "csv-broken", f"the table cannot be read: {error}", "", remedy)
        ]
    header = rows[0] if rows else []
    problems = _header_problems(name, header, fields) + _ragged_problems(name, header, lines, rows)
    if problems:
        return empty_table(fields), problems
    frame = pd.DataFrame(rows[1:], columns=header, index=pd.Index(lines[1:], name="row"), dtype="str")
    return frame[list(fields)], []


def empty_table(fields: Sequence[str]) -> pd.DataFrame:
    """Give a table without rows."""
    return pd.DataFrame(columns=list(fields), index=pd.Index([], name="row", dtype="int64"), dtype="str")


def _parse(text: str) -> tuple[list[int], list[list[str]]]:
    """The line on which each non-empty row begins, and its cells."""
    reader = csv.reader(io.StringIO(text), strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    begin = 1
    for cells in reader:
        if cells:
            lines.append(begin)
            rows.append(cells)
        begin = reader.line_num + 1
    return lines, rows


def _header_problems(name: str, header: list[str], fields: Sequence[str]) -> list[Problem]:
    expected = "the columns are: " + ",".join(fields)
    missing = [
        Problem(name, 1, field, "column-missing", f"the column `{field}` is missing", ",".join(header), expected)
        for field in fields
        if field not in header
    ]
    unknown = [
        Problem(name, 1, field, "column-unknown", "the table has no such column", field, expected)
        for field in header
        if field not in fields
    ]
    repeated = [
        Problem(name, 1, field, "column-repeated", "the column occurs more than once", field, expected)
        for field in sorted({field for field in header if header.count(field) > 1})
    ]
    return missing + unknown + repeated


def _ragged_problems(name: str, header: list[str], lines: list[int], rows: list[list[str]]) -> list[Problem]:
    remedy = "quote every cell that holds a comma or a line break"
    return [
        Problem(
            name,
            line,
            "",
            "row-corrupt",
            f"the row has {len(cells)} cells, the header {len(header)}",
            ",".join(cells)[:80],
            remedy,
        )
        for line, cells in zip(lines[1:], rows[1:], strict=True)
        if len(cells) != len(header)
    ]
