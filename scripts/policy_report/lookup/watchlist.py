"""Which yearly series should have a next value by now, by their own rhythm."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from policy_report.build.progress import make_with_progress
from policy_report.evidence.records import AnyRow, read_records
from policy_report.project import Project

_FEWEST = 3
"""Values of which a rhythm can be told: two steps."""

_YEAR = timedelta(days=365.25)
_LEVELS = ("level", "")


class Due(NamedTuple):
    """A series whose next value should be out.

    `last` and `next` are the last days of the periods of its last and of its next value, `since` is when the latter
    should have come out, `missing` how many values should have, `source` the key of the last one's.
    """

    case: str
    indicator: str
    category: str
    last: date
    next: date
    since: date
    missing: int
    source: str

    def __str__(self) -> str:
        name = " ".join(part for part in (self.case, self.indicator, self.category) if part)
        more = f", {self.missing} values" if self.missing > 1 else ""
        return f"{self.since}  {name}: last to {self.last} ({self.source}), next to {self.next}{more}"


def watchlist(project: Project, today: date) -> list[Due]:
    """Every series of a study that is due on a day; the evidence is read first where it is out of date."""
    make_with_progress(project, ("evidence",))
    tables = {path.stem: read_records(path) for path in project.tidy.glob("*.csv")}
    dates = {str(row["key"]): str(row["date"]) for row in tables["sources"]}
    return due([*tables["claims"], *tables.get("series", [])], dates, today)


def due(rows: Iterable[AnyRow], dates: Mapping[str, str], today: date) -> list[Due]:
    """The series that are due, the shortest overdue first: those that stopped long ago come last.

    A rhythm is the median step from one yearly value to the next, and the median time from the end of a period to the
    source that first gives it as its latest.
    """
    series: dict[tuple[str, str, str], dict[date, tuple[date, str]]] = {}
    for row in rows:
        out = _last_day(dates.get(str(row["source"]), ""))
        if out is not None and row["change"] in _LEVELS and (end := _end_of_year(row)):
            known = series.setdefault((str(row["case"]), str(row["indicator"]), str(row.get("category") or "")), {})
            known[end] = min(known.get(end, (date.max, "")), (out, str(row["source"])))
    found = (_due(name, known, today) for name, known in series.items() if len(known) >= _FEWEST)
    return sorted((one for one in found if one), key=lambda one: (one.missing, one.since))


def _due(name: tuple[str, str, str], known: Mapping[date, tuple[date, str]], today: date) -> Due | None:
    ends = sorted(known)
    years = max(1, round(median(later.year - end.year for end, later in pairwise(ends))))
    # A source that gives many years tells by the last of them how soon it came.
    latest = {source: (out - end).days for end in ends for out, source in [known[end]]}
    delay = timedelta(days=median(max(0, days) for days in latest.values()))
    awaited = [end for step in range(years, 100, years) if (end := _years_on(ends[-1], step)) + delay <= today]
    if not awaited:
        return None
    return Due(*name, ends[-1], awaited[0], awaited[0] + delay, len(awaited), known[ends[-1]][1])


def _end_of_year(row: AnyRow) -> date | None:
    """The last day of a period of a year; nothing where it is longer, shorter or not known."""
    begin, end = (_day(str(row[name])) for name in ("start", "end"))
    if begin is None or end is None or abs((end - begin) - _YEAR) > timedelta(days=2):
        return None
    return end


def _years_on(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _last_day(partial: str) -> date | None:
    """The last day of a date that may lack its day or month."""
    year, month, day = (*partial.split("-"), "", "")[:3]
    return _day(f"{year}-{month or '12'}-{day or '28'}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
