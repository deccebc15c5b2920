"""A cell is a value of a series if the recipe says what it measures; its row is made from what the table says."""

import pytest

from policy_report.evidence.tables import series_values
from tests.evidence.tables.conftest import Read

HEAD = 'source = "yearbook"\ncase = "north"\n'


def ids(read: Read, table: str, recipe: str) -> list[str]:
    return [value.cells["id"] for value in series_values(read("t.csv", table, HEAD + recipe))]


def test_a_table_without_indicators_states_no_value_of_a_series(read: Read) -> None:
    assert ids(read, "Cases in 2009\nKind,Cases\nTotal,3\nA,1\nB,2\n", "") == []


def test_the_row_of_a_value_says_all_that_a_typed_one_would(read: Read) -> None:
    recipe = HEAD + '[column]\n"Rate".indicator = "cleared-share"\n[row]\n"A" = {category = "theft", note = "early"}\n'
    printed = "Table 3-1 Cases cleared in 2009\nKind,Rate (%)\nA,85.68r\nB,90.10\n"
    (value,) = series_values(read("t.csv", printed, recipe))
    assert value.cells == {
        "id": "cleared-share-north-2009-theft",
        "case": "north",
        "indicator": "cleared-share",
        "category": "theft",
        "period_start": "2009",
        "period_end": "2009",
        "period_basis": "stated",
        "phrase": "85.68r",
        "unit": "%",
        "source": "yearbook",
        "locator": "Table 3-1",
        "note": "early",
    }
    assert (value.quantity.value, value.file, value.line) == (85.68, "t.csv", 3)


@pytest.mark.parametrize(
    ("table", "recipe", "expected"),
    [
        # Places in the rows, years in the columns.
        (
            "Cases filed\nPlace,2008,2009\nNorth,1,2\nSouth,3,4\nEast,5,6\n",
            '[column]\n"2008".indicator = "filed"\n"2009".indicator = "filed"\n[row]\n"South".case = "south"\n',
            ["filed-south-2008", "filed-south-2009"],
        ),
        # Years in the rows, indicators in the columns: a row of a year needs no word.
        (
            "Cases\nYear,Filed,Cleared\n2008,9,5\n2009,8,6\n",
            '[column]\n"Filed".indicator = "filed"\n',
            ["filed-north-2008", "filed-north-2009"],
        ),
        # Indicators in the rows; the period of one of them is told.
        (
            "Courts in 2009\nItem,Number\nFiled,9\nClosed,8\nOpen,1\n",
            '[row]\n"Filed".indicator = "filed"\n"Closed" = {indicator = "closed", period = "2009-01/2009-06"}\n',
            ["filed-north-2009", "closed-north-2009-01-2009-06"],
        ),
        # Places and kinds in the columns, and a word of its own for the id.
        (
            "Cases in 2009\nItem,Theft,Fraud\nFiled,9,7\nOther,8,5\n",
            '[row]\n"Filed".indicator = "filed"\n'
            '[column]\n"Theft" = {category = "盗窃", id = "theft"}\n"Fraud" = {category = "fraud", case = "south"}\n',
            ["filed-north-2009-theft", "filed-south-2009-fraud"],
        ),
        # A missing cell states nothing.
        ("Cases\nYear,Filed\n2008,9\n2009,…\n", '[column]\n"Filed".indicator = "filed"\n', ["filed-north-2008"]),
    ],
)
def test_what_rows_and_columns_mean_is_said_once_for_each(
    read: Read, table: str, recipe: str, expected: list[str]
) -> None:
    assert ids(read, table, recipe) == expected


def test_a_unit_with_a_size_is_kept_as_printed(read: Read) -> None:
    table = "2009年 财政\n单位：万元\n项目,金额\n支出,12\n收入,13\n"
    (value,) = series_values(read("t.csv", table, HEAD + '[row]\n"支出".indicator = "spending"\n'))
    assert (value.cells["phrase"], value.cells["unit"], value.quantity.value) == ("12", "万元", 120000)
