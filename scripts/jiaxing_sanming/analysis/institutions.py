"""Sizes of teams, how often the two designs agree, and what bodies of this kind put forward of themselves."""

import pandas as pd

from jiaxing_sanming.analysis.declared import declared
from policy_report.analysis import institutions as of_any_study
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers

OTHER = "other"
"""The family of bodies that bear another kind of name."""


@numbers
def institutions(
    claims: pd.DataFrame, design_comparison: pd.DataFrame, design_agreement: pd.DataFrame
) -> dict[str, Derived]:
    """Give sizes of teams, and count how often the two designs agree."""
    return declared("institutions", claims) | of_any_study.institutions(design_comparison, design_agreement)


@numbers
def advertised(peers_in_time: pd.DataFrame, peers: pd.DataFrame) -> dict[str, Derived]:
    """Count the bodies of synthesized investigation and of e-body+ with a result, and those that say their staff.

    A result is a figure on investigation: cases cleared, people caught, or the time it took. What a body says of crime
    in its place, of a meeting or of one case is no result of its own.
    """
    about = peers_in_time["id"].map(peers.set_index("id")["figure_about"])
    own = peers_in_time["family"].ne(OTHER)
    elsewhere = own & ~peers_in_time["focal"]
    found = {
        "bodies": own,
        "results": own & about.eq("investigation"),
        "other_figures": own & about.isin(["incidence", "activity"]),
        "staff": own & peers_in_time["staff"],
        "results_without_staff": own & about.eq("investigation") & ~peers_in_time["staff"],
        "elsewhere": elsewhere,
        "elsewhere_before_2020": elsewhere & peers_in_time["year"].lt(2020),
    }
    return {key: counted(int(rows.sum())) for key, rows in found.items()}
