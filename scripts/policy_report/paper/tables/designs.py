"""The designs side by side, topic by topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from policy_report.paper.markdown import Column, citation, escape, table
from policy_report.paper.tables.wording import Row, choose, names_by_id
from policy_report.study import Study
from policy_report.text.language import Language

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
"""The nine questions put to every case."""

_TOPIC = ("Topic", "主题")
_JUDGEMENT = ("Side by side", "对照")
_CAPTION = (
    "The two designs as the sources describe them. The last column is our judgement of the descriptions. "
    "What a source does not mention may still exist.",
    "来源所描述的两种设计。末列为本文对两种描述的判断。来源未提及者，未必不存在。",
)


def build(
    language: Language,
    design_statements: pd.DataFrame,
    design_comparison: pd.DataFrame,
    cases: pd.DataFrame,
    study: Study,
) -> str:
    """Write one row for each topic of the figure, with what is published of each case on it."""
    shown = Shown(design_statements, design_comparison, "figure", names_by_id(cases, language), study)
    return topics(shown, choose(_CAPTION, language), "designs", language)


@dataclass(frozen=True)
class Shown:
    """What a table of topics shows: statements and judgements of one place, and names of the study's cases."""

    statements: pd.DataFrame
    comparison: pd.DataFrame
    place: str
    names: Mapping[str, str]
    study: Study


def topics(shown: Shown, caption: str, name: str, language: Language) -> str:
    """Write a table of topics, with the words of each side and the judgement.

    Parameters
    ----------
    shown
        What it shows.
    caption, name
        Caption as Markdown, and what `@tbl-…` refers to.
    language
        Language of the table.
    """
    cases = shown.study.cases
    columns = [
        Column(choose(_TOPIC, language), 18),
        *(Column(shown.names[case], 60 // len(cases)) for case in cases),
        Column(choose(_JUDGEMENT, language), 22),
    ]
    of_topics = shown.statements[shown.statements["place"].eq(shown.place)].groupby("topic", sort=False)
    rows = [_row(str(topic), said.to_dict("records"), shown, language) for topic, said in of_topics]
    return table(columns, rows, caption, name)


def _row(topic: str, said: Sequence[Row], shown: Shown, language: Language) -> list[str]:
    colon = choose((": ", "："), language)
    dimension = choose(DIMENSIONS[str(said[0]["dimension"])], language)
    judged = shown.comparison[shown.comparison["topic"].eq(topic)].to_dict("records")
    reasons = [str(pair[f"reason_{language}"]) for pair in judged]
    if len(judged) > 1:
        pairs = [f"{shown.names[str(pair['first'])]} – {shown.names[str(pair['second'])]}" for pair in judged]
        reasons = [f"{pair}{colon}{reason}" for pair, reason in zip(pairs, reasons, strict=True) if reason]
    return [
        escape(f"{dimension}{colon}{said[0][f'name_{language}']}"),
        *(f"{escape(str(one[f'value_{language}']))} {citation(str(one['source']))}" for one in said),
        escape(choose(("; ", "；"), language).join(reasons)),
    ]
