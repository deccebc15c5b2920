"""A word that the grammar lacks is warned of: where one takes the place of a known word, few wrong readings are silent.

Each word of direction, comparison or hedge of each labelled English phrase is replaced by one that no grammar has.
"""

import csv
import re
from collections.abc import Iterator

import pytest

from policy_report.quantities import Account, QuantityError, account
from policy_report.quantities.english.words import HEDGES, SIGNS, literal, plain
from tests.conftest import ROOT
from tests.quantities.accuracy import held_out
from tests.quantities.labels import labels

UNKNOWN = {"v": "frobbed", "N": "frobation", "u": "frobly", "c": "frobber", "m": "frobber", "h": "froblily"}
KNOWN = {word: sign for word, (sign, _) in SIGNS.items() if sign in UNKNOWN} | dict.fromkeys(HEDGES, "h")
WORD = re.compile(f"(?i)(?<![a-z-])(?:{literal(KNOWN)})(?![a-z-])")


def accounted(phrase: str) -> Account | None:
    try:
        return account(phrase)
    except QuantityError:
        return None


@pytest.fixture(scope="module")
def right() -> list[tuple[str, str, bool]]:
    """The labelled English phrases that read right, their readings, and whether they are warned of all the same."""
    with (ROOT / "tests/data/quantities/samples.csv").open(encoding="utf-8", newline="") as file:
        rows = [*held_out(), *csv.DictReader(file)]
    read = [(row["phrase"], row["reading"], accounted(row["phrase"])) for row in rows if row["language"] == "en"]
    return [
        (phrase, reading, bool(found.unexplained))
        for phrase, reading, found in read
        if found and labels(list(found.quantities)) == reading
    ]


def marred(rows: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Give the sign of each word replaced, the text that then reads wrong, and whether it is warned of."""
    for phrase, reading, _ in rows:
        for found in WORD.finditer(phrase):
            sign = KNOWN[plain(found.group())]
            text = f"{phrase[: found.start()]}{UNKNOWN[sign]}{phrase[found.end() :]}"
            read = accounted(text)
            if read is None or labels(list(read.quantities)) != reading:
                yield sign, text, read is None or bool(read.unread or read.unexplained)


def test_an_unknown_word_in_the_place_of_a_known_one_is_rarely_silent(right: list[tuple[str, str, bool]]) -> None:
    found = list(marred(right))
    silent = [(sign, text) for sign, text, warned in found if not warned]
    assert len(found) > 700
    assert len(silent) <= 0.08 * len(found), silent


def test_few_right_readings_are_warned_of(right: list[tuple[str, str, bool]]) -> None:
    assert sum(warned for *_, warned in right) <= 0.1 * len(right)
