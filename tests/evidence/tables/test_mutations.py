"""A damaged table is refused, or read with the figures that it still shows; never with others or a traceback."""

import random
import string
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.tables import OfficialTable, read_table_file
from tests.conftest import ROOT
from tests.evidence.tables.conftest import write

pytestmark = pytest.mark.slow

FOLDER = ROOT / "data" / "published" / "tables"
KINDS = ("homicide", "robbery", "larceny", "fraud", "smuggling", "arson")
Values = dict[tuple[str, str], float | None]


def values(table: OfficialTable, *, doubted: bool = True) -> Values:
    return {
        (row.label, column.label): cell.quantity.value if cell.quantity and (doubted or not cell.doubt) else None
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


def made(chance: random.Random) -> tuple[list[list[str]], list[str]]:
    """A table with a total of counts over two years: its rows of cells, and the headers."""
    parts = [[kind, *(str(chance.randrange(1, 10 ** chance.randrange(2, 6))) for _ in range(2))] for kind in KINDS]
    total = ["Total", *(str(sum(int(part[column]) for part in parts)) for column in (1, 2))]
    return [total, *parts], ["Kind of case", "2008", "2009"]


def as_pipes(rows: list[list[str]], headers: list[str]) -> str:
    lines = [
        "| Table 1-1 Cases | | |",
        "| Unit: case | | |",
        *(f"| {' | '.join(cells)} |" for cells in (headers, *rows)),
    ]
    return "\n".join(lines) + "\n"


def as_csv(rows: list[list[str]], headers: list[str]) -> str:
    return "\n".join(["Table 1-1 Cases,,", "Unit: case,,", *(",".join(cells) for cells in (headers, *rows))]) + "\n"


def as_spaces(rows: list[list[str]], headers: list[str]) -> str:
    lines = [f"{cells[0]:<14}{cells[1]:>10}{cells[2]:>10}" for cells in (headers, *rows)]
    return "\n".join(["1-1 Cases", "Unit: case", *lines]) + "\n"


def as_html(rows: list[list[str]], headers: list[str]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n" for cells in (headers, *rows))
    return f"<table><caption>1-1 Cases (Unit: case)</caption>\n{body}</table>\n"


FORMATS: dict[str, Callable[[list[list[str]], list[str]], str]] = {
    "txt": as_spaces,
    "md": as_pipes,
    "csv": as_csv,
    "html": as_html,
}


def outcome(path: Path, *, doubted: bool = True) -> Values | None:
    """The values read, with or without those that are flagged as doubtful; `None` if the table was refused."""
    try:
        return values(read_table_file(path, name=path.name), doubted=doubted)
    except EvidenceError:
        return None


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_changed_digit_never_passes(suffix: str, tmp_path: Path) -> None:
    chance = random.Random(suffix)
    for _ in range(150):
        rows, headers = made(chance)
        assert outcome(write(tmp_path, f"t.{suffix}", FORMATS[suffix](rows, headers))) is not None
        row, column = chance.choice(rows), chance.choice((1, 2))
        place = chance.randrange(len(row[column]))
        digit = chance.choice([other for other in string.digits if other != row[column][place]])
        row[column] = row[column][:place] + digit + row[column][place + 1 :]
        got = outcome(write(tmp_path, f"t.{suffix}", FORMATS[suffix](rows, headers)))
        assert got is None, (rows, got)


@pytest.mark.parametrize("suffix", FORMATS)
def test_cells_that_change_places_never_pass(suffix: str, tmp_path: Path) -> None:
    chance = random.Random(suffix)
    for _ in range(60):
        rows, headers = made(chance)
        row = chance.choice([row for row in rows if row[1] != row[2]])
        row[1], row[2] = row[2], row[1]
        assert outcome(write(tmp_path, f"t.{suffix}", FORMATS[suffix](rows, headers))) is None


def flip(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def tear(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + b"\n" + data[place:]


def drop(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def mix(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + "合计".encode("gb18030") + data[place:]


def swap_units(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"case", chance.choice((b"%", b"person/", b"10 000", b"xyz", b"million yuan")), 1)


def swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


DAMAGES = (flip, flip, flip, tear, tear, drop, cut, mix, swap_units, swap_lines)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_damaged_table_shows_no_figure_that_was_not_printed(suffix: str, tmp_path: Path) -> None:
    chance = random.Random(suffix)
    refused = 0
    for _ in range(250):
        rows, headers = made(chance)
        printed = FORMATS[suffix](rows, headers).encode()
        damage = chance.choice(DAMAGES)
        got = outcome(write(tmp_path, f"t.{suffix}", damage(printed, chance)), doubted=False)
        refused += got is None
        if got is None or damage is swap_units:
            continue
        before = outcome(write(tmp_path, f"t.{suffix}", printed))
        assert before is not None
        # A label may be damaged; the figures of a row that is still there are the figures of that row.
        known = Counter(value for value in before.values() if value is not None)
        new = Counter(value for value in got.values() if value is not None) - known
        assert not new, (damage.__name__, new, printed)
    assert refused > 60


@pytest.mark.parametrize("stem", ["nbs2007-t23-18", "nbs2010-t22-11", "nbs2010-t22-23"])
def test_the_published_tables_survive_damage(stem: str, tmp_path: Path) -> None:
    chance = random.Random(stem)
    printed = (FOLDER / f"{stem}.txt").read_bytes()
    recipe = (FOLDER / f"{stem}.recipe.toml").read_text(encoding="utf-8")
    before = set(values(read_table_file(write(tmp_path, "t.txt", printed, recipe))).values())
    for _ in range(150):
        got = outcome(write(tmp_path, "t.txt", chance.choice(DAMAGES[:8])(printed, chance), recipe))
        assert got is None or set(got.values()) <= before | {None}


def test_random_bytes_and_broken_workbooks_are_refused_not_crashed_on(tmp_path: Path) -> None:
    chance = random.Random(5)
    rows, headers = made(chance)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("cases", 0)
    sheet.append(["1-1 Cases (Unit: case)"])
    sheet.append(headers)
    for label, *counts in rows:
        sheet.append([label, *map(int, counts)])
    packed = BytesIO()
    book.save(packed)
    before = outcome(write(tmp_path, "t.xlsx", packed.getvalue()))
    assert before is not None
    for _ in range(150):
        damaged = chance.choice((flip, flip, cut))(packed.getvalue(), chance)
        got = outcome(write(tmp_path, "t.xlsx", damaged))
        assert got is None or set(got.values()) <= set(before.values())
    for suffix in (*FORMATS, "xlsx"):
        for _ in range(20):
            assert outcome(write(tmp_path, f"t.{suffix}", chance.randbytes(chance.randrange(400)))) is None


def test_time_grows_with_a_table_and_what_is_too_large_is_refused_soon(tmp_path: Path) -> None:
    def seconds(name: str, text: str, *, reads: bool) -> float:
        path = write(tmp_path, name, text)
        begin = time.perf_counter()
        assert (outcome(path) is not None) is reads
        return time.perf_counter() - begin

    def table(rows: int) -> str:
        lines = (f"place {index},{index % 977}" for index in range(rows))
        return "\n".join(["Table 2 Cases by place, 2009", "Place,Cases", *lines])

    small, large = (seconds("t.csv", table(rows), reads=True) for rows in (500, 3000))
    assert large < 4 * 6 * small
    assert seconds("t.csv", "a,1\n" * 300_000, reads=False) < 20 * large
    assert seconds("t.txt", "9 " * 1_000_000, reads=False) < 20 * large
