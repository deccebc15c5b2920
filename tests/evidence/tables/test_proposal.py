"""A recipe by proposal: each guess that a table needs, written with its reason, and read again as a recipe."""

from pathlib import Path

import pytest

from policy_report.evidence.tables import read_recipe, read_table_file
from policy_report.evidence.tables.proposal import propose, written
from policy_report.evidence.tables.recipe import Hidden, Recipe
from tests.evidence.tables.conftest import rows_of, write
from tests.evidence.tables.test_variants import STATCAN

OLD_WORKBOOK = Path(__file__).with_name("old-workbook.xls")
LONG = "Area,Year,Sex,Value,Flag\nNorth,2020,f,1,\nNorth,2021,f,2,p\nSouth,2020,f,3,\nSouth,2021,f,,c\n"
SAID = {
    "rows": ["GEO"],
    "columns": ["REF_DATE"],
    "value": "VALUE",
    "status": "STATUS",
    "unit": "UOM",
    "size": "SCALAR_FACTOR",
}
PAGES = "<meta charset=utf-8><table><tr><td>a<td>2020<tr><td>b<td>2<tr><td>c<td>3</table>"


@pytest.mark.parametrize(
    ("name", "content", "guesses"),
    [
        ("t.csv", "Table 1, 2019\nPlace,Cases\nSørby,145\nVårgård,2\n".encode("cp1252"), {"encoding": "cp1252"}),
        ("t.csv", "Table 1\nOffence;2022;2023\nBurglary;12,3;13,2\n", {"decimal": ","}),
        ("t.csv", "表1 2023年\n地区,立案（起）\n甲市,10\n乙市,\n丙市,20\n", {"lines.乙市": "row"}),
        ("t.csv", "Table 1, 2019\nKind,Cases,Persons\nTheft,12,3\nFraud,(S),4\n", {"missing.(S)": "not_available"}),
        ("t.csv", "Table 1, 2020\nCode name,Kind,Cases\nN1,Theft,1\nN2,Fraud,2\n", {"keys": ["Kind"]}),
        (
            "t.csv",
            "Table 1\nKind,2010-11,2011-12\nTheft,1,2\n",
            {"column.2010-11.period": "2010/2011", "column.2011-12.period": "2011/2012"},
        ),
        ("t.csv", LONG, {"long": {"value": "Value", "rows": ["Area"], "columns": ["Year"], "status": "Flag"}}),
        ("t.csv", STATCAN, {"long": SAID}),
        ("t.csv", "Tabelle 1\nDelikt;2021;2022\nRaub;1.000;2.987\n", {"decimal": ","}),
        (
            "t.csv",
            "Table 1\nKind,Cases 2021,Cases 2022\nTheft,1,2\n",
            {"column.Cases 2021.period": "2021", "column.Cases 2022.period": "2022"},
        ),
        ("t.html", PAGES + PAGES, {"table": 1}),
        ("t.csv", "表 2009年\n类别,立案\n刑事,10\n其中：甲,4\n乙,2\n", {"row.乙.parent": ""}),
        ("t.csv", "Table 1, 2019\nKind,Cases\nTheft,12\n", {}),
    ],
)
def test_what_a_table_needs_is_guessed_and_said(
    tmp_path: Path, name: str, content: str | bytes, guesses: dict[str, object]
) -> None:
    path = write(tmp_path, name, content)
    proposal = propose(path, name)
    assert {".".join(guess.key): guess.value for guess in proposal.guesses} == guesses
    assert proposal.table
    text = written(proposal, "a2019", "b")
    assert text.count("# guessed: ") == len(guesses)
    (tmp_path / "t.recipe.toml").write_text(text, encoding="utf-8")
    assert rows_of(read_table_file(path, name=name)) == rows_of(proposal.table)


def test_a_workbook_that_hides_rows_is_read_without_them() -> None:
    proposal = propose(OLD_WORKBOOK, "old.xls")
    assert [(guess.key, guess.value) for guess in proposal.guesses] == [(("hidden",), "leave-out")]
    # Its last column has no time: no guess mends that.
    assert [problem.code for problem in proposal.problems] == ["period-missing"]
    assert "#   write `period = " in written(proposal)
    assert read_table_file(OLD_WORKBOOK, Recipe(hidden=Hidden.LEAVE_OUT, period="2022")).sums == 2


def test_units_that_no_list_has_and_labels_are_put_to_people(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "表1\n指标,2022年,2021年\n产量(万斗),1,2\n工厂(座),3,4\n")
    text = written(propose(path, "t.csv"))
    assert '# row."产量(万斗)".indicator = ""\n#   if `万斗` is a unit: row."产量(万斗)".unit = "万斗"\n' in text
    assert '# row."工厂".indicator = ""\n' in text
    (tmp_path / "t.recipe.toml").write_text(text, encoding="utf-8")
    assert read_recipe(tmp_path / "t.recipe.toml", "t.recipe.toml") == Recipe()
