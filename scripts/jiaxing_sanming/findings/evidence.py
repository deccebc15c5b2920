"""Findings about the evidence as a whole."""

from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import below
from policy_report.quantities.arithmetic import share

_FEW = 10.0
"""Below a tenth is what the text calls few."""


@finding(
    "fnd-few-second-voices",
    test_en="fewer than a tenth of all published values are given alike by another source",
    test_zh="另有来源给出相同数字者，不足全部公布数值的十分之一",
    overturned_by_en="a collection in which a tenth of the values or more is confirmed by a second source",
    overturned_by_zh="十分之一以上的数值得到另一来源印证",
)
def few_second_voices(independence_counts: dict[str, Derived]) -> Verdict:
    """The share of values that another source repeats is below ten percent."""
    repeated = share(independence_counts["repeated"].quantity, independence_counts["values"].quantity)
    return Verdict(below(repeated, _FEW), (Value("share repeated", "得到印证的比例", repeated, 1),))
