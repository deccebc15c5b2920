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
    test_zh="两地的描述均由市级中心主导侦查研判",
    overturned_by_en="a description in which the county leads analysis in either city",
    overturned_by_zh="有描述表明任一城市由县级主导研判",
)
def centre_leads(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of the centre's role is judged the same."""
    same = _related(design_comparison, ("power",), Relation.SAME)
    return Verdict(same == 1, (Value("topics of agreement", "一致的主题数", same),))


@finding(
    "fnd-routing-differs",
    test_en="the descriptions differ on the routing of a case and on who works a small case",
    test_zh="两地的描述在案件流转和小案由谁办理上不同",
    overturned_by_en="a document that shows small cases going the same way in both cities",
    overturned_by_zh="有文件表明两地的小案流转方式相同",
)
def routing_differs(design_comparison: pd.DataFrame) -> Verdict:
    """Both topics are judged different."""
    different = _related(design_comparison, ("routing", "allocation"), Relation.DIFFERENT)
    return Verdict(different == 2, (Value("topics of difference, of 2", "不同的主题数（共2项）", different),))


@finding(
    "fnd-sanming-staff-unpublished",
    test_en="a number of officers in the city centre is published for Jiaxing and not for Sanming",
    test_zh="市级中心的民警人数，嘉兴公布，三明未公布",
    overturned_by_en="any published number of officers for Sanming's centre",
    overturned_by_zh="三明公布中心民警人数",
)
def sanming_staff_unpublished(design_statements: pd.DataFrame, claims: pd.DataFrame) -> Verdict:
    """The topic is one-sided, and no claim on Sanming counts officers or teams of a centre."""
    staff = ("officers-stationed", "strike-teams", "strike-team-members")
    of_sanming = int((claims["case"].eq("sanming") & claims["indicator"].isin(staff)).sum())
    officers = design_statements[design_statements["topic"].eq("officers")].set_index("case")["stated"]
    one_sided = dict(officers) == {"jiaxing": True, "sanming": False}
    values = (Value("claims on Sanming's staff", "关于三明人员的表述数", of_sanming),)
    return Verdict(of_sanming == 0 and one_sided, values)


@finding(
    "fnd-oversight-silent",
    test_en="neither description states anything on oversight and rights",
    test_zh="两地的描述均未提及监督与权利",
    overturned_by_en="a passage of either article on supervision, audit or the rights of suspects",
    overturned_by_zh="任一文章中有关于监督、审计或犯罪嫌疑人权利的段落",
)
def oversight_silent(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of oversight is silent on both sides."""
    silent = _related(design_comparison, ("oversight",), Relation.SILENT)
    return Verdict(
        silent == 1, (Value("topics on which both are silent, of 1", "双方均未提及的主题数（共1项）", silent),)
    )
