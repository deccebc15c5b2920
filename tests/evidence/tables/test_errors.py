"""Every fault of a table or its recipe is an error that says where it is and how to mend it."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from policy_report.errors import EvidenceError
from policy_report.evidence.tables import read_recipe, read_table_file
from tests.evidence.tables.conftest import Codes, Read

GOOD = "Table 1 Cases, 2009\nKind|Cases|Share (%)\nTotal|30|100.0\nA|10|33.3\nB|20|66.7\n"


LONG = "Area,Year,Value\nNorth,2020,1\nNorth,2021,2\nSouth,2020,3\n"


def workbook(*sheets: list[list[object]], style: str = "General", hidden: int = 0) -> bytes:
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        for cell in (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, int)):
            cell.number_format = style
        sheet.row_dimensions[hidden or 99].hidden = bool(hidden)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_the_good_table_is_good(read: Read) -> None:
    assert len(read("t.txt", GOOD).rows) == 3


@pytest.mark.parametrize(
    ("code", "name", "content", "recipe"),
    [
        ("sum-mismatch", "t.txt", GOOD.replace("A|10", "A|15"), ""),
        ("share-mismatch", "t.txt", GOOD.replace("A|10|33.3", "A|10|38.3"), ""),
        ("share-sum", "t.csv", "表 2009年\n类别,比重（%）\n甲,40.0\n乙,55.0\n", ""),
        ("share-impossible", "t.csv", "表 2009年\n类别,比重（%）\n甲,140.0\n乙,-40.0\n", ""),
        ("percent-implausible", "t.csv", "表 2009年\n类别,破案率（%）\n甲,8568\n乙,90.1\n", ""),
        ("values-run-together", "t.csv", "表 2009年\n类别,立案,破案\n甲,23323395346268,5\n乙,3,4\n", ""),
        (
            "decimal-point-lost",
            "t.csv",
            "年份,甲,乙\n2009年,4154.01,20.50\n2010年,415402,21.50\n2011年,4200.10,22.10\n",
            "",
        ),
        ("count-with-fraction", "t.csv", "表 2009年\n类别,立案（起）\n甲,12.5\n乙,3\n", ""),
        ("unit-conflict", "t.csv", "表 2009年\n类别,立案（起）\n甲,12%\n乙,3\n", ""),
        ("unit-conflict", "t.csv", "表 2009年 单位：起\n类别,立案\n甲,12\n乙,3\n", 'unit = "万元"\n'),
        ("unit-ambiguous", "t.csv", "表 2009年\n单位：起、人\n类别,甲栏,乙栏\n甲,12,3\n", ""),
        ("recipe-unit-unknown", "t.txt", GOOD, 'unit = "furlongs"\n'),
        ("cell-not-a-number", "t.txt", GOOD.replace("A|10", "A|many"), ""),
        ("number-malformed", "t.txt", GOOD.replace("A|10", "A|1,0"), ""),
        ("number-malformed", "t.txt", GOOD.replace("Total|30|100.0", "Total|3x0|10..0"), ""),
        ("column-not-numeric", "t.csv", "表 2009年\n类别,立案,地点\n甲,1,此处\n乙,3,彼处\n", ""),
        ("column-repeated", "t.csv", "表 2009年\n类别,立案,立案\n甲,1,2\n乙,3,4\n", ""),
        ("column-without-header", "t.csv", "表 2009年\n类别,立案,\n甲,1,2\n乙,3,4\n", ""),
        ("columns-mismatch", "t.csv", "表 2009年\n类别,立案\n甲,1\n", 'columns = ["a", "b"]\n'),
        ("columns-ambiguous", "t.txt", "1-1 Cases, 2009\nItem Cases\nA 90 276 14 667\nB 80 111 10 222\n", ""),
        ("columns-uneven", "t.txt", "1-1 Cases, 2009\nItem Cases\nA 1\nB 1 2\nC 1 2 3\n", ""),
        ("row-short", "t.txt", "1-1 Cases, 2009\nItem  Cases  Persons\nAa 1111 2222\nB 1 2\nC 7\n", ""),
        ("row-corrupt", "t.csv", "表 2009年\n类别,立案,破案\n甲,1,2\n乙,3,4\n丙,5\n", ""),
        ("row-without-label", "t.csv", "表 2009年\n类别,立案\n甲,1\n,4\n丙,5\n", ""),
        ("header-ambiguous", "t.txt", "1-1 Cases (2009)\nItem Cases, all Persons, all\nTotal 30 12\nA 30 12\n", ""),
        ("line-ambiguous", "t.csv", "表 2009年\n类别,立案\n甲,1\n走私制造毒,\n品案件,4\n", ""),
        ("line-not-read", "t.txt", "1-1 Cases, 2009\nKind|Cases\nA|1\nB|2\nsome words 45\n", ""),
        ("parts-ambiguous", "t.csv", "表 2009年\n类别,立案\n刑事,10\n其中：甲,4\n乙,2\n", ""),
        ("continuation-ambiguous", "t.csv", "表1 2009年,\n类别,立案\n甲,1\n续表,\n种类,破案\n乙,1\n", ""),
        ("period-missing", "t.csv", "类别,立案\n甲,1\n", ""),
        ("period-conflict", "t.txt", GOOD, 'period = "2012"\n'),
        ("source-conflict", "t.txt", "# source: a\n" + GOOD, 'source = "b"\n'),
        ("table-without-numbers", "t.txt", "only words\nand more words\n", ""),
        ("table-without-numbers", "t.csv", "", ""),
        ("table-format-unknown", "t.doc", GOOD, ""),
        ("csv-broken", "t.csv", '表 2009年\n"类别,立案\n甲,1\n', ""),
        ("encoding-unclear", "t.csv", "Table 1, 2009\nMunicipality,Cases\nVårgård,1\n".encode("cp1252"), ""),
        ("number-format-unread", "t.xlsx", workbook([["Table 1, 2009"], ["k", "n"], ["a", 12345]], style="0\\.0,"), ""),
        ("sheet-hidden", "t.xlsx", workbook([["Table 1, 2009"], ["k", "n"], ["a", 1], ["b", 2]], hidden=3), ""),
        ("workbook-broken", "t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", ""),
        ("workbook-broken", "t.ods", b"PK\x03\x04 torn", ""),
        ("json-broken", "t.json", '{"value": [1]}', ""),
        ("long-column-unknown", "t.csv", LONG, '[long]\nvalue = "Value"\nrows = ["Place"]\n'),
        ("long-repeated", "t.csv", LONG, '[long]\nvalue = "Value"\nrows = ["Area"]\n'),
        ("encoding-wrong", "t.csv", b"\xff\xff,1\n", 'encoding = "gb18030"\n'),
        ("encoding-wrong", "t.csv", GOOD, 'encoding = "klingon"\n'),
        ("character-damaged", "t.txt", GOOD.replace("A|", "A\x07|"), ""),
        ("character-damaged", "t.txt", GOOD.replace("A|", "A\x00|"), ""),
        ("html-without-table", "t.html", "<p>no table</p>", ""),
        ("html-table-ambiguous", "t.html", "<table><tr><td>a<td>1</table><table><tr><td>b<td>2</table>", ""),
        ("html-table-missing", "t.html", "<table><tr><td>a<td>1</table>", "table = 4\n"),
        ("workbook-broken", "t.xlsx", b"PK\x03\x04 not a zip", ""),
        ("workbook-broken", "t.xlsx", b"", ""),
        ("table-empty", "t.xlsx", workbook([]), ""),
        ("sheet-ambiguous", "t.xlsx", workbook([["a", 1]], [["b", 2]]), ""),
        ("sheet-missing", "t.xlsx", workbook([["a", 1]]), 'sheet = "x"\n'),
        ("formula-without-result", "t.xlsx", workbook([["Table 1, 2009"], ["k", "n"], ["a", 1], ["b", "=B3+1"]]), ""),
        ("table-too-large", "t.csv", "a,1\n" * 300_000, ""),
        ("recipe-broken", "t.txt", GOOD, "source = \n"),
        ("recipe-key-unknown", "t.txt", GOOD, 'sauce = "x"\n'),
        ("recipe-key-unknown", "t.txt", GOOD, '[row."A"]\nparents = "x"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, "source = 3\n"),
        ("recipe-value-malformed", "t.txt", GOOD, "columns = [1]\n"),
        ("recipe-value-malformed", "t.txt", GOOD, 'period = "last year"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, 'parentheses = "round"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, '[lines]\n"x" = "y"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, 'row = "x"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, '[[tolerance]]\nrow = "A"\n'),
        ("recipe-value-malformed", "t.txt", GOOD, '[[confirmed]]\nrow = "A"\ncolumn = "Cases"\nreason = " "\n'),
        ("recipe-value-malformed", "t.txt", GOOD, "table = true\n"),
        ("recipe-row-unknown", "t.txt", GOOD, '[row."C"]\ncategory = "x"\n'),
        ("recipe-row-unknown", "t.txt", GOOD, '[row."A"]\nparent = "C"\n'),
        ("recipe-column-unknown", "t.txt", GOOD, '[column."C"]\nindicator = "x"\n'),
        ("recipe-column-unknown", "t.txt", GOOD, '[[ratio]]\ncolumn = "x"\npart = "y"\nwhole = "z"\n'),
        ("html-broken", "t.html", "<table><tr><td>a<td>1<tr><td>b<td>" + 6000 * "<b>" + "2</table>", ""),
    ],
)
def test_the_fault_has_its_code(codes: Codes, code: str, name: str, content: str | bytes, recipe: str) -> None:
    assert code in codes(name, content, recipe)


def test_a_total_that_is_off_shows_the_sum_and_its_place(read: Read) -> None:
    with pytest.raises(EvidenceError) as caught:
        read("t.txt", "1-1 Cases, 2009\nKind|Cases\nTotal|5579915\nA|5579900\nB|10\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column, problem.text) == ("t.txt", 3, "Cases", "5579915")
    assert problem.message == "parts add up to 5,579,910, the total says 5,579,915"


def test_all_faults_are_shown_at_once(codes: Codes) -> None:
    printed = GOOD.replace("A|10|33.3", "A|1,0|33.3").replace("B|20", "B|many")
    assert codes("t.txt", printed) >= {"number-malformed", "cell-not-a-number"}


def test_a_missing_file_and_a_missing_recipe_are_errors(tmp_path: Path) -> None:
    for reader in (lambda: read_table_file(tmp_path / "t.txt"), lambda: read_recipe(tmp_path / "r.toml", "r.toml")):
        with pytest.raises(EvidenceError) as caught:
            reader()
        assert [problem.code for problem in caught.value.problems] == ["file-missing"]


def test_a_ratio_of_the_recipe_is_checked(codes: Codes) -> None:
    printed = "表 2009年\n类别,立案,破案,破案率（%）\n甲,10,5,50.0\n乙,10,7,60.0\n"
    recipe = '[[ratio]]\ncolumn = "破案率"\npart = "破案"\nwhole = "立案"\n'
    assert codes("t.csv", printed, recipe) == {"share-mismatch"}


def test_a_figure_far_from_its_neighbours_is_flagged(read: Read) -> None:
    got = read("t.csv", "年份,甲,乙\n2009年,4154,205\n2010年,4300,21\n2011年,4200,221\n2012年,430000,225\n")
    assert [(problem.code, problem.text) for problem in got.doubts if problem.text == "430000"] == [
        ("figure-doubtful", "430000")
    ]


def test_parentheses_are_negative_and_flagged_until_the_recipe_says_so(read: Read) -> None:
    printed = "表 2009年\n类别,结余（万元）\n甲,(12)\n乙,3\n"
    doubtful, told = read("t.csv", printed), read("t.csv", printed, 'parentheses = "negative"\n')
    for table in (doubtful, told):
        assert table.rows[0].cells[0].quantity is not None
        assert table.rows[0].cells[0].quantity.value == -120000
    assert (len(doubtful.doubts), len(told.doubts)) == (1, 0)
