"""Findings about the two designs, as their descriptions give them."""

import pandas as pd

from policy_report.analysis.institutions import Relation
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above

_WHERE_WORK_SITS = ("power", "routing", "allocation")
"""Topics that say what the city centre does, who is told of a case, and who works a small one."""


def _related(design_comparison: pd.DataFrame, topics: tuple[str, ...], relation: Relation) -> int:
    """On how many of these topics the descriptions stand in this relation."""
    asked = design_comparison[design_comparison["topic"].isin(topics)]
    return int((asked["relation"] == relation).sum())


@finding("fnd-centre-role")
def centre_role(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of the centre's role is judged different."""
    different = _related(design_comparison, ("power",), Relation.DIFFERENT)
    return Verdict(different == 1, (Value("different", different),))


@finding("fnd-where-work-sits")
def where_work_sits(design_comparison: pd.DataFrame) -> Verdict:
    """The topics on which work sits where are all judged different, and at least half of the others the same."""
    different = _related(design_comparison, _WHERE_WORK_SITS, Relation.DIFFERENT)
    others = design_comparison.loc[~design_comparison["topic"].isin(_WHERE_WORK_SITS), "relation"]
    same, compared = int(others.eq(Relation.SAME).sum()), int(others.isin([Relation.SAME, Relation.DIFFERENT]).sum())
    values = (Value("different", different), Value("same", same), Value("compared", compared))
    return Verdict(different == len(_WHERE_WORK_SITS) and 2 * same >= compared > 0, values)


@finding("fnd-coding")
def coding_beyond_chance(coding_agreement: dict[str, Derived]) -> Verdict:
    """The whole interval of kappa, on the topics that both passes compare, lies above zero."""
    interval = coding_agreement["kappa_interval_compared"].quantity
    return Verdict(above(interval, 0), (Value("kappa", interval, 2),))


@finding("fnd-routing-differs")
def routing_differs(design_comparison: pd.DataFrame) -> Verdict:
    """Both topics are judged different."""
    different = _related(design_comparison, ("routing", "allocation"), Relation.DIFFERENT)
    return Verdict(different == 2, (Value("different", different),))


@finding("fnd-sanming-staff-unpublished")
def sanming_staff_unpublished(design_statements: pd.DataFrame, claims: pd.DataFrame) -> Verdict:
    """The topic is one-sided, and no claim on Sanming counts officers or teams of a centre."""
    staff = ("officers-stationed", "strike-teams", "strike-team-members")
    of_sanming = int((claims["case"].eq("sanming") & claims["indicator"].isin(staff)).sum())
    officers = design_statements[design_statements["topic"].eq("officers")].set_index("case")["stated"]
    one_sided = dict(officers) == {"jiaxing": True, "sanming": False}
    return Verdict(of_sanming == 0 and one_sided, (Value("of_sanming", of_sanming),))


@finding("fnd-oversight-silent")
def oversight_silent(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of oversight is silent on both sides."""
    silent = _related(design_comparison, ("oversight",), Relation.SILENT)
    return Verdict(silent == 1, (Value("silent", silent),))
