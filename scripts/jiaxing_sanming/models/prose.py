"""The numbers of the models that the prose names: model results under assumptions, and the assumptions."""

from dataclasses import replace

import pandas as pd

from jiaxing_sanming.models.designs import CaseClass
from policy_report.analysis.published import counted, exactly
from policy_report.analysis.results import Derived, numbers
from policy_report.evidence.records import Record
from policy_report.models.measures import ALL, BATCHES, CONFIDENCE, WARM_UP, Estimate, Measures
from policy_report.models.simulation import CASES
from policy_report.quantities import Qualifier, Quantity
from policy_report.text.language import Key, Text

SHORT = {"equal_resources": "equal", "as_published": "published"}
"""How the names of numbers of each scenario end."""

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
    rows = process_parameters[process_parameters["id"].isin(_NAMED)]
    return {
        "parameters": counted(len(kinds)),
        "published": counted(int((kinds == "published").sum())),
        "assumed": counted(int((kinds == "assumed").sum())),
        "cases": counted(CASES),
        "batches": counted(BATCHES),
        "warm_up": _setting(WARM_UP),
        "confidence": _setting(CONFIDENCE),
        **{str(row["id"]): _assumption(row) for row in rows.to_dict("records")},
    }


def _setting(share: float) -> Derived:
    return Derived(exactly(100 * share, "percent"))


def _assumption(row: Record) -> Derived:
    share, value = row["unit"] == "probability", float(str(row["value"]))
    quantity = exactly(100 * value, "percent") if share else exactly(value)
    return Derived(quantity).said("assumption", meaning=Text.of(row, "meaning"))
