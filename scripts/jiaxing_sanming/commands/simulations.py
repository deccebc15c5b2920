"""Simulated measures, kept in the study's state folder by what they follow from: inputs and code."""

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jiaxing_sanming.models as process
from jiaxing_sanming.models import (
    Measures,
    Network,
    Parameters,
    Regime,
    Scenario,
    evaluate,
    measures,
    network,
    simulate,
)
from policy_report.project import Project, write_atomically

Data = dict[str, Any]


def simulated(
    project: Project, parameters: Parameters, regimes: Sequence[Regime], scenario: Scenario, *, cases: int, seed: int
) -> Data:
    """What the regimes make of the same cases, as plain data; from the state folder if it was simulated before.

    One regime alone must be able to carry the load; of several, one that cannot is marked as not stable.

    Returns
    -------
    dict
        What was asked, and under `regimes` the fields of `Measures` for each, with the names of its `stations`;
        `None` for a number that does not exist.

    Raises
    ------
    AnalysisError
        `load-unstable` for one regime; `cases-too-few`, `seed-negative`, `staff-too-few`.
    """
    settings = {row.id: row.value for row in parameters.rows}
    asked: Data = {"cases": cases, "seed": seed, "scenario": scenario, "parameters": settings, "asked": list(regimes)}
    kept, path = recall(project, asked)
    if kept is not None:
        return kept
    found = _run(parameters, regimes, scenario, cases, seed)
    names = {regime: _names(network(parameters, regime, scenario)) for regime in found}
    shown = {regime: {"stations": names[regime], **plain(asdict(what))} for regime, what in found.items()}
    made = asked | {"regimes": shown}
    keep(path, made)
    return made


def _run(
    parameters: Parameters, regimes: Sequence[Regime], scenario: Scenario, cases: int, seed: int
) -> dict[Regime, Measures]:
    if len(regimes) == 1:
        return {regime: measures(simulate(parameters, regime, scenario, cases, seed)) for regime in regimes}
    return evaluate(parameters, scenario, cases, seed)


def _names(made: Network) -> dict[str, str]:
    return {station.id: station.name_en for station in made.stations}


def recall(project: Project, asked: Data) -> tuple[Data | None, Path]:
    """What was found before for the same inputs and the same code, if anything; and the file that holds it.

    A torn file, or one of another question, counts as nothing.
    """
    path = project.state / "simulations" / f"{_digest(asked)}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None, path
    return (found if isinstance(found, dict) and asked.items() < found.items() else None), path


def keep(path: Path, made: Data) -> None:
    """Keep what was asked together with what was found, whole or not at all."""
    write_atomically(path, json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False))


def _digest(asked: Data) -> str:
    """What tells one result from another: what was asked, and the code that answers."""
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode())
    for path in sorted([Path(__file__), *Path(process.__path__[0]).glob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def plain(value: Any) -> Any:
    """The value with `None` for numbers that JSON does not have."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
