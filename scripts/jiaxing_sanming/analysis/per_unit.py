"""Counts per head and per unit of output that the text of this study names."""

import pandas as pd

from policy_report.analysis.denominators import BASES
from policy_report.analysis.normalised import rates, tallies
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities.arithmetic import change
from policy_report.study import Study

_NAMED = {
    "filed_fujian_2016": ("sm075", 0),
    "filed_fujian_2017": ("sm082", 0),
    "filed_fujian_2021": ("sm083", 0),
    "filed_china_2009": ("filed-criminal-cases-china-2009", 0),
    "filed_china_2015": ("filed-criminal-cases-china-2015", 0),
    "total_zhejiang_2023": ("jx117", 0),
    "transferred_fujian_2017": ("sm086", 0),
    "transferred_fujian_2021": ("sm087", 0),
    "calls_jiaxing_2019": ("jx056", -2),
    "telecom_losses_zhejiang_2021": ("jx138", 1),
    "property_accepted_jiaxing_2016": ("jx043", 1),
}
"""Figures that the text names: the row, and how many decimals it shows."""


@numbers
def per_unit(claims: pd.DataFrame, series: pd.DataFrame, indicators: pd.DataFrame, study: Study) -> dict[str, Derived]:
    """Give counts per head and per unit of output that the text names, and count what can be set against people."""
    found = list(rates(claims, series, indicators, study))
    known = {(str(rate.row["id"]), rate.base): rate for rate in found}
    made = {}
    for key, (row, decimals) in _NAMED.items():
        for base in BASES:
            rate = known.get((row, base))
            if rate is not None and rate.quantity is not None and rate.denominator is not None:
                ids = (row, *rate.denominator.ids)
                shown = decimals if base == "people" else 1
                made[f"{key}_{base}"] = Derived(rate.quantity, ids, shown).said(f"{rate.row['measure']}_{base}")
    return made | _fujian(made) | tallies(found, study)


def _fujian(made: dict[str, Derived]) -> dict[str, Derived]:
    """How cases filed in Fujian moved on each base."""
    return {
        f"filed_change_fujian_2016_2021_{base}": Derived(
            change(made[f"filed_fujian_2016_{base}"].quantity, made[f"filed_fujian_2021_{base}"].quantity),
            (*made[f"filed_fujian_2016_{base}"].inputs, *made[f"filed_fujian_2021_{base}"].inputs),
        )
        for base in BASES
        if f"filed_fujian_2016_{base}" in made and f"filed_fujian_2021_{base}" in made
    }
