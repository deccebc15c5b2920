"""Phrases that were labelled by the convention before the reader was run on them, and those met in the field."""

import csv
import re

import pytest

from policy_report.quantities import read
from policy_report.quantities.grammar import SHAPES, shape
from policy_report.quantities.script import fold
from tests.conftest import ROOT
from tests.quantities.accuracy import DOCUMENT, held_out, outcome, written
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


def test_what_a_phrase_held_out_cannot_be_read_as_is_refused() -> None:
    assert [row["phrase"] for row in held_out() if outcome(row["phrase"], row["reading"]) == "wrong"] == []


def test_no_name_begins_with_a_character_at_which_none_is_looked_for() -> None:
    start = re.compile(shape("[<start>]"))
    names = [
        re.compile(shape(one))
        for kind in ("dates", "codes", "phrases")
        for group in SHAPES[kind].values()
        for one in group
    ]
    texts = [fold(phrase) for phrase, _ in rows("quantities/samples.csv")] + [fold(row["phrase"]) for row in held_out()]
    odd = {
        text[place]
        for text in texts
        for place, sign in enumerate(text)
        if start.match(sign) is None
        for name in names
        if name.match(text, place)
    }
    assert odd == set()


def test_the_table_of_accuracy_is_as_published() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert written(text) == text


@pytest.mark.parametrize(
    "phrase",
    [
        "以3:1获胜", "师生比为1:16", "won 3 to 1",
        "a 9-5 vote", "a factor of three",
        "increased three times", "12 points better off", "a 100m stretch",
        "scores of arrests",
        "a couple of hundred", "½ an hour",
        "12'345 cases", "a BMW 320",
        "recorded 1985 burglaries",
    ],
)  # fmt: skip
def test_what_the_document_says_is_refused_is_refused(phrase: str) -> None:
    assert outcome(phrase, "no reading") == "refused"
