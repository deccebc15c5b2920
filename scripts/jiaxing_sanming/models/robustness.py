"""The numbers of the sensitivity study that the prose names: model results under assumptions."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from jiaxing_sanming.models.designs import MODEL, Regime, Scenario
from jiaxing_sanming.models.names import REGIMES, SCENARIOS, SHORT
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.models.comparison import LONGEST, difference
from policy_report.models.convergence import MOST_CHANGE, WIDEST
from policy_report.models.indices import CHANCE
from policy_report.models.phase import Phase
from policy_report.models.ranking import LOADS, NONE
from policy_report.models.sensitivity import CASES, LONGER, REPLICATIONS, Sensitivity
from policy_report.quantities import Qualifier, Quantity

Row = Mapping[Hashable, Any]

_LOAD, _MIX = MODEL.rate, MODEL.mix[0]
_ANSWERS = {
    **{name: (f"the {en} regime first", f"{zh}居首") for name, (en, zh) in REGIMES.items()},
    NONE: ("no difference beyond chance", "差异未超出随机波动"),
}
_CARRIERS = {
    **{name: (f"the {en} regime", zh) for name, (en, zh) in REGIMES.items()},
    "all": ("every regime", "全部各型"),
    "any": ("one regime at least", "至少一型"),
}
_BANDS = {
    (LOADS[0], LOADS[-1]): ("", "", ""),
    (LOADS[0], LOADS[1]): ("_light", f", load under {LOADS[1]:g}", f"，负荷低于{LOADS[1]:g}"),
    (LOADS[2], LOADS[3]): ("_heavy", f", load {LOADS[2]:g} to {LOADS[3]:g}", f"，负荷{LOADS[2]:g}至{LOADS[3]:g}"),
}
_NAMED = (
    "cases_per_day", "analysts", "small_share", "analysis_small", "analysis_large", "blind_start", "remoteness", CHANCE,
)  # fmt: skip
"""Parameters that the text names."""

_REMARK = ("; a model result under assumptions", "；假设之下的模型结果")


@numbers
def ranking(sensitivity: Sensitivity) -> dict[str, Derived]:
    """Say in what share of the space of assumptions a regime is first, and in what share it can carry the load.

    `light` and `heavy` are the ends of classes of load. `first_ANSWER_SCENARIO`, with `_light` or `_heavy` for a
    class of load, and `stable_REGIME_SCENARIO` are percentages within their 95% intervals.
    """
    light = Derived(exactly(100 * LOADS[1], "percent"), (), "load under which we call it light", "低于此负荷称为轻")
    heavy = Derived(exactly(100 * LOADS[2], "percent"), (), "load from which on we call it heavy", "高于此负荷称为重")
    return {"light": light, "heavy": heavy, **dict(_ranking(sensitivity))}


def _ranking(study: Sensitivity) -> Iterator[tuple[str, Derived]]:
    for row in study.shares.to_dict("records"):
        band = _BANDS.get((row["load_low"], row["load_high"]))
        if row["question"] != "first" or band is None or not row["points"]:
            continue
        suffix, band_en, band_zh = band
        short, (scenario_en, scenario_zh) = SHORT[row["scenario"]], SCENARIOS[row["scenario"]]
        answer_en, answer_zh = _ANSWERS[row["answer"]]
        text_en = f"share of the space of assumptions with {answer_en}, 95% interval; {scenario_en}{band_en}"
        text_zh = f"假设空间中{answer_zh}的比例，95%区间；{scenario_zh}{band_zh}"
        yield f"first_{row['answer']}_{short}{suffix}", _derived(_percent(row), text_en, text_zh)
    for row in study.stability.to_dict("records"):
        short, (scenario_en, scenario_zh) = SHORT[row["scenario"]], SCENARIOS[row["scenario"]]
        carrier_en, carrier_zh = _CARRIERS[row["regime"]]
        text_en = f"share of the space of assumptions in which {carrier_en} can carry the load, 95% interval"
        text_zh = f"假设空间中{carrier_zh}能够承载负荷的比例，95%区间"
        derived = _derived(_percent(row), f"{text_en}; {scenario_en}", f"{text_zh}；{scenario_zh}")
        yield f"stable_{row['regime']}_{short}", derived


@numbers
def drivers(sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Say what decides the difference between the parallel and the tiered regime with equal resources, and how surely.

    `total_PARAMETER` is a total Sobol index within its 95% interval.
    """
    scenario, output = Scenario.EQUAL_RESOURCES, difference(*MODEL.pairs[0])
    found = _of(sensitivity.indices, scenario, output)
    verdicts = sensitivity.verdicts
    meanings = {row["id"]: (row["meaning_en"], row["meaning_zh"]) for row in process_parameters.to_dict("records")}
    meanings[CHANCE] = ("chance", "随机性")
    runs = _of(sensitivity.run_length, scenario, output).iloc[0]
    samples = int(found["samples"].max())
    made = {
        "samples": counted(samples, "samples of the sensitivity study", "敏感性分析的样本数"),
        "cases": counted(CASES, "cases in each of its runs", "敏感性分析每次运行的案件数"),
        "replications": counted(REPLICATIONS, "runs at each point of the ranking", "排序中每点的运行次数"),
        "longest": counted(int(LONGEST), "hours as which a longer median counts", "中位数超过此小时数者按此计"),
        "longer": counted(LONGER, "times as long as the others are the runs that check length", "检验用运行的长度倍数"),
        "widest": Derived(exactly(WIDEST), (), "widest interval of a converged index", "视为收敛的最大区间宽度", 1),
        "most_change": Derived(
            exactly(MOST_CHANGE),
            (),
            "most change of a converged index when the sample doubles",
            "样本加倍时的最大变化",
            1,
        ),
        "judged": counted(len(verdicts), "Sobol indices judged for convergence", "判断收敛性的Sobol指数数"),
        "converged": counted(int(verdicts["converged"].sum()), "of these, converged", "其中收敛者"),
        "length_bias": _derived(
            exactly(100 * abs(float(runs["bias"])), "pp"),
            "size of the mean change of the difference between parallel and tiered in longer runs",
            "运行加长后并行型与分级型之差的平均变化幅度",
        ),
        "length_rms": _derived(
            exactly(100 * float(runs["rms"]), "pp"),
            "root mean square of that change",
            "该变化的均方根",
        ),
        "spread": _derived(
            exactly(100 * float(runs["spread"]), "pp"),
            "standard deviation of the difference between parallel and tiered over the space",
            "并行型与分级型之差在假设空间中的标准差",
        ),
    }
    last = found[found["samples"].eq(samples) & found["parameter"].isin(_NAMED)]
    for row in last.to_dict("records"):
        meaning_en, meaning_zh = meanings[row["parameter"]]
        text_en = f"total Sobol index, 95% interval, of parallel less tiered: {meaning_en}"
        text_zh = f"并行型减分级型的Sobol总指数及95%区间：{meaning_zh}"
        quantity = _within(*(float(row[name]) for name in ("total", "total_low", "total_high")))
        made[f"total_{row['parameter']}"] = _derived(quantity, text_en, text_zh, 2)
    return made


@numbers
def flip(phase: Phase, process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Find up to which load the parallel regime is first for the base mix, between two steps of the diagram.

    `load_SCENARIO`, unbounded above if it is first under every load of the diagram.
    """
    (mix,) = process_parameters.loc[process_parameters["id"].eq(_MIX), "value"]
    made = {}
    for scenario, (scenario_en, scenario_zh) in SCENARIOS.items():
        cells = phase.cells[phase.cells["scenario"].eq(scenario)]
        row = cells[(cells[_MIX] - mix).abs().eq((cells[_MIX] - mix).abs().min())].sort_values(_LOAD)
        lost = row.loc[row["first"].ne(Regime.PARALLEL), _LOAD]
        upper = None if lost.empty else float(lost.iloc[0])
        held = row.loc[row["first"].eq(Regime.PARALLEL) & (upper is None or row[_LOAD].lt(upper)), _LOAD]
        lower = float(held.max()) if len(held) else 0.0
        quantity = replace(exactly(lower), value=None, upper=upper, qualifier=Qualifier.RANGE)
        text_en = f"cases a day between which the parallel regime stops being first, base mix; {scenario_en}"
        text_zh = f"并行型不再居首时的每日案件数（前后两格），基准案件结构；{scenario_zh}"
        made[f"load_{SHORT[scenario]}"] = _derived(quantity, text_en, text_zh)
    return made


def _of(frame: pd.DataFrame, scenario: str, output: str) -> pd.DataFrame:
    return frame[frame["scenario"].eq(scenario) & frame["output"].eq(output)]


def _percent(row: Row) -> Quantity:
    return replace(_within(*(100 * float(row[name]) for name in ("share", "low", "high"))), unit="percent")


def _within(value: float, low: float, high: float) -> Quantity:
    """A number within its confidence interval."""
    return replace(exactly(value), lower=low, upper=high, qualifier=Qualifier.APPROX)


def _derived(quantity: Quantity, method_en: str, method_zh: str, decimals: int = 0) -> Derived:
    places = 1 if quantity.unit == "pp" else decimals
    return Derived(quantity, (), method_en + _REMARK[0], method_zh + _REMARK[1], places)
