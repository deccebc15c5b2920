"""Checks the parameters of the process models, and gives published ones the value that their claim states."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.domains import DOMAINS, allowed, limits
from policy_report.evidence.faults import problem
from policy_report.evidence.records import Record, rows_as
from policy_report.quantities import Quantity

TABLE: Final = "process_parameters"

_NUMBERS: Final = ("value", "low", "high")


def parameter_problems(frame: pd.DataFrame, claims: Mapping[str, Quantity | None], name: str) -> Iterator[Problem]:
    """Find what is wrong with the parameters beyond the schema.

    `frame`: the published parameters as text, indexed by line.
    `claims`: the readings of the claims by id.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for row, cells in zip(frame.index.tolist(), rows_as(frame, Record), strict=True):
        parameter = {str(key): str(cell) for key, cell in cells.items()}
        place = (parameter["name"], parameter["regime"], parameter["scenario"])
        if place in seen:
            yield problem(name, row, "name", "parameter-repeated", parameter["name"], line=seen[place])
        seen.setdefault(place, row)
        if parameter["kind"] == "published":
            yield from _published_problems(parameter, claims, name, row)
        else:
            yield from _assumed_problems(parameter, name, row)


def _published_problems(
    parameter: dict[str, str], claims: Mapping[str, Quantity | None], name: str, row: int
) -> Iterator[Problem]:
    for column in (*_NUMBERS, "source"):
        if parameter[column]:
            yield problem(name, row, column, "parameter-typed-twice", parameter[column])
    claim = parameter["claim"]
    if not claim:
        yield problem(name, row, "claim", "value-missing", kind="published", what="its claim")
    elif claim in claims:
        quantity, unit = claims[claim], parameter["unit"]
        value = None if quantity is None else quantity.value
        if value is None or (unit in DOMAINS and not allowed(value, unit)):
            yield problem(name, row, "claim", "parameter-not-stated", claim, unit=unit)


def _assumed_problems(parameter: dict[str, str], name: str, row: int) -> Iterator[Problem]:
    if parameter["claim"]:
        yield problem(name, row, "claim", "parameter-kind-unclear", parameter["claim"])
    missing = [column for column in _NUMBERS if not parameter[column]]
    for column in missing:
        yield problem(name, row, column, "value-missing", kind="assumed", what="value, low and high")
    try:
        value, low, high = (float(parameter[column]) for column in _NUMBERS)
    except ValueError:
        return  # missing, or not a number: said already
    if not low <= value <= high:
        text = f"{value:g} in {low:g} to {high:g}"
        yield problem(name, row, "value", "parameter-outside-range", text)
    unit = parameter["unit"]
    for column, number in zip(_NUMBERS, (value, low, high), strict=True):
        if unit in DOMAINS and not allowed(number, unit):
            yield problem(name, row, column, "parameter-impossible", f"{number:g}", **limits(unit))


def with_claims(frame: pd.DataFrame, claims: Mapping[str, tuple[Quantity | None, str]]) -> pd.DataFrame:
    """Take value, range and source of the published parameters from their claims.

    `frame`: the published parameters as text.
    `claims`: reading and source key of each claim, by id.
    """
    made = frame.copy()
    for place in made.index[made["kind"] == "published"]:
        quantity, source = claims[str(made.loc[place, "claim"])]
        if quantity is not None:
            made.loc[place, ["value", "low", "high"]] = [
                "" if end is None else f"{end:.15g}" for end in (quantity.value, quantity.lower, quantity.upper)
            ]
        made.loc[place, "source"] = source
    return made
