"""What the sources do not mention, by dimension and side."""

import pandas as pd

from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.designs import CITIES, DIMENSIONS
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_TITLES = (
    ("Dimension", "维度"), ("Neither article", "两篇文章均未提及"), ("Not the Jiaxing article", "嘉兴一文未提及"),
    ("Not the Sanming article", "三明一文未提及"),
)  # fmt: skip
_WIDTHS = (20, 26, 22, 32)
_CAPTION = (
    "What the two articles do not mention or publish, among the topics of the comparison. Observations on two texts; "
    "what a text leaves out may exist.",
    "比较的各主题中，两篇文章未提及或未公布者。这是对两份文本的观察；文本未提及者，未必不存在。",
)


def build(language: Language, design_comparison: pd.DataFrame) -> str:
    """One row for each dimension on which a side is silent, with the names of the topics."""
    columns = [Column(choose(title, language), width) for title, width in zip(_TITLES, _WIDTHS, strict=True)]
    rows = []
    for dimension, topics in design_comparison.groupby("dimension", sort=False):
        silent = {city: ~topics[f"{city}_stated"].astype(bool) for city in CITIES}
        first, second = (silent[city] for city in CITIES)
        cells = [_names(topics[which], language) for which in (first & second, first & ~second, second & ~first)]
        if any(cells):
            name = escape(choose(DIMENSIONS[str(dimension)], language))
            rows.append([name, *(cell or "–" for cell in cells)])
    return table(columns, rows, choose(_CAPTION, language), "silences")


def _names(topics: pd.DataFrame, language: Language) -> str:
    return choose(("; ", "；"), language).join(escape(str(name)) for name in topics[f"name_{language}"])
