"""Findings about the two cities and the series, and about what changed before the reforms."""

import pandas as pd

from jiaxing_sanming.findings.lineage import date_of
from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.evidence.records import Record, rows_as
from policy_report.paper.findings.finding import Value, Verdict, above, apart, below, finding, greater, within
from policy_report.quantities.arithmetic import change


@finding("fnd-falling-before")
def falling_before(claims: pd.DataFrame) -> Verdict:
    """Both published changes before the reforms lie below zero."""
    published = Published(claims)
    zhejiang, fujian = published["jx129"], change(published["sm075"], published["sm082"])
    return Verdict(below(zhejiang, 0) and below(fujian, 0), (Value("zhejiang", zhejiang, 1), Value("fujian", fujian)))


@finding("fnd-jumps-before")
def jumps_before(claims: pd.DataFrame, milestones: pd.DataFrame) -> Verdict:
    """Both changes lie above twenty-five percent and their period ends before the centre was founded."""
    published, rows = Published(claims), claims.set_index("id")
    founded = date_of(milestones, "ms-jiaxing-2020-01")
    before = all(str(rows.at[row, "end"]) < founded for row in ("jx046", "jx050"))
    property_crime, telecom = published["jx046"], published["jx050"]
    values = (Value("property_crime", property_crime, 1), Value("telecom", telecom, 1))
    return Verdict(before and above(property_crime, 25) and above(telecom, 25), values)


@finding("fnd-ceiling")
def ceiling(claims: pd.DataFrame) -> Verdict:
    """The published rate for 2017 to 2019 allows nothing below one hundred percent."""
    rate = Published(claims)["jx123"]
    return Verdict(rate.lower is not None and rate.lower >= 100, (Value("rate", rate),))


@finding("fnd-pandemic-year")
def pandemic_year(claims: pd.DataFrame) -> Verdict:
    """Both published changes lie below zero."""
    published = Published(claims)
    arrests, prosecutions = published["sm104"], published["sm106"]
    values = (Value("arrests", arrests, 1), Value("prosecutions", prosecutions, 1))
    return Verdict(below(arrests, 0) and below(prosecutions, 0), values)


@finding("fnd-no-before-and-after")
def no_before_and_after(already_moving: dict[str, Derived]) -> Verdict:
    """Both cities have no series that is followed across the reform; other places have some."""
    cities = [already_moving[f"followed_{city}"].quantity for city in ("jiaxing", "sanming")]
    followed = already_moving["followed"].quantity
    values = (Value("jiaxing", cities[0]), Value("sanming", cities[1]), Value("followed", followed))
    return Verdict(all(city.upper == 0 for city in cities) and above(followed, 0), values)


@finding("fnd-steeper-per-output")
def steeper_per_output(per_unit: dict[str, Derived]) -> Verdict:
    """The change against output lies wholly below the change per head."""
    head, output = (per_unit[f"filed_change_fujian_2016_2021_{unit}"].quantity for unit in ("people", "output"))
    return Verdict(greater(head, output), (Value("head", head), Value("output", output)))


@finding("fnd-rate-up-clearances-down")
def rate_up_clearances_down(provincial: dict[str, Derived]) -> Verdict:
    """The change of the rate lies above zero, that of the cleared cases below."""
    rate, cleared = provincial["rate_points_2016_2021"].quantity, provincial["cleared_change_2016_2021"].quantity
    return Verdict(above(rate, 0) and below(cleared, 0), (Value("rate", rate, 1), Value("cleared", cleared)))


@finding("fnd-base-year")
def base_year(provincial: dict[str, Derived]) -> Verdict:
    """The change from the later base lies between zero and ten percent, that from the earlier below zero."""
    later, earlier = (provincial[f"cleared_change_{year}_2021"].quantity for year in (2017, 2016))
    return Verdict(within(later, 0, 10) and below(earlier, 0), (Value("later", later), Value("earlier", earlier)))


@finding("fnd-fujian-again")
def fujian_again(bounds: tuple[Answer, ...]) -> Verdict:
    """Cleared cases fell in 2025 under both readings of the rise of the rate."""
    answers = by_key(bounds)
    falls = {name: answers[f"fujian.cleared_change_2025_if_{name}"].quantity for name in ("relative", "points")}
    return Verdict(all(below(fall, 0) for fall in falls.values()), tuple(Value(*fall) for fall in falls.items()))


@finding("fnd-filings-account")
def filings_account(decomposed: dict[str, Derived]) -> Verdict:
    """The share of the filed cases lies above one hundred percent from 2016 and above fifty from 2017."""
    early, late = (decomposed[f"denominator_fujian_{year}_2021"].quantity for year in (2016, 2017))
    return Verdict(above(early, 100) and above(late, 50), (Value("early", early), Value("late", late)))


@finding("fnd-national-contradiction")
def national_contradiction(national: dict[str, Derived], series: pd.DataFrame) -> Verdict:
    """The two intervals are apart."""
    implied = national["filed_2023_by_change"].quantity
    printed = Published(series)["filed-criminal-cases-china-2023-2"]
    return Verdict(apart(implied, printed), (Value("implied", implied, -4), Value("printed", printed, -4)))


@finding("fnd-filings-falling")
def filings_falling(claims: pd.DataFrame, series: pd.DataFrame) -> Verdict:
    """All changes of filed criminal cases in the country whose period lies in 2024 are below zero."""
    published = Published(claims, series)
    rows = [
        str(row["id"])
        for frame in (claims, series)
        for row in rows_as(frame, Record)
        if row["case"] == "china"
        and row["indicator"] == "filed-criminal-cases"
        and row["start"].startswith("2024")
        and row["change"] in ("yoy_percent", "percent_change")
    ]
    falling = [row for row in rows if below(published[row], 0)]
    return Verdict(bool(rows) and falling == rows, (Value("rows", len(rows)), Value("falling", len(falling))))
