"""Reading, validating and comparing claims takes time in proportion to their number."""

import csv
import time
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

import pytest

from policy_report.analysis.contradictions.search import contradictions
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import this_study

pytestmark = pytest.mark.slow

SIZES = (5_000, 20_000)
GROWTH = SIZES[1] / SIZES[0]

SLACK = 2.5
"""Times the linear growth that is let pass on a noisy machine; a quadratic step would show as four times."""


def fill(study: Project, size: int) -> Path:
    """Repeat the study's claims in other years, under new ids, until there are `size` of them."""
    path = study.published / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = islice(product(product(ascii_lowercase, repeat=3), enumerate(rows)), size)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        for turn, (letters, (number, row)) in enumerate(told):
            year = str(1000 + turn // len(rows))
            period = {"period_start": year, "period_end": year, "period_basis": "stated"}
            writer.writerow(row | {"id": f"{''.join(letters)}{number:03d}"} | period)
    return path


def seconds(study: Project, size: int) -> float:
    """The time of this process to read, validate and compare a study's claims."""
    original = (study.published / "claims.csv").read_bytes()
    path = fill(study, size)
    begin = time.process_time()
    frames = read_register(study).frames
    names = ("claims", "series", "indicators", "cases")
    contradictions(*(frames[name] for name in names), study=this_study())
    spent = time.process_time() - begin
    path.write_bytes(original)
    return spent


def forget_parameters(study: Project) -> None:
    """Empty the table of parameters, which refer to claims by ids that the filled study does not have."""
    path = study.published / "process_parameters.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")


def test_reading_and_comparing_grows_linearly(study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    forget_parameters(study)
    small, large = (seconds(study, size) for size in SIZES)
    with capsys.disabled():
        print(f"\nevidence: {SIZES[1]:,} / {SIZES[0]:,} claims take {large / small:.2f} times as long", end="")
        print(f" (linear: {GROWTH:.0f}); {SIZES[1] / large:,.0f} claims a second, read, validated and compared")
    assert large / small < GROWTH * SLACK
