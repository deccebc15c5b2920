"""How large the evidence is, who speaks in it, and what it leaves out."""

import pandas as pd

from policy_report.analysis.places import study_places
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.bibliography import TIERS
from policy_report.quantities.arithmetic import share
from policy_report.study import Study


@result
def evidence_base(claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Count the published figures by place and by who speaks.

    Returns `place, tier, count`: `place` is one of the study's, with the parts of it that are no place of the study, or
    elsewhere; `tier` is one of `TIERS`; combinations without a figure count 0.
    """
    rows = pd.concat([claims[["case", "tier"]], series[["case", "tier"]]], ignore_index=True)
    places = rows["case"].map(study_places(cases, study))
    counts = rows.groupby([places.rename("place"), "tier"]).size()
    named = dict.fromkeys([*(place.id for place in study.places), *places])
    index = pd.MultiIndex.from_product([list(named), TIERS], names=["place", "tier"])
    return counts.reindex(index, fill_value=0).rename("count").reset_index()


@numbers
def evidence(
    *,
    claims: pd.DataFrame,
    series: pd.DataFrame,
    features: pd.DataFrame,
    milestones: pd.DataFrame,
    indicators: pd.DataFrame,
    sources: pd.DataFrame,
    study: Study,
) -> dict[str, Derived]:
    """Count the evidence."""
    data = sources[sources["tier"].ne("")]
    self_reported = int(claims["tier"].eq("self-reported").sum())
    rates = _rates(claims, indicators, study)
    without = int(rates["indicator"].map(indicators.set_index("id")["denominator"]).eq("").sum())
    return (
        _sizes(claims, series, features, milestones, data)
        | _presented(claims, study)
        | {
            "claims_without_number": counted(int(claims["qualifier"].eq("").sum())),
            "claims_self_reported": counted(self_reported),
            "share_self_reported": Derived(share(exactly(self_reported), exactly(len(claims)))),
            "rates": counted(len(rates)).said("rates", cases=study.word("cases")),
            "rates_without_denominator": counted(without),
            "literature": counted(len(sources) - len(data)),
            "claims_year_inferred": counted(int(claims["period_basis"].eq("inferred").sum())),
            "claims_period_unknown": counted(int(claims["period_basis"].eq("unknown").sum())),
        }
    )


def _sizes(
    claims: pd.DataFrame, series: pd.DataFrame, features: pd.DataFrame, milestones: pd.DataFrame, data: pd.DataFrame
) -> dict[str, Derived]:
    return {
        "claims": counted(len(claims)),
        "series_values": counted(len(series)),
        "features": counted(len(features)),
        "milestones": counted(len(milestones)),
        "data_sources": counted(len(data)),
        "mirrors": counted(int(data["mirror"].sum())),
        "openings": counted(int(data["opening_only"].sum())),
        "dates_inferred": counted(int(data["date_inferred"].sum())),
    }


def _presented(claims: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the claims from the text that presents each case."""
    return {
        f"core_claims_{place.id}": counted(int(claims["source"].eq(place.source).sum())).said(
            "core_claims", place=place.name
        )
        for place in study.places
        if place.source
    }


def _rates(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    measure = claims["indicator"].map(indicators.set_index("id")["measure"])
    level = measure.isin(["rate", "share"]) & claims["change"].eq("level")
    return claims[claims["case"].isin(study.cases) & level]
