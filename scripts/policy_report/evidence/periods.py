"""Partial ISO dates (YYYY, YYYY-MM, YYYY-MM-DD) as the days they begin and end on."""

from calendar import isleap, monthrange
from datetime import date
from functools import cache


def first_day(partial: str) -> str:
    """Find the first day of a partial date, as YYYY-MM-DD; empty for an empty date.

    Raises `ValueError` if the calendar has no such date.
    """
    if not partial:
        return ""
    year, month, day = (*(int(part) for part in partial.split("-")), 1, 1)[:3]
    return date(year, month, day).isoformat()


def last_day(partial: str) -> str:
    """Find the last day of a partial date, as YYYY-MM-DD; empty for an empty date.

    Raises `ValueError` if the calendar has no such date.
    """
    if not partial:
        return ""
    parts = [int(part) for part in partial.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1]
    return date(parts[0], month, day).isoformat()


@cache
def year_before(day: str) -> str:
    """Find the same day of the year before, empty for an empty one; the last of February stays the last."""
    if not day:
        return ""
    year, rest = int(day[:4]) - 1, day[4:]
    if rest in ("-02-28", "-02-29"):
        rest = "-02-29" if isleap(year) else "-02-28"
    return f"{year}{rest}"
