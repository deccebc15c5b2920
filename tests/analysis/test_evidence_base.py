from dataclasses import replace

import pandas as pd
import pytest

from policy_report.analysis.evidence_base import evidence, evidence_base
from tests.analysis.small_study import CITIES
from tests.analysis.tidy_rows import cases, rows

CLAIMS = rows(
    {"id": "a", "case": "tongxiang", "tier": "self-reported", "indicator": "rate", "exact": 90},
    {"id": "b", "case": "jiaxing", "tier": "press", "indicator": "rate", "exact": 80, "period_basis": "inferred"},
    {"id": "c", "case": "fuzhou", "tier": "press", "indicator": "rate", "exact": 70},
    {"id": "d", "case": "sanming", "tier": "press", "indicator": "share", "exact": 60, "source": "fang2021etijia"},
    {
        "id": "e",
        "case": "xuzhou",
        "tier": "government",
        "indicator": "count",
        "qualifier": "",
        "period_basis": "unknown",
    },
)
SERIES = rows({"id": "f", "case": "china", "tier": "statistics", "exact": 1})


def test_every_figure_is_counted_once_at_the_innermost_place() -> None:
    got = evidence_base(CLAIMS, SERIES, cases(), CITIES)
    counts = {(row["place"], row["tier"]): row["count"] for row in got.to_dict("records") if row["count"]}
    assert counts == {
        ("jiaxing", "self-reported"): 1,
        ("jiaxing", "press"): 1,
        ("fujian", "press"): 1,
        ("sanming", "press"): 1,
        ("elsewhere", "government"): 1,
        ("china", "statistics"): 1,
    }


def test_the_counts_of_the_evidence() -> None:
    indicators = pd.DataFrame({"id": ["rate", "share", "count"], "measure": ["rate", "share", "count"]})
    indicators["denominator"] = ["", "all cases", ""]
    sources = pd.DataFrame({"key": ["s1", "s2", "book"], "tier": ["press", "self-reported", ""]})
    sources = sources.assign(mirror=[True, False, False], date_inferred=False, opening_only=[True, True, False])
    none = pd.DataFrame({"id": []})
    frames = {"claims": CLAIMS, "series": SERIES, "features": none, "milestones": none, "indicators": indicators}
    presented = replace(CITIES.places[1], source="fang2021etijia"), replace(CITIES.places[0], source="jiaxing2024hexin")
    got = evidence(**frames, sources=sources, study=replace(CITIES, places=presented))
    values = {key: derived.quantity.value for key, derived in got.items()}
    exp = {
        "claims": 5, "series_values": 1, "features": 0, "data_sources": 2, "literature": 1, "mirrors": 1, "openings": 2,
        "claims_self_reported": 1, "claims_without_number": 1, "core_claims_sanming": 1, "core_claims_jiaxing": 0,
        "rates": 2, "rates_without_denominator": 1, "claims_year_inferred": 1, "claims_period_unknown": 1,
    }  # fmt: skip
    assert {key: values[key] for key in exp} == exp
    assert values["share_self_reported"] == pytest.approx(20)
