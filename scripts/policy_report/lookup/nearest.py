"""An id that nothing has, with the nearest ones that something has."""

import difflib
from collections.abc import Iterable

from policy_report.errors import Problem, problem


def unknown_id(key: str, known: Iterable[str]) -> Problem:
    """The problem of an id that is not among the known ones."""
    near = difflib.get_close_matches(key.lower(), sorted(set(known)), n=5, cutoff=0.5)
    remedy = f"the nearest are: {', '.join(near)}" if near else "look the id up in data/published/ or references.bib"
    return problem("", 0, "", "id-unknown", key, remedy=remedy)
