"""Parts that are larger than the wholes they belong to: by category, indicator, place and time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from policy_report.analysis.contradictions.bounds import exceeding, extremes, highest, lowest
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind, explained
from policy_report.analysis.contradictions.values import Evidence, Indicator, Value, grouped
from policy_report.quantities.arithmetic import total

_RATIOS = ("rate", "share", "per_head")


def part_exceeds_whole(evidence: Evidence) -> Iterator[Contradiction]:
    """Find counts of a category, a narrower indicator or a place inside that lie above the whole of the same time.

    Wholes come from the dictionary (`part_of`) and from the cases (`parent`).
    """
    for values in evidence.levels_at.values():
        parts = [value for value in values if value.is_additive]
        if parts:
            for wholes in _wholes(parts[0], evidence):
                yield from _reported(Kind.PART_EXCEEDS_WHOLE, parts, wholes, Explanation.SCOPE)


def narrower_rate_higher(evidence: Evidence) -> Iterator[Contradiction]:
    """Find rates of what is a part above the rate of the whole, which is possible with another denominator."""
    for parts in evidence.levels_at.values():
        part = parts[0]
        if part.indicator.measure not in _RATIOS:
            continue
        for indicator in wider(part.indicator, evidence):
            wholes = evidence.levels_at.get((part.case, indicator.id, part.category, part.unit, part.period))
            if wholes and indicator.measure in _RATIOS:
                yield from _reported(Kind.NARROWER_RATE_HIGHER, parts, wholes, Explanation.DENOMINATOR)


def wider(indicator: Indicator, evidence: Evidence) -> Iterator[Indicator]:
    """Give the indicators that an indicator is a part of, directly or through others, nearest first."""
    seen = {indicator.id}
    while (whole := evidence.indicators.get(indicator.part_of)) is not None and whole.id not in seen:
        seen.add(whole.id)
        yield whole
        indicator = whole


def _wholes(part: Value, evidence: Evidence) -> Iterator[list[Value]]:
    keys = [(part.case, indicator.id, part.category) for indicator in wider(part.indicator, evidence)]
    if part.category and "included" not in part.category:
        keys.append((part.case, part.indicator.id, ""))
    if part.indicator.measure != "stock" or part.indicator.unit == "person":
        # Stocks other than people are told of one body, not added up over places.
        keys += [(case, *part.what) for case in evidence.hierarchies[part.case][1:]]
    for key in keys:
        at_the_time = evidence.levels_at.get((*key, part.unit, part.period), [])
        if wholes := [value for value in at_the_time if value.is_additive]:
            yield wholes


def _reported(kind: Kind, parts: list[Value], wholes: list[Value], likeliest: Explanation) -> Iterator[Contradiction]:
    found = extremes(parts, wholes)
    if found is not None:
        yield from explained(kind, (found.high, found.low), found.clash, [likeliest])


def parts_of_time_exceed_whole(evidence: Evidence) -> Iterator[Contradiction]:
    """Find counts of separate periods that are together above the count of a longer period that holds them."""
    flows = (value for value in evidence.levels if value.is_flow)
    for values in grouped(flows, lambda value: value.subject).values():
        by_period = grouped(values, lambda value: value.period)
        parts = sorted((highest(same) for same in by_period.values()), key=lambda value: (value.end, value.start))
        for same in by_period.values():
            whole = lowest(same)
            others = (part for part in parts if part.period != whole.period)
            inside = [part for part in others if whole.start <= part.start and part.end <= whole.end]
            chain = _heaviest(inside)
            found = exceeding(total(part.quantity for part in chain), whole.quantity) if chain else None
            yield from explained(Kind.PART_EXCEEDS_WHOLE, [*chain, whole], found, [Explanation.SCOPE])


def _heaviest(parts: Sequence[Value]) -> list[Value]:
    """The periods without overlap whose lower bounds have the largest sum (weighted interval scheduling)."""
    ends = [part.end for part in parts]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for place, part in enumerate(parts):
        before = bisect_right(ends, part.start, hi=place)
        before -= int(before > 0 and ends[before - 1] == part.start)
        weight, chosen = best[before]
        taken = (weight + max(0.0, part.quantity.lower or 0.0), (*chosen, place))
        best.append(max(best[-1], taken, key=lambda option: option[0]))
    return [parts[place] for place in best[-1][1]]
