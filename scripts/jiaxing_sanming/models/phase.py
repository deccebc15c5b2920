"""Which regime comes first for which load and which mix of cases."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from jiaxing_sanming.models.comparison import Comparison, as_frame, within
from jiaxing_sanming.models.designs import network
from jiaxing_sanming.models.ranking import first_regime
from policy_report.analysis.results import lengthy
from policy_report.models.load import stability_limit
from policy_report.models.parameters import Parameters, Regime, Scenario
from policy_report.models.sweep import Floats, sweep
from policy_report.pools import Pool, processes

LOAD: Final = "cases_per_day"
MIX: Final = "small_share"
PLANNED: Final = "planned_small_share"

LOADS, MIXES = 25, 15
"""Steps of the two axes."""

CASES: Final = 2000
REPLICATIONS: Final = 5
SEED: Final = 3


@dataclass(frozen=True)
class Plane:
    """Two parameters that vary while all others keep their base values; staff are posted for the mix that comes."""

    parameters: Parameters
    scenario: Scenario

    def values(self, point: Floats) -> dict[str, float]:
        """What changes at (cases a day, share of small cases), by id."""
        load, mix = (float(value) for value in point)
        return {LOAD: load, MIX: mix, PLANNED: mix}

    def at(self, point: Floats) -> Parameters:
        """The parameters at (cases a day, share of small cases)."""
        return self.parameters.replace(**self.values(point))

    def axis(self, name: str, steps: int) -> Floats:
        """Even steps over the assumed range of a parameter."""
        row = self.parameters[name]
        return np.linspace(row.low, row.high, steps)


@dataclass(frozen=True)
class Phase:
    """The phase diagram; every frame has a column `scenario`.

    Attributes
    ----------
    cells
        `cases_per_day`, `small_share`, `first` (as `ranking.first_regime` gives it), and for each regime
        `within_REGIME` (mean over the replications) and `stable_REGIME` (1 or 0).
    limits
        `regime`, `small_share`, `limit`: the cases a day at which it stops coping.
    """

    cells: pd.DataFrame
    limits: pd.DataFrame


@lengthy
def phase(process_parameters: pd.DataFrame) -> Phase:
    """The phase diagram of both scenarios."""
    parameters = Parameters.from_frame(process_parameters)
    planes = [Plane(parameters, scenario) for scenario in Scenario]
    with processes() as pool:
        found = [cells(plane, LOADS, MIXES, CASES, pool) for plane in planes]
    return Phase(
        pd.concat(found, ignore_index=True),
        pd.concat([limits(plane, MIXES) for plane in planes], ignore_index=True),
    )


def cells(plane: Plane, loads: int, mixes: int, cases: int, pool: Pool) -> pd.DataFrame:
    """The state of each point of a grid over the plane; all points have the same random numbers."""
    grid = np.array([(load, mix) for mix in plane.axis(MIX, mixes) for load in plane.axis(LOAD, loads)])
    points = np.tile(grid, (REPLICATIONS, 1))
    streams = [copy for copy in range(REPLICATIONS) for _ in grid]
    outputs = sweep(Comparison(plane, cases), points, streams, SEED, pool=pool).reshape(REPLICATIONS, len(grid), -1)
    shares = within(outputs)
    firsts = [first_regime(shares[:, place]) for place in range(len(grid))]
    means = as_frame(outputs.mean(axis=0)).filter(regex="^(within|stable)_")
    return means.assign(scenario=str(plane.scenario), cases_per_day=grid[:, 0], small_share=grid[:, 1], first=firsts)


def limits(plane: Plane, mixes: int) -> pd.DataFrame:
    """Where each regime stops coping, by the share of small cases; staff are posted alike under every load."""
    load = plane.parameters[LOAD].value
    rows = [
        {
            "scenario": str(plane.scenario),
            "regime": str(regime),
            "small_share": mix,
            "limit": stability_limit(network(plane.at(np.array([load, mix])), regime, plane.scenario)),
        }
        for regime in Regime
        for mix in plane.axis(MIX, mixes)
    ]
    return pd.DataFrame(rows)
