"""How much of a change in a clearance rate follows from its denominator alone.

A rate is cleared over filed cases, so its growth factor is that of the cleared cases over that of the filed ones. In
logarithms the two parts add up exactly, in whatever order they are taken:

    ln(rate after / rate before) = ln(cleared after / cleared before) − ln(filed after / filed before).

The counterfactual keeps the cleared cases as they were and lets only the filed ones change; what remains of the
change depends on the order, which the logarithmic parts do not. Both are intervals: each factor is published as one.
"""

import math
from dataclasses import dataclass, replace

import pandas as pd

from jiaxing_sanming.analysis.trends import FUJIAN_SPANS, FUJIAN_YEARS
from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.published import Published, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.quantities import Change, Qualifier, Quantity
from policy_report.quantities.arithmetic import difference, ratio, scaled, share, total
from policy_report.text.language import Language, Text

_ONE = exactly(1.0)


@dataclass(frozen=True)
class Decomposition:
    """The change of one rate, taken apart.

    Attributes
    ----------
    key, case, name
        Which change; `name` in both languages.
    claims
        The claims it is computed from.
    by_denominator, by_numerator
        Shares of the logarithmic change, in percent, that go with the filed and with the cleared cases; they add up
        to 100 for every admissible value. A share above 100 means that the other part went the other way.
    counterfactual
        The share of the change, in percent, that there would have been with as many cleared cases as before.
    rate_unchanged
        The later rate, in percent, with as many cleared cases as before; `None` where no level is published.
    """

    key: str
    case: str
    name: Text
    claims: tuple[str, ...]
    by_denominator: Quantity
    by_numerator: Quantity
    counterfactual: Quantity
    rate_unchanged: Quantity | None


@dataclass(frozen=True)
class Growth:
    """The growth factors of two of the three: rate, cleared and filed cases. The third follows from them.

    Attributes
    ----------
    filed
        Of the filed cases, below one.
    rate, cleared
        Of the rate, above one, or of the cleared cases: whichever is published.
    """

    filed: Quantity
    rate: Quantity | None = None
    cleared: Quantity | None = None


def by_logarithms(growth: Growth) -> Quantity:
    """Compute the share of the logarithmic change of the rate that goes with the filed cases, in percent.

    Raises
    ------
    ValueError
        If the rate may not have risen, or the filed cases not have fallen: the parts are then no shares.
    """
    filed = _logarithm(ratio(_ONE, growth.filed))
    if growth.rate is not None:
        return share(filed, _logarithm(growth.rate))
    return _part(filed, _logarithm(_published(growth.cleared)))


def with_clearances_unchanged(growth: Growth) -> Quantity:
    """Compute the share of the change of the rate that there is if only the filed cases change, in percent."""
    if growth.rate is not None:
        return share(difference(ratio(_ONE, growth.filed), _ONE), difference(growth.rate, _ONE))
    return _part(difference(_ONE, growth.filed), difference(_published(growth.cleared), _ONE))


def _part(part: Quantity, other: Quantity) -> Quantity:
    """`part / (part + other)` in percent, with each of them used once, so that the bounds are sharp."""
    return share(_ONE, total((_ONE, ratio(other, part))))


def _published(cleared: Quantity | None) -> Quantity:
    if cleared is None:
        raise ValueError("a decomposition needs the growth of the rate or of the cleared cases")
    return cleared


def _logarithm(quantity: Quantity) -> Quantity:
    """The natural logarithm of a positive quantity; it keeps order, so ends stay ends."""
    value, low, high = (
        None if end is None or end <= 0 else math.log(end) for end in (quantity.value, quantity.lower, quantity.upper)
    )
    return replace(
        quantity,
        value=value,
        lower=low,
        upper=high,
        lower_closed=quantity.lower_closed and low is not None,
        lower_kind=None if low is None else quantity.lower_kind,
        unit="",
        qualifier=Qualifier.RANGE,
    )


@result
def decompositions(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> tuple[Decomposition, ...]:
    """Take apart rises of clearance rates by denominators that are published or, for Jiaxing, the nation's."""
    known = Published(claims)
    filings, relative = _grown(known.strict("jx167")), _grown(known.strict("jx001"))
    points = scaled(by_key(bounds)["jiaxing.rate_factor_if_points"].quantity, 0.01, "")
    telecom = Growth(_grown(known.strict("sm092")), cleared=_grown(known.strict("sm093")))
    return (
        *(_fujian(known, start, end) for start, end in FUJIAN_SPANS),
        _decomposed("fujian_telecom", _TELECOM, ("sm092", "sm093"), telecom),
        _decomposed("jiaxing_relative", _RELATIVE, ("jx001", "jx167"), Growth(filings, rate=relative)),
        _decomposed("jiaxing_points", _POINTS, ("jx001", "jx167"), Growth(filings, rate=points)),
    )


def _grown(percent: Quantity) -> Quantity:
    """The factor that a relative change in percent multiplies by: 1.55 for +55%."""
    return total((_ONE, scaled(percent, 0.01, "")))


_TELECOM = Text(en="Fujian, telecom fraud, 2022 to 2023", zh="福建电诈，2022—2023年")
_RELATIVE = Text(
    en="Jiaxing, if the change is relative and filings fell as nationally", zh="嘉兴，按相对变化且立案同全国"
)
_POINTS = Text(en="Jiaxing, if it is in points and filings fell as nationally", zh="嘉兴，按百分点且立案同全国")


def _decomposed(key: str, name: Text, claims: tuple[str, ...], growth: Growth) -> Decomposition:
    by_filed = by_logarithms(growth)
    return Decomposition(
        key=key,
        case=key.partition("_")[0],
        name=name,
        claims=claims,
        by_denominator=by_filed,
        by_numerator=replace(difference(exactly(100.0), by_filed), unit="percent", change=Change.LEVEL),
        counterfactual=with_clearances_unchanged(growth),
        rate_unchanged=None,
    )


def _fujian(known: Published, start: int, end: int) -> Decomposition:
    (filed_before, rate_before), (filed_after, rate_after) = FUJIAN_YEARS[start], FUJIAN_YEARS[end]
    filed = ratio(known.strict(filed_after), known.strict(filed_before))
    rate = ratio(known.strict(rate_after), known.strict(rate_before))
    name = Text(en=f"Fujian, all criminal cases, {start} to {end}", zh=f"福建刑事案件，{start}—{end}年")
    claims = (filed_before, rate_before, filed_after, rate_after)
    made = _decomposed(f"fujian_{start}_{end}", name, claims, Growth(filed, rate=rate))
    return replace(made, rate_unchanged=ratio(known.strict(rate_before), filed, "percent"))


@numbers
def decomposed(decompositions: tuple[Decomposition, ...]) -> dict[str, Derived]:
    """State the parts of each change: shares of the denominator and the numerator, and the counterfactual."""
    return {key: derived for item in decompositions for key, derived in _of(item).items()}


_METHODS = {
    "denominator": Text(
        en="−ln(filed after / before) / ln(rate after / before): share of the rate’s logarithmic change that goes with"
        " the filed cases",
        zh="－ln（后期立案÷前期立案）÷ln（后期破案率÷前期破案率）：破案率对数变化中归于立案数的份额",
    ),
    "numerator": Text(
        en="100% less the share that goes with the filed cases: that of the cleared cases",
        zh="100%减去归于立案数的份额，即归于破案数的份额",
    ),
    "counterfactual": Text(
        en="(filed before / after − 1) / (rate after / before − 1): share of the rate’s change with as many cleared"
        " cases",
        zh="（前期立案÷后期立案－1）÷（后期破案率÷前期破案率－1）：破案数不变时的变化所占份额",
    ),
    "rate_unchanged": Text(
        en="rate before × filed before / filed after: later rate with as many cleared cases",
        zh="前期破案率×前期立案÷后期立案：破案数不变时的后期破案率",
    ),
}


def _of(item: Decomposition) -> dict[str, Derived]:
    parts = {
        "denominator": item.by_denominator,
        "numerator": item.by_numerator,
        "counterfactual": item.counterfactual,
        "rate_unchanged": item.rate_unchanged,
    }
    english, chinese = (
        {part: item.name[language] + colon + method[language] for part, method in _METHODS.items()}
        for language, colon in ((Language.EN, ": "), (Language.ZH, "："))
    )
    return {
        f"{part}_{item.key}": Derived(quantity, item.claims, english[part], chinese[part])
        for part, quantity in parts.items()
        if quantity is not None
    }
