"""The space of parameters that a sensitivity analysis searches, the plane of a phase diagram, and their points."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from policy_report.errors import AnalysisError, problem
from policy_report.models.demand import Floats
from policy_report.models.model import Model
from policy_report.models.parameters import Parameter, Parameters

_WHOLE = ("count", "level")
"""Units of parameters that are whole numbers."""


@dataclass(frozen=True)
class Space:
    """All combinations of the assumed parameters within their ranges, each range evenly filled.

    The parameters vary independently of each other. That is an assumption, too: nothing published says which
    values go together.
    """

    parameters: Parameters  # all parameters; those without a range keep their values
    scenario: str  # parameters of another scenario do not vary

    @cached_property
    def varied(self) -> tuple[Parameter, ...]:
        """List the parameters that have a range and matter under the scenario."""
        rows = (row for row in self.parameters.rows if row.scenario in ("", self.scenario))
        return tuple(row for row in rows if row.low < row.high)

    def at(self, point: Floats) -> Parameters:
        """Put a point in: the parameters at a point of the unit cube, whose axes are those of `varied`."""
        return self.parameters.replace(**self.values(point))

    def values(self, points: Floats) -> dict[str, Any]:
        """Give the values of the varied parameters, by id, at one point of the unit cube or at many, a row for each."""
        return {row.id: _value(row, share) for row, share in zip(self.varied, points.T, strict=True)}


@dataclass(frozen=True)
class Plane:
    """The rate and the mix of cases vary while all other parameters keep their base values."""

    model: Model
    parameters: Parameters
    scenario: str

    def values(self, points: Floats) -> dict[str, Any]:
        """Give what changes, by id, at one pair of cases a day and mix or at many, a row for each."""
        load, mix = points.T
        return {self.model.rate: load, **dict.fromkeys(self.model.mix, mix)}

    def at(self, point: Floats) -> Parameters:
        """Put a point in: the parameters at (cases a day, mix)."""
        return self.parameters.replace(**self.values(point))

    def axis(self, name: str, steps: int) -> Floats:
        """Take even steps over the assumed range of a parameter."""
        row = self.parameters[name]
        return np.linspace(row.low, row.high, steps)


def _value(parameter: Parameter, share: Floats) -> Floats:
    low, high = parameter.low, parameter.high
    if parameter.unit in _WHOLE:
        # Every whole number of the range is equally likely, the last one included.
        return np.minimum(np.floor(low + share * (high - low + 1)), high)
    return low + share * (high - low)


def check_samples(samples: int, name: str = "samples") -> None:
    """Refuse a number of points with which a Sobol' sequence loses its balance.

    Raises `AnalysisError`: `samples-not-positive` or `samples-not-power-of-two`.
    """
    if samples < 1:
        raise AnalysisError(problem(name, 0, "", "samples-not-positive", str(samples)))
    if samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        said = {"below": below, "above": 2 * below}
        raise AnalysisError(problem(name, 0, "", "samples-not-power-of-two", str(samples), **said))
