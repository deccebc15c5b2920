"""Find which regime comes first at a point, and in what share of the space each ranking holds."""

from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from policy_report.models.demand import Floats
from policy_report.models.model import Model

NONE: Final = "none"
"""No regime is first: the best two do not differ by more than chance, or no case is done in time."""

CONFIDENCE: Final = 0.95

LOADS: Final = (0.0, 0.5, 0.8, 1.0, float("inf"))
"""Ends of the classes of load: light, ordinary, heavy, and more than the staff can do."""


def first_regime(regimes: tuple[str, ...], shares: Floats) -> NDArray[np.str_]:
    """Find at each point the regime with the largest share of early completions, if its lead is beyond chance.

    `shares`: for each point one row for each replication, at least two, and one column for each regime; the regimes of
    one row had the same random numbers.

    Returns a regime, or `none` unless its mean difference to each other regime is above zero by Student's t on the
    paired differences, at 95% confidence on two sides.
    """
    order = np.argsort(-shares.mean(axis=-2), axis=-1, kind="stable")
    ordered = np.take_along_axis(shares, order[..., None, :], axis=-1)
    leads = _above_zero(np.moveaxis(ordered[..., :1] - ordered[..., 1:], -2, -1))
    return np.where(leads.all(axis=-1), np.array(regimes)[order[..., 0]], NONE)


def sign(differences: Floats) -> NDArray[np.int64]:
    """Give 1 or -1 if the paired differences at a point lie beyond chance on one side of zero, else 0."""
    return _above_zero(differences).astype(int) - _above_zero(-differences)


def _above_zero(differences: Floats) -> NDArray[np.bool_]:
    from scipy.special import stdtrit

    count = differences.shape[-1]
    reach = stdtrit(count - 1, (1 + CONFIDENCE) / 2) * differences.std(axis=-1, ddof=1) / np.sqrt(count)
    return np.asarray(differences.mean(axis=-1) > reach)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Compute the 95% interval of Wilson for a share; all of it if nothing was tried."""
    from scipy.stats import binomtest

    if trials == 0:
        return 0.0, 1.0
    interval = binomtest(hits, trials).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


def shares_of_space(model: Model, states: pd.DataFrame) -> pd.DataFrame:
    """Count in what share of the points each ranking holds, in all and by load.

    `states`: a row for each point, drawn evenly from the space: `load`, `first` (as `first_regime` gives it) and, for
    each pair, `FIRST_or_SECOND` with 1, 0 or -1.

    Returns `load_low`, `load_high` (0 and infinity for all points), `question` (`first`, or a pair), `answer` (a regime
    or `none`), `points`, `share`, `low`, `high` (Wilson's interval; points of a Sobol' sequence vary less than
    independent ones, so it is if anything too wide).
    """
    bands = [(LOADS[0], LOADS[-1]), *pairwise(LOADS)]
    rows = []
    for low, high in bands:
        inside = states[states["load"].ge(low) & states["load"].lt(high)]
        rows += [{"load_low": low, "load_high": high, **row} for row in _answers(model, inside)]
    return pd.DataFrame(rows)


def pair_name(first: str, second: str) -> str:
    """Name the question which of two regimes is ahead."""
    return f"{first}_or_{second}"


def _answers(model: Model, points: pd.DataFrame) -> list[dict[str, object]]:
    rows = [_row("first", answer, points["first"].eq(answer)) for answer in (*model.regimes, NONE)]
    for first, second in model.pairs:
        name = pair_name(first, second)
        for answer, value in ((first, 1), (second, -1), (NONE, 0)):
            rows.append(_row(name, answer, points[name].eq(value)))
    return rows


def _row(question: str, answer: str, holds: "pd.Series[bool]") -> dict[str, object]:
    hits, trials = int(holds.sum()), len(holds)
    low, high = wilson(hits, trials)
    share = hits / trials if trials else np.nan
    return {"question": question, "answer": answer, "points": trials, "share": share, "low": low, "high": high}
