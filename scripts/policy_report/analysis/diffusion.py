"""Both reforms, their precursors and their peers in time."""

import pandas as pd

from policy_report.analysis.places import CITIES, innermost, lineages
from policy_report.analysis.published import counted
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.periods import first_day, last_day

LANES = ("country", "zhejiang", "fujian")
"""Lanes of the timeline: the country with provinces other than the two, and the province of each city."""

_REFORM_YEAR = "2020"
"""The year in which both centres were founded."""

NO_BODY = "none"
"""The family of a row of `peers.csv` that gives a city's figure and names no body."""

_COLUMNS = {"branches": "branches", "staff": "staff", "tiers": "tiers", "figure": "phrase"}

KNOWN = ("date", *_COLUMNS)
"""What can be known of a body: when it was founded or existed, its branches, staff and tiers, a headline figure."""


@result
def timeline(milestones: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Milestones in the order of their dates, each in a lane.

    Returns
    -------
    DataFrame
        The milestones' columns and `year`, `lane` (one of `LANES`) and `city` (whether the case is one of the
        two cities or lies in one).
    """
    lineage = milestones["case"].map(lineages(cases))
    found = milestones.assign(
        year=milestones["date"].str[:4].astype(int),
        lane=lineage.map(lambda places: innermost(places, LANES[1:], LANES[0])),
        city=lineage.map(lambda places: innermost(places, CITIES, "") != ""),
    )
    return found.sort_values(["date", "id"], ignore_index=True)


@result
def peers_in_time(peers: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Bodies of the same kind by when they were founded, and what is known of each.

    Returns
    -------
    DataFrame
        `id, case, name_en, name_zh, province_en, province_zh, body_en, body_zh, family, year, basis, earliest, latest,
        focal, source` and a flag for each of `KNOWN`, ordered by year, those without a year last. `year` is a float
        year (2020.67 for September 2020), missing if unknown; `basis` is stated, by (existed by then), inferred or
        unknown; `earliest` and `latest` are the days between which the body was founded as far as the sources say,
        empty where they leave that open; `focal` marks the two cities. Rows on the whole country, on the literature
        and rows that name no body are left out.
    """
    known = cases.set_index("id").to_dict("index")
    lineage = lineages(cases)
    rows = []
    for peer in _bodies(peers).to_dict("records"):
        place = known[peer["case"]]
        province = known[next(case for case in lineage[peer["case"]] if known[case]["level"] == "province")]
        earliest, latest = founded_between(peer["established"], peer["established_basis"])
        rows.append(
            {
                "id": peer["id"],
                "case": peer["case"],
                "name_en": place["name_en"],
                "name_zh": place["name_zh"],
                "province_en": province["name_en"],
                "province_zh": province["name_zh"],
                "body_en": peer["body_en"],
                "body_zh": peer["body_zh"],
                "family": peer["family"],
                "year": _float_year(peer["established"]),
                "basis": peer["established_basis"],
                "earliest": earliest,
                "latest": latest,
                "focal": peer["case"] in CITIES,
                "source": peer["source"],
                "date": bool(earliest or latest),
                **{name: peer[column] != "" for name, column in _COLUMNS.items()},
            }
        )
    return pd.DataFrame(rows).sort_values(["year", "id"], na_position="last", ignore_index=True)


def _bodies(peers: pd.DataFrame) -> pd.DataFrame:
    return peers[peers["case"].ne("china") & peers["family"].ne(NO_BODY)]


def founded_between(date: str, basis: str) -> tuple[str, str]:
    """First and last day on which a body can have been founded, as far as its date says; empty where it is open.

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
def diffusion(peers: pd.DataFrame) -> dict[str, Derived]:
    """How many bodies of the same kind were found, and how many before the two reforms."""
    bodies = _bodies(peers)
    bodies = bodies[~bodies["case"].isin(CITIES)]
    dated = bodies[bodies["established_basis"].isin(["stated", "by"])]
    earlier = dated[dated["established"].str[:4] < _REFORM_YEAR]
    return {
        "bodies": counted(
            len(bodies),
            "rows of peers.csv that name a body outside the two cities",
            "两市以外所见的机构与机制数",
        ),
        "bodies_dated": counted(
            len(dated),
            "of these, with a founding date stated or an existence shown by a date",
            "其中成立或已存在的时间可考者",
        ),
        "bodies_before_2020": counted(
            len(earlier), "of these, founded or in existence before 2020", "其中2020年以前成立或已存在者"
        ),
        "bodies_with_staff": counted(
            int(bodies["staff"].ne("").sum()), "bodies whose staff is published", "公布人员数的机构数"
        ),
        "bodies_without_figure": counted(
            int(bodies["phrase"].eq("").sum()), "bodies with no figure in the part seen", "所见部分无任何数字的机构数"
        ),
    }
