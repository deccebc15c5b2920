"""Sobol indices of the differences between the regimes, for Appendix D."""

import pandas as pd

from jiaxing_sanming.models.designs import MODEL, Scenario
from policy_report.models.comparison import difference
from policy_report.models.indices import CHANCE
from policy_report.models.sensitivity import Sensitivity
from policy_report.paper.markdown import Column, escape, table
from policy_report.paper.tables.wording import Row, choose
from policy_report.text.language import Language

_LEAST = 0.05
"""The total index from which on a parameter is shown."""

_TITLES = {
    "parallel_less_tiered": ("Parallel less tiered", "并行型减分级型"),
    "parallel_less_separate": ("Parallel less separate", "并行型减分立型"),
    "tiered_less_separate": ("Tiered less separate", "分级型减分立型"),
}
_SCENARIOS = {
    Scenario.EQUAL_RESOURCES: ("Equal resources", "同等资源"),
    Scenario.AS_PUBLISHED: ("As published", "按公布"),
}
_PARAMETER, _CHANCE = ("Parameter", "参数"), ("Chance (the seed of a run)", "随机性（运行种子）")
_CAPTION = (
    "Total Sobol indices of the difference between two regimes in the share of cases with a lead within the window, "
    "with 95% bootstrap intervals: model results under assumptions. An asterisk marks an index that has not converged. "
    "Parameters whose totals stay below {} everywhere are left out.",
    "两型在时限内取得线索的案件比例之差的Sobol总指数及95%自助法区间：假设之下的模型结果。星号表示尚未收敛。"
    "总指数处处低于{}的参数从略。",
)


def build(language: Language, sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> str:
    """One row for each parameter that matters somewhere, after a row that names the scenario."""
    meanings = {str(row["id"]): str(row[f"meaning_{language}"]) for row in process_parameters.to_dict("records")}
    names = meanings | {CHANCE: choose(_CHANCE, language)}
    outputs = [difference(*pair) for pair in MODEL.pairs]
    columns = [
        Column(choose(_PARAMETER, language), 34),
        *(Column(choose(_TITLES[output], language), 22, right=True) for output in outputs),
    ]
    found = sensitivity.indices
    found = found[found["samples"].eq(found["samples"].max())]
    found = found.merge(sensitivity.verdicts, on=["scenario", "output", "parameter"])
    rows = []
    for scenario, title in _SCENARIOS.items():
        rows.append([f"**{escape(choose(title, language))}**", "", "", ""])
        cells = found[found["scenario"].eq(scenario) & found["output"].isin(outputs)]
        for parameter in _shown(cells):
            mine = {row["output"]: row for row in cells[cells["parameter"].eq(parameter)].to_dict("records")}
            rows.append([escape(names[parameter]), *(_cell(mine[output]) for output in outputs)])
    return table(columns, rows, choose(_CAPTION, language).format(_LEAST), "sobol")


def _shown(cells: pd.DataFrame) -> list[str]:
    """The parameters that matter for one of the outputs, by their largest total, and chance."""
    largest = cells.groupby("parameter")["total"].max().sort_values(ascending=False)
    return [str(name) for name, total in largest.items() if total >= _LEAST and name != CHANCE] + [CHANCE]


def _cell(row: Row) -> str:
    star = "" if row["converged"] else "*"
    return escape(f"{row['total']:.2f}{star} [{row['total_low']:.2f}, {row['total_high']:.2f}]")
