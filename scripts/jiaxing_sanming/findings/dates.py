"""Dates of milestones, for findings about what came first."""

import pandas as pd

from policy_report.errors import AnalysisError, Problem


def date_of(milestones: pd.DataFrame, row: str) -> str:
    """The date of a milestone as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; such texts sort in time.

    Raises
    ------
    AnalysisError
        If there is no such milestone.
    """
    dates = milestones.loc[milestones["id"].eq(row), "date"]
    if dates.empty:
        raise AnalysisError(
            Problem(
                file="data/published/milestones.csv",
                row=0,
                column="id",
                code="row-missing",
                message="a finding of the paper needs this milestone",
                text=row,
                remedy="restore the row, or change the test in paper/findings/",
            )
        )
    return str(dates.iloc[0])
