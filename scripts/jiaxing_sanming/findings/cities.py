"""Findings about the two cities and about what changed before the reforms."""

import pandas as pd

from jiaxing_sanming.findings.dates import date_of
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above, below, greater, within
from policy_report.quantities.arithmetic import change, ratio

_FAR_LARGER = 3.0
"""Water surfaces, which one of the two areas leaves out, cannot make up a factor of three."""


@finding(
    "fnd-migration",
    test_en="Jiaxing has more residents than registered people, Sanming fewer",
    test_zh="嘉兴常住人口多于户籍人口，三明少于户籍人口",
    overturned_by_en="population counts in which both cities stand on the same side of their registers",
    overturned_by_zh="人口数据表明，两市的常住人口同为多于或同为少于户籍人口",
)
def migration(context: dict[str, Derived]) -> Verdict:
    """Residents for each registered person lie above one hundred percent in Jiaxing and below it in Sanming."""
    jiaxing = context["residents_per_registered_jiaxing_2021"].quantity
    sanming = context["residents_per_registered_sanming_2021"].quantity
    values = (
        Value("residents per registered person, Jiaxing 2021", "嘉兴2021年常住人口与户籍人口之比", jiaxing),
        Value("residents per registered person, Sanming 2021", "三明2021年常住人口与户籍人口之比", sanming),
    )
    return Verdict(above(jiaxing, 100) and below(sanming, 100), values)


@finding(
    "fnd-territory",
    test_en="Sanming's area is more than three times that of Jiaxing",
    test_zh="三明面积超过嘉兴的三倍",
    overturned_by_en="areas measured alike of which the larger is less than three times the smaller",
    overturned_by_zh="口径一致的面积数据表明，大者不足小者的三倍",
)
def territory(claims: pd.DataFrame) -> Verdict:
    """The ratio of the two published areas lies above three."""
    published = Published(claims)
    times = ratio(published["sm062"], published["jx110"])
    return Verdict(above(times, _FAR_LARGER), (Value("ratio of areas", "面积之比", times, 1),))


@finding(
    "fnd-output-per-head",
    test_en="output per head of the two cities in 2020 differs by less than a tenth",
    test_zh="两市2020年人均生产总值相差不足一成",
    overturned_by_en="final accounts for both cities in which output per head differs by a tenth or more",
    overturned_by_zh="两市的最终核实数表明，人均生产总值相差一成以上",
)
def output_per_head(context: dict[str, Derived]) -> Verdict:
    """The ratio of output per head lies between nine tenths and eleven tenths."""
    times = context["gdp_per_head_ratio_2020"].quantity
    return Verdict(within(times, 0.9, 1.1), (Value("Jiaxing to Sanming, 2020", "嘉兴与三明之比，2020年", times, 2),))


@finding(
    "fnd-budget",
    test_en="Jiaxing's budget revenue of 2021 is more than twice that of Sanming",
    test_zh="嘉兴2021年一般公共预算收入超过三明的两倍",
    overturned_by_en="budget revenues of one kind that differ by less than a factor of two",
    overturned_by_zh="口径一致的预算收入表明，大者不足小者的两倍",
)
def budget(claims: pd.DataFrame) -> Verdict:
    """The ratio of budget revenues lies above two."""
    published = Published(claims)
    times = ratio(published["jx106"], published["sm072"])
    return Verdict(above(times, 2), (Value("Jiaxing to Sanming, 2021", "嘉兴与三明之比，2021年", times, 1),))


@finding(
    "fnd-falling-before",
    test_en="recorded crime fell in Zhejiang in 2018 and in Fujian from 2016 to 2017",
    test_zh="浙江2018年刑事发案数下降，福建2016年至2017年立案数下降",
    overturned_by_en="a series for either province that rises in the years before 2020",
    overturned_by_zh="任一省份有序列在2020年之前呈上升",
)
def falling_before(claims: pd.DataFrame) -> Verdict:
    """Both published changes before the reforms lie below zero."""
    published = Published(claims)
    zhejiang, fujian = published["jx129"], change(published["sm075"], published["sm082"])
    values = (
        Value("criminal cases, Zhejiang 2018", "浙江2018年刑事发案数的变化", zhejiang, 1),
        Value("cases filed, Fujian 2016 to 2017", "福建2016年至2017年立案数的变化", fujian),
    )
    return Verdict(below(zhejiang, 0) and below(fujian, 0), values)


@finding(
    "fnd-jumps-before",
    test_en="counts of cleared cases in Jiaxing rose by more than a quarter in a year before the centre",
    test_zh="中心成立之前，嘉兴的破案数即有在一年内上升超过四分之一者",
    overturned_by_en="a dating of that report after January 2020, or smaller changes in it",
    overturned_by_zh="该报道实为2020年1月以后，或其所载变化较小",
)
def jumps_before(claims: pd.DataFrame, milestones: pd.DataFrame) -> Verdict:
    """Both changes lie above twenty-five percent and their period ends before the centre was founded."""
    published, rows = Published(claims), claims.set_index("id")
    founded = date_of(milestones, "ms-jiaxing-2020-01")
    before = all(str(rows.at[row, "end"]) < founded for row in ("jx046", "jx050"))
    property_crime, telecom = published["jx046"], published["jx050"]
    values = (
        Value("cleared property crime", "侵财案件破案数的变化", property_crime, 1),
        Value("cleared crime of the new telecom kind", "电信网络新型犯罪破案数的变化", telecom, 1),
    )
    return Verdict(before and above(property_crime, 25) and above(telecom, 25), values)


@finding(
    "fnd-ceiling",
    test_en="the clearance rate of current fatal violence in Zhejiang was complete before 2020",
    test_zh="2020年之前，浙江现行命案的破案率已达百分之百",
    overturned_by_en="a rate for those years below one hundred percent",
    overturned_by_zh="有数据表明该数年的破案率低于百分之百",
)
def ceiling(claims: pd.DataFrame) -> Verdict:
    """The published rate for 2017 to 2019 allows nothing below one hundred percent."""
    rate = Published(claims)["jx123"]
    return Verdict(rate.lower is not None and rate.lower >= 100, (Value("rate", "破案率", rate),))


@finding(
    "fnd-pandemic-year",
    test_en="arrests and prosecutions in Fujian both fell in the first half of 2020",
    test_zh="2020年上半年，福建的逮捕人数和起诉人数均下降",
    overturned_by_en="figures for that half-year that show no fall",
    overturned_by_zh="该半年的数据未见下降",
)
def pandemic_year(claims: pd.DataFrame) -> Verdict:
    """Both published changes lie below zero."""
    published = Published(claims)
    arrests, prosecutions = published["sm104"], published["sm106"]
    values = (
        Value("arrests", "逮捕人数的变化", arrests, 1),
        Value("prosecutions", "起诉人数的变化", prosecutions, 1),
    )
    return Verdict(below(arrests, 0) and below(prosecutions, 0), values)


@finding(
    "fnd-no-before-and-after",
    test_en="no series of either city has comparable points on both sides of its reform",
    test_zh="两市均无在改革前后都有可比数据点的序列",
    overturned_by_en="a published series of either city with years before and after, counted alike",
    overturned_by_zh="任一城市公布改革前后各年口径一致的序列",
)
def no_before_and_after(already_moving: dict[str, Derived]) -> Verdict:
    """Both cities have no series that is followed across the reform; other places have some."""
    cities = [already_moving[f"followed_{city}"].quantity for city in ("jiaxing", "sanming")]
    followed = already_moving["followed"].quantity
    values = (
        Value("series followed, Jiaxing", "跨越改革的序列，嘉兴", cities[0]),
        Value("series followed, Sanming", "跨越改革的序列，三明", cities[1]),
        Value("series followed, all places", "跨越改革的序列，全部", followed),
    )
    return Verdict(all(city.upper == 0 for city in cities) and above(followed, 0), values)


@finding(
    "fnd-steeper-per-output",
    test_en="from 2016 to 2021 cases filed in Fujian fell more against output than per head",
    test_zh="2016年至2021年，福建立案数按产出折算的降幅大于按人口折算的降幅",
    overturned_by_en="revised accounts in which output grew no faster than population",
    overturned_by_zh="经修订的核算表明，产出的增速不快于人口",
)
def steeper_per_output(per_unit: dict[str, Derived]) -> Verdict:
    """The change against output lies wholly below the change per head."""
    head, output = (per_unit[f"filed_change_fujian_2016_2021_{unit}"].quantity for unit in ("people", "output"))
    return Verdict(greater(head, output), (Value("per head", "按人口", head), Value("per output", "按产出", output)))
