"""Compare the regimes at one point of a sweep: how each fares in the long run under the same demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import pandas as pd

from policy_report.models.demand import Demand
from policy_report.models.engine import Run, run_network
from policy_report.models.load import utilisations
from policy_report.models.measures import WARM_UP
from policy_report.models.model import Model
from policy_report.models.parameters import Values
from policy_report.models.space import Plane, Space
from policy_report.models.stations import Network, Visit
from policy_report.models.sweep import Floats

Loads: TypeAlias = Mapping[str, tuple[float, ...]]
"""How busy each copy of each station would be, as `utilisations` gives it."""

LONGEST: Final = 720.0
"""Hours, 30 days: a longer median counts as this, so that a queue without end still has a number."""

_MEASURES: Final = ("within", "median", "stable")
"""What `Comparison` gives for each regime, in order."""


@dataclass(frozen=True)
class Comparison:
    """Evaluate a model for `sweep`: a point in, one number for each of `columns` out.

    Attributes
    ----------
    model
        The regimes.
    setting
        What the axes of a point mean.
    cases
        Cases in a run.
    """

    model: Model
    setting: Space | Plane
    cases: int

    def __call__(self, point: Floats, seed: int) -> Floats:
        """Give the share of cases done within the window, median hours, and 1 if stable, for each regime."""
        changed, scenario = self.setting.values(point), self.setting.scenario
        found: list[float] = []
        for regime in self.model.regimes:
            values = self.setting.parameters.of(regime, scenario, changed)
            found += _fares(self.model, tuple(values.items()), regime, scenario, (self.cases, seed))
        return np.array(found)


@lru_cache(maxsize=256)
def _fares(
    model: Model, values: tuple[tuple[str, float], ...], regime: str, scenario: str, drawn: tuple[int, int]
) -> tuple[float, float, float]:
    """Run one regime at a point; not again where only what concerns another has changed."""
    made, loads = _network(model, values, regime, scenario)
    if hopeless(made, loads):
        return 0.0, LONGEST, 0.0
    demand, first = _demand(model, *drawn)
    run = run_network(made, demand, first.get(regime))
    first.setdefault(regime, run)
    times = long_run_times(run, loads)
    median = min(_median(times), LONGEST)
    stable = all(max(copies) < 1 for copies in loads.values())
    return float(np.count_nonzero(times <= made.window) / times.size), median, float(stable)


def _median(times: Floats) -> float:
    """As numpy's, which looks for more than there is to find."""
    middle = times.size // 2
    ordered = np.partition(times, (middle - 1, middle))
    return float(ordered[middle] if times.size % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


@lru_cache(maxsize=8)
def _network(model: Model, values: tuple[tuple[str, float], ...], regime: str, scenario: str) -> tuple[Network, Loads]:
    """Keep a network for the replications of a point, which follow each other."""
    made = model.build(Values(values), regime, scenario)
    return made, utilisations(made)


@lru_cache(maxsize=2)
def _demand(model: Model, cases: int, seed: int) -> tuple[Demand, dict[str, Run]]:
    """Keep a demand for the next points, which have the same stream as a rule, and its first run of each regime."""
    return model.demand(cases, seed), {}


def hopeless(made: Network, loads: Loads) -> bool:
    """Say whether every case has to pass a station all of whose copies get more work than they can do."""
    everywhere = [name for name, copies in loads.items() if min(copies) >= 1]
    return any(all(_always(route, name) for route in made.routes.values()) for name in everywhere)


def _always(route: tuple[Visit, ...], station: str) -> bool:
    return any(visit.station == station and not visit.when for visit in route)


def long_run_times(run: Run, loads: Loads) -> Floats:
    """Give lead times as they would be after a long time, without the cases of the warm-up.

    Behind a copy of a station that gets more work than it can do, waiting grows without end: in the long run no case
    that has to pass it is done within any window, however short the queue still is when the run stops. Its time
    is set to infinity, so that no number depends on how long a run lasts. The other cases keep the times of the run.
    """
    times = run.times
    for place, station in enumerate(run.network.stations):
        copies = np.array(loads.get(station.id, (0.0,)))
        if copies.max() >= 1:
            # A case that does not come has the copy -1: the last one.
            times[np.append(copies >= 1, False)[run.copy[place]]] = np.inf
    return times[int(WARM_UP * times.size) :]


def columns(model: Model) -> list[str]:
    """Name the outputs of a comparison, in order."""
    return [f"{measure}_{regime}" for regime in model.regimes for measure in _MEASURES]


def within(outputs: Floats) -> Floats:
    """Take the share of early completions of each regime, in order, from the outputs of a sweep."""
    return outputs[..., _MEASURES.index("within") :: len(_MEASURES)]


def as_frame(model: Model, outputs: Floats) -> pd.DataFrame:
    """Name the outputs of a sweep, and add the differences in the share within the window."""
    frame = pd.DataFrame(outputs, columns=columns(model))
    differences = {
        difference(first, second): frame[f"within_{first}"] - frame[f"within_{second}"] for first, second in model.pairs
    }
    return frame.assign(**differences)


def difference(first: str, second: str) -> str:
    """Name the difference between two regimes in the share of cases done within the window."""
    return f"{first}_less_{second}"
