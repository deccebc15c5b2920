"""The language of the bounds: linear inequalities over named variables, grouped into constraints that have a source.

A variable is a name. A constraint is everything that one claim, one definition or one assumption says of the
variables, so that a bound can be traced to claims, and a contradiction to the claims that make it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policy_report.quantities import Quantity

Terms = Mapping[str, float]
"""A linear form: coefficient by variable."""

ONE = "1"
"""The name under which a linear form holds its constant: a variable that is always one."""


class Kind(StrEnum):
    """On whose word a constraint rests, the firmest first."""

    DEFINITION = "definition"
    CLAIM = "claim"
    ASSUMPTION = "assumption"


@dataclass(frozen=True)
class Row:
    """One inequality: the sum of `terms` is at most zero; below zero if it is `strict`."""

    terms: Terms
    strict: bool = False


@dataclass(frozen=True)
class Constraint:
    """What one claim, definition or assumption says.

    Attributes
    ----------
    name
        The id of a claim; else a short kebab-case name.
    kind
        On whose word it rests.
    rows
        Its inequalities.
    text_en, text_zh
        What it says, in a few words.
    claims
        Ids of the claims whose figures it uses.
    phrase, source
        Of a claim: the published phrase, and the key of its source.
    by_implicature
        Whether it rests on how writers use a hedge, and not on what the words or digits strictly imply.
    """

    name: str
    kind: Kind
    rows: tuple[Row, ...]
    text_en: str
    text_zh: str
    claims: tuple[str, ...] = ()
    phrase: str = ""
    source: str = ""
    by_implicature: bool = False


def within(terms: Terms, quantity: Quantity) -> tuple[Row, ...]:
    """`terms` lie within a quantity: an end that the words leave out is left out."""
    rows = []
    if quantity.lower is not None:
        rows.append(Row({ONE: quantity.lower} | _negative(terms), not quantity.lower_closed))
    if quantity.upper is not None:
        rows.append(Row({**terms, ONE: -quantity.upper}, not quantity.upper_closed))
    return tuple(rows)


def multiple(product: Terms, factor: Quantity, of: str) -> tuple[Row, ...]:
    """`product = factor × of`, where the factor is only known to lie within a quantity and `of` is not negative.

    The set of all pairs that some admissible factor joins is exactly `lower × of <= product <= upper × of`, so two
    linear rows lose nothing as long as no other constraint speaks of the same factor. If another one does, the rows
    are a relaxation: bounds stay valid and may be wider than necessary.
    """
    rows = []
    if factor.lower is not None:
        rows.append(Row({of: factor.lower} | _negative(product), not factor.lower_closed))
    if factor.upper is not None:
        rows.append(Row({**product, of: -factor.upper}, not factor.upper_closed))
    return tuple(rows)


def equal(left: str, right: str, times: float = 1.0) -> tuple[Row, ...]:
    """`left = times × right`."""
    return Row({left: 1.0, right: -times}), Row({left: -1.0, right: times})


def at_most(left: str, right: str) -> tuple[Row, ...]:
    """`left <= right`, as for a part and its whole."""
    return (Row({left: 1.0, right: -1.0}),)


def not_above(limit: float, variables: Iterable[str]) -> tuple[Row, ...]:
    """No variable passes a number."""
    return tuple(Row({variable: 1.0, ONE: -limit}) for variable in variables)


def not_below(limit: float, variables: Iterable[str]) -> tuple[Row, ...]:
    """No variable lies under a number."""
    return tuple(Row({variable: -1.0, ONE: limit}) for variable in variables)


def _negative(terms: Terms) -> dict[str, float]:
    return {variable: -coefficient for variable, coefficient in terms.items()}
