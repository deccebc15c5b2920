"""What could explain a contradiction innocently, chosen from what the data say of its rows."""

from collections.abc import Sequence

from policy_report.analysis.contradictions.bounds import Clash
from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind, contradiction
from policy_report.analysis.contradictions.values import Value
from policy_report.quantities import Qualifier

_RATIOS = ("rate", "share", "per_head")
_OFFICIAL = ("count", "amount", "stock")


def explained(
    kind: Kind, values: Sequence[Value], clash: Clash, first: Sequence[Explanation] = (), *, scope: bool = True
) -> Contradiction:
    """Make the contradiction of values that clash, with what could explain it innocently, the likeliest first.

    `first`: explanations that the kind of contradiction itself suggests.
    `scope`: whether the values could differ in what or when they count.
    """
    found = [
        *first,
        *(_revisions(values) if scope else ()),
        *(_coverage(values) if scope else ()),
        *_printing(values, clash),
    ]
    return contradiction(kind, values, clash, tuple(dict.fromkeys(found)))


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
    return len({value.source.key for value in values}) > 1


def _printing(values: Sequence[Value], clash: Clash) -> list[Explanation]:
    found = []
    if clash.gap <= max(_width(value) for value in values):
        found.append(Explanation.ROUNDING)
    if not clash.strict:
        found.append(Explanation.WORDING)
    found.append(Explanation.MISPRINT)
    if any(value.source.mirror for value in values):
        found.append(Explanation.MIRROR)
    return found


def _width(value: Value) -> float:
    """One unit of the last printed place, if the value is rounded."""
    low, high = value.quantity.lower, value.quantity.upper
    rounded = value.quantity.qualifier in (Qualifier.ROUNDED, Qualifier.APPROX)
    return high - low if rounded and low is not None and high is not None else 0.0
