"""A figure that stands in an official table is a value of a series by its recipe, and is not typed again beside it."""

from collections.abc import Callable

import pandas as pd
import pytest

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.official import with_printed
from policy_report.evidence.register import read_register
from policy_report.evidence.tables import OfficialTable
from policy_report.project import Project
from tests.conftest import ROOT
from tests.evidence.tables.conftest import read as read  # noqa: PLC0414

Read = Callable[..., OfficialTable]

TABLE = "Table 7 Cases filed (case)\nKind,2008,2009\nTotal,30,33\nTheft,20,22\nOther,10,11\n"
RECIPE = """source = "yearbook"
case = "north"
[column]
"2008".indicator = "filed"
"2009".indicator = "filed"
[row]
"Theft".category = "theft"
"""
COLUMNS = ["id", "case", "indicator", "category", "period_start", "period_end", "phrase", "source", "extra"]
THEFT = ["filed-north-2008-theft", "north", "filed", "theft", "2008", "2008", "20", "yearbook", ""]


def typed(*rows: list[str]) -> pd.DataFrame:
    index = pd.Index(range(2, 2 + len(rows)), name="row", dtype="int64")
    return pd.DataFrame(list(rows), columns=COLUMNS, index=index, dtype="str")


def test_the_values_of_tables_go_before_those_that_were_typed(read: Read) -> None:
    other = ["filed-south-2008", "south", "filed", "", "2008", "2008", "5", "yearbook", "x"]
    series, problems = with_printed(typed(other), [read("t.csv", TABLE, RECIPE)], "series.csv")
    assert problems == []
    ids = [f"filed-north-{rest}" for rest in ("2008", "2009", "2008-theft", "2009-theft")]
    assert series.frame["id"].tolist() == [*ids, "filed-south-2008"]
    assert series.frame.index.tolist() == [3, 4, 5, 6, 2]
    assert (series.frame.loc[5, "phrase"], series.frame.loc[5, "extra"]) == ("20", "")


def test_a_problem_of_a_printed_value_is_one_of_its_table(read: Read) -> None:
    series, _ = with_printed(typed(), [read("t.csv", TABLE, RECIPE)], "series.csv")
    problem = Problem("series.csv", 4, "phrase", "unit-disagrees", "…")
    assert (series.placed(problem, "series.csv").file, series.placed(problem, "series.csv").row) == ("t.csv", 4)
    assert series.placed(problem, "claims.csv") == problem


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({}, "series-typed-twice", "id"),
        ({"id": "another-id"}, "series-typed-twice", "id"),
        ({"phrase": "21"}, "series-differs-from-table", "phrase"),
        ({"source": "gazette"}, "series-id-taken", "id"),
    ],
)
def test_a_figure_that_is_typed_again_is_an_error_of_the_typed_row(
    read: Read, change: dict[str, str], code: str, column: str
) -> None:
    row = dict(zip(COLUMNS, THEFT, strict=True)) | change
    series, (problem,) = with_printed(typed(list(row.values())), [read("t.csv", TABLE, RECIPE)], "series.csv")
    assert (problem.code, problem.file, problem.row, problem.column) == (code, "series.csv", 2, column)
    assert "t.csv, line 4" in problem.message
    assert problem.remedy
    assert len(series.frame) == 4


def test_another_source_may_state_the_same_figure_under_an_id_of_its_own(read: Read) -> None:
    row = dict(zip(COLUMNS, THEFT, strict=True)) | {"id": "filed-gazette", "source": "gazette", "phrase": "19"}
    series, problems = with_printed(typed(list(row.values())), [read("t.csv", TABLE, RECIPE)], "series.csv")
    assert (len(series.frame), problems) == (5, [])


def test_two_cells_of_one_figure_are_an_error_of_the_recipe(read: Read) -> None:
    recipe = RECIPE + '"Other".category = "theft"\n'
    series, problems = with_printed(typed(), [read("t.csv", TABLE, recipe)], "series.csv")
    assert {(problem.code, problem.file) for problem in problems} == {("series-id-repeated", "t.recipe.toml")}
    assert series.frame["id"].tolist() == ["filed-north-2008", "filed-north-2009"]


def test_every_cell_of_this_study_s_tables_is_a_value_of_a_series() -> None:
    frames = read_register(Project(ROOT)).frames
    cells, series = frames["official_tables"], frames["series"]
    keys = ["source", "case", "indicator", "category", "period_start", "period_end"]
    joined = cells.merge(series, on=keys, suffixes=("", "_of_series"), validate="1:m")
    assert len(joined) == len(cells) > 0
    assert (joined["value"] == joined["value_of_series"]).all()


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('"filed-criminal-cases"', '"happiness"', "indicator-unknown", 'column."Cases registered / 2008".indicator'),
        ('"homicide"', '"homicides"', "category-unknown", 'row."Homicide".category'),
        ('case = "china"', 'case = "atlantis"', "case-unknown", "case"),
        ('case = "china"', "", "table-case-missing", "case"),
    ],
)
def test_a_recipe_that_names_what_there_is_not_is_an_error_of_its_key(
    study: Project, old: str, new: str, code: str, key: str
) -> None:
    recipe = study.tables / "nbs2010-t22-11.recipe.toml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_register(study)
    first = caught.value.problems[0]
    assert (first.code, first.file, first.column) == (code, study.relative(recipe), key)
    assert first.remedy


def test_a_unit_of_another_kind_than_the_indicator_s_is_an_error_of_the_table(study: Project) -> None:
    recipe = study.tables / "nbs2010-t22-11.recipe.toml"
    text = recipe.read_text(encoding="utf-8").replace('cases-share"', 'cases"').replace('2009".indicator', '2009".id')
    recipe.write_text(text.replace('"Share / 2008".indicator', '"Share / 2008".note'), encoding="utf-8")
    read_register(study)
    swapped = recipe.read_text(encoding="utf-8").replace('2008".indicator = "filed-criminal-cases"', '2008".note = "x"')
    recipe.write_text(swapped.replace('"Share / 2008".note', '"Share / 2008".indicator'), encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_register(study)
    assert {problem.code for problem in caught.value.problems} == {"unit-disagrees"}
    assert {problem.file for problem in caught.value.problems} == {"data/published/tables/nbs2010-t22-11.txt"}
