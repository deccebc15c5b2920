"""What the two seed articles put forward as results, and all outcomes that the two cities publish."""

import pandas as pd

from policy_report.analysis.places import CITIES

HEADLINES = (
    "jx001", "jx002", "jx003", "jx013", "jx014", "jx022", "jx020", "jx023", "jx012", "jx010",
    "sm001", "sm002", "sm003", "sm003b", "sm004", "sm005",
)  # fmt: skip
"""What each article offers as a result: every statement of its opening, and every rate, rank and count of results
in its body. Counts of staff, teams and branches describe the design and stand in the design table."""

_NOT_OUTCOMES = (
    "population",
    "territory",
    "economy",
    "public finance",
    "investigation practice",
    "police organisation",
    "pandemic",
    "special cases",
)
"""Phenomena that describe the city, the design of its police, one case or an emergency."""

_CENTRE_OUTCOMES = ("rate", "share", "rank")
"""Of the investigation centre itself only ratios and ranks are outcomes; the rest is its size."""


def outcomes(claims: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, list[str]]:
    """For each of the two cities the ids of the claims on crime, police work, prosecution, safety or awards.

    The headlines are among them; claims on the counties of a city are not.
    """
    known = indicators.set_index("id")
    phenomenon, measure = claims["indicator"].map(known["phenomenon"]), claims["indicator"].map(known["measure"])
    of_centre = phenomenon.eq("investigation centre") & ~measure.isin(_CENTRE_OUTCOMES)
    kept = (~phenomenon.isin(_NOT_OUTCOMES) & ~of_centre) | claims["id"].isin(HEADLINES)
    return {city: [str(row) for row in claims.loc[kept & claims["case"].eq(city), "id"]] for city in CITIES}
