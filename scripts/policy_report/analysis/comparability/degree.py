"""Degrees of comparability, the reasons against it, the licence that states both, and what many licences come to."""

from collections.abc import Iterator
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


@dataclass(frozen=True)
class Partners:
    """Rows that compare equally far with a row."""

    number: int
    named: tuple[str, ...]  # the first of them


@dataclass(frozen=True)
class Outcomes:
    """What comes of comparing every outcome of a case with every one of another."""

    pairs: int
    degrees: dict[Degree, int]  # how many pairs have each
    barred: dict[Reason, int]  # how many pairs each bars; a pair counts under each of its reasons
    partners: dict[str, dict[Degree, Partners]]  # those of each outcome; under `none` there are no names
    # All pairs, in the order of the study and of the claims; where they are more than can be listed, the headlines'
    listed: tuple[Licence, ...]

    def __iter__(self) -> Iterator[Licence]:
        """Go through what is listed."""
        return iter(self.listed)
