"""A word that the grammar lacks is warned of: where one takes the place of a known word, few wrong readings are silent.

Each word of direction, comparison or hedge of each labelled English phrase is replaced by one that no grammar has, and
words that change nothing are put in between others; in Chinese each direction, each word of a way and each unit is
replaced, but no hedge: one sign before a number may be any verb.
"""

import csv
import re
from collections.abc import Iterator

import pytest

from policy_report.quantities import Account, QuantityError, account, read
from policy_report.quantities.english.words import HEDGES, SIGNS, literal, plain
from policy_report.quantities.lexer import Role
from policy_report.quantities.parser import Parser
from policy_report.quantities.script import fold
from tests.conftest import ROOT
from tests.quantities.accuracy import held_out
from tests.quantities.labels import labels

UNKNOWN = {"v": "frobbed", "N": "frobation", "u": "frobly", "c": "frobber", "m": "frobber", "h": "froblily"}
DIRECTIONS = {Role.CHANGE: "忉怛", Role.COMPARED: "忉", Role.ORIGIN: "忉", Role.TARGET: "忉"}
KNOWN = {word: sign for word, (sign, _) in SIGNS.items() if sign in UNKNOWN} | dict.fromkeys(HEDGES, "h")
WORD = re.compile(f"(?i)(?<![a-z-])(?:{literal(KNOWN)})(?![a-z-])")


def accounted(phrase: str) -> Account | None:
    try:
        return account(phrase)
    except QuantityError:
        return None


def labelled(language: str) -> list[tuple[str, str, bool]]:
    """Give the labelled phrases that read right, their readings, and whether they are warned of all the same."""
    with (ROOT / "tests/data/quantities/samples.csv").open(encoding="utf-8", newline="") as file:
        rows = [*held_out(), *csv.DictReader(file)]
    read = [(row["phrase"], row["reading"], accounted(row["phrase"])) for row in rows if row["language"] == language]
    return [
        (phrase, reading, bool(found.unexplained))
        for phrase, reading, found in read
        if found and labels(list(found.quantities)) == reading
    ]


@pytest.fixture(scope="module")
def right() -> list[tuple[str, str, bool]]:
    return labelled("en")


@pytest.fixture(scope="module")
def right_in_chinese() -> list[tuple[str, str, bool]]:
    return labelled("zh")


def is_silent(text: str, reading: str) -> bool | None:
    """Say whether a text reads wrong without a warning; `None` if it reads right."""
    read = accounted(text)
    if read is not None and labels(list(read.quantities)) == reading:
        return None
    return read is not None and not read.unread and not read.unexplained


def marred(rows: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Give the sign of each word replaced, the text that then reads wrong, and whether it is warned of."""
    for phrase, reading, _ in rows:
        for found in WORD.finditer(phrase):
            sign = KNOWN[plain(found.group())]
            text = f"{phrase[: found.start()]}{UNKNOWN[sign]}{phrase[found.end() :]}"
            if (silent := is_silent(text, reading)) is not None:
                yield sign, text, not silent


def test_an_unknown_word_in_the_place_of_a_known_one_is_rarely_silent(right: list[tuple[str, str, bool]]) -> None:
    found = list(marred(right))
    silent = [(sign, text) for sign, text, warned in found if not warned]
    assert len(found) > 700
    assert len(silent) <= 0.045 * len(found), silent


@pytest.mark.parametrize("words", [" provisionally", " in Kent", " (provisional)", ", police said,"])
def test_words_put_in_between_are_rarely_silent(right: list[tuple[str, str, bool]], words: str) -> None:
    silent, tried = [], 0
    for phrase, reading, _ in right:
        held = {place for one in read(phrase) for place in range(one.span[0] - 1, one.span[1] + 1)}
        places = [found.start() for found in re.finditer(" ", phrase) if found.start() not in held][::4]
        tried += len(places)
        texts = (phrase[:place] + words + phrase[place:] for place in places)
        silent += [text for text in texts if is_silent(text, reading)]
    assert tried > 1_000
    assert len(silent) <= 0.03 * tried, silent


def test_few_right_readings_are_warned_of(right: list[tuple[str, str, bool]]) -> None:
    assert sum(warned for *_, warned in right) <= 0.06 * len(right)


def test_an_unknown_direction_in_chinese_is_rarely_silent(right_in_chinese: list[tuple[str, str, bool]]) -> None:
    found: list[bool] = []
    for phrase, reading, _ in right_in_chinese:
        parser = Parser(fold(phrase))
        parser.read()
        for word in parser.words:
            if unknown := DIRECTIONS.get(word.word.role):
                silent = is_silent(f"{phrase[: word.start]}{unknown}{phrase[word.end :]}", reading)
                found += [silent] if silent is not None else []
    assert len(found) > 500
    assert sum(found) <= 0.14 * len(found)


def test_unknown_words_put_between_in_chinese_are_rarely_silent(
    right_in_chinese: list[tuple[str, str, bool]],
) -> None:
    found: list[bool] = []
    for phrase, reading, _ in right_in_chinese:
        parser = Parser(fold(phrase))
        parser.read()
        places = {word.end for word in parser.words} | {place for one in parser.found for place in one.span}
        for place in places - {0}:
            silent = is_silent(f"{phrase[:place]}忉怛{phrase[place:]}", reading)
            found += [silent] if silent is not None else []
    assert len(found) > 800
    assert sum(found) <= 0.07 * len(found)


def test_an_unknown_unit_in_chinese_is_rarely_silent(right_in_chinese: list[tuple[str, str, bool]]) -> None:
    found: list[bool] = []
    for phrase, reading, _ in right_in_chinese:
        folded = fold(phrase)
        for quantity in read(phrase):
            place = folded.rfind(quantity.unit, *quantity.span) if quantity.unit else -1
            if place >= 0:
                silent = is_silent(f"{phrase[:place]}桁{phrase[place + len(quantity.unit) :]}", reading)
                found += [silent] if silent is not None else []
    assert len(found) > 1000
    assert sum(found) <= 0.03 * len(found)


def test_few_right_readings_in_chinese_are_warned_of(right_in_chinese: list[tuple[str, str, bool]]) -> None:
    assert sum(warned for *_, warned in right_in_chinese) <= 0.1 * len(right_in_chinese)
