"""What the paper shows of the models at the base values of all parameters."""

import numpy as np
import pandas as pd

from jiaxing_sanming.models.designs import network
from jiaxing_sanming.models.simulation import evaluate, simulate
from policy_report.analysis.results import result
from policy_report.models.engine import Run
from policy_report.models.measures import WARM_UP, Measures
from policy_report.models.parameters import Parameters, Regime, Scenario
from policy_report.models.stations import CaseClass, Network

CASES = 200_000
"""Cases of the base case: more than ten years at the assumed demand, so that intervals are narrow."""

SEED = 20_261_122
_SHARES = np.linspace(0.0, 0.99, 199)


@result
def process_networks(process_parameters: pd.DataFrame) -> dict[Scenario, dict[Regime, Network]]:
    """Every regime under both scenarios, as the simulation runs it and the diagrams draw it."""
    parameters = Parameters.from_frame(process_parameters)
    return {scenario: {regime: network(parameters, regime, scenario) for regime in Regime} for scenario in Scenario}


@result
def process_measures(process_parameters: pd.DataFrame) -> dict[Scenario, dict[Regime, Measures]]:
    """What each regime makes of the same cases, under both scenarios."""
    parameters = Parameters.from_frame(process_parameters)
    return {scenario: evaluate(parameters, scenario, CASES, SEED) for scenario in Scenario}


@result
def lead_times(process_parameters: pd.DataFrame) -> pd.DataFrame:
    """The distribution of hours from report to lead: `scenario, regime, case_class, share, hours`.

    `share` of the cases of a class have their lead within `hours`; from 0 to 0.99, the same steps for each.
    """
    parameters = Parameters.from_frame(process_parameters)
    return pd.concat(
        [
            _distribution(simulate(parameters, regime, scenario, CASES, SEED, overloaded=True))
            for scenario in Scenario
            for regime in Regime
        ],
        ignore_index=True,
    )


def _distribution(run: Run) -> pd.DataFrame:
    first = int(WARM_UP * run.arrival.size)
    times, small = run.times[first:], run.small[first:]
    parts = [
        pd.DataFrame({"case_class": str(kind), "share": _SHARES, "hours": np.quantile(times[mine], _SHARES)})
        for kind, mine in ((CaseClass.SMALL, small), (CaseClass.LARGE, ~small))
    ]
    return pd.concat(parts).assign(scenario=str(run.network.scenario), regime=str(run.network.regime))
