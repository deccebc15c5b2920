"""The random inputs that every regime meets: drawn once, in streams that do not depend on the regime.

Each stream has a seed of its own, spawned from the seed of the run, so that what one regime does not need cannot
shift what another gets (common random numbers).
"""

from math import log1p, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policy_report.errors import AnalysisError, problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ARRIVAL: Final = "arrival"
CLASS: Final = "class"
"""The streams that every model has: when cases come in, and of which class they are."""

_ROWS: Final = 32
"""More things than most networks ask for; what is never asked for takes no memory."""

MOST: Final = 10_000_000
"""Cases whose arrays still fit into the memory of an ordinary machine."""


class Demand:
    """Draw the random inputs of `cases` cases; the same for the same seed on every machine and with every regime.

    `cases`: how many, from 1 to `MOST`.
    `seed`: not negative.
    `streams`: the names of the further streams that a model uses. Their order decides which numbers each has.

    Raises `AnalysisError`: `cases-impossible` or `seed-negative`; `stream-unknown` for a stream that is asked for and
    was not named.
    """

    def __init__(self, cases: int, seed: int, streams: tuple[str, ...] = ()) -> None:
        if not 1 <= cases <= MOST:
            raise AnalysisError(problem("", 0, "cases", "cases-impossible", str(cases), most=MOST))
        check_seed(seed)
        self.cases, self.seed = cases, seed
        self._streams = (ARRIVAL, CLASS, *streams)
        self._rows: dict[tuple[str, float | None], int] = {}
        self._normals: dict[str, Floats] = {}
        self.numbers = np.empty((_ROWS, cases))
        """What was drawn, a row for each thing; `row` says which."""
        self.row(ARRIVAL)
        self.row(CLASS)

    def row(self, stream: str, cv: float | None = None) -> int:
        """Find the row of `numbers` with a stream, which is drawn when first asked for.

        `stream`: its name. `ARRIVAL` gives times of arrival if one case an hour is expected, a Poisson process of rate
        1; any other name, numbers in [0, 1) that decide one thing about each case.
        `cv`: if given, the row has lognormal times instead, of mean 1 and this coefficient of variation.
        """
        place = self._rows.get((stream, cv))
        if place is None:
            place = self._rows[stream, cv] = len(self._rows)
            if place == len(self.numbers):
                self.numbers = np.concatenate([self.numbers, np.empty_like(self.numbers)])
            self.numbers[place] = self._drawn(stream) if cv is None else lognormal(cv, self.normals(stream))
        return place

    def normals(self, stream: str) -> Floats:
        """Draw how long each case takes at a kind of work, in standard deviations of the logarithm."""
        if stream not in self._normals:
            self._normals[stream] = self._generator(stream).standard_normal(self.cases)
        return self._normals[stream]

    def _drawn(self, stream: str) -> Floats:
        generator = self._generator(stream)
        if stream == ARRIVAL:
            return np.cumsum(generator.standard_exponential(self.cases))
        return generator.random(self.cases)

    def _generator(self, stream: str) -> np.random.Generator:
        if stream not in self._streams:
            raise AnalysisError(problem("", 0, "streams", "stream-unknown", stream))
        sequence = np.random.SeedSequence(self.seed, spawn_key=(self._streams.index(stream),))
        return np.random.Generator(np.random.PCG64(sequence))


def lognormal(cv: float, normals: Floats) -> Floats:
    """Make lognormal times of mean 1 and a coefficient of variation from standard normal numbers."""
    from policy_report.models.kernel import exponential

    variance = log1p(cv * cv)
    times: Floats = exponential(sqrt(variance) * normals - variance / 2)
    return times


def check_seed(seed: int, name: str = "seed") -> None:
    """Refuse a seed that is none.

    Raises `AnalysisError`: `seed-negative`.
    """
    if seed < 0:
        raise AnalysisError(problem(name, 0, "", "seed-negative", str(seed)))
