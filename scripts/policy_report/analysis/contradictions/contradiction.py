"""What a contradiction is: its kind, its rows, its size, and what could explain it innocently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.values import Value
from policy_report.quantities import Qualifier

_RATIOS = ("rate", "share", "per_head")

_OFFICIAL = ("count", "amount", "stock")

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


def explained(
    kind: Kind, values: Sequence[Value], clash: Clash | None, first: Sequence[Explanation] = (), *, scope: bool = True
) -> Iterator[Contradiction]:
    """Give the contradiction of values, if they clash, with what could explain it innocently, the likeliest first.

    `first`: explanations that the kind of contradiction itself suggests.
    `scope`: whether the values could differ in what or when they count.
    """
    if clash is not None:
        differing = [*_revisions(values), *_coverage(values)] if scope else []
        found = dict.fromkeys([*first, *differing, *_printing(values, clash)])
        yield contradiction(kind, values, clash, tuple(found))


def _revisions(values: Sequence[Value]) -> list[Explanation]:
    """Official figures are revised: those of the economy as a rule, those of years between censuses after the next."""
    revised = any(value.indicator.revised for value in values)
    official = all(value.indicator.measure in _OFFICIAL and not value.run for value in values)
    found = [Explanation.CENSUS] if _several_sources(values) and any(map(_between_censuses, values)) else []
    return [*found, Explanation.VINTAGE] if revised or (official and _several_sources(values)) else found


def _between_censuses(value: Value) -> bool:
    stock_of_people = value.indicator.of_people and value.indicator.measure == "stock"
    return stock_of_people and value.end != "" and int(value.end[:4]) % 10 != 0


def _coverage(values: Sequence[Value]) -> list[Explanation]:
    ratio = any(value.indicator.measure in _RATIOS for value in values)
    found = [Explanation.DENOMINATOR] if ratio else []
    if not all(value.stated for value in values):
        found.append(Explanation.PERIOD)
    if _several_sources(values) or len({value.what for value in values}) > 1:
        found.append(Explanation.SCOPE)
    elif not ratio and not values[0].indicator.revised:
        found.append(Explanation.DATES)
    return found


def _several_sources(values: Sequence[Value]) -> bool:
    return len({value.source for value in values}) > 1


def _printing(values: Sequence[Value], clash: Clash) -> list[Explanation]:
    found = []
    if clash.gap <= max(_width(value) for value in values):
        found.append(Explanation.ROUNDING)
    if not clash.strict:
        found.append(Explanation.WORDING)
    found.append(Explanation.MISPRINT)
    if any(value.mirror for value in values):
        found.append(Explanation.MIRROR)
    return found


def _width(value: Value) -> float:
    """One unit of the last printed place, if the value is rounded."""
    low, high = value.quantity.lower, value.quantity.upper
    rounded = value.quantity.qualifier in (Qualifier.ROUNDED, Qualifier.APPROX)
    return high - low if rounded and low is not None and high is not None else 0.0
