"""The command `simulate`: runs the process models and prints what each regime makes of the same cases."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from policy_report.commands import Commands
from policy_report.errors import AnalysisError, Problem
from policy_report.project import Project, find_project

if TYPE_CHECKING:
    from jiaxing_sanming.models import Parameters

_REGIMES = ("separate", "tiered", "parallel")
_SCENARIOS = ("equal_resources", "as_published")
_CLASSES = ("all", "small", "large")
_HEAD = ("regime", "cases", "mean", "median", "90% within", "within {window:g} h", "95% interval")


def register(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `simulate` and `simulate sensitivity` to the command line."""
    from jiaxing_sanming.commands.sensitivity import sensitivity_command

    sensitivity_command(_simulate_command(commands))


def _simulate_command(commands: "Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `simulate` to the command line; studies of many runs can be added to it as subcommands."""
    command = commands.add_parser(
        "simulate",
        help="run the process models of the three regimes",
        description="Runs the process models: what each regime makes of the same cases. Model results under "
        "assumptions (data/published/process_parameters.csv), not evidence about the cities.",
    )
    command.add_argument("--regime", choices=_REGIMES, help="one regime (default: all)")
    command.add_argument("--scenario", choices=_SCENARIOS, default="equal_resources", help="(default: %(default)s)")
    command.add_argument(
        "--set", dest="settings", action="append", default=[], metavar="NAME=VALUE", help="change a parameter, by id"
    )
    command.add_argument("--cases", type=int, default=100_000, help="how many cases (default: %(default)s)")
    command.add_argument("--seed", type=int, default=1, help="which random numbers (default: %(default)s)")
    command.add_argument("--json", action="store_true", help="print data instead of a table")
    command.set_defaults(run=_simulate)
    return command


def _simulate(options: argparse.Namespace) -> int:
    import json

    from jiaxing_sanming.commands.simulations import simulated
    from jiaxing_sanming.models import Regime, Scenario

    project = find_project(options.project)
    parameters = parameters_of(project, options.settings)
    regimes = [Regime(options.regime)] if options.regime else list(Regime)
    found = simulated(project, parameters, regimes, Scenario(options.scenario), cases=options.cases, seed=options.seed)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print_table(found)
    return 0


def parameters_of(project: Project, settings: Sequence[str]) -> "Parameters":
    """The study's parameters, with settings such as `cases_per_day=60` put in.

    Raises
    ------
    PolicyReportError
        If the evidence is not sound, or a setting is malformed, of an unknown parameter or impossible.
    """
    from jiaxing_sanming.models import Parameters
    from policy_report.evidence.register import read_register

    values = dict(_setting(text) for text in settings)
    return Parameters.from_frame(read_register(project).frames["process_parameters"]).replace(**values)


def _setting(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        message, remedy = "a setting names a parameter and a number", "write it as NAME=VALUE, such as analysts=90"
        raise AnalysisError(Problem("", 0, "--set", "setting-malformed", message, text, remedy)) from None


def _print_table(found: dict[str, Any]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    window = found["parameters"]["window"]
    table = Table(box=box.SIMPLE_HEAD)
    for place, title in enumerate(_HEAD):
        table.add_column(title.format(window=window), justify="left" if place < 2 else "right")
    for regime, measures in found["regimes"].items():
        for kind in _CLASSES:
            table.add_row(
                regime if kind == "all" else "", kind, *_row(measures["lead_time"][kind], stable=measures["stable"])
            )
        table.add_section()
    console = Console(file=sys.stdout, highlight=False)
    console.print(
        f"scenario {found['scenario']}; {found['cases']} cases, the first tenth left out; hours to a lead",
        soft_wrap=True,
    )
    console.print(table)
    for regime, measures in found["regimes"].items():
        console.print(_capacity(regime, measures), soft_wrap=True)
    console.print("Model results under assumptions, not evidence about the cities.")


def _row(lead_time: dict[str, Any], *, stable: bool) -> tuple[str, ...]:
    def text(estimate: dict[str, float | None], end: str = "value", *, percent: bool = False) -> str:
        number = estimate[end]
        return "–" if number is None else f"{100 * number:.1f}%" if percent else f"{number:.1f}"

    hours = (text(lead_time[name]) for name in ("mean", "median", "p90"))
    within = lead_time["within"]
    interval = "–".join(text(within, end, percent=True) for end in ("low", "high"))
    return (*hours, text(within, percent=True), interval if stable else "unstable")


def _capacity(regime: str, measures: dict[str, Any]) -> str:
    if measures["limit"] is None:
        return f"{regime}: no station has servers, so that any load can be carried"
    busiest = measures["stations"][measures["bottleneck"]]
    line = f"{regime}: stops coping at {measures['limit']:.1f} cases a day ({busiest}); "
    line += f"{measures['backlog']:.0f} cases without a lead on average"
    return line if measures["stable"] else line + " — BEYOND ITS LIMIT, numbers grow with the run"
