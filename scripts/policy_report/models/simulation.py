"""Simulate regimes under the same demand with common random numbers, and the base case of a study."""

from functools import partial

import numpy as np
import pandas as pd

from policy_report.analysis.results import result
from policy_report.models.demand import Demand
from policy_report.models.engine import Run, run_network
from policy_report.models.measures import WARM_UP, Measures, measures
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters
from policy_report.models.stations import Network, stable, unstable

CASES = 200_000
"""Cases of the base case: more than ten years at the assumed demand, so that intervals are narrow."""

SEED = 20_261_122
_SHARES = np.linspace(0.0, 0.99, 199)


@result
def process_networks(process_model: Model, process_parameters: pd.DataFrame) -> dict[str, dict[str, Network]]:
    """Make every regime under every scenario, as the simulation runs it and the diagrams draw it."""
    make = partial(process_model.network, Parameters.from_frame(process_parameters))
    return {
        scenario: {regime: make(regime, scenario) for regime in process_model.regimes}
        for scenario in process_model.scenarios
    }


@result
def process_measures(process_model: Model, process_parameters: pd.DataFrame) -> dict[str, dict[str, Measures]]:
    """Measure what each regime makes of the same cases, under every scenario."""
    parameters, demand = Parameters.from_frame(process_parameters), process_model.demand(CASES, SEED)
    return {scenario: evaluate(process_model, parameters, scenario, demand) for scenario in process_model.scenarios}


@result
def lead_times(process_model: Model, process_parameters: pd.DataFrame) -> pd.DataFrame:
    """Give the distribution of hours from arrival to completion: `scenario, regime, case_class, share, hours`.

    `share` of the cases of a class are done within `hours`; from 0 to 0.99, the same steps for each.
    """
    parameters, demand = Parameters.from_frame(process_parameters), process_model.demand(CASES, SEED)
    return pd.concat(
        [
            _distribution(simulate(process_model, parameters, regime, scenario, demand, overloaded=True))
            for scenario in process_model.scenarios
            for regime in process_model.regimes
        ],
        ignore_index=True,
    )


def _distribution(run: Run) -> pd.DataFrame:
    first = int(WARM_UP * run.arrival.size)
    times = run.times[first:]
    parts = [
        pd.DataFrame({
            "case_class": kind, "share": _SHARES, "hours": np.quantile(times[run.of(kind)[first:]], _SHARES),
        })
        for kind in run.network.shares
    ]  # fmt: skip
    return pd.concat(parts).assign(scenario=run.network.scenario, regime=run.network.regime)


def simulate(
    model: Model, parameters: Parameters, regime: str, scenario: str, demand: Demand, *, overloaded: bool = False
) -> Run:
    """Run one regime.

    `model`, `parameters`, `regime`, `scenario`: what to run.
    `demand`: the cases that come in, as `Model.demand` draws them; the same give the same run.
    `overloaded`: whether a load that the regime cannot carry may be run, too: its queues grow for as long as the run
    lasts.

    Raises `AnalysisError`: `load-unstable`, with the station and its limit, unless `overloaded`; or for parameters that
    make no network.
    """
    made = model.network(parameters, regime, scenario)
    if not overloaded and not stable(made):
        raise unstable(made, model.rate)
    return run_network(made, demand)


def evaluate(model: Model, parameters: Parameters, scenario: str, demand: Demand) -> dict[str, Measures]:
    """Measure what each regime makes of the same cases: the same arrivals, classes and work, with the same numbers.

    A regime that cannot carry the load is run all the same; its measures say that it is not stable.
    """
    return {
        regime: measures(simulate(model, parameters, regime, scenario, demand, overloaded=True))
        for regime in model.regimes
    }
