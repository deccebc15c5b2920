"""Evaluates a model at many points, with the same numbers on one core, on many, and on a cluster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from policy_report.models.demand import Floats
from policy_report.pools import Pool

Evaluate: TypeAlias = Callable[[Floats, Sequence[int]], Floats]
"""A model: takes points and the seed of each, gives a row of outputs for each. It is sent to other processes: it must
pickle."""

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of points done and the number of all points."""

_CHUNKS_A_WORKER = 8
"""Enough that no worker waits long for the last one, and few enough that sending them costs nothing."""

_LARGEST_CHUNK = 256
"""Bounds the time between two reports of progress, and what an interrupt has to wait for."""


def silent(_done: int, _all: int) -> None:
    """Report no progress."""


@dataclass(frozen=True)
class _Chunk:
    """A run of consecutive points, ready to be sent to a worker."""

    evaluate: Evaluate
    points: Floats
    seeds: tuple[int, ...]

    def __call__(self) -> Floats:
        return self.evaluate(self.points, self.seeds)


def sweep(
    evaluate: Evaluate,
    points: Floats,
    streams: Sequence[int],
    seed: int,
    *,
    pool: Pool,
    progress: Progress = silent,
    block: int = 1,
) -> Floats:
    """Compute the outputs of a model at many points.

    The seed of a point depends on `seed` and on the number of its stream only, so that neither the number of
    workers nor the order in which they finish changes a single bit. Points of one stream share their random
    numbers.

    `points`: one row for each point.
    `streams`: for each point, the number of its stream of random numbers, from 0.
    `seed`: seed of the whole sweep, from 0.
    `block`: how many points that follow each other are best evaluated together.

    Returns one row of outputs for each point, in the order of the points.
    """
    size = _chunk_size(len(points), pool.workers, block)
    seeds = [seed_of(seed, stream) for stream in streams]
    starts = range(0, len(points), size)
    chunks = [_Chunk(evaluate, points[start : start + size], tuple(seeds[start : start + size])) for start in starts]
    rows: list[Floats] = [np.empty((0, 0))] * len(chunks)
    done = 0
    for place, outputs in pool.run(chunks):
        rows[place] = outputs
        done += len(outputs)
        progress(done, len(points))
    return np.concatenate(rows)


def seed_of(seed: int, stream: int) -> int:
    """Derive the seed of one stream of a sweep, an integer below 2**32; streams of one seed are independent."""
    return int(np.random.SeedSequence((seed, stream)).generate_state(1)[0])


def _chunk_size(points: int, workers: int, block: int) -> int:
    size = min(_LARGEST_CHUNK, -(-points // (workers * _CHUNKS_A_WORKER)))
    return max(size // block, 1) * block
