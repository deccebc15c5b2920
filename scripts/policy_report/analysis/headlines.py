"""Which claims are results: those that a study names as headlines, and all outcomes that its cases publish."""

import pandas as pd

from policy_report.study import Study

_RATIOS = ("rate", "share", "rank")
"""Measures that are results even of what the study calls `only_ratios`; the rest is the size of a body."""


def performance(indicators: pd.DataFrame, study: Study) -> "pd.Series[bool]":
    """Tell of each indicator whether it measures what the cases report as their results.

    Those are the phenomena of the study's group `performance`, or all that are outcomes if it names none.
    """
    return concerns(indicators, study, "performance") & ~_sizes(indicators, study)


def concerns(indicators: pd.DataFrame, study: Study, group: str) -> "pd.Series[bool]":
    """Tell of each indicator whether its phenomenon is in a group, or an outcome if the study names none."""
    named = study.group(group)
    return indicators["phenomenon"].isin(named) if named else ~_described(indicators, study)


def outcomes(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> dict[str, list[str]]:
    """Give for each case the ids of its claims on outcomes.

    The headlines are among them; claims on the parts of a case are not.
    """
    known = indicators.set_index("id")
    none = claims["indicator"].map(_described(known, study) | _sizes(known, study)).astype(bool)
    kept = claims[~none | claims["id"].isin(study.headline)]
    return {case: [str(row) for row in kept.loc[kept["case"].eq(case), "id"]] for case in study.cases}


def _described(indicators: pd.DataFrame, study: Study) -> "pd.Series[bool]":
    """What describes a case and is no outcome."""
    return indicators["phenomenon"].isin(study.group("not_outcomes"))


def _sizes(indicators: pd.DataFrame, study: Study) -> "pd.Series[bool]":
    return indicators["phenomenon"].isin(study.group("only_ratios")) & ~indicators["measure"].isin(_RATIOS)
