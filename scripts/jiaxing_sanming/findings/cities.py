"""Findings about the two cities and about what changed before the reforms."""

import pandas as pd

from jiaxing_sanming.findings.dates import date_of
from policy_report.analysis.published import Published
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import above, below, greater
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
