"""Findings about the provincial and national series."""

import pandas as pd

from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above, apart, below, within


@finding(
    "fnd-rate-up-clearances-down",
    test_en="from 2016 to 2021 Fujian's clearance rate rose and its cleared cases fell",
    test_zh="2016年至2021年，福建破案率上升而破案数下降",
    overturned_by_en="revised counts or rates for either year that make cleared cases rise",
    overturned_by_zh="任一年份的立案数或破案率经修订后，破案数转为上升",
)
def rate_up_clearances_down(provincial: dict[str, Derived]) -> Verdict:
    """The change of the rate lies above zero, that of the cleared cases below."""
    rate, cleared = provincial["rate_points_2016_2021"].quantity, provincial["cleared_change_2016_2021"].quantity
    values = (Value("clearance rate", "破案率的变化", rate, 1), Value("cleared cases", "破案数的变化", cleared))
    return Verdict(above(rate, 0) and below(cleared, 0), values)


@finding(
    "fnd-base-year",
    test_en="from 2017 to 2021 Fujian's cleared cases rose, by less than 10%, and so unlike those from 2016",
    test_zh="2017年至2021年，福建破案数上升不足10%，与以2016年为基期者方向相反",
    overturned_by_en="revised figures for 2017 or 2021 that make cleared cases fall or rise by more",
    overturned_by_zh="2017年或2021年的数据经修订后，破案数下降，或升幅更大",
)
def base_year(provincial: dict[str, Derived]) -> Verdict:
    """The change from the later base lies between zero and ten percent, that from the earlier below zero."""
    later, earlier = (provincial[f"cleared_change_{year}_2021"].quantity for year in (2017, 2016))
    values = (
        Value("cleared cases from 2017", "破案数的变化，以2017年为基期", later),
        Value("cleared cases from 2016", "破案数的变化，以2016年为基期", earlier),
    )
    return Verdict(within(later, 0, 10) and below(earlier, 0), values)


@finding(
    "fnd-filings-account",
    test_en="in logarithms, fewer filings give more than the whole rise of Fujian's rate from 2016, most from 2017",
    test_zh="按对数分解，福建破案率的升幅中，立案减少所占份额自2016年起算超过全部，自2017年起算占大部分",
    overturned_by_en="revised counts in which clearances rise by more than filings fall",
    overturned_by_zh="数据经修订后，破案数的升幅大于立案数的降幅",
)
def filings_account(decomposed: dict[str, Derived]) -> Verdict:
    """The share of the filed cases lies above one hundred percent from 2016 and above fifty from 2017."""
    early, late = (decomposed[f"denominator_fujian_{year}_2021"].quantity for year in (2016, 2017))
    values = (
        Value("share of the filed cases, from 2016", "立案数所占份额，以2016年为基期", early),
        Value("share of the filed cases, from 2017", "立案数所占份额，以2017年为基期", late),
    )
    return Verdict(above(early, 100) and above(late, 50), values)


@finding(
    "fnd-national-contradiction",
    test_en="the total of 2023 that the published change gives and the published total have no value in common",
    test_zh="由公布的变化推得的2023年总数与公布的总数不相容",
    overturned_by_en="a revised total or change for 2022 or 2023",
    overturned_by_zh="2022年或2023年的总数或变化经修订",
)
def national_contradiction(national: dict[str, Derived], series: pd.DataFrame) -> Verdict:
    """The two intervals are apart."""
    implied = national["filed_2023_by_change"].quantity
    printed = Published(series)["filed-criminal-cases-china-2023-2"]
    values = (Value("by the change", "由变化推得的总数", implied, -4), Value("published", "公布的总数", printed, -4))
    return Verdict(apart(implied, printed), values)


@finding(
    "fnd-filings-falling",
    test_en="every published change of national filings in 2024 is a fall",
    test_zh="公布的2024年全国立案数变化均为下降",
    overturned_by_en="a source that reports rising filings in 2024",
    overturned_by_zh="有来源称2024年立案数上升",
)
def filings_falling(claims: pd.DataFrame, series: pd.DataFrame) -> Verdict:
    """All changes of filed criminal cases in the country whose period lies in 2024 are below zero."""
    published = Published(claims, series)
    rows = [
        str(row["id"])
        for frame in (claims, series)
        for row in frame.to_dict("records")
        if row["case"] == "china"
        and row["indicator"] == "filed-criminal-cases"
        and row["start"].startswith("2024")
        and row["change"] in ("yoy_percent", "percent_change")
    ]
    falling = [row for row in rows if below(published[row], 0)]
    values = (Value("changes published", "公布的变化数", len(rows)), Value("falls", "其中下降者", len(falling)))
    return Verdict(bool(rows) and falling == rows, values)
