"""Tables written by an examiner, with expectations typed by hand before the reader saw them; see the README beside."""

from pathlib import Path

import pandas as pd
import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.tables import read_table_file
from policy_report.evidence.tables.units import parse_unit, scaled, split_unit, unit_line, unread_size
from tests.evidence.tables.conftest import Codes, Read, columns_of, rows_of

FOLDER = Path(__file__).parent / "examined"
TABLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".csv", ".html", ".xlsx"))
TABLES = [path for path in TABLES if not path.name.endswith(".expected.csv")]
FAULTS = {
    "point-dropped-doubt.csv": "decimal-point-lost",
    "point-dropped-sum.csv": "decimal-point-lost",
    "run-together-cell.csv": "number-malformed",
    "run-together.txt": "row-short",
    "share-wrong.txt": "sum-mismatch",
    "subtotal-off.txt": "sum-mismatch",
    "unit-contradict.csv": "unit-conflict",
    "unit-label.csv": "unit-conflict",
    "unit-permille.txt": "share-mismatch",
}


def test_there_are_as_many_tables_as_the_examiner_wrote() -> None:
    assert len(TABLES) == 19
    assert {path.name for path in (FOLDER / "faults").iterdir()} == set(FAULTS)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_cell_is_what_was_typed(path: Path) -> None:
    want = pd.read_csv(FOLDER / f"{path.stem}.expected.csv", dtype="str", keep_default_na=False)
    got = read_table_file(path, name=path.name).tidy()[list(want.columns)].copy()
    want["value"] = [float(value) if value else None for value in want["value"]]
    got["value"] = got["value"].astype("float")
    got.loc[want["period_start"] == "?", "period_start"] = "?"
    pd.testing.assert_frame_equal(got, want.astype({"value": "float"}), check_dtype=False, rtol=1e-12)


@pytest.mark.parametrize(("name", "code"), FAULTS.items(), ids=FAULTS)
def test_a_planted_fault_is_an_error(name: str, code: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_table_file(FOLDER / "faults" / name, name=name)
    assert code in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("text", "name", "size"),
    [
        ("RMB million", "元", 10**6),
        ("millions of yuan", "元", 10**6),
        ("'000 persons", "人", 1000),
        ("hundred million yuan", "元", 10**8),
        ("HK$ million", "港元", 10**6),
        ("in thousands", "", 1000),
        ("人民币万元", "元", 10**4),
        ("千克", "公斤", 1),
    ],
)
def test_sizes_in_the_wordings_of_print(text: str, name: str, size: int) -> None:
    unit = parse_unit(text)
    assert unit
    assert (unit.name, unit.over, unit.under) == (name, size, 1)


def test_a_unit_with_its_translation_is_one_unit() -> None:
    for line in ("单位：万元 (10 000 yuan)", "(单位：万元 (10 000 yuan))", "单位：万元"):
        units = unit_line(line)
        assert units
        assert [(unit.name, unit.over) for unit in units] == [("元", 10**4)]


def test_a_size_before_a_thing_that_no_list_has_still_counts() -> None:
    unit = scaled("万册")
    assert unit
    assert (unit.name, unit.over) == ("册", 10**4)


@pytest.mark.parametrize(
    ("label", "exp"),
    [
        ("Charge rate in %", ("Charge rate", "percent", 1)), ("Value (£m)", ("Value", "英镑", 10**6)),
        ("Losses (£'000)", ("Losses", "英镑", 1000)), ("Budget, Rs crore", ("Budget", "卢比", 10**7)),
        ("% change", ("% change", "percent", 1)), ("Percentage point change", ("Percentage point change", "pp", 1)),
    ],
)  # fmt: skip
def test_a_label_gives_its_unit_without_brackets_too(label: str, exp: tuple[str, str, int]) -> None:
    bare, unit = split_unit(label)
    assert unit
    assert (bare, unit.name, unit.over) == exp


@pytest.mark.parametrize(
    "label", ["Theft in vehicles", "Rate, per 1,000 population", "Number of cases", "Cost $", "5-10%"]
)
def test_a_label_without_a_unit_has_none(label: str) -> None:
    assert split_unit(label)[1] is None


def test_the_header_over_the_labels_gives_the_unit_of_the_table(read: Read) -> None:
    table = read("t.csv", "Exclusions (thousands),2021,2022\nNorth,3.9,6.5\nSouth,1.2,1.4\n")
    quantity = table.rows[0].cells[0].quantity
    assert quantity
    assert quantity.value == 3900


def test_the_header_over_ages_gives_no_unit(read: Read) -> None:
    table = read("t.csv", "Age (years),2021,2022\nUnder 18,39,65\n18 and over,12,14\n")
    assert not table.rows[0].cells[0].unit.printed


def test_a_size_whose_unit_is_not_known_is_an_error(codes: Codes) -> None:
    assert unread_size("Loss ($ million)") == "$ million"
    assert not unread_size("Big cases (over 1 million yuan)")
    assert codes("t.csv", "Table 1 Losses 2020\nKind,Loss ($ million)\nA,1.5\nB,2.5\n") == {"unit-unknown"}
    assert codes("t.csv", "Table 1 Losses 2020 ($ million)\nKind,Loss\nA,1.5\nB,2.5\n") == {"unit-unknown"}


def test_a_status_behind_a_year_holds_for_its_column_or_row(read: Read) -> None:
    got = read("t.csv", "表1 案件（起）\n类别,2020年（修订数）,2021p\n合计,30,40\n甲,10,20\n乙,20,20\n")
    assert columns_of(got) == [("2020年", "起", "2020"), ("2021", "起", "2021")]
    assert [str(cell.status) for cell in got.rows[0].cells] == ["revised", "preliminary"]


def test_a_legend_gives_marks_their_status(read: Read) -> None:
    got = read("t.csv", "表1 2020年案件（起）\n类别,立案\n甲,10*\n乙,20①\n注：*为快报数；①不含未遂。,\n")
    assert [cell.status for row in got.rows for cell in row.cells] == ["preliminary", None]


def test_a_bullet_before_a_label_is_a_step_of_the_hierarchy(read: Read) -> None:
    got = read("t.csv", "Table 1 Cases, 2020\nKind,Cases\nViolent,30\n- Robbery,10\n- Other,20\nFraud,5\n")
    assert rows_of(got)[1:] == [("Violent / Robbery", [10]), ("Violent / Other", [20]), ("Fraud", [5])]


def test_a_title_on_a_page_needs_no_number_and_may_be_set_in_pieces(read: Read) -> None:
    page = (
        "<meta charset=utf-8><p><b>2023年止付</b>情况（单位：万元）</p>"
        "<table><tr><td>项目<td>金额<tr><td>甲<td>1.5<tr><td>乙<td>2.5</table>"
    )
    got = read("t.html", page)
    assert got.title == "2023年止付情况"
    assert rows_of(got) == [("甲", [15000]), ("乙", [25000])]


def test_parts_of_a_row_with_a_unit_have_its_unit_and_a_single_part_is_not_the_whole(read: Read) -> None:
    got = read("t.csv", "Table 1 Lawyers\nItem,2020,2021\nLawyers (10 000 persons),52.2,57.6\n  Full-time,42.4,45.7\n")
    assert rows_of(got) == [("Lawyers", [522000, 576000]), ("Lawyers / Full-time", [424000, 457000])]


def test_a_unit_alone_on_the_line_below_a_label_belongs_to_it(read: Read) -> None:
    printed = (
        "Table 9 Courts\n                2019     2021\nCourts          32621    36504\n"
        "Cases handled   610.2    811.6\n  (10 000 cases)\n"
    )
    assert rows_of(read("t.txt", printed))[1] == ("Cases handled", [6102000, 8116000])


def test_a_numbered_label_over_two_lines_is_one_label(read: Read) -> None:
    printed = "表1 2020年（件）\n项目|收案\n一、危害公共|\n　安全案|40\n二、侵犯财产案|60\n"
    assert rows_of(read("t.txt", printed)) == [("危害公共安全案", [40]), ("侵犯财产案", [60])]


def test_a_raised_mark_of_status_is_no_digit_and_outranks_its_column(read: Read) -> None:
    page = (
        "<meta charset=utf-8><table><caption>Table 5. Cases (cases)</caption><tr><th>Kind<th>2021<th>2022<sup>p</sup>"
        "<tr><td>Fraud<td>500<td>700<sup>r</sup><tr><td>Theft<td>600<td>500</table>"
    )
    got = read("t.html", page)
    assert rows_of(got) == [("Fraud", [500, 700]), ("Theft", [600, 500])]
    assert [str(row.cells[1].status) for row in got.rows] == ["revised", "preliminary"]
