"""Phrases that were labelled by the convention before the reader was run on them, by language and genre."""

import csv

import pytest

from policy_report.quantities import read
from tests.conftest import ROOT
from tests.quantities.labels import labels

DATA = ROOT / "tests/data"


def rows(name: str) -> list[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["reading"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("phrase", "exp"), rows("quantities/samples.csv"))
def test_a_sampled_phrase_reads_as_labelled(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp
