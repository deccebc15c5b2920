"""Findings of this study: each sentence of the text that compares or concludes is a test on the results."""

import pandas as pd

from policy_report.evidence.tidy import quantities_by_id
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import greater


@finding(
    "fnd-example-first-is-higher",
    test_en="the first example figure lies above the second",
    test_zh="第一个示例数字高于第二个",
    overturned_by_en="figures whose intervals overlap, or the other order",
    overturned_by_zh="两数区间重叠，或次序相反",
)
def first_is_higher(claims: pd.DataFrame) -> Verdict:
    """The first example figure lies above the second, whatever their words leave open."""
    known = quantities_by_id(claims)
    first, second = known["ex001"], known["ex002"]
    values = (Value("first figure", "第一个数字", first), Value("second figure", "第二个数字", second))
    return Verdict(greater(first, second), values)
