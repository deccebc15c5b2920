"""Counts that go on from the one before: titles in a row, consecutive years, running totals."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from policy_report.analysis.contradictions.bounds import above, exceeding, highest, lowest
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.explanations import explained
from policy_report.analysis.contradictions.values import Evidence, Value, grouped
from policy_report.analysis.published import exactly
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import difference


def falling_count(evidence: Evidence) -> Iterator[Contradiction]:
    """Find each value of a running count that lies below an earlier one, with the highest before it."""
    for values in _runs(evidence, years=False):
        best = values[0]
        for earlier, value in pairwise(values):
            best = highest((best, earlier))
            found = exceeding(best.quantity, value.quantity) if best.end < value.end else None
            if found is not None:
                pair = (best, value)
                yield explained(Kind.FALLING_COUNT, pair, found, [Explanation.RESTARTED, Explanation.RELABELLED])


def years_out_of_step(evidence: Evidence) -> Iterator[Contradiction]:
    """Find counts of consecutive years that do not begin in one year, counted back from when each was published."""
    for values in _runs(evidence, years=True):
        begun = [replace(value, quantity=_year_before_first(value)) for value in values]
        top, bottom = highest(begun), lowest(begun)
        found = exceeding(top.quantity, bottom.quantity)
        if found is None:
            continue
        involved = [
            value
            for value, begin in zip(values, begun, strict=True)
            if above(top.quantity, begin.quantity) is not None or above(begin.quantity, bottom.quantity) is not None
        ]
        yield explained(
            Kind.YEARS_OUT_OF_STEP, involved, replace(found, relative=None), [Explanation.RESTARTED, Explanation.DATES]
        )


def _runs(evidence: Evidence, years: bool) -> Iterator[list[Value]]:
    """The running counts by subject, in order of time."""
    counted = (value for value in evidence.levels if value.run and value.end and (value.unit == "年") == years)
    for values in grouped(counted, lambda value: value.subject).values():
        yield sorted(values, key=lambda value: value.end)


def _year_before_first(value: Value) -> Quantity:
    """The year after which the count began.

    A text of the middle of a year may or may not count that year, so either the year or the one before is the last
    that counts.
    """
    year = float(value.end[:4])
    complete = value.end.endswith("-12-31")
    last = replace(exactly(year, "年"), lower=year if complete else year - 1.0)
    return difference(last, value.quantity)
