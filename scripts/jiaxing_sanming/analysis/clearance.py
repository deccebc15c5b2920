"""What follows from the clearance claims of the two cities, and what the published counts give when divided."""

import pandas as pd

from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.bounds.stated import as_derived
from policy_report.analysis.published import Published, points, without_implicatures
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities import Quantity
from policy_report.quantities.arithmetic import change, share

_BOUNDED = ("earlier_rate_if_relative", "earlier_rate_if_points", "rise_from_fewer_filings")
"""What follows from the +55% of Jiaxing by linear programming."""


@numbers
def clearance(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> dict[str, Derived]:
    """Compute what follows from the +55% of Jiaxing (jx001) under both readings, and its ratios of 2016."""
    published, answers = Published(claims), by_key(bounds)
    return {
        "clearances_needed": as_derived(answers["jiaxing.clearances_needed_if_relative"]),
        **{key: as_derived(answers[f"jiaxing.{key}"]) for key in _BOUNDED},
        "property_ratio_2016": published.derive(
            _strict_share,
            ("jx045", "jx043"),
            "property-crime cases cleared / accepted, January to September; not a clearance rate",
            "侵财案件破案数÷受理数，1—9月；并非破案率",
            1,
        ),
        "telecom_ratio_2016": published.derive(
            share,
            ("jx049", "jx047"),
            "telecom cases cleared / accepted, January to September; cases filed elsewhere or earlier may be"
            " among those cleared, so not a clearance rate",
            "电信网络案件破案数÷受理数，1—9月；破案数可能含外地或往年案件，并非破案率",
            1,
        ),
        "million_yuan_ratio_2016": published.derive(
            share,
            ("jx054", "jx053"),
            "cases of one million yuan or more cleared / accepted, January to September; not necessarily the"
            " same cases",
            "百万元以上案件破案数÷受理数，1—9月；未必为同一批案件",
            1,
        ),
    }


def _strict_share(part: Quantity, whole: Quantity) -> Quantity:
    return without_implicatures(share(part, whole))


@numbers
def checks(claims: pd.DataFrame) -> dict[str, Derived]:
    """Compute published rates and changes again from the counts beside them."""
    published = Published(claims)
    return {
        "shishi_rate": published.derive(
            share,
            ("sm127", "sm126"),
            "fresh cases cleared / cases filed, first half of 2018; published as 57.5%",
            "破获现案数÷立案数，2018年上半年；公布值为57.5%",
            1,
        ),
        "wuping_rate": published.derive(
            share,
            ("sm132", "sm131"),
            "cases cleared / cases filed, 2018; published as 55.8%",
            "破案数÷立案数，2018年；公布值为55.8%",
            1,
        ),
        "fujian_points_2016_2020": published.derive(
            points,
            ("sm078", "sm077"),
            "rate of 2020 − rate of 2016; published as 15.5 points",
            "2020年破案率－2016年破案率；公布值为15.5个百分点",
            1,
        ),
        "fujian_transferred_change_2017_2021": published.derive(
            change,
            ("sm086", "sm087"),
            "persons transferred for prosecution, 2021 against 2017; published as 19.5%",
            "移送起诉人数，2021年较2017年；公布值为19.5%",
        ),
    }
