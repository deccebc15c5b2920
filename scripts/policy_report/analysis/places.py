"""Which place lies in which, and where a series of a place changes its basis."""

from collections import Counter

import pandas as pd

from policy_report.analysis.results import result
from policy_report.evidence.periods import first_day
from policy_report.evidence.records import CaseRow, hierarchies_of, rows_as
from policy_report.study import Study

DOUBT = "doubt"
"""The kind of an entry that questions a basis without changing it: marked in figures, no break in a comparison."""

_OF_THE_PLACE_ALONE = ("census", "accounts")
"""Kinds that a place's own statistics decide; how cases are recorded and defined is decided from above."""


def hierarchies(cases: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Give each case with all that it lies in, from the inside out, by the case's id."""
    return hierarchies_of(rows_as(cases[["id", "parent"]], CaseRow))


def innermost(hierarchy: tuple[str, ...], places: tuple[str, ...], otherwise: str) -> str:
    """Give the first of `places` that a hierarchy names, from the inside out."""
    return next((place for place in hierarchy if place in places), otherwise)


def study_places(cases: pd.DataFrame, study: Study) -> dict[str, str]:
    """Give the place of the study that each case of the evidence counts with.

    It is the innermost that the case lies in. What lies in the outermost alone, such as another province of the
    country, is elsewhere.
    """
    known = hierarchies(cases)
    outermost = {hierarchy[-1] for hierarchy in known.values()}
    inner = (*study.cases, *(place for place in study.around if place not in outermost))
    return {
        case: case if case in study.around else innermost(hierarchy, inner, study.elsewhere)
        for case, hierarchy in known.items()
    }


def regions(study: Study, cases: pd.DataFrame) -> dict[str, str]:
    """Find the region of each case compared: the outermost place around it that holds no other case."""
    found = hierarchies(cases)
    known = {case: found[case] for case in study.cases if case in found}
    held = Counter(place for hierarchy in known.values() for place in hierarchy)
    return {case: next((place for place in known[case][::-1] if held[place] == 1), case) for case in known}


@result
def breaks_of_places(breaks: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Find the breaks of each place: its own, and those in recording and definition of the places it lies in.

    Returns the columns of `breaks` with `place`, `day` (the first day on the new basis) and `year`, ordered by place,
    indicator and day.
    """
    within = pd.DataFrame(
        [(place, case) for place, hierarchy in hierarchies(cases).items() for case in hierarchy],
        columns=["place", "case"],
    )
    found = breaks.merge(within, on="case")
    found = found[found["place"].eq(found["case"]) | ~found["kind"].isin(_OF_THE_PLACE_ALONE)].copy()
    found["day"] = found["date"].map(first_day)
    found["year"] = found["day"].str[:4].astype(int)
    return found.sort_values(["place", "indicator", "day", "id"], ignore_index=True)


def breaks_of(breaks_of_places: pd.DataFrame, place: str, indicator: str, *, doubts: bool) -> pd.DataFrame:
    """Give the breaks of one series, with or without the points at which its basis is only put in doubt."""
    of_series = breaks_of_places["place"].eq(place) & breaks_of_places["indicator"].eq(indicator)
    return breaks_of_places[of_series & (doubts | breaks_of_places["kind"].ne(DOUBT))]


def crossed(breaks_of_places: pd.DataFrame, place: str, indicator: str, before: str, after: str) -> list[str]:
    """Give the ids of the breaks between two values of a series, doubts left out.

    `before`, `after`: last day of the earlier value and of the later one (ISO 8601).
    """
    # Row by row: a boolean mask of a frame takes ten times as long, and this is asked for every change of a series.
    columns = (breaks_of_places[name] for name in ("place", "indicator", "kind", "day", "id"))
    own = (
        (day, key) for *of, kind, day, key in zip(*columns, strict=True) if of == [place, indicator] and kind != DOUBT
    )
    return [str(key) for day, key in own if before < day <= after]
