"""One figure to which two sources give a different meaning."""

from collections.abc import Callable, Hashable, Iterator, Sequence

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind, contradiction
from policy_report.analysis.contradictions.hedges import significant_digits
from policy_report.analysis.contradictions.values import Evidence, Value, grouped

_DIGITS = 3
"""Significant digits from which an equal count is hardly chance."""

_DIGITS_OF_PERCENT = 4
"""The same for a percentage: those of one subject crowd together, as survey rates between 96 and 99 do."""

_EXPLANATIONS = (Explanation.RELABELLED, Explanation.SCOPE, Explanation.COINCIDENCE)


def repeated_figure(evidence: Evidence) -> Iterator[Contradiction]:
    """Find figures that sources repeat with all but one of place, subject and period in common.

    Places must lie one in the other, as a national total in a city's article does; subjects must be of one
    phenomenon; periods must not be of a stock, which can stand still.
    """
    telling = [value for value in evidence.levels if _is_telling(value)]
    for key, differ in _COMPARISONS:
        for values in grouped(telling, key).values():
            odd = differ(values, evidence)
            if len({value.source.key for value in odd}) > 1:
                found = Clash(0.0, 0.0, strict=True)
                yield contradiction(Kind.REPEATED_FIGURE, odd, found, _EXPLANATIONS)


def _is_telling(value: Value) -> bool:
    number = value.quantity.value
    if number is None or not value.end or value.indicator.measure == "rank":
        return False
    if value.run:
        return value.unit != "年"
    return significant_digits(number) >= (_DIGITS_OF_PERCENT if value.unit == "percent" else _DIGITS)


def _figure(value: Value) -> tuple[Hashable, ...]:
    """What makes two figures one: number and unit, or the words in which a run of titles is told."""
    return (value.phrase,) if value.run else (value.quantity.value, value.quantity.qualifier, value.unit)


def _other_case(values: Sequence[Value], evidence: Evidence) -> list[Value]:
    cases = {value.case for value in values}
    nested = {
        case
        for inner in cases
        for case in (inner, *evidence.hierarchies[inner][1:])
        if case in cases and cases & set(evidence.hierarchies[inner][1:])
    }
    return [value for value in values if value.case in nested]


def _other_subject(values: Sequence[Value], evidence: Evidence) -> list[Value]:  # noqa: ARG001
    return list(values) if len({value.what for value in values}) > 1 else []


def _other_period(values: Sequence[Value], evidence: Evidence) -> list[Value]:  # noqa: ARG001
    still = values[0].indicator.measure == "stock" or values[0].run
    return list(values) if len({value.period for value in values}) > 1 and not still else []


def _by_case(value: Value) -> tuple[Hashable, ...]:
    return (*_figure(value), *value.what, *value.period)


def _by_subject(value: Value) -> tuple[Hashable, ...]:
    period = () if value.run else value.period
    return (*_figure(value), value.case, value.indicator.phenomenon, *period)


def _by_period(value: Value) -> tuple[Hashable, ...]:
    return (*_figure(value), value.case, *value.what)


_COMPARISONS: tuple[
    tuple[Callable[[Value], tuple[Hashable, ...]], Callable[[Sequence[Value], Evidence], list[Value]]], ...
] = ((_by_case, _other_case), (_by_subject, _other_subject), (_by_period, _other_period))
"""For each of place, subject and period: what the values have in common, and which of them differ in it."""
