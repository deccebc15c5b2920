"""The smallest set of constraints that contradict each other.

Leaving out one constraint after the other gives a set that is minimal, not one that is smallest. The smallest one is
found by implicit hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS Extraction with Minimal
Hitting Set Dualization", CP 2015): it must share a member with every set whose removal restores consistency. The
smallest set that does so for the removals known so far is either contradictory, and then the smallest of all, or it
gives one more removal.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from policy_report.analysis.bounds.constraint import Constraint
from policy_report.analysis.bounds.program import TIGHT, assemble, room
from policy_report.errors import AnalysisError, problem
from policy_report.text.language import Language


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
