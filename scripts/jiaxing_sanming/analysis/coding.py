"""How far the passes over the design comparison agree beyond chance."""

import math

import pandas as pd

from policy_report.analysis.published import between, counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities.arithmetic import share

_COMPARED = ("same", "different")
_Z = 1.959963984540054
"""Quantile of the normal distribution for an interval of 95%."""


@numbers
def coding_agreement(coding: pd.DataFrame) -> dict[str, Derived]:
    """Count where the first two passes agree, and give kappa over all topics and over those that both compare.

    The first pass stands in `coding.csv` as the judgements were before the second; a pass whose `seen` is not empty
    was made with the earlier ones known, so that its agreement bounds that of a blind one from above.
    """
    coding = coding.assign(number=coding["pass"].astype(int))
    both = coding.pivot(index=["topic", "first", "second"], columns="number", values="judgement")[[1, 2]].dropna()
    compared = both[both.isin(_COMPARED).all(axis=1)]
    blind = coding.loc[coding["number"].eq(2), "seen"].eq("").all()
    return {
        **_agreement(both, ""),
        **_agreement(compared, "_compared"),
        "passes": counted(coding["number"].nunique()),
        "passes_blind": counted(1 + int(blind)),
    }


def _agreement(both: pd.DataFrame, suffix: str) -> dict[str, Derived]:
    agreed = int(both[1].eq(both[2]).sum())
    value, low, high = kappa(pd.crosstab(both[1], both[2]))
    return {
        f"topics{suffix}": counted(len(both)),
        f"agreed{suffix}": counted(agreed),
        f"share{suffix}": Derived(share(exactly(float(agreed)), exactly(float(len(both))))),
        f"kappa{suffix}": Derived(exactly(value), decimals=2),
        f"kappa_interval{suffix}": Derived(between(low, high), decimals=2),
    }


def kappa(table: pd.DataFrame) -> tuple[float, float, float]:
    """Compute Cohen's kappa of two passes, with its 95% interval.

    Kappa is the agreement beyond chance over the most that there could be (`cohen1960coefficient`); its large-sample
    standard error that of `fleiss1969large`, for a kappa that is not zero. The interval ends at one.

    `table`: how many items have each code of the first pass (rows) and of the second (columns).

    Returns kappa, and the lower and upper end of the interval.
    """
    codes = sorted({*table.index, *table.columns})
    parts = table.reindex(index=codes, columns=codes, fill_value=0).to_numpy() / table.to_numpy().sum()
    rows, columns = parts.sum(axis=1), parts.sum(axis=0)
    observed, chance = float(parts.trace()), float(rows @ columns)
    value = (observed - chance) / (1 - chance)
    spread = sum(
        parts[i, j] * (((1 - chance) * (i == j)) - (columns[i] + rows[j]) * (1 - observed)) ** 2
        for i in range(len(codes))
        for j in range(len(codes))
    )
    variance = spread - (observed * chance - 2 * chance + observed) ** 2
    error = math.sqrt(variance / table.to_numpy().sum()) / (1 - chance) ** 2
    return value, value - _Z * error, min(1.0, value + _Z * error)
