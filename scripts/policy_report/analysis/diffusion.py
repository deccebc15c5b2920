"""The reforms of the cases, their precursors and their peers in time."""

import pandas as pd

from policy_report.analysis.places import hierarchies, innermost, regions
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.periods import first_day, last_day
from policy_report.study import Study
from policy_report.text.language import Language

REST = "elsewhere"
"""The lane of the timeline for what happened outside the regions of the cases."""

NO_BODY = "none"
"""The family of a row of `peers.csv` that gives a place's figure and names no body."""

_COLUMNS = {"branches": "branches", "staff": "staff", "tiers": "tiers", "figure": "phrase"}

KNOWN = ("date", *_COLUMNS)
"""What can be known of a body: when it was founded or existed, its branches, staff and tiers, a headline figure."""

_BETWEEN = ["earliest", "latest"]
_PEERS = [
    "id", "case", "name_en", "name_zh", "region_en", "region_zh", "body_en", "body_zh", "family", "year", "basis",
    *_BETWEEN, "focal", "source", *KNOWN,
]  # fmt: skip


@result
def timeline(milestones: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Give milestones in the order of their dates, each in a lane.

    Returns the milestones' columns and `year`, `lane` (the region of a case, as `regions` has it, or `REST`) and `own`
    (whether it is of a case of the study or of what lies in one).
    """
    hierarchy, lanes = milestones["case"].map(hierarchies(cases)), tuple(regions(study, cases).values())
    found = milestones.assign(
        year=milestones["date"].str[:4].astype(int),
        lane=hierarchy.map(lambda places: innermost(places, lanes, REST)),
        own=hierarchy.map(lambda places: innermost(places, study.cases, "") != ""),
    )
    return found.sort_values(["date", "id"], ignore_index=True)


@result
def peers_in_time(peers: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Order bodies of the same kind by when they were founded, with what is known of each.

    Returns `id, case, name_en, name_zh, region_en, region_zh, body_en, body_zh, family, year, basis, earliest, latest,
    focal, source` and a flag for each of `KNOWN`, ordered by year, those without a year last. `year` is a float year
    (2020.67 for September 2020), missing if unknown; `basis` is stated, by (existed by then), inferred or unknown;
    `earliest` and `latest` are the days between which the body was founded as far as the sources say, empty where they
    leave that open; `focal` marks the cases of the study. `region` is what a place lies in below the outermost, such as
    its province. Rows on the outermost place and rows that name no body are left out.
    """
    known, bodies = cases.set_index("id"), _bodies(peers, cases)
    places = {"name": bodies["case"], "region": bodies["case"].map(hierarchies(cases)).str[-2]}
    dates = zip(bodies["established"], bodies["established_basis"], strict=True)
    between = pd.DataFrame([founded_between(*date) for date in dates], index=bodies.index, columns=_BETWEEN)
    found = bodies.join(between).assign(
        **{f"{name}_{tag}": place.map(known[f"name_{tag}"]) for name, place in places.items() for tag in Language},
        year=bodies["established"].map(_float_year),
        basis=bodies["established_basis"],
        focal=bodies["case"].isin(study.cases),
        date=between["earliest"].ne("") | between["latest"].ne(""),
        **{name: bodies[column].ne("") for name, column in _COLUMNS.items()},
    )
    return found[_PEERS].sort_values(["year", "id"], na_position="last", ignore_index=True)


def _bodies(peers: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    outermost = cases.loc[cases["parent"].eq(""), "id"]
    return peers[~peers["case"].isin(outermost) & peers["family"].ne(NO_BODY)]


def founded_between(date: str, basis: str) -> tuple[str, str]:
    """Give the first and last day on which a body can have been founded, as its date says; empty where open.

    A stated date allows every day of its year, month or day. Existence by a date leaves the beginning open. An
    inferred date is ours, and bounds nothing.
    """
    if basis == "stated":
        return first_day(date), last_day(date)
    return "", last_day(date) if basis == "by" else ""


def _float_year(date: str) -> float:
    """A partial date as a year with its months as a fraction; a date without a month stands at mid-year."""
    if not date:
        return float("nan")
    year, month = (*date.split("-"), "")[:2]
    return float(year) + ((int(month) - 1) / 12 if month else 0.5)


@numbers
def diffusion(
    peers: pd.DataFrame, cases: pd.DataFrame, reform_dates: dict[str, str], study: Study
) -> dict[str, Derived]:
    """Count the bodies of the same kind that were found, and those before the year of the first reform."""
    bodies = _bodies(peers, cases)
    bodies = bodies[~bodies["case"].isin(study.cases)]
    dated = bodies[bodies["established_basis"].isin(["stated", "by"])]
    return {
        "bodies": counted(len(bodies)).said("bodies", cases=study.word("cases")),
        "bodies_dated": counted(len(dated)),
        **_before_reforms(dated, [reform_dates[case] for case in study.cases if case in reform_dates]),
        "bodies_with_staff": counted(int(bodies["staff"].ne("").sum())),
        "bodies_without_figure": counted(int(bodies["phrase"].eq("").sum())),
    }


def _before_reforms(dated: pd.DataFrame, reforms: list[str]) -> dict[str, Derived]:
    if not reforms:
        return {}
    year = min(reforms)[:4]
    earlier = int((dated["established"].str[:4] < year).sum())
    return {f"bodies_before_{year}": counted(earlier).said("bodies_before", year=year)}
