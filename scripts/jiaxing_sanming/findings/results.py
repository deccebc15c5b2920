"""Findings about the figures that the two articles put forward as results."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above, apart, below, greater
from policy_report.quantities.arithmetic import ratio
from policy_report.study import Study

_SMALL_CHANGE = 15.0
"""A change of the number of cleared cases, in percent, that the text calls small."""


def _headlines(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The headline figures with the measure and the divisor of their indicators."""
    known = indicators.set_index("id")
    shown = claims[claims["id"].isin(study.headline)]
    return shown.assign(
        measure=shown["indicator"].map(known["measure"]),
        divisor=shown["indicator"].map(known["denominator_indicator"]),
    )


@finding(
    "fnd-no-counterpart",
    test_en="no outcome of one city has a licence to be compared, as published or converted, with one of the other",
    test_zh="两市的成效中，没有一对可以按原样或经换算后比较",
    overturned_by_en="a figure from either city that counts what a figure of the other counts, in one period",
    overturned_by_zh="任一城市公布与另一市同口径、同时期的数字",
)
def no_counterpart(licence_counts: dict[str, Derived]) -> Verdict:
    """Of all pairs of outcomes, one from each city, none is the same or convertible, and nor is a pair of headlines."""
    counts = {
        name: int(licence_counts[name].quantity.lower or 0)
        for name in ("outcome_pairs", "outcome_same", "outcome_convertible", "headline_same", "headline_convertible")
    }
    pairs = counts.pop("outcome_pairs")
    values = (
        Value("pairs of outcomes", "成效配对数", pairs),
        Value("with a licence", "可比者", counts["outcome_same"] + counts["outcome_convertible"]),
    )
    return Verdict(pairs > 0 and not any(counts.values()), values)


@finding(
    "fnd-rules-license",
    test_en="the rules license pairs of other figures, also of different places",
    test_zh="同样的规则准许比较其他数字，包括分属两地者",
    overturned_by_en="rules so strict that no pair across places is licensed",
    overturned_by_zh="规则过严，以致分属两地的数字没有一对可比",
)
def rules_license(licence_counts: dict[str, Derived]) -> Verdict:
    """Pairs that compare as published exist, within places and across them."""
    everywhere, across = (int(licence_counts[name].quantity.lower or 0) for name in ("all_same", "across_same"))
    values = (Value("pairs licensed", "可比对数", everywhere), Value("across places", "分属两地者", across))
    return Verdict(everywhere > across > 0, values)


@finding(
    "fnd-no-denominator",
    test_en="for no headline rate is the count by which it would have to be divided published for its city and period",
    test_zh="主要成效中的比率，其同地同期的分母均未公布",
    overturned_by_en="a published denominator for one of these rates",
    overturned_by_zh="其中任一比率的分母见于公布",
)
def no_denominator(claims: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> Verdict:
    """Looks for a level of the divisor of each headline rate, in the same place and with an overlapping period."""
    headlines = _headlines(claims, indicators, study)
    rates = headlines[headlines["measure"].eq("rate")].to_dict("records")
    based = sum(any(_is_divisor(row, rate) for row in claims.to_dict("records")) for rate in rates)
    values = (
        Value("headline rates", "主要成效中的比率数", len(rates)),
        Value("with a denominator", "公布分母者", based),
    )
    return Verdict(based == 0 and len(rates) > 0, values)


def _is_divisor(row: dict[Hashable, Any], rate: dict[Hashable, Any]) -> bool:
    counts = row["indicator"] == rate["divisor"] and row["change"] == "level" and row["case"] == rate["case"]
    return bool(counts and row["start"] <= rate["end"] and rate["start"] <= row["end"])


@finding(
    "fnd-relative-excludes-little",
    test_en="read as relative, the published change leaves more than half of the scale open to the earlier rate",
    test_zh="若为相对变化，此前破案率的可能范围仍超过整个量表的一半",
    overturned_by_en="a larger published change, or a published rate for either year",
    overturned_by_zh="公布的变化更大，或任一年份的破案率见于公布",
)
def relative_excludes_little(clearance: dict[str, Derived]) -> Verdict:
    """The upper bound of the earlier rate lies above fifty percent."""
    earlier = clearance["earlier_rate_if_relative"].quantity
    holds = earlier.upper is not None and earlier.upper > 50
    return Verdict(holds, (Value("earlier rate", "此前的破案率", earlier, 1),))


@finding(
    "fnd-points-below-fujian",
    test_en="read as percentage points, the change puts Jiaxing's earlier rate below Fujian's for most of 2020",
    test_zh="若为百分点，嘉兴此前的破案率低于福建2020年大部分时间的水平",
    overturned_by_en="a published rate for Jiaxing, or a lower one for Fujian",
    overturned_by_zh="嘉兴公布破案率，或福建的破案率实为更低",
)
def points_below_fujian(clearance: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The whole interval of the earlier rate lies below the rate of Fujian."""
    earlier, fujian = clearance["earlier_rate_if_points"].quantity, Published(claims)["sm078"]
    values = (Value("earlier rate", "此前的破案率", earlier, 1), Value("Fujian 2020", "福建2020年", fujian, 1))
    return Verdict(greater(fujian, earlier), values)


@finding(
    "fnd-fewer-filings",
    test_en="with the national fall in filings, the published change needs a change in clearances of less than 15%",
    test_zh="若立案降幅与全国相同，所公布的升幅只需破案数变化不足15%",
    overturned_by_en="a published number of filed cases in Jiaxing that fell much less than the national one, or rose",
    overturned_by_zh="嘉兴公布立案数，其降幅远小于全国，或不降反升",
)
def fewer_filings(clearance: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The change of clearances that is needed lies below the limit, and filings alone give most of the rise."""
    needed, alone = clearance["clearances_needed"].quantity, clearance["rise_from_fewer_filings"].quantity
    part = ratio(alone, Published(claims)["jx001"])
    values = (
        Value("change in clearances needed", "所需的破案数变化", needed),
        Value("share of the change from filings alone", "立案减少单独所占的比例", part, 2),
    )
    return Verdict(below(needed, _SMALL_CHANGE) and above(part, 0.5), values)


@finding(
    "fnd-not-a-share",
    test_en="a rate of this family is published above one hundred percent",
    test_zh="同类指标中，有公布值超过百分之百者",
    overturned_by_en="a correction of that rate, or a definition that makes it another kind of number",
    overturned_by_zh="该比率经更正，或其定义表明并非同类指标",
)
def not_a_share(claims: pd.DataFrame) -> Verdict:
    """The whole interval of the county's rate lies above one hundred percent."""
    rate = Published(claims)["sm115"]
    return Verdict(above(rate, 100), (Value("quick small-case rate, Nanjing County", "南靖县小案快侦率", rate, 2),))


@finding(
    "fnd-shishi-recomputed",
    test_en="the rate computed from the counts of Shishi and the rate that it published have values in common",
    test_zh="由石狮公布的件数算得的破案率与其公布值相符",
    overturned_by_en="a correction of one of the three figures that sets them apart",
    overturned_by_zh="三个数字之一经更正，彼此不再相符",
)
def shishi_recomputed(checks: dict[str, Derived], claims: pd.DataFrame) -> Verdict:
    """The two intervals are not apart."""
    computed, printed = checks["shishi_rate"].quantity, Published(claims)["sm128"]
    values = (Value("computed", "算得的破案率", computed, 1), Value("published", "公布的破案率", printed, 1))
    return Verdict(not apart(computed, printed), values)
