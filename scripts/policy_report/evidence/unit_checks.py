"""Checks that a level is given in the kind of unit that its indicator is measured in.

A percent sign put for 起, or 元 for 人, changes what a figure says without changing a digit; only the indicator's
definition can tell.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from policy_report.errors import Problem
from policy_report.evidence.faults import problem
from policy_report.quantities import Change, Quantity

_KINDS: Final = {
    "percent": "percent",
    "rank": "rank",
    **dict.fromkeys(("CNY", "元", "美元", "港元"), "money"),
    **dict.fromkeys(("km2", "平方公里", "平方千米", "亩", "公顷"), "area"),
    **dict.fromkeys(
        ("year", "month", "day", "hour", "minute", "second", "年", "月", "天", "日", "小时", "分钟", "秒"), "time"
    ),
}
"""The kind of a unit, of an indicator or as printed; every other unit counts things."""

_COUNT: Final = "count"


def unit_problems(
    frame: pd.DataFrame, readings: Sequence[Quantity | None], units: Mapping[str, str], name: str
) -> Iterator[Problem]:
    """Find levels whose unit is of another kind than their indicator's.

    `frame`: the published claims or series as text, indexed by line.
    """
    rows = zip(frame.index, frame["indicator"], frame["phrase"], readings, strict=True)
    for row, indicator, phrase, quantity in rows:
        if indicator in units and quantity is not None and not _fits(quantity, units[indicator]):
            stated, wanted = quantity.unit or "no unit", units[indicator]
            yield problem(name, int(row), "phrase", "unit-disagrees", str(phrase), stated=stated, wanted=wanted)


def _fits(quantity: Quantity, unit: str) -> bool:
    """A change speaks of percent whatever the indicator; a bare number may be anything but a percentage."""
    wanted = _KINDS.get(unit, _COUNT)
    if quantity.change not in (Change.LEVEL, Change.FROM_TO) or (quantity.unit == "" and wanted != "percent"):
        return True
    return _KINDS.get(quantity.unit, _COUNT) == wanted
