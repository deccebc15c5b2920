"""Find which regime comes first for which load and which mix of cases."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from policy_report.analysis.results import lengthy
from policy_report.models.comparison import Comparison, as_frame, within
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters
from policy_report.models.ranking import first_regime
from policy_report.models.space import Plane
from policy_report.models.stations import stability_limit
from policy_report.models.sweep import sweep
from policy_report.pools import Pool, processes

LOADS, MIXES = 25, 15
"""Steps of the two axes."""

CASES: Final = 2000
REPLICATIONS: Final = 5
SEED: Final = 3


@dataclass(frozen=True)
class Phase:
    """The phase diagram; every frame has a column `scenario`."""

    # The rate and the mix by the names of their parameters, `first` (as `ranking.first_regime` gives it), and for each
    # regime `within_REGIME` (mean over the replications) and `stable_REGIME` (1 or 0)
    cells: pd.DataFrame
    limits: pd.DataFrame  # `regime`, the mix, `limit`: the cases a day at which it saturates


@lengthy
def phase(process_model: Model, process_parameters: pd.DataFrame) -> Phase:
    """Compute the phase diagram of every scenario."""
    parameters = Parameters.from_frame(process_parameters)
    planes = [Plane(process_model, parameters, scenario) for scenario in process_model.scenarios]
    # A few seconds' work, of which starting processes would be half.
    with processes(1) as pool:
        found = [cells(plane, LOADS, MIXES, CASES, pool) for plane in planes]
    return Phase(
        pd.concat(found, ignore_index=True),
        pd.concat([limits(plane, MIXES) for plane in planes], ignore_index=True),
    )


def cells(plane: Plane, loads: int, mixes: int, cases: int, pool: Pool) -> pd.DataFrame:
    """Find the state of each point of a grid over the plane; all points have the same random numbers."""
    model, rate, mix = plane.model, plane.model.rate, plane.model.mix[0]
    grid = np.array([(across, up) for up in plane.axis(mix, mixes) for across in plane.axis(rate, loads)])
    points = np.tile(grid, (REPLICATIONS, 1))
    streams = [copy for copy in range(REPLICATIONS) for _ in grid]
    outputs = sweep(Comparison(model, plane, cases), points, streams, SEED, pool=pool).reshape(
        REPLICATIONS, len(grid), -1
    )
    shares = within(outputs)
    firsts = first_regime(model.regimes, np.moveaxis(shares, 0, 1)).tolist()
    means = as_frame(model, outputs.mean(axis=0)).filter(regex="^(within|stable)_")
    axes = pd.DataFrame(grid, columns=[rate, mix])
    return means.assign(scenario=plane.scenario).join(axes).assign(first=firsts)


def limits(plane: Plane, mixes: int) -> pd.DataFrame:
    """Find the stability limit of each regime by the mix of cases; staff are posted alike under every load."""
    model, load = plane.model, plane.parameters[plane.model.rate].value
    rows = [
        {
            "scenario": plane.scenario,
            "regime": regime,
            model.mix[0]: mix,
            "limit": stability_limit(model.network(plane.at(np.array([load, mix])), regime, plane.scenario)),
        }
        for regime in model.regimes
        for mix in plane.axis(model.mix[0], mixes)
    ]
    return pd.DataFrame(rows)
