"""How much of a change in a rate follows from its denominator alone.

A rate is a numerator over a denominator, so its growth factor is that of the one over that of the other. In logarithms
the two parts add up exactly, in whatever order they are taken:

    ln(rate after / rate before) = ln(numerator after / before) − ln(denominator after / before).

The counterfactual keeps the numerator as it was and lets only the denominator change; what remains of the change
depends on the order, which the logarithmic parts do not. Both are intervals: each factor is published as one.
"""

import math
from dataclasses import dataclass, replace

from policy_report.analysis.published import exactly
from policy_report.quantities import Qualifier, Quantity
from policy_report.quantities.arithmetic import difference, ratio, scaled, share, total

_ONE = exactly(1.0)


@dataclass(frozen=True)
class Growth:
    """The growth factors of two of the three: rate, numerator and denominator. The third follows from them."""

    denominator: Quantity  # of the denominator, below one
    other: Quantity  # of the numerator, or of the rate and then above one: whichever is published
    of_rate: bool = True  # whether `other` is that of the rate


def grown(percent: Quantity) -> Quantity:
    """Compute the factor that a relative change in percent multiplies by: 1.55 for +55%."""
    return total((_ONE, scaled(percent, 0.01, "")))


def by_logarithms(growth: Growth) -> Quantity:
    """Compute the share of the logarithmic change of a rate that goes with its denominator, in percent.

    Raises `ValueError` if the rate may not have risen, or the denominator not have fallen: the parts are then no
    shares.
    """
    fallen, other = _logarithm(ratio(_ONE, growth.denominator)), _logarithm(growth.other)
    return share(fallen, other) if growth.of_rate else _part(fallen, other)


def with_numerator_unchanged(growth: Growth) -> Quantity:
    """Compute the share of the change of a rate that there is if only its denominator changes, in percent."""
    other = difference(growth.other, _ONE)
    if growth.of_rate:
        return share(difference(ratio(_ONE, growth.denominator), _ONE), other)
    return _part(difference(_ONE, growth.denominator), other)


def _part(part: Quantity, other: Quantity) -> Quantity:
    """`part / (part + other)` in percent, with each of them used once, so that the bounds are sharp."""
    return share(_ONE, total((_ONE, ratio(other, part))))


def _logarithm(quantity: Quantity) -> Quantity:
    """The natural logarithm of a positive quantity; it keeps order, so ends stay ends."""
    value, low, high = (
        None if end is None or end <= 0 else math.log(end) for end in (quantity.value, quantity.lower, quantity.upper)
    )
    closed, kind = quantity.lower_closed and low is not None, None if low is None else quantity.lower_kind
    logarithm = replace(quantity, value=value, lower=low, upper=high, lower_closed=closed, lower_kind=kind)
    return replace(logarithm, unit="", qualifier=Qualifier.RANGE)
