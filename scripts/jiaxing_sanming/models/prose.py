"""The numbers of the models that the prose names: model results under assumptions, and the assumptions."""

from collections.abc import Hashable
from dataclasses import replace

import pandas as pd

from jiaxing_sanming.models.names import CLASSES, REGIMES, SCENARIOS, SHORT
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.models.base_case import CASES
from policy_report.models.measures import BATCHES, CONFIDENCE, WARM_UP, Estimate, Measures
from policy_report.quantities import Qualifier, Quantity

_NAMED = ("cases_per_day", "small_share", "analysts", "officers", "counties_jiaxing")
"""Assumptions that the text names."""


@numbers
def simulation(process_measures: dict[str, dict[str, Measures]]) -> dict[str, Derived]:
    """Give each regime its shares of cases with a lead within the window under each scenario, and its limit.

    `REGIME_CLASS_SCENARIO` is a percentage with its 95% interval, `REGIME_limit_SCENARIO` cases a day.
    """
    return {
        key: derived
        for scenario, by_regime in process_measures.items()
        for regime, measures in by_regime.items()
        for key, derived in _of_regime(scenario, regime, measures).items()
    }


def _of_regime(scenario: str, regime: str, measures: Measures) -> dict[str, Derived]:
    short, (scenario_en, scenario_zh), (regime_en, regime_zh) = SHORT[scenario], SCENARIOS[scenario], REGIMES[regime]
    made = {
        f"{regime}_{kind}_{short}": Derived(
            _estimated(measures.lead_time[kind].within),
            (),
            f"simulated share of {class_en} with a lead within the window, 95% interval; {regime_en} regime,"
            f" {scenario_en}; a model result under assumptions",
            f"模拟：{class_zh}在时限内取得线索的比例，95%区间；{regime_zh}，{scenario_zh}；假设之下的模型结果",
        )
        for kind, (class_en, class_zh) in CLASSES.items()
    }
    limit = Derived(
        exactly(measures.limit),
        (),
        f"cases a day at which the busiest station is at work all the time; {regime_en} regime, {scenario_en};"
        " a model result under assumptions",
        f"最繁忙环节满负荷时的每日案件数；{regime_zh}，{scenario_zh}；假设之下的模型结果",
    )
    return made | {f"{regime}_limit_{short}": limit}


def _estimated(estimate: Estimate) -> Quantity:
    """A share as a percentage within its confidence interval."""
    percent = exactly(100 * estimate.value, "percent")
    return replace(percent, lower=100 * estimate.low, upper=100 * estimate.high, qualifier=Qualifier.APPROX)


@numbers
def model(process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Count what of the models is published and what assumed, and give some assumptions and the length of runs."""
    kinds = process_parameters["kind"]
    rows = process_parameters[process_parameters["id"].isin(_NAMED)]
    return {
        "parameters": counted(len(kinds), "parameters of the process models", "过程模型的参数数"),
        "published": counted(int((kinds == "published").sum()), "parameters that a claim states", "有公布依据的参数数"),
        "assumed": counted(int((kinds == "assumed").sum()), "parameters that are assumed", "假设的参数数"),
        "cases": counted(CASES, "cases in each run of the base case", "基准情形每次运行的案件数"),
        "batches": counted(BATCHES, "batches of cases behind an interval", "计算区间所用的批数"),
        "warm_up": _setting(WARM_UP, "cases left out at the start", "起始阶段剔除的比重"),
        "confidence": _setting(CONFIDENCE, "level of the confidence intervals", "置信水平"),
        **{str(row["id"]): _assumption(row) for row in rows.to_dict("records")},
    }


def _setting(share: float, method_en: str, method_zh: str) -> Derived:
    return Derived(exactly(100 * share, "percent"), (), method_en, method_zh)


def _assumption(row: dict[Hashable, object]) -> Derived:
    share, value = row["unit"] == "probability", float(str(row["value"]))
    quantity = exactly(100 * value, "percent") if share else exactly(value)
    return Derived(quantity, (), f"assumption: {row['meaning_en']}", f"假设：{row['meaning_zh']}")
