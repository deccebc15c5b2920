"""Models for sweeps that can be sent to another process, and the points of a small design."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

import numpy as np

from policy_report.models.demand import Floats
from policy_report.models.indices import Design, design


@dataclass(frozen=True)
class Ishigami:
    """The function of Ishigami and Homma (1990) over the unit cube, with a = 7 and b = 0.1, and noise on top."""

    noise: float = 0.0

    def __call__(self, points: Floats, seeds: Sequence[int]) -> Floats:
        first, second, third = pi * (2 * points.T - 1)
        error = self.noise * np.array([np.random.default_rng(seed).standard_normal() for seed in seeds])
        return np.column_stack([np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first) + error])


@dataclass(frozen=True)
class Product:
    """Sobol's g-function: the product of (|4x - 2| + a) / (1 + a)."""

    weights: tuple[float, ...]

    def __call__(self, points: Floats, _: Sequence[int]) -> Floats:
        weights = np.array(self.weights)
        return np.column_stack([np.prod((np.abs(4 * points - 2) + weights) / (1 + weights), axis=1)])


def first_number(_: Floats, seeds: Sequence[int]) -> Floats:
    """The first random number of each seed."""
    return np.array([[np.random.default_rng(seed).random()] for seed in seeds])


def fails(points: Floats, _: Sequence[int]) -> Floats:
    """Fails at the point 0.5."""
    if 0.5 in points:
        raise ValueError("no such point")
    return points


NAMES = ("x1", "x2", "x3")


def small_design(samples: int = 8) -> Design:
    """A design over three parameters."""
    return design(NAMES, samples, seed=1)
