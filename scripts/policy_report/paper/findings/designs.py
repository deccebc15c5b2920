"""Findings about the two designs, as their descriptions give them."""

import pandas as pd

from policy_report.analysis.institutions import Relation
from policy_report.paper.findings.finding import Value, Verdict, finding


def _related(design_comparison: pd.DataFrame, topics: tuple[str, ...], relation: Relation) -> int:
    """On how many of these topics the descriptions stand in this relation."""
    asked = design_comparison[design_comparison["topic"].isin(topics)]
    return int((asked["relation"] == relation).sum())


@finding(
    "fnd-centre-leads",
    test_en="both descriptions give the city centre the lead in investigative analysis",
    test_zh="两地描述均以市级中心主导侦查研判",
    overturned_by_en="a description in which the county leads analysis in either city",
    overturned_by_zh="任一城市由县级主导研判的描述",
)
def centre_leads(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of the centre's role is judged the same."""
    same = _related(design_comparison, ("power",), Relation.SAME)
    return Verdict(same == 1, (Value("topics of agreement", "一致的题目", same),))


@finding(
    "fnd-routing-differs",
    test_en="the descriptions differ on the routing of a case and on who works a small case",
    test_zh="两地描述在案件流转与小案承办上不同",
    overturned_by_en="a document that shows small cases going the same way in both cities",
    overturned_by_zh="显示两地小案流转相同的文件",
)
def routing_differs(design_comparison: pd.DataFrame) -> Verdict:
    """Both topics are judged different."""
    different = _related(design_comparison, ("routing", "allocation"), Relation.DIFFERENT)
    return Verdict(different == 2, (Value("topics of difference, of 2", "不同的题目（共2项）", different),))


@finding(
    "fnd-sanming-staff-unpublished",
    test_en="a number of officers in the city centre is published for Jiaxing and not for Sanming",
    test_zh="市级中心民警人数，嘉兴有公布，三明未公布",
    overturned_by_en="any published number of officers for Sanming's centre",
    overturned_by_zh="三明中心民警人数的任何公布",
)
def sanming_staff_unpublished(design_comparison: pd.DataFrame, claims: pd.DataFrame) -> Verdict:
    """The topic is one-sided, and no claim on Sanming counts officers or teams of a centre."""
    staff = ("officers-stationed", "strike-teams", "strike-team-members")
    of_sanming = int((claims["case"].eq("sanming") & claims["indicator"].isin(staff)).sum())
    officers = design_comparison[design_comparison["topic"].eq("officers")]
    one_sided = bool((officers["jiaxing_stated"] & ~officers["sanming_stated"]).all()) and not officers.empty
    values = (Value("claims on Sanming's staff", "关于三明人员的公布值", of_sanming),)
    return Verdict(of_sanming == 0 and one_sided, values)


@finding(
    "fnd-oversight-silent",
    test_en="neither description states anything on oversight and rights",
    test_zh="两地描述均未提及监督与权利",
    overturned_by_en="a passage of either article on supervision, audit or the rights of suspects",
    overturned_by_zh="任一文章中关于监督、审计或嫌疑人权利的段落",
)
def oversight_silent(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of oversight is silent on both sides."""
    silent = _related(design_comparison, ("oversight",), Relation.SILENT)
    return Verdict(silent == 1, (Value("topics on which both are silent, of 1", "双方均未提及（共1项）", silent),))
