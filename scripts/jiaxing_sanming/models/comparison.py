"""What a sweep asks of the models at one point: how each regime fares in the long run under the same demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeAlias

import numpy as np
import pandas as pd

from jiaxing_sanming.models.designs import network_of
from policy_report.models.demand import Demand
from policy_report.models.engine import Run, run_network
from policy_report.models.load import utilisations
from policy_report.models.measures import WARM_UP
from policy_report.models.parameters import Parameters, Regime, Scenario, Values
from policy_report.models.stations import Network, Visit
from policy_report.models.sweep import Floats

Loads: TypeAlias = Mapping[str, tuple[float, ...]]
"""How busy each copy of each station would be, as `utilisations` gives it."""

_ANSWERS: Final = 512
"""More than the points of one block of `indices.design` ask for; some tens of megabytes in runs of that length."""

LONGEST: Final = 720.0
"""Hours, 30 days: a longer median counts as this, so that a queue without end still has a number."""

PAIRS: Final = (
    (Regime.PARALLEL, Regime.TIERED),
    (Regime.PARALLEL, Regime.SEPARATE),
    (Regime.TIERED, Regime.SEPARATE),
)
"""The comparisons; a difference is the first less the second."""

COLUMNS: Final = tuple(f"{measure}_{regime}" for regime in Regime for measure in ("within", "median", "stable"))
"""What `Comparison` gives for each point, in order."""


class Setting(Protocol):
    """What a point means: values of some parameters, under a scenario."""

    @property
    def parameters(self) -> Parameters:
        """All parameters, of which a point changes some."""
        ...

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        ...

    def values(self, point: Floats) -> Mapping[str, float]:
        """What a point changes, by id."""
        ...


@dataclass(frozen=True)
class Comparison:
    """A model for `sweep`: a point in, one number for each of `COLUMNS` out.

    Attributes
    ----------
    setting
        What the axes of a point mean.
    cases
        Cases in a run.
    """

    setting: Setting
    cases: int

    def __call__(self, point: Floats, seed: int) -> Floats:
        """Share of cases with a lead within the window, median hours to it, and 1 if stable, for each regime."""
        changed, scenario = self.setting.values(point), self.setting.scenario
        found: list[float] = []
        for regime in Regime:
            values = self.setting.parameters.of(regime, scenario, changed)
            found += _fares(tuple(values.items()), regime, scenario, self.cases, seed)
        return np.array(found)


@lru_cache(maxsize=256)
def _fares(
    values: tuple[tuple[str, float], ...], regime: Regime, scenario: Scenario, cases: int, seed: int
) -> tuple[float, float, float]:
    """One regime at a point; not run again where only what concerns another has changed."""
    made, loads = _network(values, regime, scenario)
    if hopeless(made, loads):
        return 0.0, LONGEST, 0.0
    times = long_run_times(run_network(made, _demand(cases, seed)), loads)
    median = min(float(np.median(times)), LONGEST)
    return float(np.mean(times <= made.window)), median, float(all(max(copies) < 1 for copies in loads.values()))


@lru_cache(maxsize=8)
def _network(values: tuple[tuple[str, float], ...], regime: Regime, scenario: Scenario) -> tuple[Network, Loads]:
    """Kept for the replications of a point, which follow each other."""
    made = network_of(Values(values), regime, scenario)
    return made, utilisations(made)


@lru_cache(maxsize=2)
def _demand(cases: int, seed: int) -> Demand:
    """Kept for the next points, which have the same stream as a rule."""
    return Demand(cases, seed, memory=_ANSWERS)


def hopeless(made: Network, loads: Loads) -> bool:
    """Whether every case has to pass a station all of whose copies get more work than they can do."""
    everywhere = [name for name, copies in loads.items() if min(copies) >= 1]
    return any(all(_always(route, name) for route in made.routes.values()) for name in everywhere)


def _always(route: tuple[Visit, ...], station: str) -> bool:
    return any(visit.station == station and not visit.when for visit in route)


def long_run_times(run: Run, loads: Loads) -> Floats:
    """Hours to a lead as they would be after a long time, without the cases of the warm-up.

    Behind a copy of a station that gets more work than it can do, waiting grows without end: in the long run no case
    that has to pass it has a lead within any window, however short the queue still is when the run stops. Its time
    is set to infinity, so that no number depends on how long a run lasts. The other cases keep the times of the run.
    """
    times = run.times.copy()
    for name, stage in run.stages.items():
        copies = loads.get(name, (0.0,))
        if max(copies) >= 1:
            over = np.array(copies) >= 1
            times[stage.cases[over[stage.copy]]] = np.inf
    return times[int(WARM_UP * times.size) :]


def within(outputs: Floats) -> Floats:
    """The share of early leads of each regime, in the order of `Regime`, from the outputs of a sweep."""
    return outputs[..., [COLUMNS.index(f"within_{regime}") for regime in Regime]]


def as_frame(outputs: Floats) -> pd.DataFrame:
    """The outputs of a sweep with their names, and the differences in the share within the window."""
    frame = pd.DataFrame(outputs, columns=list(COLUMNS))
    return frame.assign(
        **{difference(*pair): frame[f"within_{pair[0]}"] - frame[f"within_{pair[1]}"] for pair in PAIRS}
    )


def difference(first: Regime, second: Regime) -> str:
    """The name of the difference between two regimes in the share of cases with a lead within the window."""
    return f"{first}_less_{second}"
