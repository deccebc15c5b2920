"""An indicator dictionary by hand: a count, its kin and its rates, and what else a comparison can be barred by."""

from typing import Any

import pandas as pd

_BLANK: dict[str, Any] = {
    "name_en": "An indicator",
    "name_zh": "某指标",
    "phenomenon": "criminal cases",
    "measure": "count",
    "numerator": "",
    "denominator": "",
    "numerator_indicator": "",
    "denominator_indicator": "",
    "part_of": "",
    "unit": "case",
    "scale_min": 0.0,
    "scale_max": float("nan"),
}

_RATE = {"measure": "rate", "unit": "percent", "numerator": "cases cleared", "denominator": "cases filed"}
_PEOPLE = {"phenomenon": "population", "measure": "stock", "unit": "person"}
_PER_HEAD = {"measure": "per_head", "unit": "per_100k", "denominator_indicator": "total-population"}

_ROWS: tuple[dict[str, Any], ...] = (
    {"id": "filed-criminal-cases"},
    {"id": "cleared-criminal-cases"},
    {"id": "criminal-cases-total"},
    {
        "id": "clearance-rate-criminal",
        **_RATE,
        "numerator_indicator": "cleared-criminal-cases",
        "denominator_indicator": "filed-criminal-cases",
    },
    {"id": "clearance-rate-small", "measure": "rate", "unit": "percent"},
    {"id": "share-cleared-24h", **_RATE, "measure": "share", "scale_max": 100.0},
    {"id": "rank-clearance", "measure": "rank", "unit": "rank"},
    {"id": "fatal-violence-cases"},
    {"id": "fatal-violence-per-100k", **_PER_HEAD, "numerator_indicator": "fatal-violence-cases"},
    {"id": "homicide-cases"},
    {"id": "telecom-fraud-losses", "measure": "amount", "unit": "CNY"},
    {"id": "resident-population", **_PEOPLE},
    {"id": "census-population", **_PEOPLE},
    {"id": "registered-population", **_PEOPLE},
    {"id": "gdp", "phenomenon": "economy", "measure": "amount", "unit": "CNY"},
    {"id": "land-area", "phenomenon": "territory", "measure": "area", "unit": "km2"},
)


def dictionary(*more: dict[str, Any]) -> pd.DataFrame:
    """The dictionary, with further rows that name only what is not blank."""
    return pd.DataFrame([_BLANK | row for row in (*_ROWS, *more)])
