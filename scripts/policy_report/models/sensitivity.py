"""Find what decides how the regimes compare, how sure that is, and in how much of the space each ranking holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import pandas as pd

from policy_report.analysis.results import lengthy
from policy_report.models.comparison import Comparison, as_frame, columns, compiled, difference, within
from policy_report.models.demand import Floats
from policy_report.models.indices import converged, design, enough, indices, sizes
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters
from policy_report.models.ranking import first_regime, pair_name, shares_of_space, sign, wilson
from policy_report.models.space import Space, check_samples
from policy_report.models.sweep import Progress, silent, sweep
from policy_report.pools import Pool, processes

MOST: Final = 4096
"""Samples after which none are added, converged or not."""

CASES: Final = 2000
"""Cases in a run. That they suffice is shown by the index of chance, and by `run_length`."""

REPLICATIONS: Final = 4
"""Runs at each point of the ranking: the fewest with which Student's t still finds differences of a few points."""

MADE: Final = 2
"""Of these, the runs that the indices have made: at a point of sample A, with its own chance and with that of B."""

SEED: Final = 1
LONGER: Final = 4
CHECKED: Final = 128
"""How many times longer the runs are that check the run length, and at how many points."""


@dataclass(frozen=True)
class Sensitivity:
    """A sensitivity study; every frame has a column `scenario`."""

    indices: pd.DataFrame  # for each output (`output`) and sample size (`samples`) the columns of `indices.indices`
    verdicts: pd.DataFrame  # for each output the columns of `convergence.converged`
    # For each `regime`: `points`, and `share` of them at which it can carry the load, with `low` and `high`
    stability: pd.DataFrame
    shares: pd.DataFrame  # the columns of `ranking.shares_of_space`
    # For each difference (`output`): `points`, `bias` and `rms`, the mean and the root mean square of its change when
    # runs are longer, and `spread`, its standard deviation over the space
    run_length: pd.DataFrame


@lengthy
def sensitivity(process_model: Model, process_parameters: pd.DataFrame) -> Sensitivity:
    """Study every scenario, as the paper reports it."""
    parameters = Parameters.from_frame(process_parameters)
    compiled(process_model, parameters)
    with processes() as pool:
        studies = [
            study(process_model, parameters, scenario, MOST, SEED, pool=pool) for scenario in process_model.scenarios
        ]
    frames = ([getattr(one, field.name) for one in studies] for field in fields(Sensitivity))
    return Sensitivity(*(pd.concat(parts, ignore_index=True) for parts in frames))


def study(
    model: Model,
    parameters: Parameters,
    scenario: str,
    most: int,
    seed: int,
    *,
    pool: Pool,
    progress: Progress = silent,
) -> Sensitivity:
    """Study one scenario, with ever more samples until every index has converged.

    `model`, `parameters`, `scenario`: what varies, and within which ranges.
    `most`: the most samples, a power of two. With as many as are taken, the models run `samples * (parameters + 3 +
    REPLICATIONS - MADE)` times.
    `seed`: from 0.
    `pool`, `progress`: as in `sweep`.

    Raises `AnalysisError`: `samples-not-positive`, `samples-not-power-of-two`; or for parameters that make no network.
    """
    check_samples(most)
    space = Space(parameters, scenario)
    tour = _Tour(model, space, seed, pool, progress)
    for samples in sizes(most):
        tour.enlarge(samples)
        if enough(tour.verdicts):
            break
    blocks = tour.outputs.reshape(samples, tour.block, -1)
    points, more = tour.points[:: tour.block], REPLICATIONS - MADE
    # A stream of its own for each run, so that the replications of a point differ in their random numbers.
    runs = tour.visit(points.repeat(more, axis=0), range(more * samples), 1)
    longer = tour.visit(points[:CHECKED], range(len(points[:CHECKED])), 2, LONGER * CASES)
    replicated = np.concatenate([blocks[:, [0, -2]], runs.reshape(samples, more, -1)], axis=1)
    made = (
        _of_each(tour.history, lambda rows: rows),
        tour.verdicts,
        _stability(model, as_frame(model, blocks[:, 0])),
        shares_of_space(model, _states(model, space, points, within(replicated))),
        _run_length(model, as_frame(model, replicated[: len(longer), 0]), as_frame(model, longer)),
    )
    return Sensitivity(*(frame.assign(scenario=scenario) for frame in made))


@dataclass
class _Tour:
    """The runs of a study so far, the indices that follow from them, and the verdicts on these."""

    model: Model
    space: Space
    seed: int
    pool: Pool
    progress: Progress
    runs: int = 0
    done: int = 0

    def __post_init__(self) -> None:
        self.names = tuple(row.id for row in self.space.varied)
        self.block = len(self.names) + 3
        self.points = np.empty((0, len(self.names)))
        self.outputs = np.empty((0, len(columns(self.model))))
        self.history = pd.DataFrame()

    def enlarge(self, samples: int) -> None:
        """Take more samples, until there are so many."""
        self.runs = samples * (self.block + REPLICATIONS - MADE) + min(samples, CHECKED)
        plan, done = design(self.names, samples, self.seed), len(self.outputs)
        self.points = plan.points
        self.outputs = np.concatenate(
            [self.outputs, self.visit(plan.points[done:], plan.streams[done:], 0, block=self.block)]
        )
        found = _indices(self.model, self.names, self.outputs, self.seed).assign(samples=samples)
        self.history = pd.concat([self.history, found])
        self.verdicts = _of_each(self.history, converged)

    def visit(self, points: Floats, streams: Sequence[int], sweeps: int, cases: int = CASES, block: int = 1) -> Floats:
        """Run the models at some points, whose random numbers differ from those of other sweeps."""
        before = self.done
        self.done += len(points)
        return sweep(
            Comparison(self.model, self.space, cases), points, streams, self.seed + sweeps, pool=self.pool,
            progress=lambda done, _: self.progress(before + done, self.runs), block=block,
        )  # fmt: skip


def last(indices: pd.DataFrame) -> pd.DataFrame:
    """Take the indices of the whole sample of each scenario."""
    return indices[indices["samples"].eq(indices.groupby("scenario")["samples"].transform("max"))]


def outputs_of(model: Model) -> tuple[list[str], list[str]]:
    """Name what the indices are of: differences in the share of early completions, and median lead times.

    The medians are taken as logarithms.
    """
    return [difference(*pair) for pair in model.pairs], [f"median_{regime}" for regime in model.regimes]


def _indices(model: Model, names: tuple[str, ...], outputs: Floats, seed: int) -> pd.DataFrame:
    """Compute the indices of every output."""
    differences, medians = outputs_of(model)
    framed = as_frame(model, outputs)
    values = {output: framed[output].to_numpy() for output in differences}
    values |= {output: np.log10(framed[output].to_numpy()) for output in medians}
    return pd.concat([indices(names, one, seed).assign(output=output) for output, one in values.items()])


def _of_each(history: pd.DataFrame, find: Callable[[pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
    """Find something for each output, in their order."""
    found = [find(rows).assign(output=output) for output, rows in history.groupby("output", sort=False)]
    return pd.concat(found, ignore_index=True)


def _stability(model: Model, points: pd.DataFrame) -> pd.DataFrame:
    stable_at = {regime: points[f"stable_{regime}"].eq(1) for regime in model.regimes}
    stable_at |= {"all": pd.DataFrame(stable_at).all(axis=1), "any": pd.DataFrame(stable_at).any(axis=1)}
    rows = []
    for regime, stable in stable_at.items():
        low, high = wilson(int(stable.sum()), len(stable))
        rows.append({"regime": regime, "points": len(stable), "share": stable.mean(), "low": low, "high": high})
    return pd.DataFrame(rows)


def _states(model: Model, space: Space, points: Floats, shares: Floats) -> pd.DataFrame:
    """Find for each point its load, the regime that is first, and the sign of each difference."""
    each = dict(zip(model.regimes, np.moveaxis(shares, -1, 0), strict=True))
    signs = {pair_name(first, second): sign(each[first] - each[second]) for first, second in model.pairs}
    load = model.load(space.parameters.by_id | space.values(points))
    return pd.DataFrame({"load": load, "first": first_regime(model.regimes, shares).tolist(), **signs})


def _run_length(model: Model, short: pd.DataFrame, long_runs: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for output in outputs_of(model)[0]:
        change = long_runs[output] - short[output]
        rows.append({
            "output": output, "points": len(change), "bias": change.mean(), "rms": float(np.sqrt((change**2).mean())),
            "spread": short[output].std(ddof=0),
        })  # fmt: skip
    return pd.DataFrame(rows)
