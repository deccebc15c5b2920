"""Whether the periods of two statements allow a comparison."""

from datetime import date
from functools import lru_cache

from policy_report.analysis.comparability.degree import Reason
from policy_report.analysis.comparability.statement import Kind, Statement

_WEEK = 7
"""Days by which a span may fall short: year-end figures are released in the last week of December."""

_LEAP = "2000"
"""A year that has every day."""


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
