"""The two designs side by side, topic by topic."""

import pandas as pd

from policy_report.paper.markdown import Column, citation, escape, table
from policy_report.paper.tables.wording import Row, choose, names_by_id
from policy_report.text.language import Language

CITIES = ("jiaxing", "sanming")
DIMENSIONS = {
    "structure": ("Structure", "结构"),
    "staffing": ("Staffing", "人员"),
    "authority": ("Authority", "职权"),
    "workflow": ("Workflow", "流程"),
    "technology": ("Technology", "技术"),
    "case_allocation": ("Allocation of cases", "案件分工"),
    "performance_management": ("Performance management", "绩效管理"),
    "partnership": ("Partnership", "合作关系"),
    "legal_constraint": ("Legal constraint", "法律约束"),
}
"""The nine questions put to both cases."""

_TOPIC = ("Topic", "主题")
_JUDGEMENT = ("Side by side", "对照")
_CAPTION = (
    "The two designs as the sources describe them. The last column is our judgement of the descriptions. "
    "What a source does not mention may still exist.",
    "来源所描述的两种设计。末列为本文对两种描述的判断。来源未提及者，未必不存在。",
)


def build(language: Language, design_comparison: pd.DataFrame, cases: pd.DataFrame) -> str:
    """One row for each topic of the figure, with what each city publishes on it."""
    shown = design_comparison[design_comparison["place"] == "figure"]
    return topics(shown, cases, choose(_CAPTION, language), "designs", language)


def topics(shown: pd.DataFrame, cases: pd.DataFrame, caption: str, name: str, language: Language) -> str:
    """A table of topics, with the words of both sides and the judgement.

    Parameters
    ----------
    shown
        Rows of the result `design_comparison`.
    cases
        Tidy frame.
    caption, name
        Caption as Markdown, and what `@tbl-…` refers to.
    language
        Language of the table.
    """
    places = names_by_id(cases, language)
    columns = [
        Column(choose(_TOPIC, language), 18),
        *(Column(places[city], 30) for city in CITIES),
        Column(choose(_JUDGEMENT, language), 22),
    ]
    return table(columns, [_row(topic, language) for topic in shown.to_dict("records")], caption, name)


def _row(topic: Row, language: Language) -> list[str]:
    dimension = choose(DIMENSIONS[str(topic["dimension"])], language)
    said = [f"{escape(str(topic[f'{city}_{language}']))} {citation(str(topic[f'{city}_source']))}" for city in CITIES]
    return [
        escape(f"{dimension}{choose((': ', '：'), language)}{topic[f'name_{language}']}"),
        *said,
        escape(str(topic[f"reason_{language}"])),
    ]
