"""Findings about precursors, peers, labels and dates."""

import pandas as pd

from jiaxing_sanming.findings.dates import date_of
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above, below, within
from policy_report.quantities.arithmetic import ratio, share


@finding(
    "fnd-no-clean-start",
    test_en="a precursor is dated before the centre in each city, and bodies elsewhere in at least three provinces",
    test_zh="两市的中心各有前身，且其他地方至少三个省份此前已有同类机构",
    overturned_by_en="evidence that the precursors were bodies of another kind",
    overturned_by_zh="有证据表明所谓前身并非同类机构",
)
def no_clean_start(milestones: pd.DataFrame, peers_in_time: pd.DataFrame) -> Verdict:
    """Counts the precursors of each city before its reform, and the provinces of bodies before 2020."""
    own = [
        int(
            (
                milestones["case"].eq(city)
                & milestones["kind"].eq("precursor")
                & (milestones["date"] < date_of(milestones, reform))
            ).sum()
        )
        for city, reform in (("jiaxing", "ms-jiaxing-2020-01"), ("sanming", "ms-sanming-2020-09"))
    ]
    provinces = _provinces_before(peers_in_time, 2020)
    values = (
        Value("precursors, Jiaxing", "嘉兴的前身数", own[0]),
        Value("precursors, Sanming", "三明的前身数", own[1]),
        Value("provinces with bodies before 2020", "2020年以前已有同类机构的省份数", provinces),
    )
    return Verdict(min(own) >= 1 and provinces >= 3, values)


def _provinces_before(peers_in_time: pd.DataFrame, year: int) -> int:
    others = peers_in_time[~peers_in_time["focal"] & (peers_in_time["year"] < year)]
    return int(others["region_en"].nunique())


@finding(
    "fnd-years-before",
    test_en="bodies in at least three provinces are dated two years or more before 2020",
    test_zh="至少三个省份的机构早于2020年两年以上",
    overturned_by_en="later dates of foundation for these bodies",
    overturned_by_zh="这些机构的成立日期实为更晚",
)
def years_before(peers_in_time: pd.DataFrame) -> Verdict:
    """Counts the provinces of bodies that are dated before 2018."""
    provinces = _provinces_before(peers_in_time, 2018)
    return Verdict(provinces >= 3, (Value("provinces", "省份数", provinces),))


@finding(
    "fnd-same-size-teams",
    test_en="the members of strike teams in Jiaxing and Shaoxing differ by less than 5%",
    test_zh="嘉兴与绍兴的专业打击队人数相差不足5%",
    overturned_by_en="counts of one date that differ by more",
    overturned_by_zh="同一时期的人数相差更大",
)
def same_size_teams(claims: pd.DataFrame) -> Verdict:
    """The ratio of the two counts lies between 0.95 and 1.05."""
    published = Published(claims)
    times = ratio(published["jx019"], published["jx155"])
    return Verdict(within(times, 0.95, 1.05), (Value("Jiaxing to Shaoxing", "嘉兴与绍兴之比", times, 2),))


@finding(
    "fnd-label-follows",
    test_en="the label is reported in Fuzhou after Sanming's head of police moved there",
    test_zh="三明市公安局局长调任福州之后，福州才见此名称",
    overturned_by_en="a use of the label in Fuzhou before October 2021",
    overturned_by_zh="2021年10月以前福州已使用此名称",
)
def label_follows(milestones: pd.DataFrame) -> Verdict:
    """The date of the report lies after the date of the transfer."""
    moved, reported = date_of(milestones, "ms-sanming-2021-10"), date_of(milestones, "ms-fuzhou-2022-07-15")
    values = (
        Value("year of the transfer", "调任年份", int(moved[:4])),
        Value("year of the report", "报道年份", int(reported[:4])),
    )
    return Verdict(moved < reported, values)


@finding(
    "fnd-same-day",
    test_en="the Jiaxing article and the national conference in Jiaxing bear one date",
    test_zh="嘉兴一文与在嘉兴召开的全国会议日期相同",
    overturned_by_en="another date of either",
    overturned_by_zh="任一日期有误",
)
def same_day(milestones: pd.DataFrame, sources: pd.DataFrame) -> Verdict:
    """The date of the source is that of the conference."""
    article = str(sources.set_index("key").at["jiaxing2024hexin", "date"])
    conference = date_of(milestones, "ms-china-2024-07-12")
    days = abs((pd.Timestamp(article) - pd.Timestamp(conference)).days)
    return Verdict(days == 0, (Value("days apart", "相隔天数", int(days)),))


@finding(
    "fnd-lianyungang-earlier",
    test_en="a centre in Lianyungang was reported before the Jiaxing article",
    test_zh="连云港的中心见于报道，早于嘉兴一文",
    overturned_by_en="a later date of the Lianyungang report",
    overturned_by_zh="连云港报道的日期实为更晚",
)
def lianyungang_earlier(milestones: pd.DataFrame) -> Verdict:
    """The date of the report lies before that of the article."""
    report, article = date_of(milestones, "ms-lianyungang-2023-12-08"), date_of(milestones, "ms-jiaxing-2024-07-12")
    days = (pd.Timestamp(article) - pd.Timestamp(report)).days
    return Verdict(days > 0, (Value("days before the article", "早于文章的天数", int(days)),))


@finding(
    "fnd-first-without-centre",
    test_en="Putian is first in its province by a clearance rate, and its entry among the peers dates no centre",
    test_zh="莆田的破案率居全省第一，而所见来源未载其设有中心的日期",
    overturned_by_en="a source that dates a municipal centre in Putian before that rank",
    overturned_by_zh="有来源表明莆田在此之前已设市级中心",
)
def first_without_centre(claims: pd.DataFrame, peers: pd.DataFrame) -> Verdict:
    """The rank is one, and no row on the city itself has a date of foundation."""
    rank = Published(claims)["sm111"]
    dated = int((peers["case"].eq("putian") & peers["established"].ne("")).sum())
    values = (Value("rank", "名次", int(rank.upper or 0)), Value("dated centres", "有日期的中心数", dated))
    return Verdict(rank.upper == 1 and dated == 0, values)


@finding(
    "fnd-name-not-family",
    test_en="Sanming's centre can be the first of its name, and cannot be the first of all bodies found",
    test_zh="三明的中心可能是同名者之首，但不可能是全部所见机构之首",
    overturned_by_en="an earlier body of that name, or evidence that the earlier bodies were of another kind",
    overturned_by_zh="查得更早的同名机构，或有证据表明在先者并非同类",
)
def name_not_family(orders: dict[str, Derived]) -> Verdict:
    """Its place in its family may be one; its place among all dated bodies is certainly above one."""
    of_name, of_all = orders["place_in_family_sanming"].quantity, orders["place_sanming"].quantity
    values = (Value("place in its family", "同名者中的位次", of_name), Value("place among all", "全部中的位次", of_all))
    return Verdict(of_name.lower == 1 and above(of_all, 1), values)


@finding(
    "fnd-results-not-costs",
    test_en="of the bodies found, over three quarters have a headline figure and under a quarter a number of staff",
    test_zh="所见机构中，公布主要数字者超过四分之三，公布人员数者不足四分之一",
    overturned_by_en="pages that give the staff of these bodies",
    overturned_by_zh="查得公布这些机构人员数的网页",
)
def results_not_costs(orders: dict[str, Derived]) -> Verdict:
    """The shares of bodies with a figure and with staff lie above 75 and below 25 percent."""
    figure, staff = (share(orders[name].quantity, orders["found"].quantity) for name in ("known_figure", "known_staff"))
    values = (Value("with a figure", "有主要数字", figure), Value("with staff", "有人员数", staff))
    return Verdict(above(figure, 75) and below(staff, 25), values)
