"""Whether a sample was large enough for the indices that it gave."""

from typing import Final

import pandas as pd

WIDEST: Final = 0.2
"""The widest 95% interval of an index that counts as converged: the index is known to a tenth either way.

Enough for what the paper does with indices: to tell the parameters that decide from those that do not.
"""

MOST_CHANGE: Final = 0.1
"""The most by which doubling the sample may have changed an index that counts as converged."""

FEWEST: Final = 64
"""Samples below which a bootstrap of the sample says nothing about its error."""

FIRST: Final = 128
"""Samples that a study begins with."""


def sizes(most: int) -> list[int]:
    """List the samples that a study looks at, each twice the one before: at least three if there are that many.

    The first points of a Sobol' sequence are a sample of their own if their number is a power of two, so nothing has
    to be evaluated again.
    """
    begin = min(FIRST, max(most >> 3, 2), most)
    return [begin << step for step in range((most // begin).bit_length())]


def enough(verdicts: pd.DataFrame) -> bool:
    """Say whether no larger sample is needed: every index that there is has converged."""
    return bool((verdicts["converged"] | verdicts["width"].isna()).all())


def converged(history: pd.DataFrame) -> pd.DataFrame:
    """Give the verdict on each parameter of one output.

    `history`: the columns of `indices.indices`, and `samples`.

    Returns one row for each parameter, in their order: `parameter`, `width` (of the wider interval of both indices at
    the full sample), `change` (of the index that changed more since half of it; NaN if there is no half), `converged`
    (both small enough, in a sample of at least `FEWEST`).
    """
    largest = history["samples"].max()
    last = history[history["samples"].eq(largest)].set_index("parameter")
    before = history[history["samples"].eq(largest // 2)].set_index("parameter").reindex(last.index)
    width = pd.concat([last[f"{kind}_high"] - last[f"{kind}_low"] for kind in ("first", "total")], axis=1).max(axis=1)
    change = pd.concat([(last[kind] - before[kind]).abs() for kind in ("first", "total")], axis=1).max(axis=1)
    verdict = width.le(WIDEST) & change.le(MOST_CHANGE) & (largest >= FEWEST)
    return pd.DataFrame({"width": width, "change": change, "converged": verdict}).reset_index()
