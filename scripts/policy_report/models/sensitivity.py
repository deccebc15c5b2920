"""Find what decides how the regimes compare, how sure that is, and in how much of the space each ranking holds."""

from dataclasses import dataclass, fields
from functools import partial
from itertools import accumulate
from typing import Final

import numpy as np
import pandas as pd

from policy_report.analysis.results import lengthy
from policy_report.models.comparison import Comparison, as_frame, difference, within
from policy_report.models.convergence import converged, growing
from policy_report.models.indices import design
from policy_report.models.model import Model
from policy_report.models.parameters import Parameters
from policy_report.models.ranking import first_regime, pair_name, shares_of_space, sign, wilson
from policy_report.models.space import Space, check_samples
from policy_report.models.sweep import Floats, Progress, silent, sweep
from policy_report.pools import Pool, processes

SAMPLES: Final = 1024
CASES: Final = 2000
"""Cases in a run. That they suffice is shown by the index of chance, and by `run_length`."""

REPLICATIONS: Final = 4
"""Runs at each point of the ranking: the fewest with which Student's t still finds differences of a few points."""

SEED: Final = 1
LONGER: Final = 4
CHECKED: Final = 128
"""How many times longer the runs are that check the run length, and at how many points."""


@dataclass(frozen=True)
class Sensitivity:
    """A sensitivity study; every frame has a column `scenario`.

    Attributes
    ----------
    indices
        For each output (`output`) the columns of `convergence.growing`.
    verdicts
        For each output the columns of `convergence.converged`.
    stability
        For each `regime`: `points`, and `share` of them at which it can carry the load, with `low` and `high`.
    shares
        The columns of `ranking.shares_of_space`.
    run_length
        For each difference (`output`): `points`, `bias` and `rms`, the mean and the root mean square of its change
        when runs are longer, and `spread`, its standard deviation over the space.
    """

    indices: pd.DataFrame
    verdicts: pd.DataFrame
    stability: pd.DataFrame
    shares: pd.DataFrame
    run_length: pd.DataFrame


@lengthy
def sensitivity(process_model: Model, process_parameters: pd.DataFrame) -> Sensitivity:
    """Study every scenario, as the paper reports it."""
    parameters = Parameters.from_frame(process_parameters)
    with processes() as pool:
        studies = [
            study(process_model, parameters, scenario, SAMPLES, SEED, pool=pool) for scenario in process_model.scenarios
        ]
    frames = ([getattr(one, field.name) for one in studies] for field in fields(Sensitivity))
    return Sensitivity(*(pd.concat(parts, ignore_index=True) for parts in frames))


def study(
    model: Model,
    parameters: Parameters,
    scenario: str,
    samples: int,
    seed: int,
    *,
    pool: Pool,
    progress: Progress = silent,
) -> Sensitivity:
    """Study one scenario.

    Parameters
    ----------
    model, parameters, scenario
        What varies, and within which ranges.
    samples
        Points of the space, a power of two. The models run `samples * (parameters + 3 + REPLICATIONS)` times.
    seed
        From 0.
    pool, progress
        As in `sweep`.

    Raises
    ------
    AnalysisError
        `samples-not-positive`, `samples-not-power-of-two`; or for parameters that make no network.
    """
    check_samples(samples)
    space = Space(parameters, scenario)
    names = tuple(row.id for row in space.varied)
    plan = design(names, samples, seed)
    points = space.sample(samples, seed)
    checked = points[: min(samples, CHECKED)]
    sizes = (len(plan.points), REPLICATIONS * samples, len(checked))
    steps = [partial(sweep, pool=pool, progress=part) for part in _parts(progress, sizes)]
    outputs = steps[0](Comparison(model, space, CASES), plan.points, plan.streams, seed)
    # A stream of its own for each run, so that the replications of a point differ in their random numbers.
    repeated = points.repeat(REPLICATIONS, axis=0)
    runs = steps[1](Comparison(model, space, CASES), repeated, range(len(repeated)), seed + 1)
    longer = steps[2](Comparison(model, space, LONGER * CASES), checked, range(len(checked)), seed + 2)
    replicated = runs.reshape(samples, REPLICATIONS, -1)
    framed = partial(as_frame, model)
    made = (
        *_indices(model, names, framed(outputs), seed, pool),
        _stability(model, framed(outputs[:: len(names) + 3])),
        shares_of_space(model, _states(model, space, points, within(replicated))),
        _run_length(model, framed(replicated[: len(checked), 0]), framed(longer)),
    )
    return Sensitivity(*(frame.assign(scenario=scenario) for frame in made))


def outputs_of(model: Model) -> tuple[list[str], list[str]]:
    """Name what the indices are of: differences in the share of early completions, and median lead times.

    The medians are taken as logarithms.
    """
    return [difference(*pair) for pair in model.pairs], [f"median_{regime}" for regime in model.regimes]


def _parts(progress: Progress, sizes: tuple[int, ...]) -> list[Progress]:
    """Give for each of several sweeps its progress as progress of all."""
    begins = list(accumulate(sizes, initial=0))

    def part(begin: int) -> Progress:
        return lambda done, _: progress(begin + done, begins[-1])

    return [part(begin) for begin in begins[:-1]]


def _indices(
    model: Model, names: tuple[str, ...], outputs: pd.DataFrame, seed: int, pool: Pool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    differences, medians = outputs_of(model)
    columns = {output: outputs[output].to_numpy() for output in differences}
    columns |= {output: np.log10(outputs[output].to_numpy()) for output in medians}
    histories = dict(pool.run([partial(growing, names, values, seed) for values in columns.values()]))
    found = [histories[place].assign(output=output) for place, output in enumerate(columns)]
    verdicts = [converged(history).assign(output=history["output"].iloc[0]) for history in found]
    return pd.concat(found, ignore_index=True), pd.concat(verdicts, ignore_index=True)


def _stability(model: Model, points: pd.DataFrame) -> pd.DataFrame:
    columns = {regime: points[f"stable_{regime}"].eq(1) for regime in model.regimes}
    columns |= {"all": pd.DataFrame(columns).all(axis=1), "any": pd.DataFrame(columns).any(axis=1)}
    rows = []
    for regime, stable in columns.items():
        low, high = wilson(int(stable.sum()), len(stable))
        rows.append({"regime": regime, "points": len(stable), "share": stable.mean(), "low": low, "high": high})
    return pd.DataFrame(rows)


def _states(model: Model, space: Space, points: Floats, shares: Floats) -> pd.DataFrame:
    """Find for each point its load, the regime that is first, and the sign of each difference."""
    place = {regime: number for number, regime in enumerate(model.regimes)}
    rows = []
    for point, replications in zip(points, shares, strict=True):
        signs = {
            pair_name(first, second): sign(replications[:, place[first]] - replications[:, place[second]])
            for first, second in model.pairs
        }
        first = first_regime(model.regimes, replications)
        rows.append({"load": model.load(space.at(point)), "first": first, **signs})
    return pd.DataFrame(rows)


def _run_length(model: Model, short: pd.DataFrame, long_runs: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for output in outputs_of(model)[0]:
        change = long_runs[output] - short[output]
        rows.append({
            "output": output, "points": len(change), "bias": change.mean(), "rms": float(np.sqrt((change**2).mean())),
            "spread": short[output].std(ddof=0),
        })  # fmt: skip
    return pd.DataFrame(rows)
