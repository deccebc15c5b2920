"""What a contradiction is: its kind, the rows it stands on, its size, and what could explain it innocently."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.values import Value

_UNIT_OF_GAP = {"percent": "pp"}
"""The unit of a difference, where it is not that of the values."""


class Kind(StrEnum):
    """How published values can disagree."""

    EXCLUDING_VALUES = "excluding-values"
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
    NARROWER_RATE_HIGHER = "narrower-rate-higher"
    RATE_NOT_FROM_COUNTS = "rate-not-from-counts"
    OUTSIDE_SCALE = "outside-scale"
    NOT_A_SHARE = "not-a-share"
    FALLING_COUNT = "falling-count"
    YEARS_OUT_OF_STEP = "years-out-of-step"
    CHANGE_NOT_FROM_LEVELS = "change-not-from-levels"
    LEAVES_SERIES = "leaves-series"
    REPEATED_FIGURE = "repeated-figure"


REMARKS = (Kind.NOT_A_SHARE, Kind.REPEATED_FIGURE)
"""Kinds that show what a figure cannot mean or may have been mixed up with; no two values exclude each other."""


class Explanation(StrEnum):
    """What could explain a contradiction without anyone being wrong on the facts."""

    DENOMINATOR = "denominator"
    SCOPE = "scope"
    PERIOD = "period"
    VINTAGE = "vintage"
    CENSUS = "census"
    ROUNDING = "rounding"
    WORDING = "wording"
    DATES = "dates"
    RESTARTED = "restarted"
    RELABELLED = "relabelled"
    COINCIDENCE = "coincidence"
    MISPRINT = "misprint"
    MIRROR = "mirror"


@dataclass(frozen=True)
class Contradiction:
    """Published values that cannot all mean what they seem to mean."""

    kind: Kind  # how they disagree
    claims: tuple[str, ...]  # ids of the rows of `claims.csv` and `series.csv`, sorted
    # What separates them at least, in the unit of `unit`: from the lowest upper bound to the highest lower bound. In
    # the kind `leaves-series` it is the distance from the median in powers of ten
    gap: float
    unit: str  # unit of the gap, as in `Quantity.unit`
    relative: float | None  # the gap as a share of the smaller of the two bounds' sizes; `None` where that is zero
    # Whether bounds that the words state or the printed digits imply suffice; otherwise the disagreement rests on how
    # writers use a hedge
    strict: bool
    explanations: tuple[Explanation, ...]  # possible innocent explanations, the likeliest first

    @property
    def id(self) -> str:
        """Kind and rows, which do not change while the rows disagree; usable as an anchor."""
        return "--".join((self.kind, *self.claims))


def contradiction(
    kind: Kind, values: Sequence[Value], clash: Clash, explanations: tuple[Explanation, ...]
) -> Contradiction:
    """Make a contradiction of the values that clash."""
    unit = values[0].quantity.unit
    return Contradiction(
        kind=kind,
        claims=tuple(sorted({value.id for value in values})),
        gap=clash.gap,
        unit="" if kind is Kind.LEAVES_SERIES else _UNIT_OF_GAP.get(unit, unit),
        relative=clash.relative,
        strict=clash.strict,
        explanations=explanations,
    )
