"""Thousands of damaged claim files: each gives frames or says what is wrong, and no value changes in silence."""

import csv
import io
import json
import random
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.datapackage import Table, read_tables
from policy_report.evidence.register import read_phrases, read_register
from policy_report.evidence.textfile import read_table
from policy_report.evidence.tidy import quantities_by_id
from policy_report.project import Project
from policy_report.quantities import Quantity
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

TABLES = ("cases", "indicators", "categories", "claims", "series")
KEPT = {"claims": 9, "series": 4}
UNITS = ("%", "起", "人", "名", "万", "亿元", "个百分点", "年", "万元", "件")
ENCODINGS = ("gbk", "big5", "utf-16", "utf-8-sig", "latin-1", "shift_jis")


def small_study(folder: Path) -> Project:
    """A study of a few rows: the tables with phrases, and what they refer to."""
    project = Project(folder)
    project.published.mkdir(parents=True)
    source = Project(ROOT)
    package = json.loads((source.published / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] in TABLES]
    (project.published / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    rows = {name: read_rows(source.published / f"{name}.csv") for name in TABLES}
    rows |= {name: rows[name][:count] for name, count in KEPT.items()}
    named = {row["indicator"] for name in KEPT for row in rows[name]}
    places = {row["case"] for name in KEPT for row in rows[name]}
    rows["cases"] = [row | {"parent": ""} for row in rows["cases"] if row["id"] in places]
    rows["indicators"] = [plain(row) for row in rows["indicators"] if row["id"] in named]
    for name in TABLES:
        write_rows(project.published / f"{name}.csv", rows[name])
    cited = sorted({row["source"] for name in KEPT for row in rows[name]})
    project.references.write_text("\n".join(map(entry, cited)), encoding="utf-8")
    return project


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def plain(indicator: dict[str, str]) -> dict[str, str]:
    """An indicator that refers to nothing outside the small study."""
    links = ("definition_source", "numerator_indicator", "denominator_indicator", "part_of")
    return indicator | {name: "" for name in links if name in indicator}


def entry(key: str) -> str:
    return (
        f"@online{{{key},\n title = {{T {key}}},\n date = {{2024}},\n url = {{https://example.org/{key}}},\n"
        " langid = {english},\n keywords = {data, tier-press}\n}\n"
    )


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_or_repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:start] + data[end:] if chance.random() < 0.5 else data[:end] + data[start:]


def tear_lines(data: bytes, chance: random.Random) -> bytes:
    at, mark = chance.randrange(len(data)), chance.choice([b"\n", b"\r", b"\r\n", b'"', b",", b"\x00", b"\xe2\x80\xa8"])
    return data[:at] + mark + data[at:]


def mix_encodings(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at, encoding = chance.randrange(len(lines)), chance.choice(ENCODINGS)
    some = slice(0, None) if chance.random() < 0.3 else slice(at, at + 1)
    lines[some] = [line.decode().encode(encoding, errors="replace") for line in lines[some]]
    return b"\n".join(lines)


def move_columns(data: bytes, chance: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode())))
    one, other = chance.sample(range(len(rows[0])), 2)
    for row in rows[chance.choice([0, 0, 1]) :]:
        row[one], row[other] = row[other], row[one]
    return as_csv(rows)


def shift_cells(data: bytes, chance: random.Random) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode())))
    row = chance.choice(rows)
    row.insert(chance.randrange(len(row)), row.pop(chance.randrange(len(row))))
    return as_csv(rows)


def swap_units(data: bytes, chance: random.Random) -> bytes:
    text = data.decode()
    present = [unit for unit in UNITS if unit in text]
    unit = chance.choice(present)
    return text.replace(unit, chance.choice(UNITS), chance.choice([1, 2, -1])).encode()


def swap_rows(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = (chance.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def as_csv(rows: list[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bytes,
    cut_or_repeat,
    tear_lines,
    mix_encodings,
    move_columns,
    shift_cells,
    swap_units,
    swap_rows,
)


Readings = dict[tuple[str, ...], Quantity | None]
"""What each row reads to, by all that its reading depends on: its phrase, part and unit."""

Reader = Callable[[Project, str], Readings]


def whole(project: Project, name: str) -> Readings:
    """As a build reads a table: with every check."""
    frame = read_register(project).frames[name]
    quantities = quantities_by_id(frame)
    return {key_of(row): quantities.get(str(row["id"])) for row in frame.to_dict("records")}


def alone(project: Project, name: str) -> Readings:
    """Without the checks of other columns and tables, which only refuse more: many more files in the same time."""
    table = next(table for table in package(project.published / "datapackage.json") if table.name == name)
    frame, problems = read_table(project.published / table.file, table.file, table.columns)
    quantities, found = read_phrases(project, [table], {name: frame})
    if problems or found:
        raise EvidenceError([*problems, *found])
    return {key_of(row): quantity for row, quantity in zip(frame.to_dict("records"), quantities[name], strict=True)}


@cache
def package(path: Path) -> tuple[Table, ...]:
    return read_tables(path, path.name)


def key_of(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    return (str(row["phrase"]), str(row.get("part", "")), str(row.get("unit", "")))


def bounds(readings: Readings) -> dict[tuple[str, ...], Quantity | None]:
    """The readings without where they stand, which the tidy frames do not keep."""
    return {key: quantity and replace(quantity, span=(0, 0)) for key, quantity in readings.items()}


@pytest.mark.parametrize(("read", "files"), [(alone, 2000), (whole, 60)], ids=["alone", "whole"])
def test_a_damaged_file_gives_frames_or_an_error_and_never_another_value(
    read: Reader, files: int, tmp_path: Path
) -> None:
    project, chance = small_study(tmp_path), random.Random(20240712)
    good = {name: (project.published / f"{name}.csv").read_bytes() for name in KEPT}
    before = {name: bounds(whole(project, name)) for name in KEPT}
    assert {name: bounds(alone(project, name)) for name in KEPT} == before
    refused = 0
    for tried in range(files):
        damage = DAMAGES[tried % len(DAMAGES)]
        name = "series" if tried // len(DAMAGES) % 3 == 2 else "claims"
        path = project.published / f"{name}.csv"
        path.write_bytes(damage(good[name], chance))
        after = read_or_refuse(read, project, name)
        refused += after is None
        changed = [key for key, quantity in bounds(after or {}).items() if quantity != before[name].get(key, quantity)]
        assert changed == [], (damage.__name__, tried, path.read_bytes())
        path.write_bytes(good[name])
    assert files // 4 < refused < files, f"{refused} of {files} refused: damage is found, and some does no harm"


def read_or_refuse(read: Reader, project: Project, name: str) -> Readings | None:
    try:
        return read(project, name)
    except EvidenceError as error:
        nameless = [problem for problem in error.problems if not (problem.file and problem.code and problem.message)]
        if nameless:
            raise AssertionError(nameless) from error
        return None


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_kind_of_damage_is_told_from_none(damage: Callable[[bytes, random.Random], bytes], tmp_path: Path) -> None:
    data = (small_study(tmp_path).published / "claims.csv").read_bytes()
    assert any(damage(data, random.Random(seed)) != data for seed in range(5))
