"""Text files are read strictly, and what is wrong with them is said with its place."""

from pathlib import Path

import pytest

from policy_report.evidence.textfile import read_table, read_utf8


def table(folder: Path, data: bytes) -> Path:
    path = folder / "t.csv"
    path.write_bytes(data)
    return path


def codes(folder: Path, data: bytes, fields: tuple[str, ...] = ("id", "phrase")) -> list[tuple[str, int]]:
    frame, problems = read_table(table(folder, data), "t.csv", fields)
    assert frame.empty
    return [(problem.code, problem.row) for problem in problems]


def test_rows_are_indexed_by_the_line_on_which_they_begin(tmp_path: Path) -> None:
    data = 'id,phrase\na,"two\nlines"\n\nb,超80%\n'.encode()
    frame, problems = read_table(table(tmp_path, data), "t.csv", ("phrase", "id"))
    assert problems == []
    assert list(frame.columns) == ["phrase", "id"]
    assert frame["phrase"].to_dict() == {2: "two\nlines", 5: "超80%"}


def test_a_cell_is_never_turned_into_a_number_or_a_missing_value(tmp_path: Path) -> None:
    frame, _ = read_table(table(tmp_path, b"id,phrase\n007,NA\n"), "t.csv", ("id", "phrase"))
    assert frame.to_numpy().tolist() == [["007", "NA"]]


def test_the_mark_of_a_spreadsheet_s_utf_8_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_utf8(table(tmp_path, b"\xef\xbb\xbfid,phrase\n"), "t.csv") == ("id,phrase\n", [])


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x9b2J", "\u202e", "\0", "\x7f"])
def test_a_sign_that_a_terminal_would_obey_is_named(tmp_path: Path, sign: str) -> None:
    assert codes(tmp_path, f"id,phrase\na,b\nc,d{sign}e\n".encode()) == [("sign-unshown", 3)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(tmp_path: Path, encoding: str) -> None:
    assert codes(tmp_path, "\ufeffid,phrase\n".encode(encoding)) == [("encoding-utf-16", 1)]


def test_a_conflict_of_version_control_is_one_fault_with_its_line(tmp_path: Path) -> None:
    text = "id,phrase\na,1\n<<<<<<< HEAD\nb,2\n=======\nb,3\n>>>>>>> theirs\n"
    assert codes(tmp_path, text.encode()) == [("conflict-marker", 3)]


def test_gbk_is_an_error_that_shows_the_line(tmp_path: Path) -> None:
    path = table(tmp_path, "id,phrase\na,1\nb,超80%\n".encode("gbk"))
    text, problems = read_utf8(path, "t.csv")
    assert text == ""
    assert [(p.code, p.row, p.text) for p in problems] == [("encoding-not-utf8", 3, "b,超80%")]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    assert [p.code for p in read_utf8(tmp_path / "no.csv", "no.csv")[1]] == ["file-missing"]


def test_wrong_columns_are_all_named(tmp_path: Path) -> None:
    got = codes(tmp_path, b"id,fraze,id\n")
    assert got == [("column-missing", 1), ("column-unknown", 1), ("column-repeated", 1)]


def test_a_torn_row_is_an_error_with_its_line(tmp_path: Path) -> None:
    assert codes(tmp_path, b"id,phrase\na,1\nb,1,2\nc\n") == [("row-corrupt", 3), ("row-corrupt", 4)]


def test_an_open_quotation_is_an_error(tmp_path: Path) -> None:
    assert codes(tmp_path, b'id,phrase\na,"1\n') == [("csv-broken", 2)]


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    assert codes(tmp_path, b"") == [("column-missing", 1), ("column-missing", 1)]
