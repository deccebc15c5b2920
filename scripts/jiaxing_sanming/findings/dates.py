"""Dates of milestones, for findings about what came first."""

import pandas as pd

from policy_report.errors import AnalysisError, problem


def date_of(milestones: pd.DataFrame, row: str) -> str:
    """The date of a milestone as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; such texts sort in time.

    Raises `AnalysisError` if there is no such milestone.
    """
    dates = milestones.loc[milestones["id"].eq(row), "date"]
    if dates.empty:
        raise AnalysisError(problem("data/published/milestones.csv", 0, "id", "row-missing/milestone", row))
    return str(dates.iloc[0])
