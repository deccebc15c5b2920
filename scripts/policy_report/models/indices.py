"""Sobol indices: which share of the variance of an output goes back to which parameter.

After `saltelli2010variance`, over the points of SALib (`herman2017salib`) and with its estimators, for which all
bootstrap samples are weights of one product of matrices. The seed of a run counts as one more parameter,
called chance: runs that differ in anything else share their random numbers, so that chance does not pass for the
effect of a parameter, and its index shows how much of the variance it is.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from policy_report.models.demand import Floats

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

CHANCE: Final = "chance"
RESAMPLES: Final = 200
"""Bootstrap samples: enough for two digits of an interval's ends."""

CONFIDENCE: Final = 0.95

DECIMALS: Final = 6
"""Of an index: more than can be meant, and fewer than products of matrices agree in on different processors."""


@dataclass(frozen=True)
class Design:
    """The points at which a model is evaluated for its indices, in blocks of Saltelli's scheme.

    A block holds a point of sample A, that point with one coordinate after another taken from sample B, and the
    point of B.
    """

    names: tuple[str, ...]  # the parameters, without chance
    points: Floats  # points of the unit cube, one column for each parameter
    streams: tuple[int, ...]  # the stream of random numbers of each point, for `sweep`


def design(names: tuple[str, ...], samples: int, seed: int) -> Design:
    """Lay out Saltelli's scheme over scrambled Sobol' points.

    `samples`: blocks, a power of two. The model is evaluated `samples * (len(names) + 3)` times.
    `seed`: of the scrambling, from 0.
    """
    from SALib.sample import sobol

    count = len(names) + 1
    problem = {"num_vars": count, "names": [*names, CHANCE], "bounds": [[0.0, 1.0]] * count}
    cube = sobol.sample(problem, samples, calc_second_order=False, seed=np.random.default_rng(seed))
    # The coordinate of chance only says whether a point has the random numbers of sample A or those of sample B.
    blocks = cube.reshape(samples, count + 2, -1)
    from_a = blocks[:, :, -1] == blocks[:, :1, -1]
    streams = 2 * np.arange(samples)[:, None] + np.where(from_a, 0, 1)
    return Design(names, cube[:, :-1], tuple(streams.ravel().tolist()))


def indices(names: tuple[str, ...], outputs: Floats, seed: int) -> pd.DataFrame:
    """Estimate the indices of one output, with bootstrap intervals.

    `names`: the parameters of the design.
    `outputs`: one value for each of its points, or for its first blocks.
    `seed`: of the bootstrap, from 0.

    Returns a row for each parameter and for chance: `parameter`, `first`, `first_low`, `first_high`, `total`,
    `total_low`, `total_high`, to `DECIMALS` decimals; NaN if the output never varies.
    """
    rows = (*names, CHANCE)
    if np.ptp(outputs) == 0:
        nothing = dict.fromkeys(_COLUMNS, np.nan)
        return pd.DataFrame([{"parameter": name, **nothing} for name in rows])
    blocks = ((outputs - outputs.mean()) / outputs.std()).reshape(-1, len(names) + 3)
    first, total = _estimates(blocks, _weights(len(blocks), seed))
    tails = [50 * (1 - CONFIDENCE), 50 * (1 + CONFIDENCE)]
    columns = (first[0], *np.percentile(first[1:], tails, axis=0), total[0], *np.percentile(total[1:], tails, axis=0))
    # Nought is added so that none of them is -0.
    return pd.DataFrame({"parameter": rows, **dict(zip(_COLUMNS, np.round(columns, DECIMALS) + 0.0, strict=True))})


def _weights(samples: int, seed: int) -> Floats:
    """Say how often each block counts: once, and in rows below as often as a bootstrap sample holds it."""
    drawn = np.random.default_rng(seed + 1).integers(samples, size=(samples, RESAMPLES))
    counts = [np.bincount(column, minlength=samples) for column in drawn.T]
    return np.array([np.ones(samples), *counts]) / samples


def _estimates(blocks: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Estimate the first-order and the total index of each parameter, a row for each row of weights."""
    at_a, exchanged, at_b = blocks[:, :1], blocks[:, 1:-1], blocks[:, -1:]
    mean = weights @ (at_a + at_b) / 2
    variance = weights @ (at_a**2 + at_b**2) / 2 - mean**2
    explained = (weights @ (at_b * (exchanged - at_a)), weights @ (at_a - exchanged) ** 2 / 2)
    first, total = (np.divide(part, variance, out=np.zeros_like(part), where=variance > _EPSILON) for part in explained)
    return first, total


_EPSILON: Final = float(np.finfo(float).eps)
_COLUMNS = ("first", "first_low", "first_high", "total", "total_low", "total_high")


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
