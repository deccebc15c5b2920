"""The random inputs that every regime meets: drawn once, in streams that do not depend on the regime.

Each stream has a seed of its own, spawned from the seed of the run, so that what one regime does not need cannot
shift what another gets (common random numbers).
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from policy_report.errors import AnalysisError, Problem

Floats = NDArray[np.float64]
A = TypeVar("A")

ARRIVAL: Final = "arrival"
CLASS: Final = "class"
"""The streams that every model has: when cases come in, and of which class they are."""

MOST: Final = 10_000_000
"""Cases whose arrays still fit into the memory of an ordinary machine."""


class Demand:
    """Draw the random inputs of `cases` cases; the same for the same seed on every machine and with every regime.

    Parameters
    ----------
    cases
        How many, from 1 to `MOST`.
    seed
        Not negative.
    streams
        The names of the further streams that a model uses. Their order decides which numbers each has.
    memory
        How many answers of `answer` are kept: none for a run of its own, which would hold its arrays for longer.

    Raises
    ------
    AnalysisError
        `cases-impossible` or `seed-negative`; `stream-unknown` for a stream that is asked for and was not named.
    """

    def __init__(self, cases: int, seed: int, streams: tuple[str, ...] = (), memory: int = 0) -> None:
        if not 1 <= cases <= MOST:
            message, remedy = "so many cases cannot be simulated", f"simulate between 1 and {MOST} cases"
            raise AnalysisError(Problem("", 0, "cases", "cases-impossible", message, str(cases), remedy))
        check_seed(seed)
        self.cases, self.seed = cases, seed
        self._streams = (ARRIVAL, CLASS, *streams)
        self._drawn: dict[str, Floats] = {}
        self._memory = memory
        self._answers: dict[Hashable, Any] = {}

    def arrivals(self) -> Floats:
        """Draw times of arrival if one case an hour is expected: a Poisson process of rate 1."""
        return self._stream(ARRIVAL, lambda generator: np.cumsum(generator.standard_exponential(self.cases)))

    def uniforms(self, name: str) -> Floats:
        """Draw numbers in [0, 1) that decide one thing about each case."""
        return self._stream(name, lambda generator: generator.random(self.cases))

    def normals(self, name: str) -> Floats:
        """Draw how long each case takes at a kind of work, in standard deviations of the logarithm."""
        return self._stream(name, lambda generator: generator.standard_normal(self.cases))

    def answer(self, question: Hashable, find: Callable[[], A]) -> A:
        """Give what was found for the same question before, or find it; the oldest answers make room for new ones."""
        if not self._memory:
            return find()
        if question not in self._answers:
            if len(self._answers) >= self._memory:
                del self._answers[next(iter(self._answers))]
            self._answers[question] = find()
        answer: A = self._answers[question]
        return answer

    def _stream(self, name: str, draw: Callable[[np.random.Generator], Floats]) -> Floats:
        if name not in self._drawn:
            if name not in self._streams:
                message, remedy = "the model names no such stream of random numbers", "add it to the model's streams"
                raise AnalysisError(Problem("", 0, "streams", "stream-unknown", message, name, remedy))
            sequence = np.random.SeedSequence(self.seed, spawn_key=(self._streams.index(name),))
            self._drawn[name] = draw(np.random.default_rng(sequence))
        return self._drawn[name]


def lognormal(mean: float, cv: float, normals: Floats) -> Floats:
    """Make lognormal times of a mean and a coefficient of variation from standard normal numbers."""
    variance = np.log1p(cv * cv)
    times: Floats = np.exp(np.log(mean) - variance / 2 + np.sqrt(variance) * normals)
    return times


def check_seed(seed: int, name: str = "seed") -> None:
    """Refuse a seed that is none.

    Raises
    ------
    AnalysisError
        `seed-negative`.
    """
    if seed < 0:
        message, remedy = "a seed is not negative", "give a whole number from 0 on"
        raise AnalysisError(Problem(name, 0, "", "seed-negative", message, str(seed), remedy))
