"""Checks the parameters of the process models, and gives published ones the value that their claim states."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.domains import DOMAINS, allowed, impossible
from policy_report.quantities import Quantity

TABLE: Final = "process_parameters"

_NUMBERS: Final = ("value", "low", "high")
_DECLARE: Final = "kind says `published` with a claim and no number, or `assumed` with value, low and high and no claim"


def parameter_problems(frame: pd.DataFrame, claims: Mapping[str, Quantity | None], name: str) -> Iterator[Problem]:
    """Find what is wrong with the parameters beyond the schema.

    Parameters
    ----------
    frame
        The published parameters as text, indexed by line.
    claims
        The readings of the claims by id.
    name
        How the file is named to the reader.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for row, cells in zip(frame.index.tolist(), frame.to_dict("records"), strict=True):
        parameter = {str(key): str(cell) for key, cell in cells.items()}
        place = (parameter["name"], parameter["regime"], parameter["scenario"])
        if place in seen:
            message = f"line {seen[place]} has this name for the same regime and scenario"
            remedy = "give the row another name, regime or scenario"
            yield Problem(name, row, "name", "parameter-repeated", message, parameter["name"], remedy)
        seen.setdefault(place, row)
        check = _published_problems if parameter["kind"] == "published" else _assumed_problems
        yield from check(parameter, claims, name, row)


def _published_problems(
    parameter: dict[str, str], claims: Mapping[str, Quantity | None], name: str, row: int
) -> Iterator[Problem]:
    for column in (*_NUMBERS, "source"):
        if parameter[column]:
            message = "a published parameter takes this from its claim"
            yield Problem(name, row, column, "parameter-typed-twice", message, parameter[column], _DECLARE)
    claim = parameter["claim"]
    if not claim:
        yield Problem(name, row, "claim", "value-missing", "a published parameter needs its claim", "", _DECLARE)
    elif claim in claims:
        quantity, unit = claims[claim], parameter["unit"]
        value = None if quantity is None else quantity.value
        if value is None or (unit in DOMAINS and not allowed(value, unit)):
            message = f"the claim states no value that is a {unit}"
            remedy = "name a claim whose phrase states the value, or make the parameter an assumption"
            yield Problem(name, row, "claim", "parameter-not-stated", message, claim, remedy)


def _assumed_problems(
    parameter: dict[str, str], claims: Mapping[str, Quantity | None], name: str, row: int
) -> Iterator[Problem]:
    del claims
    if parameter["claim"]:
        message = "an assumption has no claim"
        yield Problem(name, row, "claim", "parameter-kind-unclear", message, parameter["claim"], _DECLARE)
    missing = [column for column in _NUMBERS if not parameter[column]]
    for column in missing:
        yield Problem(name, row, column, "value-missing", "an assumption needs value, low and high", "", _DECLARE)
    try:
        value, low, high = (float(parameter[column]) for column in _NUMBERS)
    except ValueError:
        return  # missing, or not a number: said already
    if not low <= value <= high:
        text = f"{value:g} in {low:g} to {high:g}"
        message, remedy = "the value lies outside its own range", "correct the value, or widen low and high"
        yield Problem(name, row, "value", "parameter-outside-range", message, text, remedy)
    unit = parameter["unit"]
    for column, number in zip(_NUMBERS, (value, low, high), strict=True):
        if unit in DOMAINS and not allowed(number, unit):
            yield Problem(name, row, column, "parameter-impossible", *impossible(number, unit))


def with_claims(frame: pd.DataFrame, claims: Mapping[str, tuple[Quantity | None, str]]) -> pd.DataFrame:
    """Take value, range and source of the published parameters from their claims.

    Parameters
    ----------
    frame
        The published parameters as text.
    claims
        Reading and source key of each claim, by id.
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
