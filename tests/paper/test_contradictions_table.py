"""The tables of contradictions and of independence: every row has its anchor and its links, in both languages."""

import pandas as pd
import pytest

from policy_report.analysis.contradictions.search import contradictions
from policy_report.analysis.evidence_base import independence
from policy_report.paper.tables.comparisons import contradictions as contradictions_table
from policy_report.paper.tables.sources import independence as independence_table
from policy_report.text.language import Language
from tests.analysis.small_evidence import CASES, INDICATORS, SOURCES, evidence_frame, row
from tests.conftest import this_study

_ROWS = [
    row("a", "filed", "10万起"),
    row("b", "filed", "12.5万起"),
    row("c", "clearance-rate", "118.37%"),
    row("d", "cups", "连续四次", ("", "2021-01")),
    row("e", "cups", "连续3届", ("", "2023-05"), source="copy"),
]


@pytest.fixture
def claims() -> pd.DataFrame:
    periods = {"period_start": "2020", "period_end": "2020"}
    return evidence_frame(*(given | periods for given in _ROWS))


@pytest.mark.parametrize("language", list(Language))
def test_contradictions_link_to_their_rows(language: Language, claims: pd.DataFrame) -> None:
    series = claims.iloc[:0]
    found = contradictions(claims, series, INDICATORS, CASES, study=this_study())
    text = contradictions_table(
        language, contradictions=found, claims=claims, series=series, indicators=INDICATORS, cases=CASES
    )
    assert [item.id for item in found] == ["excluding-values--a--b", "not-a-share--c", "falling-count--d--e"]
    assert all(f"{{#ctr-{item.id}}}" in text for item in found)
    assert all(f"](#clm-{claim})" in text for item in found for claim in item.claims)
    assert "{#tbl-contradictions}" in text


def test_a_gap_is_shown_with_its_share_of_the_smaller_value(claims: pd.DataFrame) -> None:
    series = claims.iloc[:0]
    found = contradictions(claims, series, INDICATORS, CASES, study=this_study())
    english, chinese = (
        contradictions_table(
            language, contradictions=found, claims=claims, series=series, indicators=INDICATORS, cases=CASES
        )
        for language in Language
    )
    assert r"19,500 \(19\%\)" in english
    assert r"1\.95万（19\%）" in chinese
    assert "bounds" in english
    assert "| 字面 |" in chinese


@pytest.mark.parametrize("language", list(Language))
def test_independence_has_a_row_for_each_place_and_one_for_all(language: Language, claims: pd.DataFrame) -> None:
    traced = independence(
        claims=claims,
        series=claims.iloc[:0],
        cases=CASES,
        sources=SOURCES,
        indicators=INDICATORS,
        study=this_study(),
    )
    lines = independence_table(language, traced, study=this_study()).splitlines()
    assert lines[-3].split(" | ")[1:] == ["5", "2", "2", "2", "0", "0 |"]
    assert len(lines) == 2 + 6 + 1 + 2
