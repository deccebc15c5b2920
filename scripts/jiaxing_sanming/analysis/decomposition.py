"""How much of each rise of a clearance rate goes with fewer cases filed, and how much with more cases cleared."""

from dataclasses import dataclass, replace

import pandas as pd

from jiaxing_sanming.analysis.trends import FUJIAN_SPANS, FUJIAN_YEARS
from policy_report.analysis.bounds.question import Answer, by_key
from policy_report.analysis.decomposition import Growth, by_logarithms, grown, with_numerator_unchanged
from policy_report.analysis.published import Published, exactly
from policy_report.analysis.results import Derived, numbers, result
from policy_report.quantities import Change, Quantity
from policy_report.quantities.arithmetic import difference, ratio, scaled
from policy_report.text.language import Text


@dataclass(frozen=True)
class Decomposition:
    """The change of one rate, taken apart."""

    # key, case, name: which change; `name` in both languages
    key: str
    case: str
    name: Text
    claims: tuple[str, ...]  # the claims it is computed from
    # by_denominator, by_numerator: shares of the logarithmic change, in percent, that go with the filed and with the
    # cleared cases; they add up to 100 for every admissible value. A share above 100 means that the other part went the
    # other way
    by_denominator: Quantity
    by_numerator: Quantity
    # The share of the change, in percent, that there would have been with as many cleared cases as before
    counterfactual: Quantity
    # The later rate, in percent, with as many cleared cases as before; `None` where no level is published
    rate_unchanged: Quantity | None


@result
def decompositions(claims: pd.DataFrame, bounds: tuple[Answer, ...]) -> tuple[Decomposition, ...]:
    """Take apart rises of clearance rates by denominators that are published or, for Jiaxing, the nation's."""
    known = Published(claims)
    filings, relative = grown(known.strict("jx167")), grown(known.strict("jx001"))
    points = scaled(by_key(bounds)["jiaxing.rate_factor_if_points"].quantity, 0.01, "")
    telecom = Growth(grown(known.strict("sm092")), grown(known.strict("sm093")), of_rate=False)
    return (
        *(_fujian(known, start, end) for start, end in FUJIAN_SPANS),
        _decomposed("fujian_telecom", _TELECOM, ("sm092", "sm093"), telecom),
        _decomposed("jiaxing_relative", _RELATIVE, ("jx001", "jx167"), Growth(filings, relative)),
        _decomposed("jiaxing_points", _POINTS, ("jx001", "jx167"), Growth(filings, points)),
    )


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
        counterfactual=with_numerator_unchanged(growth),
        rate_unchanged=None,
    )


def _fujian(known: Published, start: int, end: int) -> Decomposition:
    (filed_before, rate_before), (filed_after, rate_after) = FUJIAN_YEARS[start], FUJIAN_YEARS[end]
    filed = ratio(known.strict(filed_after), known.strict(filed_before))
    rate = ratio(known.strict(rate_after), known.strict(rate_before))
    name = Text(en=f"Fujian, all criminal cases, {start} to {end}", zh=f"福建刑事案件，{start}—{end}年")
    claims = (filed_before, rate_before, filed_after, rate_after)
    made = _decomposed(f"fujian_{start}_{end}", name, claims, Growth(filed, rate))
    return replace(made, rate_unchanged=ratio(known.strict(rate_before), filed, "percent"))


@numbers
def decomposed(decompositions: tuple[Decomposition, ...]) -> dict[str, Derived]:
    """State the parts of each change: shares of the denominator and the numerator, and the counterfactual."""
    return {key: derived for item in decompositions for key, derived in _of(item).items()}


def _of(item: Decomposition) -> dict[str, Derived]:
    parts = {
        "denominator": item.by_denominator,
        "numerator": item.by_numerator,
        "counterfactual": item.counterfactual,
        "rate_unchanged": item.rate_unchanged,
    }
    return {
        f"{part}_{item.key}": Derived(quantity, item.claims).said(part, of=item.name)
        for part, quantity in parts.items()
        if quantity is not None
    }
