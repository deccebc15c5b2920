"""The command `simulate`: runs the process models of a study and prints what each regime makes of the same cases."""

import argparse
import math
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from policy_report.commands.models import REMARK, Models, empty_table, models_of, print_data
from policy_report.project import find_project

if TYPE_CHECKING:
    from policy_report.models.measures import LeadTime, Measures
    from policy_report.models.stations import Network

_HEAD = ("regime", "cases", "mean", "median", "90% within", "within {window:g} h", "95% interval")


def simulate(options: argparse.Namespace) -> None:
    """Run the models of a study, and print what each regime makes of the same cases."""
    models = models_of(find_project(options.project), options.settings)
    regimes, scenario = models.regimes(options.regime), models.scenario(options.scenario)
    found = simulated(models, regimes, scenario, cases=options.cases, seed=options.seed)
    networks = {regime: models.model.network(models.parameters, regime, scenario) for regime in regimes}
    asked = {"cases": options.cases, "seed": options.seed, "scenario": scenario}
    if options.json:
        settings = {row.id: row.value for row in models.parameters.rows}
        shown = {regime: {"stations": _names(networks[regime]), **asdict(what)} for regime, what in found.items()}
        print_data(asked | {"parameters": settings, "regimes": shown})
    else:
        print(f"scenario {scenario}; {options.cases} cases, the first tenth left out; hours until a case is done")
        _print_table(found, networks)


def simulated(
    models: Models, regimes: tuple[str, ...], scenario: str, *, cases: int, seed: int
) -> "dict[str, Measures]":
    """Measure what the regimes make of the same cases; from the cache if it was simulated before.

    One regime alone must be able to carry the load; of several, one that cannot is marked as not stable.

    Raises `AnalysisError`: `load-unstable` for one regime; `cases-too-few`, `seed-negative`, `staff-too-few`.
    """
    from policy_report.build.cache import keep
    from policy_report.models import simulation
    from policy_report.models.measures import measures

    model, parameters = models.model, models.parameters

    def run() -> "dict[str, Measures]":
        demand = model.demand(cases, seed)
        if len(regimes) > 1:
            return simulation.evaluate(model, parameters, scenario, demand)
        return {name: measures(simulation.simulate(model, parameters, name, scenario, demand)) for name in regimes}

    inputs = {"parameters": parameters, "asked": (regimes, scenario, cases, seed)}
    modules = (models.module, simulation.__name__)
    return keep(models.project, models.study, "simulate", inputs=inputs, modules=modules, made=run)


def _names(made: "Network") -> dict[str, str]:
    from policy_report.text.language import Language

    return {station.id: station.name[Language.EN] for station in made.stations}


def _print_table(found: "dict[str, Measures]", networks: "dict[str, Network]") -> None:
    from rich.console import Console

    window = next(iter(networks.values())).window
    table = empty_table(*(head.format(window=window) for head in _HEAD), left=(0, 1))
    for regime, measures in found.items():
        for place, (kind, lead_time) in enumerate(measures.lead_time.items()):
            table.add_row("" if place else regime, kind, *_row(lead_time, stable=measures.stable))
        table.add_section()
    console = Console(file=sys.stdout, highlight=False)
    console.print(table)
    for regime, measures in found.items():
        console.print(_capacity(measures, _names(networks[regime])), soft_wrap=True, markup=False)
    console.print(REMARK)


def _row(lead_time: "LeadTime", *, stable: bool) -> tuple[str, ...]:
    hours = (_number(estimate.value) for estimate in (lead_time.mean, lead_time.median, lead_time.p90))
    within = lead_time.within
    share, *ends = (_number(100 * end, "%") for end in (within.value, within.low, within.high))
    return (*hours, share, "–".join(ends) if stable else "unstable")


def _number(value: float, unit: str = "") -> str:
    return f"{value:.1f}{unit}" if math.isfinite(value) else "–"


def _capacity(measures: "Measures", names: dict[str, str]) -> str:
    regime = measures.regime
    if not math.isfinite(measures.limit):
        return f"{regime}: no station has servers, so that any load can be carried"
    line = f"{regime}: saturates at {measures.limit:.1f} cases a day ({names[measures.bottleneck]}); "
    line += f"{measures.backlog:.0f} cases not yet done on average"
    return line if measures.stable else line + " — BEYOND ITS LIMIT, numbers grow with the run"
