"""Linear inequalities decided exactly, without linear programming: Fourier's elimination in rational numbers.

Slow and simple, so that the bounds can be checked against something that shares nothing with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from policy_report.analysis.bounds.constraint import ONE, Constraint, Row


@dataclass(frozen=True)
class Exact:
    """An end: `None` if there is none."""

    at: Fraction | None
    closed: bool


Inequality = tuple[dict[str, Fraction], bool]
"""The sum of the terms is at most zero, or below zero."""


def inequalities(constraints: Sequence[Constraint]) -> list[Inequality]:
    return [_exact(row) for constraint in constraints for row in constraint.rows]


def _exact(row: Row) -> Inequality:
    return {name: Fraction(str(factor)) for name, factor in row.terms.items() if factor}, row.strict


def holds_nowhere(system: list[Inequality]) -> bool:
    """Whether no point satisfies the system."""
    for name in sorted({name for terms, _ in system for name in terms} - {ONE}):
        system = _without(name, system)
    return any(_is_false(terms.get(ONE, Fraction(0)), strict) for terms, strict in system)


def _is_false(constant: Fraction, strict: bool) -> bool:
    return constant > 0 or (strict and constant == 0)


def least(variable: str, system: list[Inequality]) -> Exact:
    """The exact lower end of a variable in a system that some point satisfies."""
    for name in sorted({name for terms, _ in system for name in terms} - {ONE, variable}):
        system = _without(name, system)
    ends = [
        (terms.get(ONE, Fraction(0)) / -terms[variable], strict)
        for terms, strict in system
        if terms.get(variable, Fraction(0)) < 0
    ]
    if not ends:
        return Exact(None, False)
    at = max(end for end, _ in ends)
    return Exact(at, not any(strict for end, strict in ends if end == at))


def _without(name: str, system: list[Inequality]) -> list[Inequality]:
    above = [item for item in system if item[0].get(name, Fraction(0)) > 0]
    below = [item for item in system if item[0].get(name, Fraction(0)) < 0]
    free = [item for item in system if item[0].get(name, Fraction(0)) == 0]
    made = [_sum(name, one, other) for one, other in product(above, below)]
    return list({(frozenset(terms.items()), strict): (terms, strict) for terms, strict in (*free, *made)}.values())


def _sum(name: str, above: Inequality, below: Inequality) -> Inequality:
    first, second = -below[0][name], above[0][name]
    names = {*above[0], *below[0]} - {name}
    terms = {each: first * above[0].get(each, Fraction(0)) + second * below[0].get(each, Fraction(0)) for each in names}
    return {each: factor for each, factor in terms.items() if factor}, above[1] or below[1]
