"""The language of the bounds: linear inequalities over named variables, grouped into constraints that have a source.

A variable is a name. A constraint is everything that one claim, one definition or one assumption says of the
variables, so that a bound can be traced to claims, and a contradiction to the claims that make it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policy_report.text.language import Text
from policy_report.text.words import word

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
    """What one claim, definition or assumption says."""

    name: str  # the id of a claim; else a short kebab-case name
    kind: Kind  # on whose word it rests
    rows: tuple[Row, ...]  # its inequalities
    text: Text  # what it says, in a few words
    claims: tuple[str, ...] = ()  # ids of the claims whose figures it uses
    # phrase, source: of a claim: the published phrase, and the key of its source
    phrase: str = ""
    source: str = ""
    # Whether it rests on how writers use a hedge, and not on what the words or digits strictly imply
    by_implicature: bool = False


def none_negative(variables: Iterable[str]) -> Constraint:
    """Say that counts and rates of counts are not negative: the lower end of their scale."""
    rows = tuple(Row({variable: -1.0}) for variable in variables)
    return Constraint("not-negative", Kind.DEFINITION, rows, word.text("bounds.not_negative"))
