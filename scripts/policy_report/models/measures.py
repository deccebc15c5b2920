"""What a run shows: lead times, waiting, utilisation and backlog, with 95% confidence intervals.

The first tenth of the cases only fills the system and is left out; intervals come from the means of batches of
cases in order of arrival, which are nearly independent when batches are long.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan, sqrt
from typing import Final

import numpy as np

from policy_report.errors import AnalysisError, problem
from policy_report.models.demand import Bools, Floats
from policy_report.models.engine import Run, Stage
from policy_report.models.stations import bottleneck, stability_limit, stable

WARM_UP: Final = 0.1
BATCHES: Final = 20
CONFIDENCE: Final = 0.95
FEWEST: Final = 1000
"""Cases for which batches still hold some of every class."""

ALL: Final = "all"


@dataclass(frozen=True)
class Estimate:
    """An estimate and the ends of its 95% confidence interval; all NaN if there was nothing to estimate."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class LeadTime:
    """The distribution of hours from arrival to completion in a class of cases."""

    cases: int  # how many were counted
    # mean, median, p90: in hours
    mean: Estimate
    median: Estimate
    p90: Estimate
    within: Estimate  # share of cases done within the window, from 0 to 1


@dataclass(frozen=True)
class StageLoad:
    """What happens at a station."""

    utilisation: float  # share of the servers' time spent on cases, all copies together; 0 for a delay
    wait: Estimate  # mean hours between arrival and being taken up, over those who come
    present: float  # mean number of cases that wait or are worked on, all copies together


@dataclass(frozen=True)
class Measures:
    """All that a run of a regime shows."""

    # regime, scenario, seed: what was run
    regime: str
    scenario: str
    seed: int
    stable: bool  # whether there is a steady state; if not, every number depends on how long the run lasted
    lead_time: dict[str, LeadTime]  # by class, and for `all` cases
    stages: dict[str, StageLoad]  # by station id
    # backlog, backlog_end: mean number of cases not yet done, and the number when the last case came in
    backlog: float
    backlog_end: int
    # bottleneck, limit: the busiest station, and the cases a day at which it saturates
    bottleneck: str
    limit: float


def measures(run: Run) -> Measures:
    """Measure a run.

    Raises `AnalysisError`: `cases-too-few` if the run is too short for confidence intervals.
    """
    if run.arrival.size < FEWEST:
        raise AnalysisError(problem("", 0, "cases", "cases-too-few", str(run.arrival.size), fewest=FEWEST))
    first = int(WARM_UP * run.arrival.size)
    times = run.times[first:]
    classes = {ALL: np.ones(times.size, np.bool_), **{kind: run.of(kind)[first:] for kind in run.network.shares}}
    begin, end = float(run.arrival[first]), float(run.arrival[-1])
    return Measures(
        regime=run.network.regime,
        scenario=run.network.scenario,
        seed=run.seed,
        stable=stable(run.network),
        lead_time={kind: _lead_time(times, mine, run.network.window) for kind, mine in classes.items()},
        stages={name: _load(run, name, stage, first, (begin, end)) for name, stage in run.stages.items()},
        backlog=_present(run.arrival, run.done, (begin, end)),
        backlog_end=int(np.count_nonzero(run.done > end)),
        bottleneck=bottleneck(run.network),
        limit=stability_limit(run.network),
    )


def _lead_time(times: Floats, mine: Bools, window: float) -> LeadTime:
    def quantile(level: float) -> Callable[[Floats], float]:
        return lambda chosen: float(np.quantile(chosen, level))

    return LeadTime(
        cases=int(np.count_nonzero(mine)),
        mean=_estimate(times, mine, lambda chosen: float(np.mean(chosen))),
        median=_estimate(times, mine, quantile(0.5)),
        p90=_estimate(times, mine, quantile(0.9)),
        within=_as_share(_estimate(times, mine, lambda chosen: float(np.mean(chosen <= window)))),
    )


def _as_share(estimate: Estimate) -> Estimate:
    """Limit the interval of a share so that it does not leave the possible."""
    return Estimate(estimate.value, max(estimate.low, 0.0), min(estimate.high, 1.0))


def _estimate(values: Floats, mine: Bools, statistic: Callable[[Floats], float]) -> Estimate:
    """Estimate a statistic of the chosen values, with the interval that its values in the batches give."""
    from scipy.special import stdtrit

    if not mine.any():
        return Estimate(nan, nan, nan)
    value = statistic(values[mine])
    batches = [
        statistic(batch[chosen])
        for batch, chosen in zip(np.array_split(values, BATCHES), np.array_split(mine, BATCHES), strict=True)
        if chosen.any()
    ]
    if len(batches) < 2:
        return Estimate(value, -inf, inf)
    reach = float(stdtrit(len(batches) - 1, (1 + CONFIDENCE) / 2)) * float(np.std(batches, ddof=1)) / sqrt(len(batches))
    return Estimate(value, value - reach, value + reach)


def _load(run: Run, name: str, stage: Stage, first: int, span: tuple[float, float]) -> StageLoad:
    order = np.argsort(stage.cases)
    kept = order[np.searchsorted(stage.cases[order], first) :]
    wait = (stage.start - stage.arrival)[kept]
    servers = sum(run.network.station(name).servers)
    return StageLoad(
        utilisation=_present(stage.start, stage.end, span) / servers if servers else 0.0,
        wait=_estimate(wait, np.ones(wait.size, np.bool_), lambda chosen: float(np.mean(chosen))),
        present=_present(stage.arrival, stage.end, span),
    )


def _present(begin: Floats, end: Floats, span: tuple[float, float]) -> float:
    """Count how many of the intervals hold, on average, a moment of `span`."""
    inside = np.clip(end, *span) - np.clip(begin, *span)
    return float(inside.sum() / (span[1] - span[0]))
