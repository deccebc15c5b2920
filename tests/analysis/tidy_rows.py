"""Tidy frames by hand: a row names what matters to a test, and the rest is filled in."""

from dataclasses import replace
from typing import Any

import pandas as pd

from policy_report.analysis.published import exactly
from policy_report.quantities import Qualifier, Quantity

_BLANK: dict[str, Any] = {
    "case": "fujian",
    "indicator": "filed-criminal-cases",
    "category": "",
    "phrase": "…",
    "part": "1",
    "period_start": "2016",
    "period_end": "2016",
    "period_basis": "stated",
    "unit": "",
    "source": "xinhua2020fujian",
    "locator": "P1",
    "scope": "",
    "note": "",
    "value": None,
    "lower": None,
    "upper": None,
    "lower_closed": True,
    "upper_closed": False,
    "lower_kind": "rounding",
    "upper_kind": "rounding",
    "read_unit": "起",
    "qualifier": "rounded",
    "change": "level",
    "tier": "press",
    "mirror": False,
    "date_inferred": False,
    "language": "chinese",
}
_NUMBERS = ["value", "lower", "upper"]


def rows(*given: dict[str, Any]) -> pd.DataFrame:
    """Tidy claims or series. A row with `exact` states that number exactly; `period` is its year."""
    frame = pd.DataFrame([_row(row) for row in given], columns=["id", *_BLANK, "start", "end"])
    frame[_NUMBERS] = frame[_NUMBERS].astype(float)
    return frame


def _row(given: dict[str, Any]) -> dict[str, Any]:
    row = dict(_BLANK)
    if "exact" in given:
        row |= dict.fromkeys(_NUMBERS, given["exact"]) | {"qualifier": "exact", "upper_closed": True}
        row |= {"lower_kind": "stated", "upper_kind": "stated"}
    if "period" in given:
        row |= {"period_start": given["period"], "period_end": given["period"]}
    row |= {key: cell for key, cell in given.items() if key not in ("exact", "period")}
    row["start"] = row["period_start"] + "-01-01"[len(row["period_start"]) - 4 :] if row["period_start"] else ""
    row["end"] = row["period_end"] + "-12-31"[len(row["period_end"]) - 4 :] if row["period_end"] else ""
    return row


def cases() -> pd.DataFrame:
    """Two cities with a county, their provinces, another province, and the country."""
    table = [
        ("china", "China", "全国", "country", ""),
        ("zhejiang", "Zhejiang", "浙江省", "province", "china"),
        ("fujian", "Fujian", "福建省", "province", "china"),
        ("jiangsu", "Jiangsu", "江苏省", "province", "china"),
        ("jiaxing", "Jiaxing", "嘉兴市", "prefecture", "zhejiang"),
        ("sanming", "Sanming", "三明市", "prefecture", "fujian"),
        ("fuzhou", "Fuzhou", "福州市", "prefecture", "fujian"),
        ("xuzhou", "Xuzhou", "徐州市", "prefecture", "jiangsu"),
        ("tongxiang", "Tongxiang", "桐乡市", "county", "jiaxing"),
    ]
    return pd.DataFrame(table, columns=["id", "name_en", "name_zh", "level", "parent"]).assign(note="")


def up_to(number: float, unit: str = "") -> Quantity:
    """Any level that does not pass a number."""
    open_below = replace(exactly(number, unit), lower=None, lower_closed=False, lower_kind=None)
    return replace(open_below, value=None, qualifier=Qualifier.AT_MOST)
