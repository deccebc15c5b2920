"""Which claims are results, and an overview of them: those that a study names as headlines, and all outcomes."""

import pandas as pd

from policy_report.analysis.places import hierarchies, innermost
from policy_report.analysis.results import result
from policy_report.evidence.records import PublishedRow, rows_as
from policy_report.evidence.tidy import ordered
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


KINDS = ("level_percent", "change_percent", "count", "rank")
"""Kinds of scale. Claims of two kinds never share an axis."""


@result
def claims_overview(claims: pd.DataFrame, indicators: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Sort the rates, changes, counts and ranks that the cases and their parts report as results.

    Results are of the phenomena of the study's group `performance`.

    Returns the claims' columns and `of_case` (the case of the study that it is of), `kind` (one of `KINDS`), `name_en`,
    `name_zh` of the indicator, and `has_denominator`; ordered by kind, case, and the size of the nominal value. Amounts
    of money and durations are left out.
    """
    known = indicators.set_index("id")
    measures = known["measure"].where(performance(known, study), "").to_dict()
    found = claims.assign(
        of_case=claims["case"].map({case: innermost(own, study.cases, "") for case, own in hierarchies(cases).items()}),
        kind=[
            _kind(row["read_unit"], row["change"], measures[row["indicator"]]) for row in rows_as(claims, PublishedRow)
        ],
        name_en=claims["indicator"].map(known["name_en"]),
        name_zh=claims["indicator"].map(known["name_zh"]),
        has_denominator=claims["indicator"].map(known["denominator"].ne("")),
    )
    found = found[found["of_case"].ne("") & found["kind"].ne("") & found["qualifier"].ne("")]
    found["size"] = found[["value", "lower", "upper"]].bfill(axis=1)["value"]
    by = ("kind", "of_case", "size", "id")
    return ordered(found.assign(size=-found["size"]), by, kind=KINDS, of_case=study.cases).drop(columns="size")


def _kind(unit: str, change: str, measure: str) -> str:
    """Tell the kind of scale; empty if the claim has no common scale, or is no result, of which nothing is measured."""
    if not measure:
        return ""
    if measure == "rank":
        return "rank"
    if unit == "percent":
        return "level_percent" if change == "level" else "change_percent"
    return "count" if measure == "count" and change == "level" else ""
