"""Who speaks: sources, claims and series values by tier."""

import pandas as pd

from policy_report.evidence.bibliography import TIERS
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language
from policy_report.text.words import word

_TITLES = (
    ("Tier", "级别"), ("What it holds", "内容"), ("Sources", "来源数"), ("of these read as a copy", "其中据转载"),
    ("Claims", "表述"), ("Series values", "序列数值"),
)  # fmt: skip
_WIDTHS = (14, 38, 11, 14, 10, 13)
_MEANINGS = {
    "self-reported": (
        "A public body on its own work",
        "公共机构谈自身工作",
    ),
    "government": ("A public body on other matters", "公共机构就其他事项所作的公布"),
    "press": (
        "A newspaper, agency or portal; what it says of police results comes, as a rule, from the police",
        "报纸、通讯社或门户网站；所载公安工作成绩一般来自公安机关",
    ),
    "statistics": ("Statistical yearbooks and communiqués, and copies of them", "统计年鉴与公报及其转载"),
    "academic": ("Articles and textbooks", "论文与教材"),
}
_CAPTION = (
    "Sources of the evidence by who speaks. A copy is a page that reproduces an original that could not be reached.",
    "证据来源，按发布者分级。“据转载”指原页未能取得，据转载页阅读。",
)


def build(language: Language, sources: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame) -> str:
    """One row for each tier, from the body that reports on itself to the scholar, and the sum."""
    columns = [
        Column(choose(title, language), width, right=place > 1)
        for place, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True))
    ]
    used = sources[sources["tier"].isin(list(TIERS))]
    counts = [_counts(used[used["tier"] == tier], claims, series) for tier in TIERS]
    rows = [
        [escape(word(f"tier.{tier}", language)), escape(choose(_MEANINGS[tier], language)), *map(str, count)]
        for tier, count in zip(TIERS, counts, strict=True)
    ]
    totals = [str(sum(column)) for column in zip(*counts, strict=True)]
    rows.append([escape(choose(("Together", "合计"), language)), "", *totals])
    return table(columns, rows, choose(_CAPTION, language), "sources-by-tier")


def _counts(sources: pd.DataFrame, claims: pd.DataFrame, series: pd.DataFrame) -> tuple[int, int, int, int]:
    """Sources, copies among them, and the claims and series values that rest on them."""
    keys = set(sources["key"])
    copies = int(sources["mirror"].fillna(False).astype(bool).sum())
    return len(sources), copies, int(claims["source"].isin(keys).sum()), int(series["source"].isin(keys).sum())
