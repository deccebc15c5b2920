"""What the dates of the bodies can show and what they cannot: the orders that hold whatever the open dates were.

A date bounds the day on which a body was founded (`diffusion.founded_between`). One body is certainly earlier than
another if its last possible day lies before the other's first; every other order is open. The bodies were found by
searching, so that a count of certainly earlier ones bounds their number from below only.
"""

from itertools import combinations
from typing import Any

import pandas as pd

from policy_report.analysis.diffusion import KNOWN
from policy_report.analysis.published import between, counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.records import Record
from policy_report.study import Study

_ORDER = ["id", "case", "family", "focal", "earliest", "latest"]
_LABELS = ["label_zh", "label_en", "bodies", "places", "first_case", "first_seen", "last_case", "last_seen"]
_COUNTS = ["certainly_earlier", "possibly_earlier", "family_certainly", "family_possibly"]


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
    for body in dated.to_dict("records"):
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
    bodies = order[["case", "earliest", "latest"]].to_dict("records")
    of_places = [(one, other) for one, other in combinations(bodies, 2) if one["case"] != other["case"]]
    certain = [one for one, other in of_places if _ordered(one, other) or _ordered(other, one)]
    return len(of_places), len(certain)


def _ordered(one: Record, other: Record) -> bool:
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
