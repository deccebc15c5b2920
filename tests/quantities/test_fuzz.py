"""Mutations, and a coverage-guided fuzzer, look for a text that the reader loses a digit of or breaks over.

The fuzzer ends the process that it runs in, so it gets one of its own.
"""

import os
import random
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from policy_report.quantities import QuantityError, account
from tests.conftest import ROOT
from tests.quantities.accuracy import held_out

pytestmark = pytest.mark.slow

SECONDS = 8
TARGET = """
import sys
import atheris
with atheris.instrument_imports(include=["policy_report.quantities"]):
    from policy_report.quantities import QuantityError, read

def one(data):
    text = data.decode("utf-8", errors="ignore")
    try:
        found = read(text)
    except QuantityError as error:
        assert error.problems and error.problems[0].remedy
        return
    for quantity in found:
        start, end = quantity.span
        assert 0 <= start < end <= len(text), quantity
        low, high = quantity.lower, quantity.upper
        assert low is None or high is None or low <= high, quantity
        assert quantity.value is None or low is None or low <= quantity.value, quantity
        assert quantity.value is None or high is None or quantity.value <= high, quantity

atheris.Setup(sys.argv, one)
atheris.Fuzz()
"""


WORDS = {
    "en": "0123456789.,%$£-–()/|to|from|by|and|or|per 1,000|million|up|one|half",
    "zh": "0123456789零一二三十百千万亿余多约近超%.,，、·—/（）半几数第|同比|下降|百分之|成|倍|个百分点|至",
}
INSERTED = {
    language: [*signs, *(f" {word} " if language == "en" else word for word in words)]
    for language, (signs, *words) in ((language, text.split("|")) for language, text in WORDS.items())
}


def mutated(phrase: str, inserted: list[str], others: list[str], chance: random.Random) -> str:
    """Leave out, put in, turn round or join pieces of a phrase, one to four times."""
    for _ in range(chance.randint(1, 4)):
        first, last = sorted(chance.randrange(len(phrase) + 1) for _ in range(2))
        phrase = chance.choice(
            (
                phrase[:first] + phrase[first + 1 :],
                phrase[:first] + chance.choice(inserted) + phrase[first:],
                phrase[:first] + phrase[first:last][::-1] + phrase[last:],
                phrase[:first] + chance.choice(others)[: chance.randint(1, 12)] + phrase[first:],
            )
        )
    return phrase


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_mutation_of_a_phrase_makes_a_digit_vanish(language: str) -> None:
    phrases = [row["phrase"] for row in held_out() if row["language"] == language]
    chance = random.Random(13)
    for _ in range(6_000):
        text = mutated(chance.choice(phrases), INSERTED[language], phrases, chance)
        try:
            given = account(text)
        except QuantityError:
            continue
        held = {place for figure in given.figures for place in range(*figure.span)}
        assert {match.start() for match in re.finditer("[0-9]", text)} <= held, text


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this platform")
def test_guided_by_coverage_no_text_breaks_the_reader(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = (ROOT / "tests" / "data" / "quantities" / "gold.csv").read_text(encoding="utf-8").splitlines()[1:]
    for number, line in enumerate(lines):
        (corpus / str(number)).write_text(line.split(",")[2], encoding="utf-8")
    command = [sys.executable, "-c", TARGET, str(corpus), f"-max_total_time={SECONDS}", "-max_len=120", "-timeout=5"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    got = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert got.returncode == 0, got.stdout[-2000:] + got.stderr[-4000:]
    runs = [line for line in got.stderr.splitlines() if line.startswith("Done ")]
    assert runs, got.stderr[-2000:]
