"""Compare the regimes at points of a sweep: how each fares in the long run under the same demand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import numpy as np
import pandas as pd

from policy_report.models.demand import Bools, Floats, Ints
from policy_report.models.engine import Words, long_run_times, words
from policy_report.models.measures import WARM_UP
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters
from policy_report.models.space import Plane, Space
from policy_report.models.stations import Network

LONGEST: Final = 720.0
"""Hours, 30 days: a longer median counts as this, so that a queue without end still has a number."""

_MEASURES: Final = ("within", "median", "stable")
"""What `Comparison` gives for each regime, in order."""


@dataclass(frozen=True)
class Comparison:
    """Evaluate a model for `sweep`: points in, one number for each of `columns` out."""

    model: Model  # the regimes
    setting: Space | Plane  # what the axes of a point mean
    cases: int  # cases in a run

    def __call__(self, points: Floats, seeds: Sequence[int]) -> Floats:
        """Give the share of cases done within the window, median hours, and 1 if stable, for each regime."""
        found, changed = np.empty((len(points), len(self.model.regimes), len(_MEASURES))), self.setting.values(points)
        made: list[tuple[int, Ints, Words, list[tuple[Floats, Ints, Bools]]]] = [
            (place, members, words(network, members.size), [])
            for place, regime in enumerate(self.model.regimes)
            for members, network in self._networks(regime, changed, np.arange(len(points)))
        ]
        for seed, group in groupby(range(len(points)), seeds.__getitem__):
            demand, same = self.model.demand(self.cases, seed), list(group)
            for _, members, said, runs in made:
                first, last = np.searchsorted(members, (same[0], same[-1] + 1))
                if first < last:
                    runs.append(long_run_times(said, demand, slice(first, last)))
        for place, members, said, runs in made:
            found[members, place] = _fares(said, runs)
        return found.reshape(len(points), -1)

    def _networks(self, regime: str, changed: Mapping[str, Any], members: Ints) -> Iterator[tuple[Ints, Network]]:
        """Make the networks of a regime at all points as one whose numbers are arrays; at each point if that fails."""
        here = {
            name: numbers[members] if members.size > 1 else numbers[members[0]] for name, numbers in changed.items()
        }
        try:
            values = self.setting.parameters.of(regime, self.setting.scenario, here)
            yield members, self.model.build(values, regime, self.setting.scenario)
        except (TypeError, ValueError):
            # The regime asks for what an array does not say, such as whether it is zero.
            if members.size == 1:
                raise
            for member in members:
                yield from self._networks(regime, changed, np.array([member]))


def _fares(said: Words, runs: list[tuple[Floats, Ints, Bools]]) -> Floats:
    """Measure networks, a row for each, by their runs under one demand after another."""
    before = np.cumsum([0, *(len(times) for times, _, _ in runs)])
    rows = np.concatenate(
        [np.where(rows < 0, -1, rows + done) for (_, rows, _), done in zip(runs, before, strict=False)]
    )
    times = np.concatenate([times[:, int(WARM_UP * times.shape[1]) :] for times, _, _ in runs])
    middle, odd = divmod(times.shape[1], 2)
    # As numpy's median, which looks for more than there is to find.
    times.partition((middle - 1, middle), axis=1)
    median = (times[:, middle - 1 + odd] + times[:, middle]) / 2
    windows = said.table[np.searchsorted(np.maximum.accumulate(rows), range(len(times))), 1:2]
    early = (times <= windows).mean(axis=1)
    # The last row is that of networks in which no case is ever done.
    ends = np.vstack([np.column_stack([early, np.minimum(median, LONGEST)]), (0.0, LONGEST)])
    return np.column_stack([ends[rows], np.concatenate([stable for _, _, stable in runs])])


def compiled(model: Model, parameters: Parameters) -> None:
    """Have the engine compiled, before processes start of which each would compile it."""
    network = model.network(parameters, model.regimes[0], model.scenarios[0])
    long_run_times(words(network), model.demand(1, 0), slice(None))


def columns(model: Model) -> list[str]:
    """Name the outputs of a comparison, in order."""
    return [f"{measure}_{regime}" for regime in model.regimes for measure in _MEASURES]


def within(outputs: Floats) -> Floats:
    """Take the share of early completions of each regime, in order, from the outputs of a sweep."""
    return outputs[..., _MEASURES.index("within") :: len(_MEASURES)]


def as_frame(model: Model, outputs: Floats) -> pd.DataFrame:
    """Name the outputs of a sweep, and add the differences in the share within the window."""
    frame = pd.DataFrame(outputs, columns=columns(model))
    differences = {
        difference(first, second): frame[f"within_{first}"] - frame[f"within_{second}"] for first, second in model.pairs
    }
    return frame.assign(**differences)


def difference(first: str, second: str) -> str:
    """Name the difference between two regimes in the share of cases done within the window."""
    return f"{first}_less_{second}"
