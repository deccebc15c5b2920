"""Findings about law."""

import pandas as pd

from jiaxing_sanming.findings.dates import date_of
from policy_report.paper.findings.finding import Value, Verdict, finding


@finding(
    "fnd-statutes-between",
    test_en="both statutes came into force after the Sanming article and before the Jiaxing article",
    test_zh="两部法律的施行晚于三明一文而早于嘉兴一文",
    overturned_by_en="another date of either statute or article",
    overturned_by_zh="任一法律或文章的日期有误",
)
def statutes_between(milestones: pd.DataFrame) -> Verdict:
    """The dates of the two statutes lie between those of the two articles."""
    first, last = (date_of(milestones, row) for row in ("ms-sanming-2021-01-14", "ms-jiaxing-2024-07-12"))
    statutes = [date_of(milestones, row) for row in ("ms-china-2021-09-01", "ms-china-2021-11-01")]
    between = sum(first < date < last for date in statutes)
    return Verdict(
        between == len(statutes), (Value("statutes between, of 2", "介于两文之间的法律数（共2部）", between),)
    )
