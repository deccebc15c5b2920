"""The parameters of the process models, what the models make of the same cases, and what decides that."""

import pandas as pd

from jiaxing_sanming.models.designs import MODEL, CaseClass, Regime, Scenario
from jiaxing_sanming.models.robustness import LEAST, mattering
from jiaxing_sanming.words import word
from policy_report.evidence.records import AnyRow, ParameterRow, Record, by_id, rows_as
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.measures import ALL, Estimate, Measures
from policy_report.models.sensitivity import Sensitivity, last
from policy_report.models.stations import Network
from policy_report.paper.markdown import Column, anchor, citation, escape, link
from policy_report.paper.table import Rows, Table, table
from policy_report.paper.tables.wording import named
from policy_report.text.numbers import joined


@table("process-parameters", words=word)
def process_parameters(table: Table, process_parameters: pd.DataFrame) -> Rows:
    """Write every parameter, what it rests on, and why it has its range, in the order of the file, with an anchor."""
    return [_parameter(parameter, table) for parameter in rows_as(process_parameters, ParameterRow)]


def _parameter(parameter: AnyRow, table: Table) -> list[str]:
    language = table.language
    holds = table.say(f"regimes.{parameter['regime']}")
    if parameter["scenario"]:
        holds += table.say("published_only")
    low, high = (_number(parameter, end) for end in ("low", "high"))
    unit = table.say(f"units.{parameter['unit']}")
    return [
        anchor(f"prm-{parameter['id']}".replace("_", "-"), named(parameter, "meaning", language)),
        escape(holds),
        escape(_number(parameter, "value") + unit),
        "–" if parameter["kind"] == "published" else escape(joined(low + unit, high + unit, language)),
        _basis(parameter, table),
        escape(named(parameter, "reasoning", language)),
    ]


def _number(parameter: AnyRow, column: str) -> str:
    scale = 100 if parameter["unit"] == "probability" else 1
    return f"{scale * float(parameter[column]):.4g}"


def _basis(parameter: AnyRow, table: Table) -> str:
    """Write `published` with a link to the claim, or `assumed` with the source that supports it if there is one."""
    basis = table.say(f"bases.{parameter['kind']}")
    if parameter["kind"] == "published":
        return link(f"clm-{parameter['claim']}", basis)
    return f"{escape(basis)} {citation(str(parameter['source']))}".strip()


@table("simulation", right=(2, 3, 4, 5), words=word)
def simulation(
    table: Table, process_measures: dict[str, dict[str, Measures]], process_networks: dict[str, dict[str, Network]]
) -> Rows:
    """Write all cases and each class: of each regime with equal resources, and of the tiered one as published."""
    shown = [(Scenario.EQUAL_RESOURCES, regime) for regime in Regime] + [(Scenario.AS_PUBLISHED, Regime.TIERED)]
    return [
        row
        for scenario, regime in shown
        for row in _measured(process_measures[scenario][regime], process_networks[scenario][regime], table)
    ]


def _measured(measures: Measures, network: Network, table: Table) -> list[list[str]]:
    name = table.say(f"regimes.{measures.regime}")
    if measures.scenario == Scenario.AS_PUBLISHED:
        name = table.say("published", name=name)
    where = network.station(measures.bottleneck).name[table.language]
    limit = f"{measures.limit:.0f}" + table.say("bottleneck", name=where)
    rows = []
    for kind in (ALL, *CaseClass):
        times = measures.lead_time[kind]
        cells = [_with_interval(estimate, measures, table) for estimate in (times.mean, times.median, times.p90)]
        within = _with_interval(times.within, measures, table, percent=True)
        regime, capacity = (escape(name), escape(limit)) if kind == ALL else ("", "")
        rows.append([regime, escape(table.say(f"classes.{kind}")), *cells, within, capacity])
    return rows


def _with_interval(estimate: Estimate, measures: Measures, table: Table, *, percent: bool = False) -> str:
    """Write the estimate and half the width of its interval, as Markdown."""
    if not measures.stable:
        return escape(table.say("unstable"))
    scale, unit = (100, "%") if percent else (1, "")
    half = scale * (estimate.high - estimate.low) / 2
    return escape(f"{scale * estimate.value:.1f}{unit} ± {half:.1f}")


@table("sobol", words=word)
def sobol(table: Table, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> str:
    """Write the indices of each parameter that matters somewhere, after a row that names the scenario."""
    language = table.language
    meanings = {key: row[f"meaning_{language}"] for key, row in by_id(process_parameters, Record).items()}
    names = meanings | {CHANCE: table.say("chance")}
    outputs = [difference(*pair) for pair in MODEL.pairs]
    columns = [
        Column(table.say("parameter"), 34),
        *(Column(table.say(f"differences.{output}"), 22, right=True) for output in outputs),
    ]
    found = last(sensitivity.indices).merge(sensitivity.verdicts, on=["scenario", "output", "parameter"])
    rows = []
    for scenario in Scenario:
        rows.append([f"**{escape(table.say(f'scenarios.{scenario}'))}**", "", "", ""])
        cells = found[found["scenario"].eq(scenario) & found["output"].isin(outputs)]
        for parameter in mattering(cells):
            mine = {row["output"]: row for row in rows_as(cells[cells["parameter"].eq(parameter)], Record)}
            rows.append([escape(names[parameter]), *(_index(mine[output]) for output in outputs)])
    return table.markdown(rows, columns, least=LEAST)


def _index(row: AnyRow) -> str:
    star = "" if row["converged"] else "*"
    return escape(f"{row['total']:.2f}{star} [{row['total_low']:.2f}, {row['total_high']:.2f}]")
