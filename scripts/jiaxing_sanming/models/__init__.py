"""The regimes of investigation as queueing networks: what each way of routing a case does to the time until a lead.

Everything here is a model under assumptions, and no evidence about a city. A `Network` is the one description of
a regime; `simulate` runs it and the process diagrams draw it. Imports run one way: `parameters` and `stations`,
then `staffing`, `designs`, `load` and `demand`, then `engine`, `measures`, `simulation`, and last what the paper
asks for.
"""

from jiaxing_sanming.models.designs import network
from jiaxing_sanming.models.simulation import evaluate, simulate
from policy_report.models.engine import Run, Stage, run_network
from policy_report.models.load import bottleneck, stability_limit, stable, utilisations
from policy_report.models.measures import Estimate, LeadTime, Measures, StageLoad, measures, share_within
from policy_report.models.parameters import Parameter, Parameters, Regime, Scenario
from policy_report.models.stations import CaseClass, Line, Network, Station, Visit

__all__ = [
    "CaseClass",
    "Estimate",
    "LeadTime",
    "Line",
    "Measures",
    "Network",
    "Parameter",
    "Parameters",
    "Regime",
    "Run",
    "Scenario",
    "Stage",
    "StageLoad",
    "Station",
    "Visit",
    "bottleneck",
    "evaluate",
    "measures",
    "network",
    "run_network",
    "share_within",
    "simulate",
    "stability_limit",
    "stable",
    "utilisations",
]
