"""Appendix D: every parameter of the process models, what it rests on, and why it has its range."""

import pandas as pd

from policy_report.paper.markdown import Column, anchor, citation, escape, link, table
from policy_report.paper.tables.wording import Row, choose, named
from policy_report.text.language import Language

_TITLES = (
    ("Parameter", "参数"), ("Holds for", "适用"), ("Value", "取值"), ("Range", "范围"), ("Basis", "依据"),
    ("Reason", "理由"),
)  # fmt: skip
_WIDTHS = (20, 10, 8, 10, 10, 42)
_CAPTION = (
    "Parameters of the process models. *Published*: the value is the reading of the claim that it links to. "
    "*Assumed*: our assumption, with the range that sensitivity analysis covers; no source states it.",
    "过程模型的参数。“公布”者取其所链接的表述的读数；“假设”者系本文假设，其范围供敏感性分析之用，没有来源载明。",
)
_CHINESE_WIDTHS = (24, 14, 9, 15, 8, 30)
"""Chinese phrases and dates are short, and wrap badly in a column that is a sign too narrow."""
_REGIMES = {
    "": ("all", "全部"),
    "separate": ("separate", "分立"),
    "tiered": ("tiered", "分级"),
    "parallel": ("parallel", "并行"),
}
_PUBLISHED_ONLY = (", as published", "，按公布")
_UNITS = {
    "hour": (" h", "小时"), "case_per_day": (" a day", "起/日"), "count": ("", ""), "level": ("", ""),
    "ratio": ("", ""), "probability": ("%", "%"),
}  # fmt: skip
_BASES = {"published": ("published", "公布"), "assumed": ("assumed", "假设")}


def build(language: Language, process_parameters: pd.DataFrame) -> str:
    """One row for each parameter, in the order of the file, with an anchor."""
    widths = _CHINESE_WIDTHS if language is Language.ZH else _WIDTHS
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, widths, strict=True)]
    rows = [_row(parameter, language) for parameter in process_parameters.to_dict("records")]
    return table(columns, rows, choose(_CAPTION, language), "process-parameters")


def _row(parameter: Row, language: Language) -> list[str]:
    holds = choose(_REGIMES[str(parameter["regime"])], language)
    if parameter["scenario"]:
        holds += choose(_PUBLISHED_ONLY, language)
    low, high = (_number(parameter, end) for end in ("low", "high"))
    unit = choose(_UNITS[str(parameter["unit"])], language)
    return [
        anchor(f"prm-{parameter['id']}".replace("_", "-"), named(parameter, "meaning", language)),
        escape(holds),
        escape(_number(parameter, "value") + unit),
        "–" if parameter["kind"] == "published" else escape(_range(low, high, unit, language)),
        _basis(parameter, language),
        escape(named(parameter, "reasoning", language)),
    ]


def _range(low: str, high: str, unit: str, language: Language) -> str:
    """`60–95%`; in Chinese with 至, and a percent sign at both ends."""
    return f"{low}–{high}{unit}" if language is Language.EN else f"{low}{'%' if unit == '%' else ''}至{high}{unit}"


def _number(parameter: Row, column: str) -> str:
    scale = 100 if parameter["unit"] == "probability" else 1
    return f"{scale * float(parameter[column]):.4g}"


def _basis(parameter: Row, language: Language) -> str:
    """Published with a link to the claim, or assumed, with the source that supports it if there is one."""
    basis = choose(_BASES[str(parameter["kind"])], language)
    if parameter["kind"] == "published":
        return link(f"clm-{parameter['claim']}", basis)
    return f"{escape(basis)} {citation(str(parameter['source']))}".strip()
