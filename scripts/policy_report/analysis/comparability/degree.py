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
    """One conversion of one figure.

    Attributes
    ----------
    formula
        What the catalogues call it under `[conversion]`.
    row
        Id of the published row that it takes besides the figure.
    quantity
        What it gives, with all bounds of its inputs.
    per
        Of how many heads a rate per head is taken.
    """

    formula: str
    row: str
    quantity: Quantity
    per: float = 1.0


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be said of two figures together.

    Attributes
    ----------
    first, second
        Their ids.
    degree
        How far they compare.
    reasons
        What bars a comparison as published, in the order of `Reason`; empty if and only if the degree is same.
    caveats
        What limits the comparison that the degree grants.
    conversion
        What each side goes through, `None` for a side that stays as published; both `None` unless convertible.
    """

    first: str
    second: str
    degree: Degree
    reasons: tuple[Reason, ...] = ()
    caveats: tuple[Reason, ...] = ()
    conversion: tuple[Step | None, Step | None] = (None, None)

    @property
    def reversed(self) -> "Licence":
        """The same licence, with the second figure first."""
        return replace(self, first=self.second, second=self.first, conversion=self.conversion[::-1])
