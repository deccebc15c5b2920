"""Bounds and contradictions of small systems, against exact elimination and exhaustive search."""

import re
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from policy_report.analysis.bounds.bound import Bound, End, Target, bound, conflict, is_feasible
from policy_report.analysis.bounds.constraint import ONE, Constraint, Kind, Row
from policy_report.analysis.bounds.expression import Scope, rows_of
from policy_report.analysis.published import exactly
from policy_report.errors import AnalysisError
from policy_report.quantities import Quantity, read
from policy_report.text.language import Text
from tests.analysis.elimination import Exact, holds_nowhere, inequalities, least
from tests.analysis.tidy_rows import up_to

# Most random systems are unbounded or contradictory, and each test is about some of them.
SOME = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])


def constraint(name: str, *rows: Row, kind: Kind = Kind.CLAIM) -> Constraint:
    return Constraint(name, kind, rows, Text(en=f"text of {name}"), phrase="…", source="paper")


def says(text: str, **claims: Quantity) -> tuple[Row, ...]:
    """What a relation between variables says; `{c}` is a claim."""
    return rows_of(text, Scope(re.findall(r"[a-z]+", text), lambda claim, _: claims[claim]))


def quantity(phrase: str) -> Quantity:
    (found,) = read(phrase)
    return found


factors = st.sampled_from([-3.0, -1.0, -0.5, 0.0, 0.0, 1.0, 2.0])
rows = st.builds(
    lambda x, y, z, one, strict: Row({"x": x, "y": y, "z": z, ONE: one}, strict),
    factors, factors, factors, st.sampled_from([-7.0, -2.0, 0.0, 1.0, 3.0]), st.booleans(),
)  # fmt: skip
groups = st.lists(rows, min_size=1, max_size=2)
systems = st.lists(groups, min_size=1, max_size=5).map(
    lambda lists: [constraint(f"c{index}", *group) for index, group in enumerate(lists)]
)


def agrees(end: End, exact: Exact) -> bool:
    if end.at is None or exact.at is None:
        return end.at is None and exact.at is None
    return end.at == pytest.approx(float(exact.at), rel=1e-9, abs=1e-9) and end.closed == exact.closed


@SOME
@given(systems)
def test_what_is_feasible_is_what_elimination_says(system: list[Constraint]) -> None:
    assert is_feasible(system) != holds_nowhere(inequalities(system))


@SOME
@given(systems)
def test_bounds_are_those_of_elimination_open_ends_and_missing_ones_included(system: list[Constraint]) -> None:
    exact = inequalities(system)
    assume(not holds_nowhere(exact))
    got = bound("x", system)
    assert agrees(got.lower, least("x", exact))
    mirrored = [
        ({"x" if name == "x" else name: (-f if name == "x" else f) for name, f in t.items()}, s) for t, s in exact
    ]
    high = least("x", mirrored)
    assert agrees(got.upper, Exact(None if high.at is None else -high.at, high.closed))


@pytest.mark.slow
@SOME
@given(systems)
def test_the_binding_constraints_suffice_and_none_of_them_is_idle(system: list[Constraint]) -> None:
    assume(is_feasible(system))
    end = bound("x", system).lower
    assume(end.at is not None)
    binding = [item for item in system if item.name in end.binding]
    exact = least("x", inequalities(system))
    assert least("x", inequalities(binding)) == exact
    for item in binding:
        others = inequalities([other for other in binding if other is not item])
        assert least("x", others) != exact


@pytest.mark.slow
@SOME
@given(systems, st.sampled_from([0.25, 1.0, 3.0]))
def test_a_quotient_cannot_be_less_than_its_bound_and_can_be_close_to_it(system: list[Constraint], step: float) -> None:
    positive = [*system, constraint("positive", *says("y >= 1.0"))]
    assume(is_feasible(positive))
    end = bound(Target({"x": 1.0, ONE: 2.0}, {"y": 1.0}), positive).lower

    def reached(at: float) -> bool:
        ceiling = Row({"x": 1.0, ONE: 2.0, "y": -at})
        return not holds_nowhere(inequalities([*positive, constraint("reached", ceiling)]))

    if end.at is None:
        assert reached(-1e6)
    else:
        near = 1e-6 * max(1.0, abs(end.at))
        assert reached(end.at + near)
        assert not reached(end.at - near * step)


@pytest.mark.slow
@SOME
@given(systems, st.sampled_from([1e-7, 1e-3, 1e6, 1e11]))
def test_a_variable_in_other_units_has_the_same_bounds_in_those_units(system: list[Constraint], unit: float) -> None:
    assume(is_feasible(system))
    converted = [
        constraint(item.name, *(Row({**row.terms, "x": row.terms["x"] / unit}, row.strict) for row in item.rows))
        for item in system
    ]
    for exp, got in zip(
        *((ends.lower, ends.upper) for ends in (bound("x", system), bound("x", converted))), strict=True
    ):
        if exp.at is None:
            assert got.at is None
        else:
            assert got.at == pytest.approx(exp.at * unit, rel=1e-9, abs=1e-9 * unit)
            assert (got.closed, got.binding) == (exp.closed, exp.binding)


contradictory = st.lists(groups, min_size=3, max_size=7).map(
    lambda lists: [constraint(f"c{index}", *group) for index, group in enumerate(lists)]
)


@pytest.mark.slow
@SOME
@given(contradictory)
def test_no_smaller_set_conflicts_than_the_one_found(system: list[Constraint]) -> None:
    found = conflict(system)
    assume(found)
    assert holds_nowhere(inequalities(found))
    smaller = combinations(system, len(found) - 1)
    assert all(not holds_nowhere(inequalities(subset)) for subset in smaller)


def test_the_smallest_set_is_found_where_leaving_out_one_after_the_other_finds_a_larger_one() -> None:
    # Without a first, the filter would keep b, c and d; a and e are fewer.
    system = [
        constraint("a", *says("x <= 1")),
        constraint("b", *says("y <= x")),
        constraint("c", *says("z <= y")),
        constraint("d", *says("z >= 2")),
        constraint("e", *says("x >= 3")),
    ]
    assert [item.name for item in conflict(system)] == ["a", "e"]


def test_of_two_sets_of_one_size_the_one_given_first_is_named() -> None:
    system = [constraint(str(low), *says(f"x >= {low}")) for low in (5, 6)]
    assert [item.name for item in conflict([*system, constraint("top", *says("x <= 4"))])] == ["5", "top"]


def test_touching_intervals_conflict_only_where_an_end_is_left_out() -> None:
    half = constraint("a", *says("x = {c}", c=quantity("不足500起")))
    assert conflict([half, constraint("b", *says("x >= 500"))])
    assert not conflict([half, constraint("b", *says("x >= 499"))])


def test_a_contradiction_is_an_error_that_names_claim_phrase_and_source() -> None:
    claim = Constraint(
        "jx013", Kind.CLAIM, says("x <= 3"), Text(en="a rate"), phrase="超80%", source="jiaxing2024hexin"
    )
    rule = constraint("never-below-five", *says("x >= 5"), kind=Kind.ASSUMPTION)
    with pytest.raises(AnalysisError) as caught:
        bound("x", [constraint("idle", *says("x >= 0")), claim, rule])
    (problem,) = caught.value.problems
    assert problem.code == "constraints-contradict"
    assert "jx013 (claim: a rate) 「超80%」 in jiaxing2024hexin" in problem.text
    assert "never-below-five (assumption" in problem.text
    assert "idle" not in problem.text


def test_nothing_bounds_what_nothing_speaks_of() -> None:
    assert bound("x", []) == Bound(End(None, False, ()), End(None, False, ()))
    assert bound("x", [constraint("y", *says("y <= 3"))]).upper == End(None, False, ())


@pytest.mark.parametrize(
    ("phrase", "exp"),
    [
        ("超80%", (80, False, None, False)),
        ("90%以上", (90, True, None, False)),
        ("11.27万条", (112_650, True, 112_750, False)),
        ("下降11.8%", (-11.85, False, -11.75, True)),
        ("21起", (21, True, 21, True)),
    ],
)
def test_a_claim_bounds_its_own_variable_as_its_words_do(
    phrase: str, exp: tuple[float, bool, float | None, bool]
) -> None:
    got = bound("x", [constraint("claim", *says("x = {c}", c=quantity(phrase)))])
    assert (got.lower.at, got.lower.closed, got.upper.at, got.upper.closed) == exp


def test_a_product_with_an_uncertain_factor_has_the_bounds_of_its_corners() -> None:
    system = [
        constraint("filed", *says("filed = {c}", c=quantity("32万起"))),
        constraint("rate", *says("cleared = {c}% * filed", c=quantity("35.9%"))),
    ]
    got = bound("cleared", system)
    assert (got.lower.at, got.upper.at) == pytest.approx((0.3585 * 315_000, 0.3595 * 325_000), rel=1e-11)
    assert (got.lower.closed, got.upper.closed) == (True, False)
    assert got.lower.binding == got.upper.binding == ("filed", "rate")


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6, 1e12])
def test_the_size_of_the_unit_does_not_matter(size: float) -> None:
    system = [
        constraint("whole", *says("whole = {c}", c=exactly(3 * size))),
        constraint("share", *says("part = {c}% * whole", c=quantity("85.68%"))),
        constraint("part", *says("part <= whole")),
    ]
    got = bound("part", system)
    assert (got.lower.at, got.upper.at) == pytest.approx((0.85675 * 3 * size, 0.85685 * 3 * size), rel=1e-11)
    assert (got.lower.closed, got.upper.closed) == (True, False)


def test_a_quotient_of_two_counts_needs_no_base() -> None:
    rise = constraint("rise", *says("later = {c}% * earlier", c=quantity("150%")))
    got = bound(Target({"later": 1.0, "earlier": -1.0}, {"earlier": 1.0}), [rise])
    assert (got.lower.at, got.upper.at) == pytest.approx((0.495, 0.505))
    assert (got.lower.closed, got.upper.closed) == (True, False)


def test_an_assumption_is_not_named_where_claims_suffice() -> None:
    system = [
        constraint("assumed", *says("x <= 5"), kind=Kind.ASSUMPTION),
        constraint("claimed", *says("x = {c}", c=up_to(5))),
    ]
    assert bound("x", system).upper == End(5.0, True, ("claimed",))


def test_a_divisor_of_either_sign_is_refused() -> None:
    system = [constraint("y", *says("y >= -1")), constraint("x", *says("x >= 1"))]
    with pytest.raises(ValueError, match="may be negative"):
        bound(Target({"x": 1.0}, {"y": 1.0}), system)


def test_a_divisor_that_is_always_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="is zero"):
        bound(Target({"x": 1.0}, {"y": 1.0}), [constraint("y", *says("y = {c}", c=exactly(0)))])


def test_equal_variables_share_their_bounds() -> None:
    system = [constraint("same", *says("x = 12 / 11 * y")), constraint("y", *says("y = {c}", c=exactly(11)))]
    assert bound("x", system).upper.at == pytest.approx(12, rel=1e-11)


def test_elimination_itself_knows_open_closed_and_missing_ends() -> None:
    system = inequalities([constraint("a", Row({"x": -2.0, "y": 1.0, ONE: 1.0}), Row({"y": -1.0, ONE: 2.0}, True))])
    assert least("x", system) == Exact(Fraction(3, 2), False)
    assert least("y", inequalities([constraint("a", *says("x <= y"))])) == Exact(None, False)
