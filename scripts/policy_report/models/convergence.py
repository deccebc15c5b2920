"""Whether a sample was large enough for the indices that it gave."""

from typing import Final

import pandas as pd

from policy_report.models.indices import indices
from policy_report.models.sweep import Floats

WIDEST: Final = 0.2
"""The widest 95% interval of an index that counts as converged: the index is known to a tenth either way.

Enough for what the paper does with indices: to tell the parameters that decide from those that do not.
"""

MOST_CHANGE: Final = 0.1
"""The most by which doubling the sample may have changed an index that counts as converged."""

FEWEST: Final = 64
"""Samples below which a bootstrap of the sample says nothing about its error."""

STEPS: Final = 4
"""Sample sizes looked at, each twice the one before."""


def growing(names: tuple[str, ...], outputs: Floats, seed: int) -> pd.DataFrame:
    """Compute the indices of one output from the first blocks of a design, ever more of them.

    The first points of a Sobol' sequence are a sample of their own if their number is a power of two, so nothing has
    to be evaluated again.

    Returns
    -------
    DataFrame
        The columns of `indices`, and `samples`.
    """
    block = len(names) + 3
    samples = outputs.size // block
    sizes = [samples >> step for step in reversed(range(STEPS)) if samples >> step >= 2]
    frames = [indices(names, outputs[: size * block], seed).assign(samples=size) for size in sizes]
    return pd.concat(frames, ignore_index=True)


def converged(history: pd.DataFrame) -> pd.DataFrame:
    """Give the verdict on each parameter of one output.

    Parameters
    ----------
    history
        The frame of `growing`.

    Returns
    -------
    DataFrame
        One row for each parameter, in their order: `parameter`, `width` (of the wider interval of both indices at the
        full sample), `change` (of the index that changed more since half of it; NaN if there is no half),
        `converged` (both small enough, in a sample of at least `FEWEST`).
    """
    largest = history["samples"].max()
    last = history[history["samples"].eq(largest)].set_index("parameter")
    before = history[history["samples"].eq(largest // 2)].set_index("parameter").reindex(last.index)
    width = pd.concat([last[f"{kind}_high"] - last[f"{kind}_low"] for kind in ("first", "total")], axis=1).max(axis=1)
    change = pd.concat([(last[kind] - before[kind]).abs() for kind in ("first", "total")], axis=1).max(axis=1)
    verdict = width.le(WIDEST) & change.le(MOST_CHANGE) & (largest >= FEWEST)
    return pd.DataFrame({"width": width, "change": change, "converged": verdict}).reset_index()
