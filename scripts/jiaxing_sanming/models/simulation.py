"""One regime, or all of them under the same demand and the same luck."""

from jiaxing_sanming.models.designs import network
from policy_report.models.demand import Demand
from policy_report.models.engine import Run, run_network
from policy_report.models.load import stable, unstable
from policy_report.models.measures import Measures, measures
from policy_report.models.parameters import Parameters, Regime, Scenario


def simulate(
    parameters: Parameters,
    regime: Regime,
    scenario: Scenario,
    cases: int,
    seed: int,
    *,
    overloaded: bool = False,
    demand: Demand | None = None,
) -> Run:
    """One run of a regime.

    Parameters
    ----------
    parameters, regime, scenario
        What to run.
    cases, seed
        How many cases, and which random numbers; the same give the same run.
    overloaded
        Whether a load that the regime cannot carry may be run, too: its queues grow for as long as the run lasts.
    demand
        Random inputs drawn before with the same `cases` and `seed`, to save drawing them again.

    Raises
    ------
    AnalysisError
        `load-unstable`, with the station and its limit, unless `overloaded`; or for parameters that make no network.
    """
    made = network(parameters, regime, scenario)
    if not overloaded and not stable(made):
        raise unstable(made)
    return run_network(made, demand or Demand(cases, seed))


def evaluate(parameters: Parameters, scenario: Scenario, cases: int, seed: int) -> dict[Regime, Measures]:
    """What each regime makes of the same cases: the same arrivals, classes and luck with each kind of work.

    A regime that cannot carry the load is run all the same; its measures say that it is not stable.
    """
    demand = Demand(cases, seed)
    return {
        regime: measures(simulate(parameters, regime, scenario, cases, seed, overloaded=True, demand=demand))
        for regime in Regime
    }
