"""What a published figure states, or what a conversion turns it into: all that a licence looks at."""

from dataclasses import dataclass
from enum import StrEnum

from policy_report.quantities import Change, Quantity


class Kind(StrEnum):
    """What kind of statement a figure is."""

    LEVEL = "level"
    CHANGE = "change"
    WORDS = "words"


PERCENT_OR_POINTS = "percent or points"
"""The unit of a change of a rate that is printed with a bare percent sign."""

RATIOS = ("rate", "share")
_MOMENTS = ("stock", "duration", "area")
_GROWING = ("count", "amount")


@dataclass(frozen=True, slots=True)
class Construct:
    """What is measured and how, from the indicator dictionary."""

    id: str  # id of the indicator; of a rate per head the indicator that it counts, so that both are one construct
    category: str  # breakdown within the indicator, empty for the whole
    # of_people, is_size: whether it counts a population, and whether it says how large a place is: of that a total is
    # meant, and not what it comes to per head
    of_people: bool
    is_size: bool
    # measure, unit: as in `indicators.csv`
    measure: str
    unit: str
    bounded: bool  # whether the definition sets an upper end to the scale
    denominator_known: bool  # whether the dictionary can say what a ratio is divided by; true for what is no ratio

    @property
    def key(self) -> tuple[str, str]:
        return self.id, self.category

    @property
    def is_ratio(self) -> bool:
        return self.measure in RATIOS


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the case, its administrative level, and what it lies in."""

    case: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Whose word a figure is: the tier of its source, and whether copy, date or account are in doubt."""

    tier: str
    copied: bool
    inferred: bool
    vintage: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as a licence sees it."""

    # construct, place, provenance: what, where, and whose word
    construct: Construct
    place: Place
    provenance: Provenance
    kind: Kind  # level, change, or words without a number
    unit: str  # of a level the unit of its indicator; of a change percent, pp, times, or the indicator's unit
    # start, end: first and last day as ISO dates; empty if unknown
    start: str
    end: str
    direction: int  # 1 for a rise, -1 for a fall, 0 if the statement leaves it open
    quantity: Quantity | None  # the number with its bounds; `None` for words

    @property
    def is_moment(self) -> bool:
        """Whether it holds on a day and not over a span."""
        return self.construct.measure in _MOMENTS and self.kind is not Kind.CHANGE

    @property
    def is_timeless(self) -> bool:
        return self.construct.measure == "area" and self.kind is not Kind.CHANGE

    @property
    def is_dated(self) -> bool:
        return self.is_timeless or bool(self.end and (self.start or self.is_moment))

    @property
    def adds_up(self) -> bool:
        """Whether it is a level that grows with the length of its period."""
        return self.kind is Kind.LEVEL and self.construct.measure in (*_GROWING, "per_head")

    @property
    def grows_with_place(self) -> bool:
        """Whether it is a level that a larger place has more of, for that reason alone."""
        return self.kind is Kind.LEVEL and self.construct.measure in _GROWING and not self.construct.is_size


def unit_of(change: Change, unit: str) -> str:
    """Find the unit of a figure of an indicator in `unit`; a bare percent sign on a rate's change is ambiguous."""
    if change in (Change.YOY_PERCENT, Change.PERCENT_CHANGE):
        return PERCENT_OR_POINTS if unit == "percent" else "percent"
    if change in (Change.YOY_PP, Change.PP_CHANGE):
        return "pp"
    return "times" if change is Change.MULTIPLE else unit
