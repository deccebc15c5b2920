"""How many pairs of rows compare how far, without a look at each: the rules cannot tell the rows of a group apart.

Ten thousand claims make fifty million pairs; they differ in some hundreds of ways.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import chain, combinations_with_replacement
from math import comb
from typing import Final, NamedTuple

from policy_report.analysis.comparability.degree import Degree, Partners, Reason
from policy_report.analysis.comparability.differences import RULES
from policy_report.analysis.comparability.licensing import Licences

Group = Mapping[str, list[str]]
"""The rows of a group, by their cases."""


NAMED: Final = 12
"""Partners of a row that are named; there may be thousands."""


class Met(NamedTuple):
    """Two groups, of which a row of the one and a row of the other compare as far in each pair."""

    groups: tuple[Group, Group]
    number: int  # of the pairs
    degree: Degree


def grouped(cases: Mapping[str, str], key: Callable[[str], Hashable]) -> list[Group]:
    """Group rows, given with their cases, by what a key says of each."""
    found: dict[Hashable, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row, case in cases.items():
        found[key(row)][case].append(row)
    return [dict(group) for group in found.values()]


def pairs_across(cases: Mapping[str, str]) -> int:
    """Count the pairs of rows of different cases."""
    return comb(len(cases), 2) - sum(comb(size, 2) for size in Counter(cases.values()).values())


def degrees(met: Iterable[Met], pairs: int) -> dict[Degree, int]:
    """Count so many pairs by degree: of what has not met nothing may be said."""
    found = dict.fromkeys(Degree, 0)
    for one in met:
        found[one.degree] += one.number
    return found | {Degree.NONE: pairs - sum(found[degree] for degree in Degree if degree is not Degree.NONE)}


def meetings(licences: Licences, cases: Mapping[str, str], *, across: bool) -> Iterator[Met]:
    """Decide how far rows compare once for each two groups of them, of different cases or of one case.

    Groups that state different things are left out: nothing may be said of them together.
    """
    groups = {_any(group): group for group in grouped(cases, licences.signature)}
    for first, second in (*licences.related(groups), *zip(groups, groups, strict=True)):
        pair = groups[first], groups[second]
        if number := (_across if across else _within)(*pair):
            degree = licences.between(*(_apart if across else _together)(*pair)).degree
            yield Met(pair, number, degree)


def barred(licences: Licences, cases: Mapping[str, str]) -> dict[Reason, int]:
    """Count the pairs of rows of different cases that each reason bars."""
    statement, pairs, found = licences.statement, pairs_across(cases), {}
    for reason, rule in RULES.items():
        groups = grouped(cases, lambda row, rule=rule: rule.looks_at(statement(row)))  # type: ignore[misc]
        free = 0
        for one, other in combinations_with_replacement(groups, 2):
            if not rule.judge(*map(statement, _apart(one, other))):
                free += _across(one, other)
        found[reason] = pairs - free
    return found


def partners(met: Iterable[Met], cases: Mapping[str, str]) -> dict[str, dict[Degree, Partners]]:
    """Say of each row with how many rows of other cases it compares how far, and with which, in the order of all."""
    order, sizes = {row: place for place, row in enumerate(cases)}, Counter(cases.values())
    granted: dict[str, tuple[Group, dict[Degree, list[str]]]] = {}
    for one in met:
        if one.degree is not Degree.NONE:
            for own, other in {id(own): (own, other) for own, other in (one.groups, one.groups[::-1])}.values():
                _, beside = granted.setdefault(_any(own), (own, defaultdict(list)))
                beside[one.degree] += chain.from_iterable(other.values())
    apart = {case: len(cases) - size for case, size in sizes.items()}
    found = {row: {Degree.NONE: Partners(apart[case], ())} for row, case in cases.items() if apart[case]}
    for group, beside in granted.values():
        ranked = {degree: sorted(rows, key=order.__getitem__) for degree, rows in beside.items()}
        for case, rows in group.items():
            others = {degree: [row for row in ranked.get(degree, ()) if cases[row] != case] for degree in Degree}
            said = {degree: Partners(len(own), tuple(own[:NAMED])) for degree, own in others.items() if own}
            if rest := apart[case] - sum(map(len, others.values())):
                said[Degree.NONE] = Partners(rest, ())
            found |= dict.fromkeys(rows, said)
    return found


def _across(one: Group, other: Group) -> int:
    """Count the pairs of a row of one and a row of the other in another case."""
    sizes = [sum(map(len, group.values())) for group in (one, other)]
    number = sizes[0] * sizes[1] - sum(len(one[case]) * len(other[case]) for case in one.keys() & other.keys())
    return number // 2 if one is other else number


def _within(one: Group, other: Group) -> int:
    """Count those of two rows in one case."""
    if one is other:
        return sum(comb(len(rows), 2) for rows in one.values())
    return sum(len(one[case]) * len(other[case]) for case in one.keys() & other.keys())


def _any(group: Group) -> str:
    return next(iter(group.values()))[0]


def _apart(one: Group, other: Group) -> tuple[str, str]:
    """Take a row of each, in different cases if there are."""
    first = next(iter(one))
    second = next((case for case in other if case != first), first)
    if second == first:
        first = next((case for case in one if case != second), first)
    return one[first][0], other[second][0]


def _together(one: Group, other: Group) -> tuple[str, str]:
    """Take two rows in one case that has them."""
    case = next(case for case in one if len(one[case]) > (one is other) and case in other)
    return one[case][0], other[case][-1]
