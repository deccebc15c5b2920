"""Appendix A, third part: every number that was computed, with its formula and the rows it came from."""

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.paper.markdown import Column, anchor, cell, escape, link, table
from policy_report.paper.numbers import computed, outward
from policy_report.paper.tables.wording import bounds, choose, reading_order
from policy_report.paper.variables import derived_anchor
from policy_report.project import Language

_TITLES = (("Number", "数值名"), ("Value", "结果"), ("Bounds", "区间"), ("Method", "方法"), ("Computed from", "所据行"))
_WIDTHS = (26, 12, 12, 36, 14)
_CAPTION = (
    "Every derived number: value as the text shows it, bounds, method, and the rows of the tables above "
    "that it was computed from.",
    "全部推算数值：正文所示结果、区间、方法，以及所据的上列各行。",
)


def build(
    language: Language, numbers: dict[str, dict[str, Derived]], claims: pd.DataFrame, series: pd.DataFrame
) -> str:
    """One row for each derived number, with the anchor that the numbers of the text link to.

    Parameters
    ----------
    numbers
        Derived numbers by analysis and key.
    claims, series
        Frames whose rows the tables above show; an input that is in neither is named without a link.
    """
    shown = {*claims["id"], *series["id"]}
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = [
        _row(analysis, key, derived, shown, language)
        for analysis, found in sorted(numbers.items())
        for key, derived in found.items()
    ]
    return table(columns, rows, choose(_CAPTION, language), "derived")


def _row(analysis: str, key: str, derived: Derived, shown: set[str], language: Language) -> list[str]:
    order = reading_order(derived.quantity)
    return [
        anchor(derived_anchor(analysis, key), f"{analysis}: {key}".replace("_", " ")),
        cell(computed(derived.quantity, language, derived.decimals), "phrase", sort=order),
        cell(bounds(outward(derived.quantity, derived.decimals + 1), language), sort=order),
        escape(choose((derived.method_en, derived.method_zh), language)),
        ", ".join(link(f"clm-{row}", row) if row in shown else escape(row) for row in derived.inputs),
    ]
