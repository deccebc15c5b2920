"""`docs/tables.md` describes every key of a recipe, and no other; its example is a recipe."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from policy_report.evidence.tables.cells import read_cell
from policy_report.evidence.tables.dates import period_of
from policy_report.evidence.tables.recipe import (
    ColumnRecipe,
    Hidden,
    LineKind,
    LongForm,
    Missing,
    Ratio,
    Recipe,
    RowRecipe,
    Tolerance,
    read_recipe,
)
from tests.conftest import ROOT
from tests.evidence.tables.conftest import Read

TEXT = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
WHOLE, LABELLED, CHECKS = TEXT.split("## Keys of a recipe")[1].partition("\n## ")[0].split("\n\nOf ")[1:]
REFERENCE, EXAMPLES = TEXT.split("## Worked examples")
EXAMPLE = re.compile(r"```csv\n(.*?)```\n\n```toml\n(.*?)```\n\n`([^`\n]+)` / `([^`\n]+)` = ([\d.]+)", re.DOTALL)
FORM, TIMES, MARKS = re.split("## (?:Times|Missing marks)", REFERENCE.split("## A long table")[1])


def keys(section: str) -> set[str]:
    """What stands in the first column of a table, and is no header of it."""
    cells = re.findall(r"^\|([^|]+)\|", section, flags=re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def test_every_key_of_a_recipe_is_described() -> None:
    lists = {"ratio", "tolerance", "confirmed"}
    assert keys(WHOLE) == names(Recipe) - {"row", "column", *lists}
    assert keys(LABELLED) == names(RowRecipe) > names(ColumnRecipe)
    assert keys(CHECKS) == lists


def test_every_word_of_a_check_and_of_a_line_is_described() -> None:
    assert set(re.findall(r"`(\w+)`", CHECKS)) - keys(CHECKS) == names(Ratio) | names(Tolerance)
    assert {kind for kind in LineKind if f"`{kind}`" not in WHOLE} == set()
    assert {kind for kind in Hidden if f'`"{kind}"`' not in WHOLE} == set()


def test_every_kind_of_missing_mark_is_described_with_marks_that_read_so() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", MARKS, flags=re.MULTILINE))
    assert set(rows) == set(Missing)
    said = [(kind, mark) for kind, marks in rows.items() for mark in re.findall(r"`([^`]+)`", marks)]
    assert [(kind, mark) for kind, mark in said if read_cell(mark).missing != kind] == []


def test_every_time_that_is_described_is_read_and_no_other() -> None:
    rows, others = TIMES.split("Others can be read")
    read, unread = (re.findall(r"`([^`]+)`", text.partition("```")[0]) for text in (rows, others))
    assert ([text for text in read if not period_of(text)], [text for text in unread if period_of(text)]) == ([], [])


def test_every_key_of_a_long_table_is_described() -> None:
    assert names(LongForm) <= set(re.findall(r"`(\w+)`", FORM))


def test_every_error_of_the_series_is_said_with_its_remedy() -> None:
    source = (ROOT / "scripts" / "policy_report" / "evidence" / "official.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'"((?:series|table)-[a-z-]+)"', source)) - {"table-source-missing"}
    assert [code for code in sorted(codes) if f"`{code}`" not in TEXT] == []


def test_the_example_is_a_recipe(tmp_path: Path) -> None:
    path = tmp_path / "t.recipe.toml"
    path.write_text("".join(re.findall(r"```toml\n(.*?)```", REFERENCE, flags=re.DOTALL)), encoding="utf-8")
    recipe = read_recipe(path, path.name)
    assert recipe.row["Larceny"].category == "larceny"
    assert recipe.column["Share / 2009"].indicator == "filed-criminal-cases-share"


@pytest.mark.parametrize("example", EXAMPLE.findall(EXAMPLES), ids=lambda example: example[2])
def test_each_worked_example_reads_as_it_says(read: Read, example: tuple[str, ...]) -> None:
    table, recipe, row, column, value = example
    found = read("t.csv", table, recipe)
    cells = next(one.cells for one in found.rows if row in (one.label, " / ".join(one.path)))
    quantity = cells[[one.path[-1] for one in found.columns].index(column)].quantity
    assert quantity
    assert quantity.value == float(value)


def test_there_are_five_worked_examples() -> None:
    assert len(EXAMPLE.findall(EXAMPLES)) == EXAMPLES.count("### ") == 5
