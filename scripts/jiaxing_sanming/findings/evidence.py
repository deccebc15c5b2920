"""Findings about the evidence as a whole."""

from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import below
from policy_report.quantities.arithmetic import share

_FEW = 10.0
"""Below a tenth is what the text calls few."""


@finding("fnd-few-second-voices")
def few_second_voices(independence_counts: dict[str, Derived]) -> Verdict:
    """The share of values that another source repeats is below ten percent."""
    repeated = share(independence_counts["repeated"].quantity, independence_counts["values"].quantity)
    return Verdict(below(repeated, _FEW), (Value("repeated", repeated, 1),))
