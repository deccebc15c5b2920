"""The command `simulate`: finds the process models of a study, runs them, and prints what comes of the cases."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import AnalysisError, problem
from policy_report.project import Project, find_project

if TYPE_CHECKING:
    from rich.table import Table

    from policy_report.models.measures import LeadTime, Measures
    from policy_report.models.model import Model
    from policy_report.models.parameters import Parameters
    from policy_report.models.stations import Network
    from policy_report.study import Study


_HEAD = ("regime", "cases", "mean", "median", "90% within", "within {window:g} h", "95% interval")

MODEL: Final = "process_model"
"""The result by which a study gives its models."""

PARAMETERS: Final = "process_parameters"

REMARK: Final = "Model results under assumptions, not evidence about the cases."


@dataclass(frozen=True)
class Models:
    """The process models of a study, and what these take as given; `module` of its package gives the model."""

    project: Project
    study: "Study"
    module: str
    model: "Model"
    parameters: "Parameters"

    def scenario(self, asked: str | None) -> str:
        """Check the name of a scenario; the first one unless asked for."""
        return self.model.scenarios[0] if asked is None else _known("scenario", asked, self.model.scenarios)

    def regimes(self, asked: str | None) -> tuple[str, ...]:
        """Check the name of a regime; all unless asked for."""
        return self.model.regimes if asked is None else (_known("regime", asked, self.model.regimes),)


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


def models_of(project: Project, settings: Sequence[str] = ()) -> Models:
    """Find the models of a study, with settings such as `servers=3` put into its parameters.

    Raises `PolicyReportError`: `model-missing` for a study without models; or if the evidence is not sound, or a
    setting is malformed, of an unknown parameter or impossible.
    """
    from policy_report.build.discovery import callable_of, task_functions
    from policy_report.evidence.register import read_register
    from policy_report.models.parameters import Parameters
    from policy_report.study import read_study

    values = dict(_setting(text) for text in settings)
    study = read_study(project)
    task, frames = task_functions(study).constants.get(MODEL), read_register(project).frames
    if task is None or PARAMETERS not in frames:
        said = {"model": MODEL, "table": PARAMETERS}
        raise AnalysisError(problem("study.toml", 0, "package", "model-missing", PARAMETERS if task else MODEL, **said))
    parameters = Parameters.from_frame(frames[PARAMETERS])
    known = [row.id for row in parameters.rows]
    if unknown := [name for name in values if name not in known]:
        from policy_report.lookup.catalogue import nearest

        raise AnalysisError(
            problem("", 0, "--set", "parameter-unknown", name, known=", ".join(nearest(name, known) or known))
            for name in unknown
        )
    return Models(project, study, task.module, callable_of(task)(), parameters.replace(**values))


def _setting(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise AnalysisError(problem("", 0, "--set", "setting-malformed", text)) from None


def _known(kind: str, name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise AnalysisError(problem("", 0, f"--{kind}", f"{kind}-unknown", name, known=", ".join(names)))
    return name


def print_data(found: dict[str, Any]) -> None:
    """Print plain data as JSON, with `null` for numbers that JSON does not have."""
    print(json.dumps(plain(found), ensure_ascii=False, indent=1, allow_nan=False))


def plain(value: Any) -> Any:
    """Replace numbers that JSON does not have by `None`."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def empty_table(*heads: str, title: str | None = None, left: Sequence[int] = (0,)) -> "Table":
    """Make a table with column headers, of which some stand at the left."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place in left else "right")
    return table
