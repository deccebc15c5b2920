"""What bars a comparison of two statements as they stand, and what limits it."""

from datetime import date
from functools import lru_cache

from policy_report.analysis.comparability.degree import Reason
from policy_report.analysis.comparability.statement import PERCENT_OR_POINTS, Kind, Statement

_WEEK = 7
"""Days by which a span may fall short: year-end figures are released in the last week of December."""

_LEAP = "2000"
"""A year that has every day."""

_ORDER = {reason: place for place, reason in enumerate(Reason)}
_OFFICIAL = "statistics"
_UNSTATED = ("", "unstated")


def differences(first: Statement, second: Statement) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """List the reasons that bar a comparison and the caveats, each in the order of `Reason`."""
    bars: set[Reason] = set()
    caveats: set[Reason] = set()
    if first.construct.key != second.construct.key:
        bars.add(Reason.CONSTRUCT)
    if not _same_measure(first, second):
        bars.add(Reason.MEASURE)
    if not _same_unit(first, second):
        bars.add(Reason.UNIT)
    if not (first.construct.denominator_known and second.construct.denominator_known):
        (caveats if _one_figure(first, second) else bars).add(Reason.DENOMINATOR)
    barred, differ = period_reason(first, second)
    bars |= {barred} if barred else set()
    caveats |= {Reason.PERIOD} if differ else set()
    for found, place in ((_population(first, second), Reason.POPULATION), (_scale(first, second), Reason.SCALE)):
        if found is not None:
            (bars if found else caveats).add(place)
    if _source(first, second):
        caveats.add(Reason.SOURCE)
    return tuple(sorted(bars, key=_ORDER.__getitem__)), tuple(sorted(caveats, key=_ORDER.__getitem__))


def _same_measure(first: Statement, second: Statement) -> bool:
    if Kind.WORDS in (first.kind, second.kind) or first.kind is not second.kind:
        return False
    # A rate and a share are both ratios; what sets them apart is the scale.
    both_ratios = first.construct.is_ratio and second.construct.is_ratio
    return both_ratios or first.construct.measure == second.construct.measure


def _same_unit(first: Statement, second: Statement) -> bool:
    if PERCENT_OR_POINTS in (first.unit, second.unit):
        return False
    comparable = first.kind is second.kind is not Kind.WORDS
    return first.unit == second.unit or not comparable


def _one_figure(first: Statement, second: Statement) -> bool:
    """Whether both report one figure: what it is divided by is unknown, but not two unknown things."""
    one, other = (
        (statement.construct.key, statement.place.case, statement.start, statement.end) for statement in (first, second)
    )
    return one == other and first.is_dated


def _population(first: Statement, second: Statement) -> bool | None:
    """True if another population bars the comparison, False if it limits it, `None` if it is the same."""
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


def _scale(first: Statement, second: Statement) -> bool | None:
    """True if only one of two ratios is bounded, False if neither is, `None` if there is nothing to say."""
    if not (first.construct.is_ratio and second.construct.is_ratio and first.kind is second.kind is Kind.LEVEL):
        return None
    if first.construct.bounded != second.construct.bounded:
        return True
    return None if first.construct.bounded else False


def _source(first: Statement, second: Statement) -> bool:
    one, other = first.provenance, second.provenance
    accounts = {one.vintage, other.vintage} if not first.construct.of_people else set()
    doubtful = one.copied or other.copied or one.inferred or other.inferred
    return doubtful or (one.tier == _OFFICIAL) != (other.tier == _OFFICIAL) or len(accounts) > 1


@lru_cache(maxsize=4096)
def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def period_reason(first: Statement, second: Statement) -> tuple[Reason | None, bool]:
    """Say what the periods say against a comparison.

    Returns the reason that bars it, or `None`; and whether the periods, if they do not bar it, still differ enough to
    be named as a caveat.
    """
    if first.is_timeless and second.is_timeless:
        return None, False
    if not (first.is_dated and second.is_dated):
        return Reason.PERIOD_UNKNOWN, False
    if first.is_moment and second.is_moment:
        return _moments(first, second)
    if first.is_moment or second.is_moment or _years_back(first) != _years_back(second):
        return Reason.PERIOD, False
    return _spans(first, second)


def _moments(first: Statement, second: Statement) -> tuple[Reason | None, bool]:
    """Days of one place make a series; two places are compared within a calendar year."""
    if first.place.case == second.place.case or first.is_timeless or second.is_timeless:
        return None, False
    if first.end[:4] != second.end[:4]:
        return Reason.PERIOD, False
    return None, first.end != second.end


def _years_back(statement: Statement) -> int:
    """How many years lie between a change and its base, less one for a change on the year before."""
    return int(statement.end[:4]) - int(statement.start[:4]) if statement.kind is Kind.CHANGE else 0


def _spans(first: Statement, second: Statement) -> tuple[Reason | None, bool]:
    adds_up = first.adds_up or second.adds_up
    exact = (first.start, first.end) == (second.start, second.end)
    alike = exact or _apart(first.start, second.start) + _apart(first.end, second.end) <= _WEEK
    if first.place.case == second.place.case:
        series = alike or _same_season(first, second)
        return (Reason.PERIOD, False) if adds_up and not series else (None, not (exact or series))
    if alike:
        return None, not exact
    overlap = first.start <= second.end and second.start <= first.end
    return (None, True) if overlap and not adds_up else (Reason.PERIOD, False)


def _apart(one: str, other: str) -> int:
    return abs(_day(one) - _day(other))


def _same_season(first: Statement, second: Statement) -> bool:
    """Whether one span is the other one moved by whole years, up to a week."""
    years = [int(statement.end[:4]) - int(statement.start[:4]) for statement in (first, second)]
    moved = [
        (_LEAP + one[4:], _LEAP + other[4:]) for one, other in ((first.start, second.start), (first.end, second.end))
    ]
    return years[0] == years[1] and sum(_apart(one, other) for one, other in moved) <= _WEEK
