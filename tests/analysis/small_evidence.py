"""Evidence of a few rows, made by hand: the frames that the register would give for them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from policy_report.analysis.contradictions.values import Evidence, collect
from policy_report.evidence.periods import first_day, last_day
from policy_report.quantities import read
from tests.analysis.small_study import PAIR

CASES = pd.DataFrame(
    [
        {"id": "china", "name_en": "China", "name_zh": "全国", "parent": ""},
        {"id": "province", "name_en": "Province", "name_zh": "甲省", "parent": "china"},
        {"id": "city", "name_en": "City", "name_zh": "乙市", "parent": "province"},
        {"id": "other", "name_en": "Other", "name_zh": "丙市", "parent": "province"},
    ]
)

_INDICATORS: tuple[dict[str, str], ...] = (
    {"id": "filed", "measure": "count", "unit": "case", "scale_min": "0"},
    {"id": "cleared", "measure": "count", "unit": "case", "scale_min": "0"},
    {"id": "filed-theft", "measure": "count", "unit": "case", "part_of": "filed"},
    {
        "id": "clearance-rate",
        "measure": "rate",
        "unit": "percent",
        "numerator_indicator": "cleared",
        "denominator_indicator": "filed",
    },
    {"id": "clearance-rate-in-a-day", "measure": "rate", "unit": "percent", "part_of": "clearance-rate"},
    {
        "id": "composition",
        "measure": "share",
        "unit": "percent",
        "scale_min": "0",
        "scale_max": "100",
        "numerator_indicator": "filed",
        "denominator_indicator": "filed",
    },
    {"id": "population", "measure": "stock", "unit": "person", "phenomenon": "population"},
    {
        "id": "prosecuted-per-10k",
        "measure": "per_head",
        "unit": "per_10k",
        "numerator_indicator": "prosecuted",
        "denominator_indicator": "population",
    },
    {"id": "prosecuted", "measure": "count", "unit": "person"},
    {"id": "teams", "measure": "stock", "unit": "team"},
    {"id": "area", "measure": "area", "unit": "km2", "phenomenon": "territory"},
    {"id": "cups", "name_zh": "连续获奖次数", "measure": "count", "unit": "award", "phenomenon": "awards"},
    {"id": "titles", "name_zh": "连续获评次数", "measure": "count", "unit": "award", "phenomenon": "awards"},
    {"id": "years-leading", "name_zh": "连续前列年数", "measure": "duration", "unit": "year"},
    {"id": "rank", "measure": "rank", "unit": "rank", "scale_min": "1"},
)

_EMPTY = {
    "name_en": "",
    "name_zh": "",
    "phenomenon": "crime",
    "scale_min": "",
    "scale_max": "",
    "part_of": "",
    "numerator_indicator": "",
    "denominator_indicator": "",
}

INDICATORS = pd.DataFrame([{**_EMPTY, **entry} for entry in _INDICATORS])
INDICATORS[["scale_min", "scale_max"]] = INDICATORS[["scale_min", "scale_max"]].apply(pd.to_numeric)

SOURCES = pd.DataFrame(
    [
        {"key": "paper", "author": "张三", "publisher": "甲报", "date": "2021-01-01", "tier": "press", "mirror": False},
        {"key": "copy", "author": "", "publisher": "乙网", "date": "", "tier": "press", "mirror": True},
        {"key": "bureau", "author": "丙局", "publisher": "", "date": "2021", "tier": "statistics", "mirror": False},
        {
            "key": "police",
            "author": "丁乙市公安局",
            "publisher": "",
            "date": "2022",
            "tier": "self-reported",
            "mirror": False,
        },
        {
            "key": "police2",
            "author": "丁乙公安",
            "publisher": "网",
            "date": "2023",
            "tier": "self-reported",
            "mirror": False,
        },
        {"key": "court", "author": "乙市法院", "publisher": "", "date": "2022", "tier": "government", "mirror": False},
    ]
)

Row = Mapping[str, Any]


def row(
    row_id: str, indicator: str, phrase: str, period: str | tuple[str, str] = "2020", **others: Any
) -> dict[str, Any]:
    """A row as the register makes it; `period` is one partial date or two."""
    start, end = (period, period) if isinstance(period, str) else period
    part = int(others.get("part", 1))
    found = read(phrase)
    quantity = found[part - 1] if found else None
    reading = {
        name: "" if quantity is None else getattr(quantity, name)
        for name in ("lower_closed", "upper_closed", "qualifier", "change")
    }
    kinds = {
        name: "" if quantity is None else str(getattr(quantity, name) or "") for name in ("lower_kind", "upper_kind")
    }
    ends = {name: None if quantity is None else getattr(quantity, name) for name in ("value", "lower", "upper")}
    return {
        "id": row_id,
        "case": "city",
        "indicator": indicator,
        "category": "",
        "phrase": phrase,
        "unit": "",
        "part": part,
        "start": first_day(start),
        "end": last_day(end),
        "period_basis": "stated",
        "source": "paper",
        "scope": "",
        "note": "",
        "tier": "press",
        "mirror": others.get("source") == "copy",
        "read_unit": "" if quantity is None else quantity.unit,
        **reading,
        **kinds,
        **ends,
        **others,
    }


def evidence_frame(*rows: Row) -> pd.DataFrame:
    """The rows as a tidy frame of claims."""
    return pd.DataFrame([dict(row) for row in rows])


def evidence(*rows: Row) -> Evidence:
    """The rows as evidence, under the dictionary above."""
    frame = evidence_frame(*rows)
    return collect(frame, frame.iloc[:0], INDICATORS, CASES, study=PAIR)
