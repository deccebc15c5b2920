"""The colours of what this study compares besides places, and how levels of its series are written."""

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from policy_report.evidence.records import AnyRow
from policy_report.text.language import Language
from policy_report.text.numbers import short_hedge, short_number, short_range

COLOURS: Final[Mapping[str, str]] = {
    "separate": "#6d6d6d",
    "tiered": "#0b4f8a",
    "parallel": "#e08214",
    "small": "#35978f",
    "large": "#762a5f",
    "filed": "#333333",
    "cleared": "#858585",
}
"""A regime has the colour of the city whose article it follows. Cases filed and cleared are grey, since the hues stand
for places, regimes and classes of cases."""

INKS: Final[Mapping[str, str]] = {**COLOURS, "parallel": "#9a5500", "small": "#1f6f69", "cleared": "#666666"}
"""The same for letters, which need more contrast on white than marks do."""


def published(process_parameters: pd.DataFrame) -> list[str]:
    """List the sources of the parameters that rest on a published figure."""
    return [str(key) for key in process_parameters.loc[process_parameters["kind"].eq("published"), "source"]]


def hedged(row: AnyRow, language: Language, unit: float = 1.0) -> str:
    """The value of a level of a series with its hedge, in units; of a computed count its bounds in full thousands."""
    is_rate = row["measure"] == "rate"
    if row["basis"] == "implied" and not is_rate:
        return _thousands(float(row["lower"]), float(row["upper"]), language, unit)
    value = round(float(row["value"]), 1) if row["basis"] == "implied" else float(row["value"])
    number = short_number(value if is_rate else value / unit, language)
    return short_hedge(number, str(row["qualifier"]), language) + ("%" if is_rate else "")


def _thousands(low: float, high: float, language: Language, unit: float) -> str:
    ends = [round(end, -3) for end in (low, high)]
    if ends[0] == ends[1]:
        return short_number(ends[0] / unit, language)
    # Rounded outward, as in the text, so that the range holds every value that it held.
    ends = [math.floor(low / 1e3) * 1e3, math.ceil(high / 1e3) * 1e3]
    return short_range(ends[0] / unit, ends[1] / unit, language)
