"""Sizes of teams, how far the designs and both codings of them agree, and what such bodies put forward."""

import math

import pandas as pd

from jiaxing_sanming.analysis.declared import declared
from policy_report.analysis import institutions as of_any_study
from policy_report.analysis.published import between, counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.quantities.arithmetic import share

_Z = 1.959963984540054
"""Quantile of the normal distribution for an interval of 95%."""

OTHER = "other"
"""The family of bodies that bear another kind of name."""


@numbers
def institutions(
    claims: pd.DataFrame, design_comparison: pd.DataFrame, design_agreement: pd.DataFrame
) -> dict[str, Derived]:
    """Give sizes of teams, and count how often the two designs agree."""
    return declared("institutions", claims) | of_any_study.institutions(design_comparison, design_agreement)


@numbers
def advertised(peers_in_time: pd.DataFrame, peers: pd.DataFrame) -> dict[str, Derived]:
    """Count the bodies of synthesized investigation and of e-body+ with a result, and those that say their staff.

    A result is a figure on investigation: cases cleared, people caught, or the time it took. What a body says of crime
    in its place, of a meeting or of one case is no result of its own.
    """
    about = peers_in_time["id"].map(peers.set_index("id")["figure_about"])
    own = peers_in_time["family"].ne(OTHER)
    elsewhere = own & ~peers_in_time["focal"]
    found = {
        "bodies": own,
        "results": own & about.eq("investigation"),
        "other_figures": own & about.isin(["incidence", "activity"]),
        "staff": own & peers_in_time["staff"],
        "results_without_staff": own & about.eq("investigation") & ~peers_in_time["staff"],
        "elsewhere": elsewhere,
        "elsewhere_before_2020": elsewhere & peers_in_time["year"].lt(2020),
    }
    return {key: counted(int(rows.sum())) for key, rows in found.items()}


_COMPARED = ("same", "different")


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
