"""Bounds of a quantity under constraints, with the constraints that make them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from policy_report.analysis.bounds.constraint import ONE, Constraint, Kind, Terms
from policy_report.analysis.bounds.program import TIGHT, Minimum, assemble, minimum, room
from policy_report.errors import AnalysisError, problem
from policy_report.text.language import Language

_ONE: Terms = {ONE: 1.0}

_SAME = 1e-9
"""Relative difference below which two solutions of the same end are one."""

_DROPPED_FIRST = (Kind.ASSUMPTION, Kind.CLAIM, Kind.DEFINITION)
"""An assumption is named as binding only where claims and definitions alone do not give the bound."""


@dataclass(frozen=True)
class Target:
    """What is bounded: a linear form, divided by another that is not negative under the constraints."""

    numerator: Terms
    divisor: Terms = field(default_factory=lambda: _ONE)


@dataclass(frozen=True)
class End:
    """One end of an interval."""

    at: float | None  # where it is, to twelve digits; `None` if nothing bounds the quantity on this side
    closed: bool  # whether the bound itself is possible
    # Names of constraints that give the end together: none can be left out, and no other is needed
    binding: tuple[str, ...]


@dataclass(frozen=True)
class Bound:
    """All values that a quantity can have."""

    lower: End
    upper: End


def bound(target: Target | str, constraints: Sequence[Constraint]) -> Bound:
    """Find the narrowest interval around the values that the constraints allow.

    Sharp bounds in the sense of partial identification (`manski2003partial`): each end is the limit of values that
    no constraint excludes.

    `target`: a quotient of linear forms, or the name of a variable.

    Raises `AnalysisError`: `constraints-contradict`, with the smallest set that does, if nothing satisfies them all;
    `ValueError` if the divisor can be negative, or is always zero.
    """
    target = Target({target: 1.0}) if isinstance(target, str) else target
    clash = conflict(constraints)
    if clash:
        raise contradiction(clash)
    if target.divisor != _ONE and _minimum(Target(target.divisor), constraints).at < -TIGHT:
        raise ValueError(f"the divisor may be negative: {dict(target.divisor)}")
    upward = Target({name: -factor for name, factor in target.numerator.items()}, target.divisor)
    upper = _lower_end(upward, constraints)
    return Bound(
        _lower_end(target, constraints), End(None if upper.at is None else -upper.at + 0.0, upper.closed, upper.binding)
    )


def _lower_end(target: Target, constraints: Sequence[Constraint]) -> End:
    found = _minimum(target, constraints)
    if math.isinf(found.at):
        return End(None, False, ())
    closed = _is_attained(target, found.at, constraints)
    binding = _needed(target, found.at, closed, constraints)
    return End(float(f"{found.at:.12g}") + 0.0, closed, tuple(constraint.name for constraint in binding))


def _minimum(target: Target, constraints: Sequence[Constraint]) -> Minimum:
    return minimum(assemble(constraints, target.numerator, target.divisor), target.numerator, target.divisor)


def _is_attained(target: Target, at: float, constraints: Sequence[Constraint]) -> bool:
    """Whether a point that every strict row allows has the value `at`."""
    names = {*target.numerator, *target.divisor}
    zero = {name: target.numerator.get(name, 0.0) - at * target.divisor.get(name, 0.0) for name in names}
    return room(assemble(constraints, zero), zero) > TIGHT


def _gives(target: Target, at: float, closed: bool, constraints: Sequence[Constraint]) -> bool:
    """Whether the constraints alone give the same end."""
    same = math.isclose(_minimum(target, constraints).at, at, rel_tol=_SAME, abs_tol=_SAME)
    return same and _is_attained(target, at, constraints) == closed


def _needed(target: Target, at: float, closed: bool, constraints: Sequence[Constraint]) -> list[Constraint]:
    """Of constraints that give an end, some that give it, too, and none of which can be left out.

    The dual solution names a set that implies the end; removal, one by one, shows which of its members are needed.
    """
    firm = [constraint for constraint in constraints if constraint.kind is not Kind.ASSUMPTION]
    kept = firm if _gives(target, at, closed, firm) else list(constraints)
    support = [kept[index] for index in sorted(_minimum(target, kept).support)]
    if _gives(target, at, closed, support):  # not so if the end is open by a row of weight zero
        kept = support
    for constraint in sorted(kept, key=lambda item: _DROPPED_FIRST.index(item.kind)):
        others = [other for other in kept if other is not constraint]
        if _gives(target, at, closed, others):
            kept = others
    return kept


def is_feasible(constraints: Sequence[Constraint]) -> bool:
    """Tell whether some point satisfies all constraints, the strict ones strictly."""
    program = assemble(constraints)
    return room(program) > TIGHT if program.strict.any() else room(program) >= 0


def conflict(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Find the smallest set of constraints that no point satisfies together; empty if one satisfies them all.

    Of several sets of the smallest size, one that prefers the constraints given first.
    """
    if is_feasible(constraints):
        return ()
    removals: list[set[int]] = []
    while True:
        chosen = _smallest_hitting(removals, len(constraints))
        if not is_feasible([constraints[index] for index in chosen]):
            return tuple(constraints[index] for index in chosen)
        removals.append(set(range(len(constraints))) - set(_grown(chosen, constraints)))


def _grown(chosen: Sequence[int], constraints: Sequence[Constraint]) -> list[int]:
    """A consistent set that contains `chosen` and that no other constraint can join."""
    kept = list(chosen)
    for index in range(len(constraints)):
        if index not in kept and is_feasible([constraints[other] for other in (*kept, index)]):
            kept.append(index)
    return kept


def _smallest_hitting(sets: Sequence[set[int]], count: int) -> list[int]:
    """The smallest set of numbers below `count` that shares one with each of the sets."""
    if not sets:
        return []
    from scipy.optimize import Bounds, LinearConstraint, milp

    # Together the fractions stay below one, so that they only decide between sets of one size.
    cost = 1.0 + np.arange(1, count + 1) / (count + 1) ** 2
    hits = np.array([[float(index in group) for index in range(count)] for group in sets])
    found = milp(
        cost, integrality=np.ones(count, dtype=np.int64), bounds=Bounds(0, 1), constraints=LinearConstraint(hits, lb=1)
    )
    return [index for index, share in enumerate(np.asarray(found.x)) if share > 0.5]


def contradiction(constraints: Sequence[Constraint]) -> AnalysisError:
    """Make the error that names every member of a contradictory set, with its claim, phrase and source."""
    text, count = "; ".join(_listed(constraint) for constraint in constraints), len(constraints)
    return AnalysisError(problem("data/published/claims.csv", 0, "id", "constraints-contradict", text, count=count))


def _listed(constraint: Constraint) -> str:
    published = f" 「{constraint.phrase}」 in {constraint.source}" if constraint.phrase else ""
    return f"{constraint.name} ({constraint.kind}: {constraint.text[Language.EN]}){published}"
