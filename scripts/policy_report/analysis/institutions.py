"""The two designs compared topic by topic, with every judgement of agreement written down."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from policy_report.analysis.places import CITIES
from policy_report.analysis.published import Published, counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.errors import AnalysisError, Problem
from policy_report.evidence.quantities.arithmetic import ratio


class Relation(StrEnum):
    """How what is published of the two designs compares on one topic."""

    SAME = "same"
    DIFFERENT = "different"
    ONE_SIDED = "one_sided"
    SILENT = "silent"


@dataclass(frozen=True)
class _Topic:
    """A topic on which both designs can be asked.

    `agree` is our judgement of the two features as published, `reason` its ground; they count only where both
    are stated.
    """

    id: str
    dimension: str
    name_en: str
    name_zh: str
    jiaxing: str
    sanming: str
    agree: bool
    reason_en: str
    reason_zh: str


_TOPICS = (
    _Topic(
        "predecessor", "structure", "What came before", "此前的做法", "jxf018", "smf007", True,
        "Both built on arrangements of 2016", "均以2016年已有的做法为基础",
    ),
    _Topic(
        "county", "structure", "County level", "县级层面", "jxf003", "smf005", True,
        "Both have a body in the county below that of the city", "市级之下均设县级机构",
    ),
    _Topic(
        "branches", "staffing", "Branches under one roof", "集中办公的警种", "jxf020", "smf003", False,
        "The numbers differ, and so do the branches named", "数目不同，所列警种也不同",
    ),
    _Topic(
        "officers", "staffing", "Officers in the city centre", "市级中心民警", "jxf019", "smf008", False,
        "One number only", "仅一方公布人数",
    ),
    _Topic(
        "power", "authority", "Role of the city centre", "市级中心的职权", "jxf029", "smf011", True,
        "In both the city centre leads the investigative part", "均由市级中心主导侦查环节",
    ),
    _Topic(
        "entry", "workflow", "Entry of cases", "案件入口", "jxf034", "smf015", True,
        "Both describe one entry", "均称入口统一",
    ),
    _Topic(
        "routing", "workflow", "Routing of a case", "案件流转", "jxf030", "smf016", False,
        "Level by level against both levels at once", "一为逐级，一为两级同时",
    ),
    _Topic(
        "speed", "workflow", "Goals of speed", "速度目标", "jxf036", "smf019", True,
        "Both make speed the principle; the lists differ", "均以快为原则，列举不同",
    ),
    _Topic(
        "technology", "technology", "Use of data", "数据运用", "jxf040", "smf024", True,
        "Both start from data", "均以数据为起点",
    ),
    _Topic(
        "allocation", "case_allocation", "Who works a small case", "小案由谁办", "jxf042", "smf020", False,
        "Stations against the city centre", "一为派出所，一为市级中心",
    ),
    _Topic(
        "metric", "performance_management", "Headline indicator", "主要指标", "jxf051", "smf026", False,
        "Changes and amounts against the level of one rate", "一为变化率与金额，一为单一比率的水平",
    ),
    _Topic(
        "partners", "partnership", "Firms as partners", "企业伙伴", "jxf060", "smf031", True,
        "Both work with firms against fraud and its supply chains", "均与企业合作治理诈骗及黑灰产",
    ),
    _Topic(
        "oversight", "legal_constraint", "Oversight and rights", "监督与权利", "jxf067", "smf033", True,
        "Neither article says anything", "两文均未涉及",
    ),
)  # fmt: skip

_UNSTATED = ("Not published", "Not mentioned")
"""How `features.csv` begins a value that records silence."""


@result
def design_comparison(features: pd.DataFrame) -> pd.DataFrame:
    """What is published of both designs, topic by topic.

    Returns
    -------
    DataFrame
        `topic, dimension, name_en, name_zh, reason_en, reason_zh, relation` and for each city `CITY_id, CITY_en,
        CITY_zh, CITY_stated, CITY_source`, in the order of the dimensions. `relation` is a `Relation`: same and
        different where both sides state something, one_sided where one does, silent where neither does.

    Raises
    ------
    AnalysisError
        If a feature that the comparison names is missing.
    """
    known = features.set_index("id")
    missing = [feature for topic in _TOPICS for feature in (topic.jiaxing, topic.sanming) if feature not in known.index]
    if missing:
        raise AnalysisError([_missing(feature) for feature in missing])
    return pd.DataFrame([_compared(topic, known) for topic in _TOPICS])


def _missing(feature: str) -> Problem:
    return Problem(
        file="data/published/features.csv",
        row=0,
        column="id",
        code="row-missing",
        message="the comparison of the designs needs this feature",
        text=feature,
        remedy="restore the row, or change the topics of analysis/institutions.py",
    )


def _compared(topic: _Topic, known: pd.DataFrame) -> dict[str, object]:
    row: dict[str, object] = {
        "topic": topic.id,
        "dimension": topic.dimension,
        "name_en": topic.name_en,
        "name_zh": topic.name_zh,
        "reason_en": topic.reason_en,
        "reason_zh": topic.reason_zh,
    }
    stated = []
    for city, feature in zip(CITIES, (topic.jiaxing, topic.sanming), strict=True):
        value = str(known.loc[feature, "value_en"])
        stated.append(not value.startswith(_UNSTATED))
        row |= {
            f"{city}_id": feature,
            f"{city}_en": value,
            f"{city}_zh": str(known.loc[feature, "value_zh"]),
            f"{city}_stated": stated[-1],
            f"{city}_source": str(known.loc[feature, "source"]),
        }
    row["relation"] = _relation(stated[0], stated[1], topic.agree)
    return row


def _relation(first: bool, second: bool, agree: bool) -> Relation:
    if first and second:
        return Relation.SAME if agree else Relation.DIFFERENT
    return Relation.ONE_SIDED if first or second else Relation.SILENT


@numbers
def institutions(claims: pd.DataFrame, design_comparison: pd.DataFrame) -> dict[str, Derived]:
    """Sizes of teams, and how often the two designs agree."""
    published = Published(claims)
    relations = design_comparison["relation"]
    made = {
        f"topics_{relation}": counted(
            int((relations == relation).sum()),
            f"topics of the comparison with the relation “{relation.replace('_', ' ')}”",
            f"比较中关系为“{relation_zh}”的主题数",
        )
        for relation, relation_zh in (
            (Relation.SAME, "相同"),
            (Relation.DIFFERENT, "不同"),
            (Relation.ONE_SIDED, "仅一方说明"),
            (Relation.SILENT, "双方均未说明"),
        )
    }
    return made | {
        "topics": counted(len(relations), "topics compared", "比较的主题数"),
        "members_per_team": published.derive(
            ratio,
            ("jx019", "jx018"),
            "members of the strike teams / strike teams, Jiaxing",
            "嘉兴专业打击队人数÷队数",
            1,
        ),
        "members_per_team_shaoxing": published.derive(
            ratio,
            ("jx155", "jx155b"),
            "members of the strike teams / strike teams, Shaoxing",
            "绍兴专业打击队人数÷队数",
            1,
        ),
        "officers_per_branch_jiaxing": published.derive(
            ratio,
            ("jx017", "jx016"),
            "officers stationed / branches stationed, Jiaxing",
            "嘉兴入驻民警数÷入驻警种数",
            1,
        ),
    }
