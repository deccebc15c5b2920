"""What follows from the clearance claims of the two cities, and what the published counts give when divided."""

from dataclasses import replace

import pandas as pd

from policy_report.analysis.published import Published, exactly, up_to, without_habit
from policy_report.analysis.results import Derived, numbers
from policy_report.evidence.quantities import Change, Quantity
from policy_report.evidence.quantities.arithmetic import before, change, difference, share

_WHOLE = 100.0
"""A rate of 100%: every filed case of the year cleared. A clearance rate can pass it, so it is an assumption."""


@numbers
def clearance(claims: pd.DataFrame) -> dict[str, Derived]:
    """Consequences of the +55% of Jiaxing (jx001) under both readings, and its ratios of 2016."""
    published = Published(claims)
    return {
        "earlier_rate_if_relative": published.derive(
            _earlier_if_relative,
            ("jx001",),
            "100% / (1 + change): the highest rate of the year before, if the change is relative and the later"
            " rate does not pass 100%",
            "100%÷（1＋变化率）：若为相对变化且其后的破案率不超过100%，则上年破案率的上限",
            1,
        ),
        "earlier_rate_if_points": published.derive(
            _earlier_if_points,
            ("jx001",),
            "100% − change: the highest rate of the year before, if the change is in percentage points and the"
            " later rate does not pass 100%",
            "100%－变化值：若为百分点变化且其后的破案率不超过100%，则上年破案率的上限",
            1,
        ),
        "rise_from_fewer_filings": published.derive(
            _rise_from_filings,
            ("jx167",),
            "1 / (1 + change of filings) − 1: rise of a clearance rate when filings change as they did"
            " nationally and as many cases are cleared as before",
            "1÷（1＋立案变化率）－1：立案数按全国幅度变化而破案数不变时，破案率的升幅",
        ),
        "clearances_needed": published.derive(
            _clearances_needed,
            ("jx001", "jx167"),
            "(1 + change of the rate) × (1 + change of filings) − 1: change in cases cleared that gives the"
            " published change of the rate, if it is relative and filings changed as they did nationally",
            "（1＋破案率变化率）×（1＋立案变化率）－1：若为相对变化且立案数按全国幅度变化，得出所公布升幅所需的破案数变化",
        ),
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


def _earlier_if_relative(rise: Quantity) -> Quantity:
    return before(up_to(_WHOLE, "percent"), rise)


def _earlier_if_points(rise: Quantity) -> Quantity:
    return replace(difference(up_to(_WHOLE, "percent"), rise), change=Change.LEVEL)


def _rise_from_filings(filings: Quantity) -> Quantity:
    whole = exactly(_WHOLE)
    return change(whole, before(whole, filings))


def _clearances_needed(rate: Quantity, filings: Quantity) -> Quantity:
    whole = exactly(_WHOLE)
    return change(before(before(whole, rate), filings), whole)


def _strict_share(part: Quantity, whole: Quantity) -> Quantity:
    return without_habit(share(part, whole))


@numbers
def checks(claims: pd.DataFrame) -> dict[str, Derived]:
    """Published rates and changes recomputed from the counts beside them."""
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


def points(later: Quantity, earlier: Quantity) -> Quantity:
    """The change of a rate in percentage points."""
    return replace(difference(later, earlier), unit="pp", change=Change.PP_CHANGE)
