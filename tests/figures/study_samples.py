"""A sensitivity study and a phase diagram by hand, for figures and tables."""

from itertools import pairwise, product
from math import inf

import numpy as np
import pandas as pd

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.phase import Phase
from policy_report.models.ranking import LOADS, NONE
from policy_report.models.sensitivity import Sensitivity

TOTALS = {
    "analysts": 0.5, "cases_per_day": 0.42, "small_share": 0.3, "blind_start": 0.2, "means_small": 0.1,
    "local_small": 0.06, "cv_small": 0.01, CHANCE: 0.005,
}  # fmt: skip
"""The total index of each parameter; one of them is too small to be shown."""


def sensitivity() -> Sensitivity:
    """Indices whose intervals halve when the sample grows fourfold, and shares that differ by load."""
    rows = []
    for scenario, pair, (name, total), samples in product(Scenario, MODEL.pairs, TOTALS.items(), (32, 64, 128, 256)):
        reach = 0.8 * total / np.sqrt(samples / 16)
        rows.append(
            {
                "scenario": str(scenario), "output": difference(*pair), "parameter": name, "samples": samples,
                "first": total / 5, "first_low": total / 5 - reach / 2, "first_high": total / 5 + reach / 2,
                "total": total, "total_low": total - reach, "total_high": total + reach,
            }
        )  # fmt: skip
    indices = pd.DataFrame(rows)
    verdicts = indices.loc[indices["samples"].eq(256), ["scenario", "output", "parameter"]]
    return Sensitivity(
        indices, verdicts.assign(width=0.1, change=0.01, converged=verdicts["parameter"].ne("analysts")),
        pd.DataFrame(), _shares(), pd.DataFrame(),
    )  # fmt: skip


def _shares() -> pd.DataFrame:
    bands = [(0.0, inf), *pairwise(LOADS)]
    answers = dict(zip((*map(str, Regime), NONE), (0.2, 0.1, 0.6, 0.1), strict=True))
    return pd.DataFrame(
        [
            {
                "scenario": str(scenario), "question": "first", "load_low": low, "load_high": high, "points": 64,
                "answer": answer, "share": share, "low": share - 0.05, "high": share + 0.05,
            }
            for scenario, (low, high), (answer, share) in product(Scenario, bands, answers.items())
        ]
    )  # fmt: skip


def phase() -> Phase:
    """Every state in one column each, and limits that cross the diagram."""
    loads, mixes = np.linspace(12, 72, 4), np.linspace(0.6, 0.95, 3)
    states = [str(Regime.PARALLEL), str(Regime.TIERED), str(Regime.SEPARATE), NONE]
    cells = [
        {"scenario": str(scenario), "cases_per_day": load, "small_share": mix, "first": state}
        for scenario, mix, (load, state) in product(Scenario, mixes, zip(loads, states, strict=True))
    ]
    limits = [
        {"scenario": str(scenario), "regime": str(regime), "small_share": mix, "limit": 20 + 15 * place + 40 * mix}
        for scenario, (place, regime), mix in product(Scenario, enumerate(Regime), mixes)
    ]
    return Phase(pd.DataFrame(cells), pd.DataFrame(limits))
