"""Numbers that `numbers.toml` declares: each follows from published rows by one formula."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from policy_report.analysis.published import Published, exactly, points, without_implicatures
from policy_report.analysis.results import Derived
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import before, change, difference, per_head, ratio, share
from policy_report.text.toml import beside

NUMBERS: Final[dict[str, dict[str, Any]]] = beside(__file__, "numbers")


def after(level: Quantity, percent: Quantity) -> Quantity:
    """Compute the level that a relative change leads to: the reciprocal of going back by it from one."""
    return ratio(level, before(exactly(1.0), percent))


_FORMULAS: Final[Mapping[str, Callable[..., Quantity]]] = {
    "ratio": ratio,
    "ratio of ratios": lambda above, below, other, base: ratio(ratio(above, below), ratio(other, base)),
    "share": share,
    "strict share": lambda part, whole: without_implicatures(share(part, whole)),
    "change": change,
    "points": points,
    "per head": per_head,
    "surplus": lambda whole, part: replace(difference(whole, part), change=Change.LEVEL),
    "after": after,
}


def declared(name: str, *frames: pd.DataFrame) -> dict[str, Derived]:
    """Compute the numbers declared under a name from the rows of tidy frames."""
    published = Published(*frames)
    return {
        key: published.derive(_FORMULAS[said["by"]], tuple(said["from"]), said.get("decimals", 0))
        for key, said in NUMBERS[name].items()
    }
