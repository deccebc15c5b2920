"""Findings of this study: each sentence of the text that compares or concludes is a test on the results."""

import pandas as pd

from policy_report.evidence.tidy import quantities_by_id
from policy_report.paper.findings.finding import Value, Verdict, finding, greater


@finding("fnd-example-first-is-higher")
def first_is_higher(claims: pd.DataFrame) -> Verdict:
    """The first example figure lies above the second, whatever their words leave open."""
    known = quantities_by_id(claims)
    first, second = known["ex001"], known["ex002"]
    return Verdict(greater(first, second), (Value("first", first), Value("second", second)))
