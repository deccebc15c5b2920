"""Sizes of teams, beside how often the two designs agree."""

import pandas as pd

from policy_report.analysis import institutions as of_any_study
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities.arithmetic import ratio


@numbers
def institutions(
    claims: pd.DataFrame, design_comparison: pd.DataFrame, design_agreement: pd.DataFrame
) -> dict[str, Derived]:
    """Give sizes of teams, and count how often the two designs agree."""
    return _sizes(Published(claims)) | of_any_study.institutions(design_comparison, design_agreement)


def _sizes(published: Published) -> dict[str, Derived]:
    return {
        "members_per_team": published.derive(ratio, ("jx019", "jx018"), 1),
        "members_per_team_shaoxing": published.derive(ratio, ("jx155", "jx155b"), 1),
        "officers_per_branch_jiaxing": published.derive(ratio, ("jx017", "jx016"), 1),
    }
