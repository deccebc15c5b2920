"""The bounded quantity that a published phrase is read into."""

from dataclasses import dataclass
from enum import StrEnum


class BoundKind(StrEnum):
    """Where a bound comes from. Strict logic uses `STATED` and `ROUNDING` bounds only."""

    STATED = "stated"
    ROUNDING = "rounding"
    IMPLICATURE = "implicature"


class Qualifier(StrEnum):
    """How the words hedge the number."""

    EXACT = "exact"
    ROUNDED = "rounded"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    APPROX = "approx"
    OVER = "over"
    RANGE = "range"
    FULL = "full"
    INDEFINITE = "indefinite"
    RANK = "rank"


class Change(StrEnum):
    """Whether the number is a level or a change, and against which base."""

    LEVEL = "level"
    YOY_PERCENT = "yoy_percent"
    YOY_PP = "yoy_pp"
    PERCENT_CHANGE = "percent_change"
    PP_CHANGE = "pp_change"
    ABS_CHANGE = "abs_change"
    MULTIPLE = "multiple"
    FROM_TO = "from_to"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A published number with the interval that its words imply."""

    # The nominal number in the base unit: counts in ones, money in the currency's unit, percent as 55 for 55%,
    # durations in the unit printed; `None` if the words state none (数百名)
    value: float | None
    # lower, upper: the interval; `None` is unbounded on that side
    lower: float | None
    upper: float | None
    # lower_closed, upper_closed: whether the bound itself is included
    lower_closed: bool
    upper_closed: bool
    # lower_kind, upper_kind: where the bound comes from; `None` where there is no bound
    lower_kind: BoundKind | None
    upper_kind: BoundKind | None
    # Classifier or unit in simplified characters, or `percent`, `pp`, `rank`, `per_100k`; empty if none is printed
    unit: str
    qualifier: Qualifier
    change: Change
    span: tuple[int, int]  # start and end of the phrase in the text that was read, as Python string indices
