"""Which place lies in which."""

import pandas as pd

CITIES = ("jiaxing", "sanming")
"""The two cities of the study."""

CITIES_ZH = {"jiaxing": "嘉兴", "sanming": "三明"}
"""Their names in Chinese."""


def lineages(cases: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Each case with all that it lies in, from the inside out, by the case's id."""
    parents = {str(case): str(parent) for case, parent in zip(cases["id"], cases["parent"], strict=True)}
    found = {}
    for case in parents:
        lineage = [case]
        while parents.get(lineage[-1]):
            lineage.append(parents[lineage[-1]])
        found[case] = tuple(lineage)
    return found


def innermost(lineage: tuple[str, ...], places: tuple[str, ...], otherwise: str) -> str:
    """The first of `places` that a lineage names, from the inside out."""
    return next((place for place in lineage if place in places), otherwise)
