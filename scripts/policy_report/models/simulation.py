"""Simulate one regime, or all of them under the same demand with common random numbers."""

from policy_report.models.demand import Demand
from policy_report.models.engine import Run, run_network
from policy_report.models.load import stable, unstable
from policy_report.models.measures import Measures, measures
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters


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
