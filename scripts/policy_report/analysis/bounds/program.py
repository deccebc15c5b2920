"""Linear programs in homogeneous form, scaled, and solved with HiGHS.

A constant is the coefficient of a variable that is always one. Multiplied by a free positive number, that variable
may be anything but negative, and a quotient of two linear forms becomes a linear form under the condition that the
divisor is one (Charnes and Cooper, "Programming with Linear Fractional Functionals", 1962). A plain linear form is
the quotient by the constant one. So there is one kind of program here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from policy_report.analysis.bounds.constraint import ONE, Constraint, Terms

Vector = npt.NDArray[np.float64]
Limits = tuple[float | None, float | None]

_ROUNDS = 8
"""After eight rounds of scaling the largest entry of each row and column lies within a factor two of one."""

_OPTIONS: Any = {"presolve": False, "primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
"""Without presolve HiGHS tells unbounded from infeasible; 1e-10 is the finest tolerance that it takes."""

_OPTIMAL, _INFEASIBLE, _UNBOUNDED = 0, 2, 3
_POSITIVE = 1e-9
"""What counts as more than zero in a scaled program."""


@dataclass(frozen=True)
class Program:
    """Constraints as a scaled matrix."""

    names: tuple[str, ...]  # variables by column; the last one is `ONE`
    matrix: Vector  # scaled coefficients, shape (rows, columns): `matrix @ y <= 0`
    columns: Vector  # what a scaled variable is multiplied by to give the variable, shape (columns,)
    strict: npt.NDArray[np.bool_]  # whether each row excludes equality, shape (rows,)
    owners: npt.NDArray[np.int64]  # index of the constraint that each row belongs to, shape (rows,)

    def vector(self, terms: Terms) -> Vector:
        """Give a linear form over the scaled variables."""
        return np.array([terms.get(name, 0.0) for name in self.names]) * self.columns


@dataclass(frozen=True)
class Minimum:
    """The least value of a quotient; minus infinity if there is none."""

    at: float  # the value
    # Indices of the constraints with a positive weight in the dual solution: together they imply the value
    support: frozenset[int]


def assemble(constraints: Sequence[Constraint], *more: Terms) -> Program:
    """Assemble the program of the constraints, with columns for the variables of `more` as well."""
    rows = [(row, owner) for owner, constraint in enumerate(constraints) for row in constraint.rows]
    named = {name for terms in (*more, *(row.terms for row, _ in rows)) for name in terms}
    names = (*sorted(named - {ONE}), ONE)
    matrix = np.array([[row.terms.get(name, 0.0) for name in names] for row, _ in rows]).reshape(-1, len(names))
    scaled, columns = _equilibrated(matrix)
    strict = np.array([row.strict for row, _ in rows], dtype=bool)
    return Program(names, scaled, columns, strict, np.array([owner for _, owner in rows], dtype=np.int64))


def _equilibrated(matrix: Vector) -> tuple[Vector, Vector]:
    """Rows and columns divided in turn by the roots of their largest entries (Ruiz 2001).

    The divisors are powers of two, which round nothing: a program in single cases and one in millions give the same.
    """
    scaled, columns = matrix.copy(), np.ones(matrix.shape[1])
    for _ in range(_ROUNDS):
        largest = np.abs(scaled)
        down, across = (_root(largest.max(axis=axis, initial=0.0)) for axis in (1, 0))
        scaled = scaled / down[:, None] / across
        columns = columns / across
    return scaled, columns


def _root(largest: Vector) -> Vector:
    """The square root to the nearest power of two; one for an empty row or column."""
    powers = np.round(np.log2(np.where(largest > 0, largest, 1.0)) / 2)
    root: Vector = np.exp2(powers)
    return root


def minimum(program: Program, numerator: Terms, divisor: Terms) -> Minimum:
    """Find the greatest lower bound of `numerator / divisor` over the closure of the feasible set.

    `numerator`, `divisor`: linear forms; the divisor must not be negative anywhere in the feasible set.

    Raises `ValueError` if the divisor is zero throughout; `ArithmeticError` if the solver gives up.
    """
    cost, unit = program.vector(numerator), program.vector(divisor)
    size = float(np.abs(cost).max()) or 1.0
    weight = float(np.abs(unit).max()) or 1.0
    found = _solved(cost / size, program.matrix, unit[None, :] / weight, np.ones(1), _signs(program))
    if found.status == _UNBOUNDED:
        return Minimum(-np.inf, frozenset())
    if found.status == _INFEASIBLE:
        raise ValueError(f"the divisor is zero wherever the constraints hold: {dict(divisor)}")
    active = np.abs(found.ineqlin.marginals) > _POSITIVE
    return Minimum(float(found.fun) * size / weight, frozenset(program.owners[active].tolist()))


def room(program: Program, *zero: Terms) -> float:
    """Compute how far inside all strict rows a feasible point can lie; negative if there is no feasible point.

    `zero`: linear forms that are to be zero at the point.

    Returns between 0 and 1, in units of the scaled rows: above `TIGHT` there is a point that every strict row allows.
    Raises `ArithmeticError` if the solver gives up.
    """
    count = len(program.names)
    cost = np.append(np.zeros(count), -1.0)
    # Any positive number can stand for one in a homogeneous program; one itself is in scale with the rest.
    one = np.array([float(name == ONE) for name in program.names])
    vectors = [program.vector(terms) for terms in zero]
    forms = np.array([*(form / (float(np.abs(form).max()) or 1.0) for form in vectors), one])
    found = _solved(
        cost,
        np.column_stack((program.matrix, program.strict)),
        np.column_stack((forms, np.zeros(len(forms)))),
        np.append(np.zeros(len(zero)), 1.0),
        [*_signs(program), (0.0, 1.0)],
    )
    return -1.0 if found.status == _INFEASIBLE else -float(found.fun)


def _solved(cost: Vector, rows: Vector, equations: Vector, values: Vector, signs: Sequence[Limits]) -> Any:
    """The solution of: minimise `cost`, with `rows` at most zero and `equations` equal to `values`.

    The search for what binds asks half of its programs twice; each is solved once.
    """
    said = (cost.tobytes(), rows.tobytes(), equations.tobytes(), values.tobytes())
    return _solution(*said, tuple(signs))


@lru_cache(1024)
def _solution(cost: bytes, rows: bytes, equations: bytes, values: bytes, signs: tuple[Limits, ...]) -> Any:
    # Most builds find every bound as it was, and its import takes as long as importing pandas.
    from scipy.optimize import linprog

    upper = np.frombuffer(rows).reshape(-1, len(signs))
    found = linprog(
        np.frombuffer(cost),
        A_ub=upper,
        b_ub=np.zeros(len(upper)),
        A_eq=np.frombuffer(equations).reshape(-1, len(signs)),
        b_eq=np.frombuffer(values),
        bounds=signs,
        method="highs-ds",
        options=_OPTIONS,
    )
    # Coefficients of a thousand million to one can defeat the solver; better no bound than a wrong one.
    if found.status not in (_OPTIMAL, _INFEASIBLE, _UNBOUNDED):
        raise ArithmeticError(f"the linear program was not solved: {found.message}")
    return found


TIGHT = 1e-8
"""Room below this is none. Published intervals are no narrower than about 1e-7 of their number."""


def _signs(program: Program) -> list[Limits]:
    """Every variable is free but the one that stands for one: definitions are constraints, too."""
    return [(0.0 if name == ONE else None, None) for name in program.names]
