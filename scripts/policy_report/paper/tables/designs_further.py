"""The topics of the comparison that the figure has no room for."""

import pandas as pd

from policy_report.paper.tables.designs import Shown, topics
from policy_report.paper.tables.wording import choose, names_by_id
from policy_report.study import Study
from policy_report.text.language import Language

_CAPTION = (
    "Further topics of the comparison. On many of them one article is silent; what a source does not mention may "
    "still exist.",
    "比较的其余主题。其中不少仅有一篇文章说明；来源未提及者，未必不存在。",
)


def build(
    language: Language,
    design_statements: pd.DataFrame,
    design_comparison: pd.DataFrame,
    cases: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each topic that is scored and not drawn."""
    shown = Shown(design_statements, design_comparison, "table", names_by_id(cases, language), study)
    return topics(shown, choose(_CAPTION, language), "designs-further", language)
