"""The command `simulate sensitivity`: studies what decides how the regimes compare, and keeps what it found."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from policy_report.commands import COMMANDS
from policy_report.commands.simulate import REMARK, Models, empty_table, models_of, plain, print_data
from policy_report.evidence.records import Record, rows_as
from policy_report.project import find_project

if TYPE_CHECKING:
    from rich.table import Table

    from policy_report.models.sensitivity import Sensitivity
    from policy_report.models.sweep import Progress

_LINES = 10
"""How many times a study reports its progress where no terminal can show a bar."""

_SHOWN = 8


def sensitivity(options: argparse.Namespace) -> None:
    """Study what decides how the regimes compare, and print it."""
    for argument in ("--regime", "--set", "--cases"):
        said = COMMANDS["simulate"]["arguments"][argument]
        if getattr(options, said.get("dest", argument[2:])) != said.get("default"):
            options.usage_error(f"a sensitivity study takes no {argument}")
    from policy_report.models.demand import check_seed
    from policy_report.models.space import check_samples

    check_samples(options.samples, "--samples")
    check_seed(options.seed, "--seed")
    models = models_of(find_project(options.project))
    scenario = models.scenario(options.scenario)
    found = studied(models, scenario, options.samples, options.seed, options.scheduler)
    ranges = {row.id: [row.value, row.low, row.high] for row in models.parameters.rows}
    asked = {
        "samples": int(found.indices["samples"].max()),
        "most_samples": options.samples,
        "seed": options.seed,
        "scenario": scenario,
        "parameters": ranges,
    }
    frames = {name: rows_as(frame.drop(columns="scenario"), Record) for name, frame in vars(found).items()}
    if options.json:
        print_data(asked | frames)
    else:
        _print_tables(plain(asked | frames))


def studied(models: Models, scenario: str, samples: int, seed: int, scheduler: str | None = None) -> "Sensitivity":
    """Study a scenario of the models whose parameters vary; from the cache if it was studied before.

    The number of samples is a power of two and the seed from 0. A Dask scheduler, by its address, takes the place of
    the cores of this machine; the numbers are the same.

    Raises `PolicyReportError`: `scheduler-unreachable`, `scheduler-without-workers`; or for parameters that make no
    network.
    """
    from policy_report.build.cache import keep
    from policy_report.models import sensitivity
    from policy_report.pools import cluster, processes

    def study() -> "Sensitivity":
        with cluster(scheduler) if scheduler is not None else processes() as pool, _progress() as progress:
            return sensitivity.study(
                models.model, models.parameters, scenario, samples, seed, pool=pool, progress=progress
            )

    inputs = {"parameters": models.parameters, "asked": (scenario, samples, seed)}
    modules = (models.module, sensitivity.__name__)
    return keep(models.project, models.study, "simulate-sensitivity", inputs=inputs, modules=modules, made=study)


@contextmanager
def _progress() -> "Iterator[Progress]":
    """Show progress on the error stream: a bar on a terminal, a few lines elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield _few_lines()
        return
    columns = (TextColumn("runs of the models"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        line = bar.add_task("", total=None)
        yield lambda done, total: bar.update(line, completed=done, total=total)


def _few_lines() -> "Progress":
    said = 0

    def say(done: int, total: int) -> None:
        nonlocal said
        if (part := _LINES * done // total) > said:
            said = part
            print(f"{done} of {total} runs of the models", file=sys.stderr, flush=True)

    return say


def _print_tables(found: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False)
    head = f"scenario {found['scenario']}; {found['samples']} samples, seed {found['seed']}; 95% intervals in brackets"
    console.print(head, soft_wrap=True, markup=False)
    for output in dict.fromkeys(row["output"] for row in found["verdicts"]):
        console.print(_indices_table(found, output))
    console.print(_shares_table(found))
    for row in found["stability"]:
        if row["regime"] not in ("any", "all"):
            console.print(f"{row['regime']}: can carry the load in {_percent(row)} of the space", markup=False)
    console.print(REMARK)


def _indices_table(found: dict[str, Any], output: str) -> "Table":
    title = output.replace("_less_", " less ").replace("_", " ")
    heads = ("parameter", "first order", "total", "converged")
    table = empty_table(*heads, title=f"Sobol indices of {title}", left=(0, 3))
    verdicts = {row["parameter"]: row["converged"] for row in found["verdicts"] if row["output"] == output}
    rows = [row for row in found["indices"] if row["output"] == output and row["samples"] == found["samples"]]
    for row in sorted(rows, key=lambda row: -(row["total"] or 0))[:_SHOWN]:
        name = row["parameter"]
        table.add_row(name, _index(row, "first"), _index(row, "total"), "yes" if verdicts[name] else "no")
    return table


def _index(row: dict[str, Any], kind: str) -> str:
    if row[kind] is None:
        return "–"
    return f"{row[kind]:.2f} [{row[f'{kind}_low']:.2f}, {row[f'{kind}_high']:.2f}]".replace("[", "\\[")


def _shares_table(found: dict[str, Any]) -> "Table":
    rows = [row for row in found["shares"] if row["question"] == "first"]
    answers = dict.fromkeys(row["answer"] for row in rows)
    table = empty_table("load", "points", *answers, title="Share of the space in which a regime is first")
    for band in dict.fromkeys((row["load_low"], row["load_high"]) for row in rows):
        inside = [row for row in rows if (row["load_low"], row["load_high"]) == band]
        table.add_row(_band(*band), str(inside[0]["points"]), *(_percent(row).replace("[", "\\[") for row in inside))
    return table


def _band(low: float, high: float | None) -> str:
    if high is None:
        return f"{low:g} and more" if low else "all"
    return f"{low:g} to {high:g}"


def _percent(row: dict[str, Any]) -> str:
    if row["share"] is None:
        return "–"
    return f"{100 * row['share']:.0f}% [{100 * row['low']:.0f}–{100 * row['high']:.0f}]"
