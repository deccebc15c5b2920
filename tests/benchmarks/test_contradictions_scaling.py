"""The search for contradictions grows linearly with the evidence."""

import time
from itertools import islice, product

import pandas as pd
import pytest

from policy_report.analysis.contradictions.search import contradictions
from tests.analysis.small_evidence import CASES, INDICATORS, row
from tests.analysis.small_study import PAIR

pytestmark = pytest.mark.slow

SIZES = (10_000, 40_000)
GROWTH = SIZES[1] / SIZES[0]

SLACK = 2.5
"""Times the linear growth that is let pass: sorting adds a logarithm, and a shared machine is noisy. A quadratic step
would show as four times."""

_TOLD = {
    "filed": ("3161起", "3100余起", "约3160起", "超3000起"),
    "cleared": ("1818起", "1800余起", "近1900起", "1818起"),
    "clearance-rate": ("57.5%", "57.51%", "超50%", "近60%"),
    "filed-theft": ("2110起", "0.21万起", "2100余起", "2110起"),
    "prosecuted": ("同比下降5.3%", "下降5.3%", "同比下降5%", "下降超5%"),
    "population": ("480.0万人", "480万人", "近500万人", "4800000人"),
    "cups": ("连续四次", "连续4次", "连续4届", "4次"),
}
"""How each indicator is told in every year; the four agree."""

_AGREEING = [row("", indicator, phrase) for indicator, phrases in _TOLD.items() for phrase in phrases]
_WRONG = row("", "filed", "3261起")

_ONE_IN = 100
"""Of so many claims one contradicts the others."""


def synthetic(size: int) -> pd.DataFrame:
    """Claims of many categories over twenty years, so that more claims make more groups of the same size."""
    told = product(range(size), range(2001, 2021), _AGREEING)
    rows = [
        (_WRONG if place % _ONE_IN == 0 else seed)
        | {"id": f"c{place}", "category": str(group), "start": f"{year}-01-01", "end": f"{year}-12-31"}
        for place, (group, year, seed) in enumerate(islice(told, size))
    ]
    return pd.DataFrame(rows)


def seconds(frame: pd.DataFrame) -> float:
    """The best of two runs."""
    runs = []
    for _ in range(2):
        begun = time.process_time()
        contradictions(frame, frame.iloc[:0], INDICATORS, CASES, study=PAIR)
        runs.append(time.process_time() - begun)
    return min(runs)


def test_the_search_grows_linearly(capsys: pytest.CaptureFixture[str]) -> None:
    small, large = (seconds(synthetic(size)) for size in SIZES)
    with capsys.disabled():
        print(f"\ncontradictions: {SIZES[1]:,} / {SIZES[0]:,} claims take {large / small:.2f} times as long", end="")
        print(f" (linear: {GROWTH:.0f}); {SIZES[1] / large:,.0f} claims a second")
    assert large / small < GROWTH * SLACK
