"""Appendix A, third part: every number that was computed, with its formula and the rows it came from."""

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.paper.markdown import Column, anchor, cell, escape, link, table
from policy_report.paper.tables.wording import bounds, choose, reading_order
from policy_report.paper.variables import derived_anchor
from policy_report.text.language import Language
from policy_report.text.numbers import in_prose, outward

_TITLES = (("Number", "编号"), ("Value", "结果"), ("Bounds", "区间"), ("Method", "方法"), ("Computed from", "所据条目"))
_WIDTHS = (26, 12, 12, 36, 14)
_GROUPS = {
    "already_moving": "改革前序列",
    "bounded": "界限",
    "checks": "复算",
    "clearance": "破案率",
    "context": "市情",
    "contradiction_counts": "矛盾",
    "decomposed": "分解",
    "diffusion": "同类机构",
    "drivers": "敏感性",
    "evidence": "证据",
    "flip": "翻转",
    "independence_counts": "独立性",
    "institutions": "设计",
    "licence_counts": "许可",
    "model": "模型",
    "national": "全国",
    "orders": "先后",
    "per_unit": "折算",
    "provincial": "两省",
    "ranking": "排序",
    "simulation": "模拟",
}
"""What each analysis is called in Chinese; its numbers are counted, as their names are in English only."""

_CAPTION = (
    "Every derived number: value as the text shows it, bounds, method, and the rows of the tables above "
    "that it was computed from.",
    "全部推算数值：正文所示的结果、区间、方法，以及所据的上列条目。",
)
_CHINESE_WIDTHS = (10, 15, 18, 41, 16)
"""Names are short in Chinese, methods are not."""


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
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    rows = [
        [_name(analysis, key, number, language), *_cells(derived, shown, language)]
        for analysis, found in sorted(numbers.items())
        for number, (key, derived) in enumerate(found.items(), start=1)
    ]
    return table(columns, rows, choose(_CAPTION, language), "derived")


def _name(analysis: str, key: str, number: int, language: Language) -> str:
    """What a number is called, with the anchor that the text links to."""
    grouped = language is Language.ZH and analysis in _GROUPS
    name = f"{_GROUPS[analysis]}{number}" if grouped else f"{analysis}: {key}".replace("_", " ")
    return anchor(derived_anchor(analysis, key), name)


def _cells(derived: Derived, shown: set[str], language: Language) -> list[str]:
    order = reading_order(derived.quantity)
    return [
        cell(in_prose(derived.quantity, language, derived.decimals), "phrase", sort=order),
        cell(bounds(outward(derived.quantity, derived.decimals + 1), language), sort=order),
        escape(choose((derived.method_en, derived.method_zh), language)),
        choose((", ", "、"), language).join(
            link(f"clm-{row}", row) if row in shown else escape(row) for row in derived.inputs
        ),
    ]
