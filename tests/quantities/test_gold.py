"""The labelled phrases, every row, every field: `gold.csv` from public pages, `exam.csv` from the convention.

The labels of `exam.csv` were written by the convention and by analogy with `gold.csv`, before the reader
was run on them; phrases that the convention does not settle are left out, and three slips were corrected.
"""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from policy_report.quantities import Quantity, read

DATA = Path(__file__).parents[1] / "data/quantities"
Fields = tuple[float | None, float | None, float | None, bool, bool, str, str, str]


def phrases(name: str) -> Iterator[tuple[str, list[Fields]]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for phrase, rows in groupby(csv.DictReader(file), key=lambda row: row["phrase"]):
            yield phrase, [expected(row) for row in rows if row["position"] != "0"]


def expected(row: dict[str, str]) -> Fields:
    value, lower, upper = (float(row[name]) if row[name] else None for name in ("value", "lower", "upper"))
    closed = (row["lower_closed"] == "1", row["upper_closed"] == "1")
    return value, lower, upper, *closed, row["unit"], row["qualifier"], row["change"]


def fields(quantity: Quantity) -> Fields:
    return (
        quantity.value, quantity.lower, quantity.upper, quantity.lower_closed, quantity.upper_closed,
        quantity.unit, quantity.qualifier.value, quantity.change.value,
    )  # fmt: skip


@pytest.mark.parametrize(("phrase", "exp"), [pytest.param(*case, id=case[0]) for case in phrases("gold.csv")])
def test_gold_phrase_reads_as_labelled_in_every_field(phrase: str, exp: list[Fields]) -> None:
    assert [fields(quantity) for quantity in read(phrase)] == exp


@pytest.mark.parametrize(("phrase", "exp"), [pytest.param(*case, id=case[0]) for case in phrases("exam.csv")])
def test_exam_phrase_reads_as_labelled_in_every_field(phrase: str, exp: list[Fields]) -> None:
    assert [fields(quantity) for quantity in read(phrase)] == exp
