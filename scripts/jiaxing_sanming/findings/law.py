"""Findings about law."""

import pandas as pd

from jiaxing_sanming.findings.dates import date_of
from policy_report.paper.findings.finding import Value, Verdict, finding


@finding("fnd-statutes-between")
def statutes_between(milestones: pd.DataFrame) -> Verdict:
    """The dates of the two statutes lie between those of the two articles."""
    first, last = (date_of(milestones, row) for row in ("ms-sanming-2021-01-14", "ms-jiaxing-2024-07-12"))
    statutes = [date_of(milestones, row) for row in ("ms-china-2021-09-01", "ms-china-2021-11-01")]
    between = sum(first < date < last for date in statutes)
    return Verdict(between == len(statutes), (Value("between", between),))
