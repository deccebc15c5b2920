"""The reforms of the cases, their precursors and their peers in time, and which orders hold whatever open dates were.

A date bounds the day on which a body was founded (`founded_between`). One body is certainly earlier than another if its
last possible day lies before the other's first; every other order is open. The bodies were found by searching, so that
a count of certainly earlier ones bounds their number from below only.
"""

from itertools import combinations
from typing import Any

import pandas as pd

from policy_report.analysis.places import hierarchies, innermost, regions
from policy_report.analysis.published import between, counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.periods import first_day, last_day
from policy_report.evidence.records import AnyRow, Record, rows_as
from policy_report.study import Study
from policy_report.text.language import Language

_ORDER = ["id", "case", "family", "focal", "earliest", "latest"]

_LABELS = ["label_zh", "label_en", "bodies", "places", "first_case", "first_seen", "last_case", "last_seen"]

_COUNTS = ["certainly_earlier", "possibly_earlier", "family_certainly", "family_possibly"]

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


@result
def order_of_bodies(peers_in_time: pd.DataFrame) -> pd.DataFrame:
    """Count the bodies of other places that are earlier than each body, certainly and possibly.

    Returns `id, case, family, focal, earliest, latest, certainly_earlier, possibly_earlier, family_certainly,
    family_possibly`, of the dated bodies in the order of `peers_in_time`. `certainly_earlier` counts bodies of other
    places founded before this one on every reading of the dates, `possibly_earlier` those founded before it on some
    reading (the certain ones among them); the last two count within the body's family. The place of a body in the order
    is between one more than the first and one more than the second.
    """
    dated = peers_in_time[peers_in_time["date"]]
    rows = []
    for body in rows_as(dated, Record):
        others = dated[dated["case"].ne(body["case"])]
        certain, possible = certainly_earlier(others, body["earliest"]), _possibly_earlier(others, body["latest"])
        kin = others["family"].eq(body["family"])
        rows.append([int(found.sum()) for found in (certain, possible, certain & kin, possible & kin)])
    counts = pd.DataFrame(rows, columns=_COUNTS, dtype="int64")
    return dated[_ORDER].reset_index(drop=True).join(counts)


def certainly_earlier(bodies: pd.DataFrame, day: str) -> pd.Series:
    """Tell whether each body was there before a day on every reading of its date; an empty day is before all."""
    return bodies["latest"].ne("") & bodies["latest"].lt(day)


def _possibly_earlier(bodies: pd.DataFrame, day: str) -> pd.Series:
    """Whether each body may have been founded before the last day of another's date; an empty day is after all."""
    return bodies["earliest"].eq("") | bodies["earliest"].lt(day or "9999")


@result
def labels_in_time(peers_in_time: pd.DataFrame, sources: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Follow the study's labels in the names of the bodies: where and from when to when they are seen.

    Returns `label_zh, label_en, bodies, places, first_case, first_seen, last_case, last_seen`, in the order of
    `first_seen`. `first_seen` is the last day of the earliest date at which a body of that name was there; `last_seen`
    the date of the latest source on a body of that name. A name may be older, and still in use.
    """
    published = sources.set_index("key")["date"]
    rows = []
    for word, english in study.labels.items():
        found = peers_in_time[peers_in_time["body_zh"].str.contains(word, regex=False)]
        found = found.assign(seen=found["source"].map(published).fillna(""))
        dated = found[found["latest"].ne("")].sort_values("latest")
        if dated.empty:
            continue
        last = found.sort_values("seen").iloc[-1]
        seen = (*dated.iloc[0][["case", "latest"]], *last[["case", "seen"]])
        rows.append((word, english, len(found), found["case"].nunique(), *seen))
    return pd.DataFrame(rows, columns=_LABELS).sort_values("first_seen", ignore_index=True)


@numbers
def orders(peers_in_time: pd.DataFrame, order_of_bodies: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the orders in time that hold on every reading of the dates, and what is known of the bodies."""
    cases = study.word("cases")
    pairs, certain = _pairs(order_of_bodies)
    made = {
        "dated": counted(len(order_of_bodies)).said("dated", cases=cases),
        "pairs": counted(pairs),
        "pairs_certain": counted(certain),
    }
    for case in study.cases:
        own = order_of_bodies[order_of_bodies["case"].eq(case)]
        made |= _places(own.iloc[-1], study) if len(own) else {}
    return made | _known(peers_in_time) | {"found": counted(len(peers_in_time)).said("found", cases=cases)}


def _pairs(order: pd.DataFrame) -> tuple[int, int]:
    bodies = rows_as(order[["case", "earliest", "latest"]], Record)
    of_places = [(one, other) for one, other in combinations(bodies, 2) if one["case"] != other["case"]]
    certain = [one for one, other in of_places if _ordered(one, other) or _ordered(other, one)]
    return len(of_places), len(certain)


def _ordered(one: AnyRow, other: AnyRow) -> bool:
    return bool(one["latest"]) and one["latest"] < other["earliest"]


def _places(body: "pd.Series[Any]", study: Study) -> dict[str, Derived]:
    """Give the place of the body of a case among those found, as an interval."""
    case = str(body["case"])
    said = {"place": study.place(case).in_prose, "body": study.word("body")}
    low, high, of_family, of_family_high = (int(body[part]) for part in _COUNTS)
    return {
        f"earlier_than_{case}": counted(low).said("earlier_than", **said),
        f"place_{case}": Derived(between(low + 1, high + 1)).said("place", **said),
        f"place_in_family_{case}": Derived(between(of_family + 1, of_family_high + 1)).said("place_in_family", **said),
    }


def _known(bodies: pd.DataFrame) -> dict[str, Derived]:
    """How many of the bodies each item is known of, and of how many all are."""
    known = bodies[list(KNOWN)]
    made = {f"known_{item}": counted(int(known[item].sum())) for item in KNOWN}
    return made | {"known_all": counted(int(known.all(axis=1).sum()))}
