"""Rates against the counts they are made of, and against the scale that their definition allows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policy_report.analysis.contradictions.bounds import clash, exceeding
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.explanations import explained
from policy_report.analysis.contradictions.values import Evidence, Value
from policy_report.analysis.published import exactly
from policy_report.quantities import BoundKind, Qualifier, Quantity
from policy_report.quantities.arithmetic import hull, ratio, scaled

_PER = {"percent": 100.0, "per_100k": 1e5, "per_10k": 1e4}
"""What a ratio of two counts is multiplied by, by the indicator's unit."""


def rate_not_from_counts(evidence: Evidence) -> Iterator[Contradiction]:
    """Find rates that no published counts of their numerator and denominator give.

    The dictionary names the two (`numerator_indicator`, `denominator_indicator`); counts and rate must be of one
    case, category and period. Where the two are one indicator, as in a composition, the denominator is the whole.
    """
    for rate in evidence.levels:
        indicator = rate.indicator
        if not (indicator.numerator and indicator.denominator and indicator.unit in _PER):
            continue
        parts = _counts(rate, indicator.numerator, rate.category, evidence)
        category = "" if indicator.numerator == indicator.denominator else rate.category
        wholes = _counts(rate, indicator.denominator, category, evidence)
        if not parts or not wholes:
            continue
        whole = hull(value.quantity for value in wholes)
        if whole.lower is None or whole.lower <= 0:
            continue
        given = scaled(ratio(hull(value.quantity for value in parts), whole), _PER[indicator.unit], "")
        found = clash(_printed(rate.quantity), given)
        if found is not None:
            involved = list(dict.fromkeys((rate, *parts, *wholes)))
            yield explained(Kind.RATE_NOT_FROM_COUNTS, involved, found, [Explanation.DENOMINATOR])


def _counts(rate: Value, indicator: str, category: str, evidence: Evidence) -> Sequence[Value]:
    start = "" if evidence.indicators[indicator].measure == "stock" else rate.start
    return evidence.levels_at.get((rate.case, indicator, category, "", (start, rate.end)), ())


def _printed(rate: Quantity) -> Quantity:
    """A ratio printed as a whole number is rounded, though a count printed so is exact."""
    if rate.qualifier is not Qualifier.EXACT or rate.value is None or rate.value != int(rate.value):
        return rate
    low, high = rate.value - 0.5, rate.value + 0.5
    kind = BoundKind.ROUNDING
    return replace(rate, lower=low, upper=high, upper_closed=False, lower_kind=kind, upper_kind=kind)


def outside_scale(evidence: Evidence) -> Iterator[Contradiction]:
    """Find levels below or above what the definition allows (`scale_min`, `scale_max`)."""
    for value in evidence.levels:
        least, most = value.indicator.scale_min, value.indicator.scale_max
        below = None if least is None else exceeding(exactly(least), value.quantity)
        found = below or (None if most is None else exceeding(value.quantity, exactly(most)))
        if found is not None:
            yield explained(Kind.OUTSIDE_SCALE, [value], found, [Explanation.MISPRINT])


def not_a_share(evidence: Evidence) -> Iterator[Contradiction]:
    """Find rates above 100% of indicators without an upper end: no fault, but no share of a whole either."""
    for value in evidence.levels:
        unbounded = value.indicator.measure == "rate" and value.indicator.scale_max is None
        found = exceeding(value.quantity, exactly(100.0)) if unbounded and value.unit == "percent" else None
        if found is not None:
            yield explained(Kind.NOT_A_SHARE, [value], found, [Explanation.DENOMINATOR], scope=False)
