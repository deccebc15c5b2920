"""Which place lies in which."""

from collections import Counter

import pandas as pd

from policy_report.study import Study


def hierarchies(cases: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Give each case with all that it lies in, from the inside out, by the case's id."""
    parents = {str(case): str(parent) for case, parent in zip(cases["id"], cases["parent"], strict=True)}
    found = {}
    for case in parents:
        hierarchy = [case]
        while parents.get(hierarchy[-1]):
            hierarchy.append(parents[hierarchy[-1]])
        found[case] = tuple(hierarchy)
    return found


def innermost(hierarchy: tuple[str, ...], places: tuple[str, ...], otherwise: str) -> str:
    """Give the first of `places` that a hierarchy names, from the inside out."""
    return next((place for place in hierarchy if place in places), otherwise)


def study_places(cases: pd.DataFrame, study: Study) -> dict[str, str]:
    """Give the place of the study that each case of the evidence counts with.

    It is the innermost that the case lies in. What lies in the outermost alone, such as another province of the
    country, is elsewhere.
    """
    known = hierarchies(cases)
    outermost = {hierarchy[-1] for hierarchy in known.values()}
    inner = (*study.cases, *(place for place in study.around if place not in outermost))
    return {
        case: case if case in study.around else innermost(hierarchy, inner, study.elsewhere)
        for case, hierarchy in known.items()
    }


def regions(study: Study, cases: pd.DataFrame) -> dict[str, str]:
    """Find the region of each case compared: the outermost place around it that holds no other case."""
    found = hierarchies(cases)
    known = {case: found[case] for case in study.cases if case in found}
    held = Counter(place for hierarchy in known.values() for place in hierarchy)
    return {case: next((place for place in known[case][::-1] if held[place] == 1), case) for case in known}
