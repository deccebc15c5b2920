"""What the models take as given: published values and assumptions, each with its unit and range."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
import pandas as pd

from policy_report.errors import AnalysisError, problem
from policy_report.evidence.domains import allowed, limits

FILE: Final = "data/published/process_parameters.csv"
NOTHING_CHANGED: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True)
class Parameter:
    """One row of `process_parameters.csv`, a published value filled in from its claim."""

    # id, name: what a run changes it by, and what the models call it
    id: str
    name: str
    # regime, scenario: to what alone it applies; empty for all
    regime: str
    scenario: str
    kind: str  # `published` or `assumed`
    claim: str  # the claim that states a published value
    meaning_en: str
    meaning_zh: str
    # value, low, high: base value and range in `unit`. The range is for sensitivity analysis and does not limit a run
    value: float
    low: float
    high: float
    unit: str
    source: str
    reasoning_en: str
    reasoning_zh: str


class Values(dict[str, float]):
    """The parameters of one regime under one scenario, by name; counts are whole.

    Each is a number or, where a regime is made for many points at once, an array with a number for each of them. A
    regime that only reckons with them need not care which.
    """

    def __missing__(self, name: str) -> float:
        raise AnalysisError(problem(FILE, 0, "name", "parameter-missing", name))

    def whole(self, name: str) -> int:
        """Give a count."""
        number = self[name]
        return number.astype(int) if isinstance(number, np.ndarray) else int(number)


@dataclass(frozen=True)
class Parameters:
    """All parameters, in the order of the file."""

    rows: tuple[Parameter, ...]

    @classmethod
    def from_frame(cls, process_parameters: pd.DataFrame) -> "Parameters":
        """Take the parameters from the tidy frame."""
        names = [field.name for field in fields(Parameter)]
        rows = process_parameters[names].itertuples(index=False, name=None)
        return cls(tuple(Parameter(*row) for row in rows))

    @property
    def by_id(self) -> dict[str, float]:
        """Give all values by id."""
        return {row.id: row.value for row in self.rows}

    def __getitem__(self, parameter: str) -> Parameter:
        found = next((row for row in self.rows if row.id == parameter), None)
        if found is None:
            known = ", ".join(row.id for row in self.rows)
            raise AnalysisError(problem(FILE, 0, "id", "parameter-unknown", parameter, known=known))
        return found

    def replace(self, **values: float) -> "Parameters":
        """Put other values in, by id.

        Any value that the unit allows may be tried, also one beyond the assumed range.

        Raises `AnalysisError`: `parameter-unknown`, or `parameter-out-of-range` for a value that the unit does not
        allow.
        """
        units = {parameter: self[parameter].unit for parameter in values}
        problems = [
            problem(FILE, 0, parameter, "parameter-out-of-range", f"{value:g}", **limits(units[parameter]))
            for parameter, value in values.items()
            if not allowed(value, units[parameter])
        ]
        if problems:
            raise AnalysisError(problems)
        made = (replace(row, value=float(values.get(row.id, row.value))) for row in self.rows)
        return Parameters(tuple(made))

    def of(self, regime: str, scenario: str, changed: Mapping[str, float] = NOTHING_CHANGED) -> Values:
        """Give the values that hold for a regime under a scenario: of rows with one name, the most specific.

        `regime`, `scenario`: for whom.
        `changed`: values that replace those of the rows, by id; as `replace`, but unchecked, for points that lie within
        the ranges.
        """
        if (regime, scenario) not in self._holding:
            rows = (row for row in self.rows if row.regime in ("", regime) and row.scenario in ("", scenario))
            ordered = sorted(rows, key=lambda row: bool(row.regime) + bool(row.scenario))
            self._holding[regime, scenario] = ordered
        return Values({row.name: changed.get(row.id, row.value) for row in self._holding[regime, scenario]})

    @cached_property
    def _holding(self) -> dict[tuple[str, str], list[Parameter]]:
        """Keep the rows that hold for a regime under a scenario, the most specific last."""
        return {}


def parameter_problem(parameter: str, code: str, text: str, /, **said: object) -> AnalysisError:
    """Make an error about the value of one parameter."""
    return AnalysisError(problem(FILE, 0, parameter, code, text, **said))
