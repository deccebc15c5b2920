"""The numbers of the sensitivity study that the prose names: model results under assumptions."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from jiaxing_sanming.models.designs import MODEL, CaseClass, Regime, Scenario
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.evidence.records import AnyRow, ParameterRow, Record, rows_as
from policy_report.models.comparison import LONGEST, difference
from policy_report.models.indices import CHANCE, MOST_CHANGE, WIDEST
from policy_report.models.measures import ALL, BATCHES, CONFIDENCE, WARM_UP, Estimate, Measures
from policy_report.models.phase import Phase
from policy_report.models.ranking import LOADS
from policy_report.models.sensitivity import CASES, LONGER, MOST, REPLICATIONS, Sensitivity
from policy_report.models.simulation import CASES as BASE_CASES
from policy_report.quantities import Qualifier, Quantity
from policy_report.text.language import Key, Text

_LOAD, _MIX = MODEL.rate, MODEL.mix[0]
_BANDS = {(LOADS[0], LOADS[-1]): "", (LOADS[0], LOADS[1]): "_light", (LOADS[2], LOADS[3]): "_heavy"}
"""How the names of numbers for a class of load end."""

_NAMED = (
    "cases_per_day", "analysts", "small_share", "analysis_small", "analysis_large", "blind_start", "remoteness", CHANCE,
)  # fmt: skip
"""Parameters that the text names."""

LEAST = 0.05
"""The total index from which on a parameter is shown."""


def mattering(indices: pd.DataFrame) -> list[str]:
    """Name the parameters that matter for one of the outputs, by their largest total, and chance."""
    largest = indices.groupby("parameter", sort=False)["total"].max().sort_values(ascending=False, kind="stable")
    return [str(name) for name, total in largest.items() if total >= LEAST and name != CHANCE] + [CHANCE]


@numbers
def ranking(sensitivity: Sensitivity) -> dict[str, Derived]:
    """Say in what share of the space of assumptions a regime is first, and in what share it can carry the load.

    `light` and `heavy` are the ends of classes of load. `first_ANSWER_SCENARIO`, with `_light` or `_heavy` for a
    class of load, and `stable_REGIME_SCENARIO` are percentages within their 95% intervals.
    """
    light, heavy = (Derived(exactly(100 * load, "percent")) for load in LOADS[1:3])
    return {"light": light, "heavy": heavy, **dict(_ranking(sensitivity))}


def _ranking(study: Sensitivity) -> Iterator[tuple[str, Derived]]:
    for row in rows_as(study.shares, Record):
        band = _BANDS.get((row["load_low"], row["load_high"]))
        if row["question"] != "first" or band is None or not row["points"]:
            continue
        loads = {end: f"{row[f'load_{end}']:g}" for end in ("low", "high")}
        said = _said(row, f"first{band}", row["answer"], **loads)
        yield f"first_{row['answer']}_{SHORT[row['scenario']]}{band}", said
    for row in rows_as(study.stability, Record):
        yield f"stable_{row['regime']}_{SHORT[row['scenario']]}", _said(row, "stable", row["regime"])


def _said(row: AnyRow, method: str, answer: str, **loads: str) -> Derived:
    key, scenario = Key(f"method.ranking.{method.partition('_')[0]}_is.{answer}"), Key(f"scenario.{row['scenario']}")
    return Derived(_percent(row)).said(method, answer=key, scenario=scenario, **loads)


@numbers
def drivers(sensitivity: Sensitivity, process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Say what decides the difference between the parallel and the tiered regime with equal resources, and how surely.

    `total_PARAMETER` is a total Sobol index within its 95% interval.
    """
    scenario, output = Scenario.EQUAL_RESOURCES, difference(*MODEL.pairs[0])
    found = _of(sensitivity.indices, scenario, output)
    verdicts = sensitivity.verdicts
    meanings = {row["id"]: Text.of(row, "meaning") for row in rows_as(process_parameters, ParameterRow)}
    runs = _of(sensitivity.run_length, scenario, output).iloc[0]
    samples = _samples(sensitivity, scenario)
    made = {
        "samples": counted(samples),
        "samples_published": counted(_samples(sensitivity, Scenario.AS_PUBLISHED)),
        "most_samples": counted(MOST),
        "cases": counted(CASES),
        "replications": counted(REPLICATIONS),
        "longest": counted(int(LONGEST)),
        "longer": counted(LONGER),
        "widest": Derived(exactly(WIDEST), (), 1),
        "most_change": Derived(exactly(MOST_CHANGE), (), 1),
        "judged": counted(len(verdicts)),
        "converged": counted(int(verdicts["converged"].sum())),
        "length_bias": _in_points(abs(float(runs["bias"]))),
        "length_rms": _in_points(float(runs["rms"])),
        "spread": _in_points(float(runs["spread"])),
    }
    last = found[found["samples"].eq(samples) & found["parameter"].isin(_NAMED)]
    for row in rows_as(last, Record):
        meaning = meanings.get(row["parameter"], Key("method.drivers.chance"))
        quantity = _within(*(float(row[name]) for name in ("total", "total_low", "total_high")))
        made[f"total_{row['parameter']}"] = Derived(quantity, decimals=2).said("total", meaning=meaning)
    return made


@numbers
def flip(phase: Phase, process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Find up to which load the parallel regime is first for the base mix, between two steps of the diagram.

    `load_SCENARIO`, unbounded above if it is first under every load of the diagram.
    """
    (mix,) = process_parameters.loc[process_parameters["id"].eq(_MIX), "value"]
    made = {}
    for scenario, short in SHORT.items():
        cells = phase.cells[phase.cells["scenario"].eq(scenario)]
        row = cells[(cells[_MIX] - mix).abs().eq((cells[_MIX] - mix).abs().min())].sort_values(_LOAD)
        lost = row.loc[row["first"].ne(Regime.PARALLEL), _LOAD]
        upper = None if lost.empty else float(lost.iloc[0])
        held = row.loc[row["first"].eq(Regime.PARALLEL) & (upper is None or row[_LOAD].lt(upper)), _LOAD]
        lower = float(held.max()) if len(held) else 0.0
        quantity = replace(exactly(lower), value=None, upper=upper, qualifier=Qualifier.RANGE)
        made[f"load_{short}"] = Derived(quantity).said("load", scenario=Key(f"scenario.{scenario}"))
    return made


def _samples(sensitivity: Sensitivity, scenario: str) -> int:
    """Count the samples that were taken until the indices converged, or the most that are."""
    found = sensitivity.indices
    return int(found.loc[found["scenario"].eq(scenario), "samples"].max())


def _of(frame: pd.DataFrame, scenario: str, output: str) -> pd.DataFrame:
    return frame[frame["scenario"].eq(scenario) & frame["output"].eq(output)]


def _in_points(difference: float) -> Derived:
    return Derived(exactly(100 * difference, "pp"), decimals=1)


def _percent(row: AnyRow) -> Quantity:
    return replace(_within(*(100 * float(row[name]) for name in ("share", "low", "high"))), unit="percent")


def _within(value: float, low: float, high: float) -> Quantity:
    """A number within its confidence interval."""
    return replace(exactly(value), lower=low, upper=high, qualifier=Qualifier.APPROX)


SHORT = {"equal_resources": "equal", "as_published": "published"}
"""How the names of numbers of each scenario end."""

_ALL_NAMED = ("cases_per_day", "small_share", "analysts", "officers", "counties_jiaxing")
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
    short = SHORT[scenario]
    said = {"regime": Key(f"regime.{regime}"), "scenario": Key(f"scenario.{scenario}")}
    made = {
        f"{regime}_{kind}_{short}": Derived(_estimated(measures.lead_time[kind].within)).said(
            "within", cases=Key(f"class.{kind}"), **said
        )
        for kind in (ALL, *CaseClass)
    }
    return made | {f"{regime}_limit_{short}": Derived(exactly(measures.limit)).said("limit", **said)}


def _estimated(estimate: Estimate) -> Quantity:
    """A share as a percentage within its confidence interval."""
    percent = exactly(100 * estimate.value, "percent")
    return replace(percent, lower=100 * estimate.low, upper=100 * estimate.high, qualifier=Qualifier.APPROX)


@numbers
def model(process_parameters: pd.DataFrame) -> dict[str, Derived]:
    """Count what of the models is published and what assumed, and give some assumptions and the length of runs."""
    kinds = process_parameters["kind"]
    rows = process_parameters[process_parameters["id"].isin(_ALL_NAMED)]
    return {
        "parameters": counted(len(kinds)),
        "published": counted(int((kinds == "published").sum())),
        "assumed": counted(int((kinds == "assumed").sum())),
        "cases": counted(BASE_CASES),
        "batches": counted(BATCHES),
        "warm_up": _setting(WARM_UP),
        "confidence": _setting(CONFIDENCE),
        **{str(row["id"]): _assumption(row) for row in rows_as(rows, Record)},
    }


def _setting(share: float) -> Derived:
    return Derived(exactly(100 * share, "percent"))


def _assumption(row: AnyRow) -> Derived:
    share, value = row["unit"] == "probability", float(str(row["value"]))
    quantity = exactly(100 * value, "percent") if share else exactly(value)
    return Derived(quantity).said("assumption", meaning=Text.of(row, "meaning"))
