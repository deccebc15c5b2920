"""The model of the how-to runs as it stands there."""

import re
from typing import Any

from policy_report.models.parameters import Parameter, Parameters
from policy_report.models.simulation import evaluate
from tests.conftest import ROOT

VALUES = {"requests_per_day": 60.0, "hours": 1.0, "clerks": 4.0, "counters": 4.0, "window": 2.0}


def test_the_model_of_the_how_to_runs_and_one_queue_is_faster() -> None:
    text = (ROOT / "docs" / "how-to" / "process-model.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.S)
    made: dict[str, Any] = {}
    exec(code, made)  # the code of this repository's own documents
    model = made["process_model"]()
    blank = ("", "", "assumed", "", "", "")
    rows = (Parameter(name, name, *blank, value, value, value, "", "", "", "") for name, value in VALUES.items())
    found = evaluate(model, Parameters(tuple(rows)), "base", model.demand(20_000, 1))
    own, shared = (found[regime].lead_time["all"] for regime in ("own", "shared"))
    assert shared.mean.high < own.mean.low
