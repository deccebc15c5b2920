"""Findings about the models: results under assumptions, each overturned by other assumptions or another model."""

from itertools import pairwise

from jiaxing_sanming.models.designs import MODEL, Scenario
from jiaxing_sanming.models.names import REGIMES
from policy_report.analysis.results import Derived
from policy_report.models.comparison import difference
from policy_report.models.sensitivity import Sensitivity
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import below, greater, within
from policy_report.quantities.arithmetic import ratio

_REGIMES = tuple((name, REGIMES[name][1]) for name in ("parallel", "tiered", "separate"))
_SMALL_INDEX = 0.5
"""A first-order index below one half: the assumption alone explains less than half of the variance."""


def _all_greater(numbers: dict[str, Derived], names: tuple[str, ...]) -> bool:
    """Whether each number is certainly greater than the next."""
    quantities = [numbers[name].quantity for name in names]
    return all(greater(left, right) for left, right in pairwise(quantities))


@finding(
    "fnd-model-order",
    test_en="in the base case of the model, early leads are most in the parallel and fewest in the separate regime",
    test_zh="模型的基准情形下，时限内取得线索的案件比例以并行型最高、分立型最低",
    overturned_by_en="other values of the assumptions, or a better model",
    overturned_by_zh="假设取其他值，或有更好的模型",
)
def model_order(simulation: dict[str, Derived]) -> Verdict:
    """For both classes of case the intervals of the three regimes lie apart and in this order."""
    classes = ("small", "large")
    holds = all(_all_greater(simulation, tuple(f"{name}_{size}_equal" for name, _ in _REGIMES)) for size in classes)
    values = tuple(
        Value(f"{name}, {size}", f"{name_zh}，{size_zh}", simulation[f"{name}_{size}_equal"].quantity)
        for size, size_zh in (("small", "小案"), ("large", "大案"))
        for name, name_zh in _REGIMES
    )
    return Verdict(holds, values)


@finding(
    "fnd-model-capacity",
    test_en="in the model the separate regime copes with the most cases a day and the parallel one with the fewest",
    test_zh="模型中，分立型每日可承载的案件最多，并行型最少",
    overturned_by_en="lower costs of pooling, distance and an early start than assumed",
    overturned_by_zh="合并、距离与提前研判的代价低于所设",
)
def model_capacity(simulation: dict[str, Derived]) -> Verdict:
    """The three limits lie in the order that is the reverse of that of speed."""
    names = tuple(f"{name}_limit_equal" for name, _ in reversed(_REGIMES))
    values = tuple(
        Value(f"{name}, cases a day", f"{name_zh}，每日案件数", simulation[f"{name}_limit_equal"].quantity)
        for name, name_zh in _REGIMES
    )
    return Verdict(_all_greater(simulation, names), values)


@finding(
    "fnd-model-flip",
    test_en="the load at which the parallel regime stops being first is within a tenth of its limit",
    test_zh="并行型不再居首时的负荷，与其承载上限相差不足一成",
    overturned_by_en="a flip of the order well below or above that limit",
    overturned_by_zh="次序在远离该上限之处翻转",
)
def model_flip(flip: dict[str, Derived], simulation: dict[str, Derived]) -> Verdict:
    """The ratio of the two loads lies between nine and eleven tenths."""
    load, limit = flip["load_equal"].quantity, simulation["parallel_limit_equal"].quantity
    values = (
        Value("load of the flip", "次序翻转的负荷", load),
        Value("limit of the parallel regime", "并行型的承载上限", limit),
    )
    return Verdict(within(ratio(load, limit), 0.9, 1.1), values)


@finding(
    "fnd-model-no-single-cause",
    test_en="no first-order index of a difference between regimes reaches one half",
    test_zh="各型之差的一阶指数均低于二分之一",
    overturned_by_en="an assumption that settles the order whatever the others are",
    overturned_by_zh="某一假设能够单独决定次序",
)
def model_no_single_cause(sensitivity: Sensitivity) -> Verdict:
    """With equal resources and the largest sample, every first-order interval ends below the limit."""
    found = sensitivity.indices
    outputs = [difference(*pair) for pair in MODEL.pairs]
    found = found[found["scenario"].eq(Scenario.EQUAL_RESOURCES)]
    last = found[found["samples"].eq(found["samples"].max()) & found["output"].isin(outputs)]
    highest = float(last["first_high"].max())
    values = (Value("highest first-order index, in percent", "最高的一阶指数（以百分比计）", round(100 * highest)),)
    return Verdict(not last.empty and highest < _SMALL_INDEX, values)


@finding(
    "fnd-model-most-of-space",
    test_en="the parallel regime is first in more of the space of assumptions than any other, and in less than half",
    test_zh="并行型在假设空间中居首的比例高于其他各型，但不到一半",
    overturned_by_en="other ranges of the assumptions",
    overturned_by_zh="假设采用其他取值范围",
)
def model_most_of_space(ranking: dict[str, Derived]) -> Verdict:
    """Its share lies above those of the two others and below fifty percent."""
    shares = {name: ranking[f"first_{name}_equal"].quantity for name, _ in _REGIMES}
    parallel = shares["parallel"]
    ahead = all(greater(parallel, other) for name, other in shares.items() if name != "parallel")
    values = tuple(Value(f"{name} first", f"{name_zh}居首", shares[name]) for name, name_zh in _REGIMES)
    return Verdict(ahead and below(parallel, 50), values)
