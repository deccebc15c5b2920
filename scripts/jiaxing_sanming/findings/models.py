"""Findings about the models: results under assumptions, each overturned by other assumptions or another model."""

from itertools import pairwise

from jiaxing_sanming.models.designs import MODEL, Scenario
from policy_report.analysis.results import Derived
from policy_report.models.comparison import difference
from policy_report.models.sensitivity import Sensitivity
from policy_report.paper.findings.finding import Value, Verdict, below, finding, greater, within
from policy_report.quantities.arithmetic import ratio

_REGIMES = ("parallel", "tiered", "separate")
_SMALL_INDEX = 0.5
"""A first-order index below one half: the assumption alone explains less than half of the variance."""


def _all_greater(numbers: dict[str, Derived], names: tuple[str, ...]) -> bool:
    """Whether each number is certainly greater than the next."""
    quantities = [numbers[name].quantity for name in names]
    return all(greater(left, right) for left, right in pairwise(quantities))


@finding("fnd-model-order")
def model_order(simulation: dict[str, Derived]) -> Verdict:
    """For both classes of case the intervals of the three regimes lie apart and in this order."""
    classes = ("small", "large")
    holds = all(_all_greater(simulation, tuple(f"{name}_{size}_equal" for name in _REGIMES)) for size in classes)
    values = tuple(
        Value(f"{name}_{size}", simulation[f"{name}_{size}_equal"].quantity) for size in classes for name in _REGIMES
    )
    return Verdict(holds, values)


@finding("fnd-model-capacity")
def model_capacity(simulation: dict[str, Derived]) -> Verdict:
    """The three limits lie in the order that is the reverse of that of speed."""
    names = tuple(f"{name}_limit_equal" for name in reversed(_REGIMES))
    values = tuple(Value(name, simulation[f"{name}_limit_equal"].quantity) for name in _REGIMES)
    return Verdict(_all_greater(simulation, names), values)


@finding("fnd-model-flip")
def model_flip(flip: dict[str, Derived], simulation: dict[str, Derived]) -> Verdict:
    """The ratio of the two loads lies between nine and eleven tenths."""
    load, limit = flip["load_equal"].quantity, simulation["parallel_limit_equal"].quantity
    return Verdict(within(ratio(load, limit), 0.9, 1.1), (Value("load", load), Value("limit", limit)))


@finding("fnd-model-no-single-cause")
def model_no_single_cause(sensitivity: Sensitivity) -> Verdict:
    """With equal resources and the largest sample, every first-order interval ends below the limit."""
    found = sensitivity.indices
    outputs = [difference(*pair) for pair in MODEL.pairs]
    found = found[found["scenario"].eq(Scenario.EQUAL_RESOURCES)]
    last = found[found["samples"].eq(found["samples"].max()) & found["output"].isin(outputs)]
    highest = float(last["first_high"].max())
    return Verdict(not last.empty and highest < _SMALL_INDEX, (Value("highest", round(100 * highest)),))


@finding("fnd-model-most-of-space")
def model_most_of_space(ranking: dict[str, Derived]) -> Verdict:
    """Its share lies above those of the two others and below fifty percent."""
    shares = {name: ranking[f"first_{name}_equal"].quantity for name in _REGIMES}
    parallel = shares["parallel"]
    ahead = all(greater(parallel, other) for name, other in shares.items() if name != "parallel")
    return Verdict(ahead and below(parallel, 50), tuple(Value(name, share) for name, share in shares.items()))
