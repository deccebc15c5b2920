"""Sobol indices of the differences between the regimes."""

import pandas as pd

from jiaxing_sanming.models.designs import MODEL, Scenario
from jiaxing_sanming.models.robustness import LEAST, mattering
from jiaxing_sanming.words import word
from policy_report.evidence.records import Record
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.sensitivity import Sensitivity, last
from policy_report.paper.markdown import Column, escape
from policy_report.paper.table import Table
from policy_report.text.language import Language

_TABLE = Table("sobol", words=word)


def build(language: Language, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> str:
    """Write one row for each parameter that matters somewhere, after a row that names the scenario."""
    meanings = {str(row["id"]): str(row[f"meaning_{language}"]) for row in process_parameters.to_dict("records")}
    names = meanings | {CHANCE: _TABLE.say("chance", language)}
    outputs = [difference(*pair) for pair in MODEL.pairs]
    columns = [
        Column(_TABLE.say("parameter", language), 34),
        *(Column(_TABLE.say(f"differences.{output}", language), 22, right=True) for output in outputs),
    ]
    found = last(sensitivity.indices).merge(sensitivity.verdicts, on=["scenario", "output", "parameter"])
    rows = []
    for scenario in Scenario:
        rows.append([f"**{escape(_TABLE.say(f'scenarios.{scenario}', language))}**", "", "", ""])
        cells = found[found["scenario"].eq(scenario) & found["output"].isin(outputs)]
        for parameter in mattering(cells):
            mine = {row["output"]: row for row in cells[cells["parameter"].eq(parameter)].to_dict("records")}
            rows.append([escape(names[parameter]), *(_cell(mine[output]) for output in outputs)])
    return _TABLE.markdown(rows, language, columns=columns, least=LEAST)


def _cell(row: Record) -> str:
    star = "" if row["converged"] else "*"
    return escape(f"{row['total']:.2f}{star} [{row['total_low']:.2f}, {row['total_high']:.2f}]")
