"""Degrees of comparability, the reasons against it, and the licence that states both."""

from dataclasses import dataclass, replace
from enum import StrEnum

from policy_report.quantities import Quantity


class Degree(StrEnum):
    """How far two figures compare, from fully to not at all."""

    SAME = "same"
    CONVERTIBLE = "convertible"
    DIRECTION = "direction"
    NONE = "none"

    def reaches(self, least: "Degree") -> bool:
        """Tell whether the degree is `least` or closer."""
        ranked = list(Degree)
        return ranked.index(self) <= ranked.index(least)


class Reason(StrEnum):
    """Why two figures do not compare as published, or what limits it; in the order in which they are named."""

    CONSTRUCT = "construct"
    MEASURE = "measure"
    UNIT = "unit"
    DENOMINATOR = "denominator-unknown"
    PERIOD_UNKNOWN = "period-unknown"
    PERIOD = "period-disjoint"
    POPULATION = "population"
    SCALE = "scale-not-bounded"
    SOURCE = "source-basis"


@dataclass(frozen=True, slots=True)
class Step:
    """One conversion of one figure."""

    formula: str  # what the catalogues call it under `[conversion]`
    row: str  # id of the published row that it takes besides the figure
    quantity: Quantity  # what it gives, with all bounds of its inputs
    per: float = 1.0  # of how many heads a rate per head is taken


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be said of two figures together."""

    # first, second: their ids
    first: str
    second: str
    degree: Degree  # how far they compare
    # What bars a comparison as published, in the order of `Reason`; empty if and only if the degree is same
    reasons: tuple[Reason, ...] = ()
    caveats: tuple[Reason, ...] = ()  # what limits the comparison that the degree grants
    # What each side goes through, `None` for a side that stays as published; both `None` unless convertible
    conversion: tuple[Step | None, Step | None] = (None, None)

    @property
    def reversed(self) -> "Licence":
        """The same licence, with the second figure first."""
        return replace(self, first=self.second, second=self.first, conversion=self.conversion[::-1])
