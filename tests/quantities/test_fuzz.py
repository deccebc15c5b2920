"""A coverage-guided fuzzer looks for a text that the reader answers with anything but quantities or its own error.

The fuzzer ends the process that it runs in, so it gets one of its own.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SECONDS = 15
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
