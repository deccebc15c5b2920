"""The three yearbook tables of the study read fully, add up, and state values of series."""

from dataclasses import replace

import pytest

from policy_report.evidence.tables import OfficialTable, read_table_file, series_values
from policy_report.quantities import read
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "published" / "tables"
SHAPES = {"nbs2007-t23-18": (13, 4), "nbs2010-t22-11": (11, 4), "nbs2010-t22-23": (4, 4)}


def table(stem: str) -> OfficialTable:
    return read_table_file(FOLDER / f"{stem}.txt", name=f"data/published/tables/{stem}.txt")


def test_every_published_table_is_in_this_test() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SHAPES)


@pytest.mark.parametrize("stem", SHAPES)
def test_the_table_reads_fully_without_a_doubt(stem: str) -> None:
    got = table(stem)
    assert (len(got.rows), len(got.columns)) == SHAPES[stem]
    assert [cell for row in got.rows for cell in row.cells if cell.quantity is None or cell.doubt] == []
    assert got.doubts == ()
    assert got.rows[0].is_total
    assert all(row.parent is not None for row in got.rows[1:])


@pytest.mark.parametrize("stem", SHAPES)
def test_its_source_is_in_the_bibliography(stem: str) -> None:
    assert f"{{{table(stem).source},\n" in (ROOT / "references.bib").read_text(encoding="utf-8")
    assert table(stem).case == "china"


@pytest.mark.parametrize("stem", SHAPES)
def test_every_number_is_a_value_of_a_series_that_reads_the_same_as_a_phrase(stem: str) -> None:
    got = table(stem)
    values = series_values(got)
    assert [value.cells["phrase"] for value in values] == [cell.printed for row in got.rows for cell in row.cells]
    for value in values:
        (want,) = read(value.cells["phrase"] + value.cells["unit"])
        assert replace(value.quantity, span=want.span) == want


def test_wrapped_labels_and_misaligned_sub_totals_are_put_right() -> None:
    got = table("nbs2007-t23-18")
    requested, handled = got.rows[1], got.rows[10]
    assert requested.label == "Requested by state security, public security and prisons, sub-total"
    assert handled.label == "Handled directly by procuratorates, sub-total"
    assert (requested.parent, handled.parent) == (0, 0)
    assert [row.parent for row in got.rows[11:]] == [10, 10]
    assert [column.unit.name for column in got.columns] == ["件", "人", "件", "人"]
    assert got.period.start == "2006"


def test_the_footnote_in_the_body_keeps_its_value() -> None:
    got = table("nbs2010-t22-11")
    assert [(note.mark, note.text) for note in got.notes] == [("a", "Solved in 2009: 2447515 cases.")]
    assert [quantity.value for quantity in got.notes[0].quantities] == [2447515]
    assert [(column.label, column.unit.name) for column in got.columns] == [
        ("Cases registered / 2008", "起"),
        ("Cases registered / 2009", "起"),
        ("Share / 2008", "percent"),
        ("Share / 2009", "percent"),
    ]
