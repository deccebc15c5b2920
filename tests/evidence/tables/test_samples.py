"""Tables in the styles of yearbooks, communiqués, police statistics and work reports, each with its tidy rows.

The figures are made up; the layouts are those of print. `<name>.expected.csv` beside a table holds what it says.
"""

from pathlib import Path

import pandas as pd
import pytest

from policy_report.evidence.tables import read_table_file
from tests.evidence.tables.conftest import Read, columns_of, rows_of

FOLDER = Path(__file__).parent / "samples"
TABLES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.csv"))


def test_there_are_samples_in_every_format_and_both_languages() -> None:
    assert len(TABLES) >= 24
    assert {path.suffix for path in TABLES} == {".txt", ".csv", ".html", ".xlsx"}
    assert {path.name[:2] for path in TABLES} == {"zh", "en"}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_the_table_says_what_is_expected(path: Path) -> None:
    want = pd.read_csv(FOLDER / f"{path.stem}.expected.csv", dtype="str", keep_default_na=False)
    frame = read_table_file(path, name=path.name).tidy()
    got = frame[list(want.columns)].copy()
    got["value"] = got["value"].map(lambda value: "" if pd.isna(value) else str(value))
    pd.testing.assert_frame_equal(got.astype("str"), want.astype("str"), check_dtype=False)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_figure_lies_within_its_bounds_and_names_its_place(path: Path) -> None:
    for row in read_table_file(path).rows:
        for cell in row.cells:
            assert (cell.quantity is None) == (cell.missing is not None)
            assert cell.row > 0
            assert cell.column > 0
            if cell.quantity and cell.quantity.value is not None:
                assert cell.quantity.lower is not None
                assert cell.quantity.upper is not None
                assert cell.quantity.lower <= cell.quantity.value <= cell.quantity.upper


def test_a_recipe_names_headers_that_cannot_be_read(read: Read) -> None:
    printed = "1-1 Cases (2009)\nItem Cases, all Persons, all\nTotal 30 12\nA 10 5\nB 20 7\n"
    got = read("t.txt", printed, 'columns = ["Cases, all (case)", "Persons, all (person)"]\nsource = "x"\n')
    assert columns_of(got) == [("Cases, all", "起", ""), ("Persons, all", "人", "")]
    assert rows_of(got) == [("Total", [30, 12]), ("Total / A", [10, 5]), ("Total / B", [20, 7])]
    assert got.source == "x"


def test_a_recipe_gives_rows_and_columns_their_meaning(read: Read) -> None:
    printed = "表1 2009年案件（起）\n类别,立案\n合计,30\n甲,10\n乙,20\n"
    recipe = '[column."立案"]\nindicator = "filed"\n[row."甲"]\ncategory = "a"\n'
    frame = read("t.csv", printed, recipe).tidy()
    assert list(frame["indicator"]) == ["filed"] * 3
    assert list(frame["category"]) == ["", "a", ""]
    assert list(frame["unit"]) == ["起"] * 3


def test_a_tolerance_with_a_reason_lets_a_printed_slip_pass(read: Read) -> None:
    printed = "Table 1 Cases, 2009\nKind|Cases\nTotal|31\nA|10\nB|20\n"
    recipe = '[[tolerance]]\nrow = "Total"\ncolumn = "Cases"\ndifference = 1\nreason = "printed so"\n'
    assert rows_of(read("t.txt", printed, recipe))[0] == ("Total", [31])


def test_lines_without_numbers_are_what_the_recipe_says(read: Read) -> None:
    printed = "表1 2009年（起）\n类别|立案\n走私制造毒|\n品案件|10\n"
    got = read("t.txt", printed, '[lines]\n"走私制造毒" = "label-start"\n')
    assert rows_of(got) == [("走私制造毒品案件", [10])]


def test_several_sums_under_by_age_and_by_sex_are_each_checked(read: Read) -> None:
    printed = (
        "Table 1 Suspects, 2009\nItem,Persons\nTotal,100\nBy sex:,\nMen,60\nWomen,40\nBy age:,\nUnder 18,10\nOlder,90\n"
    )
    indented = (
        printed.replace("Men", "  Men")
        .replace("Women", "  Women")
        .replace("Under", "  Under")
        .replace("Older", "  Older")
    )
    assert rows_of(read("t.csv", indented))[1] == ("Total / By sex: / Men", [60])
