"""Names as people type them, and of a name that nothing has the nearest ones that something has."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from policy_report.errors import Problem, problem

_LEAST = 0.6
"""How like a name must be, from 0 to 1, to be proposed."""


def unknown_id(key: str, known: Iterable[str]) -> Problem:
    """The problem of an id that is not among the known ones."""
    near = nearest(key, known)
    remedy = f"the nearest are: {', '.join(near)}" if near else "look it up with `policy-report search`"
    return problem("", 0, "", "id-unknown", key, remedy=remedy)


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """The known names that are most like a name, at most five, best first; the same letters come before others."""
    wanted = bare(name)
    letters = _letters(wanted)
    likeness = {one: SequenceMatcher(None, wanted, bare(one)).ratio() for one in set(known)}
    close = [one for one, ratio in likeness.items() if ratio >= _LEAST]
    return sorted(close, key=lambda one: (_letters(bare(one)) != letters, -likeness[one], one))[:5]


def _letters(text: str) -> str:
    return re.sub(r"\d", "", text)


def plain(text: str) -> str:
    """A text whatever its case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


def bare(name: str) -> str:
    """A name without what is easily typed otherwise: case, width, blanks, signs, and zeros before a number."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", plain(name)))
