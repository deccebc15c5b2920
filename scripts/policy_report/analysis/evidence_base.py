"""How large the evidence is, who speaks in it, and what it leaves out."""

import pandas as pd

from policy_report.analysis.places import study_places
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.evidence.bibliography import TIERS
from policy_report.quantities.arithmetic import share
from policy_report.study import Study
from policy_report.text.language import Language


@result
def evidence_base(claims: pd.DataFrame, series: pd.DataFrame, cases: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Count the published figures by place and by who speaks.

    Returns
    -------
    DataFrame
        `place, tier, count`: `place` is one of the study's, with the parts of it that are no place of the study, or
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
    rates, called = _rates(claims, indicators, study), study.word("cases")
    without = int(rates["indicator"].map(indicators.set_index("id")["denominator"]).eq("").sum())
    return (
        _sizes(claims, series, features, milestones, data)
        | _presented(claims, study)
        | {
            "claims_without_number": counted(
                int(claims["qualifier"].eq("").sum()), "claims whose phrase states no number", "原文未给出数字的表述数"
            ),
            "claims_self_reported": counted(
                self_reported, "claims whose source reports on itself", "来源为机构自述的表述数"
            ),
            "share_self_reported": Derived(
                share(exactly(self_reported), exactly(len(claims))),
                (),
                "claims whose source reports on itself / claims",
                "机构自述的表述数÷表述总数",
            ),
            "rates": counted(
                len(rates),
                f"claims of {called[Language.EN]} that give the level of a rate or share",
                f"{called[Language.ZH]}给出比率或占比之水平的表述数",
            ),
            "rates_without_denominator": counted(
                without, "of these, rates whose denominator is not published", "其中未公布分母者"
            ),
            "literature": counted(
                len(sources) - len(data), "works of literature in references.bib", "参考文献中的研究文献数"
            ),
            "claims_year_inferred": counted(
                int(claims["period_basis"].eq("inferred").sum()),
                "claims whose period is inferred",
                "时期系推断的表述数",
            ),
            "claims_period_unknown": counted(
                int(claims["period_basis"].eq("unknown").sum()), "claims whose period is unknown", "时期不明的表述数"
            ),
        }
    )


def _sizes(
    claims: pd.DataFrame, series: pd.DataFrame, features: pd.DataFrame, milestones: pd.DataFrame, data: pd.DataFrame
) -> dict[str, Derived]:
    return {
        "claims": counted(len(claims), "rows of claims.csv", "公布的表述数"),
        "series_values": counted(len(series), "rows of series.csv", "官方和报刊序列的数值数"),
        "features": counted(len(features), "rows of features.csv", "制度特征数"),
        "milestones": counted(len(milestones), "rows of milestones.csv", "大事记条数"),
        "data_sources": counted(len(data), "sources of data in references.bib", "数据来源数"),
        "mirrors": counted(int(data["mirror"].sum()), "data sources read as a copy", "据转载页阅读的数据来源数"),
        "openings": counted(
            int(data["opening_only"].sum()),
            "data sources of which only the opening was seen",
            "只见到开头部分的数据来源数",
        ),
        "dates_inferred": counted(
            int(data["date_inferred"].sum()), "data sources whose date is inferred", "日期系推断的数据来源数"
        ),
    }


def _presented(claims: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Count the claims from the text that presents each case."""
    return {
        f"core_claims_{place.id}": counted(
            int(claims["source"].eq(place.source).sum()),
            f"claims from the article on the reform of {place.name[Language.EN]}",
            f"出自{place.name[Language.ZH]}改革文章的表述数",
        )
        for place in study.places
        if place.source
    }


def _rates(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    measure = claims["indicator"].map(indicators.set_index("id")["measure"])
    level = measure.isin(["rate", "share"]) & claims["change"].eq("level")
    return claims[claims["case"].isin(study.cases) & level]
