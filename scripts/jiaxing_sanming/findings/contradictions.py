"""Findings about statements that repeat each other or do not agree."""

from policy_report.analysis.contradictions.contradiction import REMARKS, Contradiction, Explanation
from policy_report.analysis.results import Derived
from policy_report.paper.findings.finding import Value, Verdict, finding
from policy_report.paper.findings.judging import below
from policy_report.quantities.arithmetic import share

_FEW = 10.0
"""Below a tenth is what the text calls few."""

_INNOCENT = frozenset(
    {Explanation.VINTAGE, Explanation.CENSUS, Explanation.SCOPE, Explanation.DENOMINATOR, Explanation.RESTARTED}
)
"""Explanations that the data suggest and in which nobody is wrong; a misprint or a confusion of dates is a mistake."""

_OWN = ("jx013", "jx022", "sm005", "sm012", "sm013", "sm020", "sm022", "sm033")
"""The cities' own success figures: clearances, suspects, awards and years near the top."""


def _about(contradictions: tuple[Contradiction, ...], rows: set[str]) -> list[Contradiction]:
    return [item for item in contradictions if item.kind not in REMARKS and rows <= set(item.claims)]


def _disagree(contradictions: tuple[Contradiction, ...], rows: set[str]) -> Verdict:
    found = _about(contradictions, rows)
    return Verdict(bool(found), (Value("found", len(found)),))


@finding("fnd-million-yuan")
def million_yuan(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both claims, and it rests on how writers use a hedge."""
    found = _about(contradictions, {"jx013", "jx022"})
    holds = bool(found) and not any(item.strict for item in found)
    return Verdict(holds, (Value("found", len(found)),))


@finding("fnd-cups")
def cups(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm005", "sm034"})


@finding("fnd-suspects")
def suspects(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """A contradiction that is no remark names both counts."""
    return _disagree(contradictions, {"sm012", "sm013"})


@finding("fnd-mostly-innocent")
def mostly_innocent(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions whose first explanation is one of vintage, census, scope, denominator or restart."""
    found = _about(contradictions, set())
    innocent = sum(item.explanations[:1] != () and item.explanations[0] in _INNOCENT for item in found)
    return Verdict(2 * innocent > len(found), (Value("found", len(found)), Value("innocent", innocent)))


@finding("fnd-own-figures")
def own_figures(contradictions: tuple[Contradiction, ...]) -> Verdict:
    """Counts the contradictions that name one of the cities' success figures."""
    touched = [item for item in _about(contradictions, set()) if set(item.claims) & set(_OWN)]
    return Verdict(len(touched) >= 3, (Value("touched", len(touched)),))


@finding("fnd-few-second-voices")
def few_second_voices(independence_counts: dict[str, Derived]) -> Verdict:
    """The share of values that another source repeats is below ten percent."""
    repeated = share(independence_counts["repeated"].quantity, independence_counts["values"].quantity)
    return Verdict(below(repeated, _FEW), (Value("repeated", repeated, 1),))
