"""The performance claims of the two cities, sorted by the kind of scale they stand on."""

import pandas as pd

from policy_report.analysis.places import CITIES, innermost, lineages
from policy_report.analysis.results import result

_PERFORMANCE = (
    "criminal cases",
    "fatal violence",
    "small cases",
    "cases of one million yuan",
    "telecom fraud",
    "property crime",
    "theft",
    "interrogation",
    "investigation centre",
)
"""Phenomena of `indicators.csv` that a police force reports as its results."""

_CENTRE_RESULTS = ("rate", "share", "rank")
"""Of the investigation centre itself only ratios and ranks are results; the rest is its size."""

KINDS = ("level_percent", "change_percent", "count", "rank")
"""Kinds of scale. Claims of two kinds never share an axis."""


@result
def claims_overview(claims: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Rates, changes, counts and ranks that the two cities and their counties report as results.

    Returns
    -------
    DataFrame
        The claims' columns and `city` (jiaxing or sanming), `kind` (one of `KINDS`), `name_en`, `name_zh` of the
        indicator, and `has_denominator`; ordered by kind, city, and the size of the nominal value. Amounts of
        money and durations are left out.
    """
    known = indicators.set_index("id")
    about = claims["indicator"].map(known.to_dict("index").get)
    found = claims.assign(
        city=claims["case"].map({case: innermost(lineage, CITIES, "") for case, lineage in lineages(cases).items()}),
        kind=[_kind(row["read_unit"], row["change"], known.loc[row["indicator"]]) for row in claims.to_dict("records")],
        name_en=about.map(lambda indicator: indicator["name_en"]),
        name_zh=about.map(lambda indicator: indicator["name_zh"]),
        has_denominator=about.map(lambda indicator: indicator["denominator"] != ""),
    )
    found = found[found["city"].ne("") & found["kind"].ne("") & found["qualifier"].ne("")]
    found["size"] = found[["value", "lower", "upper"]].bfill(axis=1)["value"]
    order = {"kind": found["kind"].map(KINDS.index), "by": -found["size"]}
    ordered = found.assign(**order).sort_values(["kind", "city", "by", "id"], ignore_index=True)
    return ordered.assign(kind=ordered["kind"].map(lambda place: KINDS[place])).drop(columns=["size", "by"])


def _kind(unit: str, change: str, indicator: "pd.Series[str]") -> str:
    """The kind of scale; empty if the claim is no result of police work or has no common scale."""
    phenomenon, measure = indicator["phenomenon"], indicator["measure"]
    if phenomenon not in _PERFORMANCE:
        return ""
    if phenomenon == "investigation centre" and measure not in _CENTRE_RESULTS:
        return ""
    if measure == "rank":
        return "rank"
    if unit == "percent":
        return "level_percent" if change == "level" else "change_percent"
    return "count" if measure == "count" and change == "level" else ""
