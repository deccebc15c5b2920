"""What bars a comparison of two statements as they stand, and what limits it: a rule for each reason."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from policy_report.analysis.comparability.degree import Reason
from policy_report.analysis.comparability.statement import PERCENT_OR_POINTS, Kind, Statement

_WEEK = 7
"""Days by which a span may fall short: year-end figures are released in the last week of December."""

_LEAP = "2000"
"""A year that has every day."""

_OFFICIAL = "statistics"
_UNSTATED = ("", "unstated")


class Rule(NamedTuple):
    """What a reason says of two statements, and what it looks at in each."""

    judge: Callable[[Statement, Statement], bool | None]  # true if it bars the comparison, false if it limits it
    # What decides whether it bars statements of different cases; with what other rules look at, also of one case
    looks_at: Callable[[Statement], Hashable]


def differences(first: Statement, second: Statement) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """List the reasons that bar a comparison and the caveats, each in the order of `Reason`."""
    judged = [(reason, rule.judge(first, second)) for reason, rule in RULES.items()]
    bars, caveats = (tuple(reason for reason, found in judged if found is said) for said in (True, False))
    return bars, caveats


def seen(statement: Statement) -> tuple[Hashable, ...]:
    """Give all that decides what bars a comparison with the statement, but for the two cases being one."""
    return tuple(rule.looks_at(statement) for rule in RULES.values())


def _construct(first: Statement, second: Statement) -> bool | None:
    return first.construct.key != second.construct.key or None


def _measure(first: Statement, second: Statement) -> bool | None:
    if Kind.WORDS in (first.kind, second.kind) or first.kind is not second.kind:
        return True
    # A rate and a share are both ratios; what sets them apart is the scale.
    both_ratios = first.construct.is_ratio and second.construct.is_ratio
    return None if both_ratios or first.construct.measure == second.construct.measure else True


def _unit(first: Statement, second: Statement) -> bool | None:
    if PERCENT_OR_POINTS in (first.unit, second.unit):
        return True
    comparable = first.kind is second.kind is not Kind.WORDS
    return (comparable and first.unit != second.unit) or None


def _denominator(first: Statement, second: Statement) -> bool | None:
    """Two reports of one figure are limited: what it is divided by is unknown, but not two unknown things."""
    if first.construct.denominator_known and second.construct.denominator_known:
        return None
    one, other = (
        (statement.construct.key, statement.place.case, statement.start, statement.end) for statement in (first, second)
    )
    return not (one == other and first.is_dated)


def _period_unknown(first: Statement, second: Statement) -> bool | None:
    return not (_timeless(first, second) or (first.is_dated and second.is_dated)) or None


def _timeless(first: Statement, second: Statement) -> bool:
    return first.is_timeless and second.is_timeless


def _period(first: Statement, second: Statement) -> bool | None:
    """Periods that are known bar a comparison, or differ enough to be named."""
    if _timeless(first, second) or not (first.is_dated and second.is_dated):
        return None
    if first.is_moment and second.is_moment:
        return _moments(first, second)
    if first.is_moment or second.is_moment or _years_back(first) != _years_back(second):
        return True
    return _spans(first, second)


def _moments(first: Statement, second: Statement) -> bool | None:
    """Days of one place make a series; two places are compared within a calendar year."""
    if first.place.case == second.place.case or first.is_timeless or second.is_timeless:
        return None
    return True if first.end[:4] != second.end[:4] else None if first.end == second.end else False


def _years_back(statement: Statement) -> int:
    """How many years lie between a change and its base, less one for a change on the year before."""
    return int(statement.end[:4]) - int(statement.start[:4]) if statement.kind is Kind.CHANGE else 0


def _spans(first: Statement, second: Statement) -> bool | None:
    adds_up = first.adds_up or second.adds_up
    exact = (first.start, first.end) == (second.start, second.end)
    alike = exact or _apart(first.start, second.start) + _apart(first.end, second.end) <= _WEEK
    if first.place.case == second.place.case:
        series = alike or _same_season(first, second)
        return True if adds_up and not series else None if exact or series else False
    if alike:
        return None if exact else False
    overlap = first.start <= second.end and second.start <= first.end
    return not overlap or adds_up


def _apart(one: str, other: str) -> int:
    return abs(_day(one) - _day(other))


@lru_cache(maxsize=4096)
def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _same_season(first: Statement, second: Statement) -> bool:
    """Whether one span is the other one moved by whole years, up to a week."""
    years = [int(statement.end[:4]) - int(statement.start[:4]) for statement in (first, second)]
    moved = [
        (_LEAP + one[4:], _LEAP + other[4:]) for one, other in ((first.start, second.start), (first.end, second.end))
    ]
    return years[0] == years[1] and sum(_apart(one, other) for one, other in moved) <= _WEEK


def _population(first: Statement, second: Statement) -> bool | None:
    one, other = first.construct, second.construct
    if one.of_people and other.of_people:
        if one.id != other.id:
            return True
        vintages = {first.provenance.vintage, second.provenance.vintage}
        if len(vintages) > 1:
            return not any(vintage in _UNSTATED for vintage in vintages)
    if one.measure == other.measure == "rank":
        return True if first.place.parent != second.place.parent else None
    if first.place.case != second.place.case:
        if one.key == other.key and first.grows_with_place and second.grows_with_place:
            return True
        return False if first.place.level != second.place.level else None
    return None


def _population_seen(statement: Statement) -> Hashable:
    construct, parent = statement.construct, statement.place.parent
    return (
        construct.of_people and (construct.id, statement.provenance.vintage),
        statement.grows_with_place and construct.key,
        construct.measure == "rank" and parent,
    )


def _scale(first: Statement, second: Statement) -> bool | None:
    """Of two ratios one alone is bounded, or neither is."""
    if not (first.construct.is_ratio and second.construct.is_ratio and first.kind is second.kind is Kind.LEVEL):
        return None
    if first.construct.bounded != second.construct.bounded:
        return True
    return None if first.construct.bounded else False


def _source(first: Statement, second: Statement) -> bool | None:
    one, other = first.provenance, second.provenance
    accounts = {one.vintage, other.vintage} if not first.construct.of_people else set()
    doubtful = one.copied or other.copied or one.inferred or other.inferred
    limits = doubtful or (one.tier == _OFFICIAL) != (other.tier == _OFFICIAL) or len(accounts) > 1
    return False if limits else None


RULES: Final = {
    Reason.CONSTRUCT: Rule(_construct, lambda one: one.construct.key),
    Reason.MEASURE: Rule(_measure, lambda one: (one.kind, one.construct.is_ratio or one.construct.measure)),
    Reason.UNIT: Rule(_unit, lambda one: (one.kind, one.unit)),
    Reason.DENOMINATOR: Rule(_denominator, lambda one: one.construct.denominator_known),
    Reason.PERIOD_UNKNOWN: Rule(_period_unknown, lambda one: (one.is_timeless, one.is_dated)),
    Reason.PERIOD: Rule(
        _period, lambda one: (one.is_timeless, one.is_dated, one.is_moment, one.kind, one.adds_up, one.start, one.end)
    ),
    Reason.POPULATION: Rule(_population, _population_seen),
    Reason.SCALE: Rule(_scale, lambda one: (one.construct.is_ratio, one.kind, one.construct.bounded)),
    Reason.SOURCE: Rule(_source, lambda _: None),  # it never bars
}
"""The rules, in the order of `Reason`."""
