"""What was already falling or rising before each reform, as far as two points of one series show it.

Two kinds of evidence: levels of one indicator in two years, and a change that was published as such. Each is placed
before the reform, spanning it or after it by its dates alone. Nothing is fitted and nothing is carried across a break.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import pandas as pd

from policy_report.analysis.contradictions.contradiction import Contradiction, Kind
from policy_report.analysis.headlines import concerns
from policy_report.analysis.normalised import places_of
from policy_report.analysis.places import crossed, hierarchies
from policy_report.analysis.published import counted, points, width
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.periods import year_before
from policy_report.evidence.records import PublishedRow, rows_as
from policy_report.evidence.tidy import ordered, quantities_by_id
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import change
from policy_report.study import Study

_DIRECTIONS = ("falling", "rising")
_SHARES = ("rate", "share")
"""Measures in percent, whose change is a difference in percentage points."""

_RELATIVE, _POINTS = ("yoy_percent", "percent_change"), ("yoy_pp", "pp_change")
_COLUMNS = [
    "case", "indicator", "phase", "start", "end", "basis", "value", "lower", "upper", "unit", "direction", "breaks",
    "ids", "source",
]  # fmt: skip

Between = Callable[[str, str], list[str]]
"""Gives the breaks of one series between two days."""


class Phase(StrEnum):
    """Where a change lies against the reform: both ends before it, both after, or one on each side."""

    PRE = "before"
    SPANNING = "across"
    POST = "after"


@dataclass(frozen=True)
class _Level:
    """A level of a whole year; `start` and `end` are its first and last day."""

    id: str
    start: str
    end: str
    quantity: Quantity
    source: str


_Value = tuple[PublishedRow, Quantity]
"""A row of a series, and its quantity."""

_Period = tuple[str, str, str]
"""First and last day of the earlier period of a change, and last day of the later one."""


@result
def reform_dates(milestones: pd.DataFrame, cases: pd.DataFrame) -> dict[str, str]:
    """Date the reform that bears on each place: its own or that of what lies in it, the first of several.

    A month stands for its first day.
    """
    hierarchy = hierarchies(cases)
    reforms = milestones[milestones["kind"].eq("reform")].sort_values("date", ascending=False)
    dated = zip(reforms["case"], reforms["date"], strict=True)
    return {place: str(date) for case, date in dated for place in hierarchy[case]}


@result
def contradicted_levels(contradictions: tuple[Contradiction, ...]) -> frozenset[str]:
    """Give the ids of the rows of which a published change and the levels beside it contradict each other."""
    found = (item for item in contradictions if item.kind is Kind.CHANGE_NOT_FROM_LEVELS)
    return frozenset(row for item in found for row in item.claims)


@result
def before_reform(
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    indicators: pd.DataFrame,
    contradicted_levels: frozenset[str],
    breaks_of_places: pd.DataFrame,
    reform_dates: dict[str, str],
    study: Study,
) -> pd.DataFrame:
    """Give the changes of every series of the cases and the places around them that has one before its reform.

    Series are of the phenomena of the study's group `moved_by_reform`.

    Returns `case, indicator, phase, start, end, basis, value, lower, upper, unit, direction, breaks, ids, source`.
    `start` and `end` are the first day of the earlier and the last of the later period; `basis` is levels (of two whole
    years, the first and last of the phase, before the reform those since the last break) or published (a change
    published as such); the change is in percent, of rates and shares in points (`unit` percent or pp); `direction` is
    falling, rising, flat or unclear as the bounds say; `breaks` are the ids of the breaks that lie between the two.
    Levels that contradict a published change are left out.
    """
    rows = pd.concat([claims, series[series["category"].eq("")]], ignore_index=True)
    measures = _measures(indicators, study)
    places = [place for place in places_of(study) if place in reform_dates]
    rows = rows[rows["case"].isin(places) & rows["indicator"].isin(list(measures)) & rows["end"].ne("")]
    refused = rows["id"].isin(contradicted_levels) & rows["change"].eq("level")
    rows = rows[rows["qualifier"].ne("") & ~refused]
    found: list[dict[str, object]] = []
    for (case, indicator), own in _by_series(rows).items():
        between = partial(crossed, breaks_of_places, case, indicator)
        reform, in_points = reform_dates[case], measures[indicator] in _SHARES
        made = [*_of_levels(own, reform, between, in_points=in_points), *_published(own, reform)]
        if any(one["phase"] is Phase.PRE for one in made):
            for one in made:
                broken = between(str(one.pop("earlier_end")), str(one["end"]))
                found.append({"case": case, "indicator": indicator, "breaks": " ".join(broken), **one})
    by = ("case", "indicator", "phase", "start", "end", "ids")
    return ordered(pd.DataFrame(found, columns=_COLUMNS), by, case=places, phase=list(Phase))


def _measures(indicators: pd.DataFrame, study: Study) -> dict[str, str]:
    """The measure of each indicator that a reform might move; a composition sums to the whole and cannot."""
    composition = indicators["numerator_indicator"].ne("") & indicators["numerator_indicator"].eq(
        indicators["denominator_indicator"]
    )
    kept = indicators[concerns(indicators, study, "moved_by_reform") & ~composition]
    return dict(zip(kept["id"], kept["measure"], strict=True))


def _by_series(rows: pd.DataFrame) -> dict[tuple[str, str], list[_Value]]:
    """The rows of each case and indicator, each with its quantity."""
    quantities, found = quantities_by_id(rows), defaultdict[tuple[str, str], list[_Value]](list)
    for row in rows_as(rows, PublishedRow):
        found[row["case"], row["indicator"]].append((row, quantities[row["id"]]))
    return found


def _of_levels(rows: list[_Value], reform: str, between: Between, *, in_points: bool) -> Iterator[dict[str, object]]:
    """The change between the first and last level before, between the last before and the first after, and after."""
    levels = _levels(rows)
    before = _unbroken([level for level in levels if level.end < reform], between)
    after = [level for level in levels if level.end >= reform]
    for first, last in ((before[:1], before[1:][-1:]), (before[-1:], after[:1]), (after[:1], after[1:][-1:])):
        if first and last:
            yield _moved(first[0], last[0], reform, in_points=in_points)


def _unbroken(levels: list[_Level], between: Between) -> list[_Level]:
    """The levels since the last break; all of them if that leaves fewer than two."""
    kept = levels[-1:]
    for level in reversed(levels[:-1]):
        if between(level.end, kept[0].end):
            break
        kept.insert(0, level)
    return kept if len(kept) > 1 else levels


def _levels(rows: list[_Value]) -> list[_Level]:
    """One level for each whole year, the narrowest of several, in order of time."""
    found: dict[str, _Level] = {}
    for row, quantity in rows:
        start, end = row["start"], row["end"]
        if row["change"] == "level" and start[5:] == "01-01" and end == f"{start[:4]}-12-31":
            level = _Level(row["id"], start, end, quantity, row["source"])
            found[start] = min(found.get(start, level), level, key=lambda known: width(known.quantity))
    return [found[start] for start in sorted(found)]


def _moved(first: _Level, last: _Level, reform: str, *, in_points: bool) -> dict[str, object]:
    moved = points(last.quantity, first.quantity) if in_points else change(first.quantity, last.quantity)
    made = _made((first.start, first.end, last.end), reform, moved, "pp" if in_points else "percent")
    sources = " ".join(dict.fromkeys((first.source, last.source)))
    return made | {"basis": "levels", "ids": f"{first.id} {last.id}", "source": sources}


def _published(rows: list[_Value], reform: str) -> Iterator[dict[str, object]]:
    for row, quantity in rows:
        start, end = row["start"], row["end"]
        if row["change"] not in (*_RELATIVE, *_POINTS):
            continue
        if start and start[:4] == end[:4]:
            start, earlier_end = year_before(start), year_before(end)
        elif start:
            earlier_end = f"{start[:4]}-12-31"
        else:
            continue
        unit = "pp" if row["change"] in _POINTS else "percent"
        made = _made((start, earlier_end, end), reform, quantity, unit)
        yield made | {"basis": "published", "ids": row["id"], "source": row["source"]}


def _made(period: _Period, reform: str, moved: Quantity, unit: str) -> dict[str, object]:
    start, earlier_end, end = period
    # A year in which the reform fell lies on both sides of it, so that a change from that year spans it.
    later = Phase.POST if start >= reform else Phase.SPANNING
    return {
        "phase": Phase.PRE if end < reform else later,
        "start": start,
        "end": end,
        "earlier_end": earlier_end,
        "value": moved.value,
        "lower": moved.lower,
        "upper": moved.upper,
        "unit": unit,
        "direction": _direction(moved),
    }


def _direction(moved: Quantity) -> str:
    low, high = moved.lower, moved.upper
    if low == high == 0:
        return "flat"
    if high is not None and (high < 0 or (high == 0 and not moved.upper_closed)):
        return "falling"
    if low is not None and (low > 0 or (low == 0 and not moved.lower_closed)):
        return "rising"
    return "unclear"


@numbers
def already_moving(before_reform: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the series that can be asked what they did before the reform, and those falling or rising by then.

    Changes across a break are left out: they are changes of the basis, too.
    """
    sound = before_reform[before_reform["breaks"].eq("")]
    earlier = sound[sound["phase"].eq(Phase.PRE)]
    found = {key: set(own) for key, own in earlier.groupby(["case", "indicator"])["direction"]}
    later = sound[sound["phase"].ne(Phase.PRE)]
    followed = set(zip(later["case"], later["indicator"], strict=True)) & set(found)
    made = {"series": counted(len(found)), "followed": counted(len(followed))}
    made |= {way: counted(sum(own == {way} for own in found.values())) for way in _DIRECTIONS}
    for case in places_of(study):
        place = study.place(case).in_prose
        for said, series in (("series", found), ("followed", followed)):
            number = sum(key[0] == case for key in series)
            made[f"{said}_{case}"] = counted(number).said(f"{said}_of_place", place=place)
    return made
