"""How levels of a series of this study are written in figures."""

import math

from policy_report.evidence.records import Record
from policy_report.text.language import Language
from policy_report.text.short import short_hedge, short_number, short_range


def hedged(row: Record, language: Language, unit: float = 1.0) -> str:
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
