"""Appendix A, third part: every number that was computed, with its formula and the rows it came from."""

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.evidence.quantities import Quantity
from policy_report.paper.markdown import Column, anchor, escape, link, table
from policy_report.paper.numbers import computed
from policy_report.paper.tables.wording import bounds, choose
from policy_report.paper.variables import derived_anchor
from policy_report.project import Language

_TITLES = (("Number", "数值名"), ("Value", "结果"), ("Bounds", "区间"), ("Method", "方法"), ("Computed from", "所据行"))
_WIDTHS = (18, 13, 17, 34, 18)
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


def _shown(derived: Derived) -> Quantity:
    """The quantity with its bounds to one place more than the text shows, rounded outwards."""
    lower, upper = derived.quantity.lower, derived.quantity.upper
    if lower is not None and lower == upper:
        near = _to_place(lower, derived.decimals + 1, ROUND_HALF_EVEN)
        return replace(derived.quantity, lower=near, upper=near)
    return replace(
        derived.quantity,
        lower=None if lower is None else _to_place(lower, derived.decimals + 1, ROUND_FLOOR),
        upper=None if upper is None else _to_place(upper, derived.decimals + 1, ROUND_CEILING),
    )


def _to_place(number: float, places: int, rounding: str) -> float:
    """Rounded in decimal arithmetic, after dropping the noise of binary fractions beyond nine digits."""
    clean = Decimal(f"{number:.9g}")
    return float(clean.quantize(Decimal(1).scaleb(-places), rounding))


def _row(analysis: str, key: str, derived: Derived, shown: set[str], language: Language) -> list[str]:
    return [
        anchor(derived_anchor(analysis, key), f"{analysis}: {key.replace('_', ' ')}"),
        escape(computed(derived.quantity, language, derived.decimals)),
        escape(bounds(_shown(derived), language)),
        escape(choose((derived.method_en, derived.method_zh), language)),
        ", ".join(link(f"clm-{row}", row) if row in shown else escape(row) for row in derived.inputs),
    ]
