"""What follows from the clearance claims of the two cities, and what the published counts give when divided."""

import pandas as pd

from policy_report.analysis.bounds.question import Answer, as_derived, by_key
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
        "property_ratio_2016": published.derive(_strict_share, ("jx045", "jx043"), 1),
        "telecom_ratio_2016": published.derive(share, ("jx049", "jx047"), 1),
        "million_yuan_ratio_2016": published.derive(share, ("jx054", "jx053"), 1),
    }


def _strict_share(part: Quantity, whole: Quantity) -> Quantity:
    return without_implicatures(share(part, whole))


@numbers
def checks(claims: pd.DataFrame) -> dict[str, Derived]:
    """Compute published rates and changes again from the counts beside them."""
    published = Published(claims)
    return {
        "shishi_rate": published.derive(share, ("sm127", "sm126"), 1),
        "shishi_points": published.derive(points, ("sm125", "sm124"), 1),
        "wuping_rate": published.derive(share, ("sm132", "sm131"), 1),
        "fujian_points_2016_2020": published.derive(points, ("sm078", "sm077"), 1),
        "fujian_transferred_change_2017_2021": published.derive(change, ("sm086", "sm087")),
    }
