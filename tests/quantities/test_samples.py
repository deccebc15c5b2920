"""Phrases that were labelled by the convention before the reader was run on them, and those met in the field."""

import csv

import pytest

from policy_report.quantities import read
from tests.conftest import ROOT
from tests.quantities.labels import labels

DATA = ROOT / "tests/data"


def rows(name: str) -> list[tuple[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [(row["phrase"], row["reading"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("phrase", "exp"), rows("handed_phrases.csv"))
def test_a_phrase_that_was_handed_over_reads_right(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp


@pytest.mark.parametrize(("phrase", "exp"), rows("quantities/samples.csv"))
def test_a_sampled_phrase_reads_as_labelled(phrase: str, exp: str) -> None:
    assert labels(read(phrase)) == exp
