"""The topics of the comparison that the figure has no room for."""

import pandas as pd

from policy_report.paper.tables.designs import topics
from policy_report.paper.tables.wording import choose
from policy_report.text.language import Language

_CAPTION = (
    "Further topics of the comparison. On many of them one article is silent; what a source does not mention may "
    "still exist.",
    "比较的其余主题。其中不少仅有一篇文章说明；来源未提及者，未必不存在。",
)


def build(language: Language, design_comparison: pd.DataFrame, cases: pd.DataFrame) -> str:
    """One row for each topic that is scored and not drawn."""
    shown = design_comparison[design_comparison["place"] == "table"]
    return topics(shown, cases, choose(_CAPTION, language), "designs-further", language)
