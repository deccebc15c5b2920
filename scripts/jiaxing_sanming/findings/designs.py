"""Findings about the two designs, as their descriptions give them."""

import pandas as pd

from policy_report.analysis.institutions import Relation
from policy_report.paper.findings.finding import Value, Verdict, finding


def _related(design_comparison: pd.DataFrame, topics: tuple[str, ...], relation: Relation) -> int:
    """On how many of these topics the descriptions stand in this relation."""
    asked = design_comparison[design_comparison["topic"].isin(topics)]
    return int((asked["relation"] == relation).sum())


@finding("fnd-centre-leads")
def centre_leads(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of the centre's role is judged the same."""
    same = _related(design_comparison, ("power",), Relation.SAME)
    return Verdict(same == 1, (Value("same", same),))


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
