"""Name the kind of a change and find the change that follows its number (rule 7)."""

import re
from typing import Final

from policy_report.quantities.grammar import CHANGES
from policy_report.quantities.measures import words
from policy_report.quantities.quantity import Change

_ENDINGS: Final = dict.fromkeys(CHANGES["rising_endings"].split(), 1) | dict.fromkeys(
    CHANGES["falling_endings"].split(), -1
)
_ENDING: Final = re.compile(
    r"(?:\s?的|(?<=[%成])|\s)(?:净|大幅|显著|明显|较大|年均|同比|高速|快速|较快|持续|稳定)?"
    rf"({words(' '.join(_ENDINGS))})(?![至到为率速]|了?[约近超逾]?[0-9一二两三四五六七八九十百])"
)
_KINDS: Final = {
    ("percent", True): Change.YOY_PERCENT,
    ("percent", False): Change.PERCENT_CHANGE,
    ("pp", True): Change.YOY_PP,
    ("pp", False): Change.PP_CHANGE,
}


def change_of(unit: str, *, yearly: bool) -> Change:
    """Name the change that a unit and a base make.

    `unit`: `percent`, `pp`, or the unit of an absolute change.
    `yearly`: whether the base is a year earlier.
    """
    return _KINDS.get((unit, yearly), Change.ABS_CHANGE)


def ending_sign(text: str, end: int, unit: str) -> int:
    """Give the sign of a change behind its number (2.4万人的净增长); 0 if there is none."""
    ending = _ENDING.match(text, end)
    return 0 if ending is None or unit == "rank" else _ENDINGS[ending[1]]
