"""Findings about the designs, their precursors and peers, labels, statutes and dates."""

import pandas as pd

from jiaxing_sanming.analysis.institutions import OTHER
from policy_report.analysis.institutions import Relation
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.errors import AnalysisError, problem
from policy_report.paper.findings.finding import Value, Verdict, above, below, finding, within
from policy_report.quantities.arithmetic import ratio, share

_WHERE_WORK_SITS = ("power", "routing", "allocation")
"""Topics that say what the city centre does, who is told of a case, and who works a small one."""


@finding("fnd-no-clean-start")
def no_clean_start(milestones: pd.DataFrame, peers_in_time: pd.DataFrame) -> Verdict:
    """Counts the precursors of each city before its reform, and the provinces of bodies before 2020."""
    precursors = milestones[milestones["kind"].eq("precursor")]
    own = [
        int((precursors["case"].eq(city) & precursors["date"].lt(date_of(milestones, reform))).sum())
        for city, reform in (("jiaxing", "ms-jiaxing-2020-01"), ("sanming", "ms-sanming-2020-09"))
    ]
    provinces = _provinces_before(peers_in_time, 2020)
    values = (Value("jiaxing", own[0]), Value("sanming", own[1]), Value("provinces", provinces))
    return Verdict(min(own) >= 1 and provinces >= 3, values)


def _provinces_before(peers_in_time: pd.DataFrame, year: int) -> int:
    own = ~peers_in_time["focal"] & peers_in_time["family"].ne(OTHER)
    others = peers_in_time[own & (peers_in_time["year"] < year)]
    return int(others["region_en"].nunique())


@finding("fnd-years-before")
def years_before(peers_in_time: pd.DataFrame) -> Verdict:
    """Counts the provinces of bodies that are dated before 2018."""
    provinces = _provinces_before(peers_in_time, 2018)
    return Verdict(provinces >= 3, (Value("provinces", provinces),))


@finding("fnd-same-size-teams")
def same_size_teams(claims: pd.DataFrame) -> Verdict:
    """The ratio of the two counts lies between 0.95 and 1.05."""
    published = Published(claims)
    times = ratio(published["jx019"], published["jx155"])
    return Verdict(within(times, 0.95, 1.05), (Value("ratio", times, 2),))


@finding("fnd-label-follows")
def label_follows(milestones: pd.DataFrame) -> Verdict:
    """The date of the report lies after the date of the transfer."""
    moved, reported = date_of(milestones, "ms-sanming-2021-10"), date_of(milestones, "ms-fuzhou-2022-07-15")
    return Verdict(moved < reported, (Value("moved", int(moved[:4])), Value("reported", int(reported[:4]))))


@finding("fnd-same-day")
def same_day(milestones: pd.DataFrame, sources: pd.DataFrame) -> Verdict:
    """The date of the source is that of the conference."""
    article = str(sources.set_index("key").at["jiaxing2024hexin", "date"])
    conference = date_of(milestones, "ms-china-2024-07-12")
    days = abs((pd.Timestamp(article) - pd.Timestamp(conference)).days)
    return Verdict(days == 0, (Value("days", int(days)),))


@finding("fnd-lianyungang-earlier")
def lianyungang_earlier(milestones: pd.DataFrame) -> Verdict:
    """The date of the report lies before that of the article."""
    report, article = date_of(milestones, "ms-lianyungang-2023-12-08"), date_of(milestones, "ms-jiaxing-2024-07-12")
    days = (pd.Timestamp(article) - pd.Timestamp(report)).days
    return Verdict(days > 0, (Value("days", int(days)),))


@finding("fnd-first-without-centre")
def first_without_centre(claims: pd.DataFrame, peers: pd.DataFrame) -> Verdict:
    """The rank is one, and no row on the city itself has a date of foundation."""
    rank = Published(claims)["sm111"]
    dated = int((peers["case"].eq("putian") & peers["established"].ne("")).sum())
    return Verdict(rank.upper == 1 and dated == 0, (Value("rank", int(rank.upper or 0)), Value("dated", dated)))


@finding("fnd-name-not-family")
def name_not_family(orders: dict[str, Derived]) -> Verdict:
    """Its place in its family may be one; its place among all dated bodies is certainly above one."""
    of_name, of_all = orders["place_in_family_sanming"].quantity, orders["place_sanming"].quantity
    return Verdict(of_name.lower == 1 and above(of_all, 1), (Value("of_name", of_name), Value("of_all", of_all)))


@finding("fnd-results-not-costs")
def results_not_costs(advertised: dict[str, Derived]) -> Verdict:
    """The shares of bodies with a result of investigation and with staff lie above 50 and below 25 percent."""
    result, staff = (share(advertised[name].quantity, advertised["bodies"].quantity) for name in ("results", "staff"))
    return Verdict(above(result, 50) and below(staff, 25), (Value("result", result), Value("staff", staff)))


@finding("fnd-statutes-between")
def statutes_between(milestones: pd.DataFrame) -> Verdict:
    """The dates of the two statutes lie between those of the two articles."""
    first, last = (date_of(milestones, row) for row in ("ms-sanming-2021-01-14", "ms-jiaxing-2024-07-12"))
    statutes = [date_of(milestones, row) for row in ("ms-china-2021-09-01", "ms-china-2021-11-01")]
    between = sum(first < date < last for date in statutes)
    return Verdict(between == len(statutes), (Value("between", between),))


def date_of(milestones: pd.DataFrame, row: str) -> str:
    """The date of a milestone as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; such texts sort in time.

    Raises `AnalysisError` if there is no such milestone.
    """
    dates = milestones.loc[milestones["id"].eq(row), "date"]
    if dates.empty:
        raise AnalysisError(problem("data/published/milestones.csv", 0, "id", "row-missing/milestone", row))
    return str(dates.iloc[0])


def _related(design_comparison: pd.DataFrame, topics: tuple[str, ...], relation: Relation) -> int:
    """On how many of these topics the descriptions stand in this relation."""
    asked = design_comparison[design_comparison["topic"].isin(topics)]
    return int((asked["relation"] == relation).sum())


@finding("fnd-centre-role")
def centre_role(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of the centre's role is judged different."""
    different = _related(design_comparison, ("power",), Relation.DIFFERENT)
    return Verdict(different == 1, (Value("different", different),))


@finding("fnd-where-work-sits")
def where_work_sits(design_comparison: pd.DataFrame) -> Verdict:
    """The topics on which work sits where are all judged different, and at least half of the others the same."""
    different = _related(design_comparison, _WHERE_WORK_SITS, Relation.DIFFERENT)
    others = design_comparison.loc[~design_comparison["topic"].isin(_WHERE_WORK_SITS), "relation"]
    same, compared = int(others.eq(Relation.SAME).sum()), int(others.isin([Relation.SAME, Relation.DIFFERENT]).sum())
    values = (Value("different", different), Value("same", same), Value("compared", compared))
    return Verdict(different == len(_WHERE_WORK_SITS) and 2 * same >= compared > 0, values)


@finding("fnd-coding")
def coding_beyond_chance(coding_agreement: dict[str, Derived]) -> Verdict:
    """The whole interval of kappa, on the topics that both passes compare, lies above zero."""
    interval = coding_agreement["kappa_interval_compared"].quantity
    return Verdict(above(interval, 0), (Value("kappa", interval, 2),))


@finding("fnd-routing-differs")
def routing_differs(design_comparison: pd.DataFrame) -> Verdict:
    """Both topics are judged different."""
    different = _related(design_comparison, ("routing", "allocation"), Relation.DIFFERENT)
    return Verdict(different == 2, (Value("different", different),))


@finding("fnd-sanming-staff-unpublished")
def sanming_staff_unpublished(design_statements: pd.DataFrame, claims: pd.DataFrame) -> Verdict:
    """The topic is one-sided, and no claim on Sanming counts officers or teams of a centre."""
    staff = ("officers-stationed", "strike-teams", "strike-team-members")
    of_sanming = int((claims["case"].eq("sanming") & claims["indicator"].isin(staff)).sum())
    officers = design_statements[design_statements["topic"].eq("officers")].set_index("case")["stated"]
    one_sided = dict(officers) == {"jiaxing": True, "sanming": False}
    return Verdict(of_sanming == 0 and one_sided, (Value("of_sanming", of_sanming),))


@finding("fnd-oversight-silent")
def oversight_silent(design_comparison: pd.DataFrame) -> Verdict:
    """The topic of oversight is silent on both sides."""
    silent = _related(design_comparison, ("oversight",), Relation.SILENT)
    return Verdict(silent == 1, (Value("silent", silent),))
