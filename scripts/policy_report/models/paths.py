"""The ways a case can take through a network, as links from station to station: what a process diagram draws."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Final

from policy_report.models.stations import CaseClass, Condition, Line, Network, Visit

REPORT: Final = "report"
LEAD: Final = "lead"


@dataclass(frozen=True)
class Link:
    """Part of the cases of a class goes from one station to the next.

    Attributes
    ----------
    source, target
        Station ids, or `REPORT` and `LEAD`.
    case_class
        Which cases.
    share
        The share of the cases of that class that takes the link.
    line
        Where the target stands; the lead stands on each line that reaches it.
    """

    source: str
    target: str
    case_class: CaseClass
    share: float
    line: Line


def links(network: Network) -> list[Link]:
    """All links that some case takes, in the order of the routes.

    Where two lines run at the same time, a case takes the links of both.
    """
    found: dict[tuple[str, str, CaseClass, Line], float] = defaultdict(float)
    for kind in CaseClass:
        for chance, visits in _ways(network, kind):
            for source, target, line in _steps(visits):
                found[source, target, kind, line] += chance
    return [
        Link(source, target, kind, share, line) for (source, target, kind, line), share in found.items() if share > 0
    ]


def _ways(network: Network, kind: CaseClass) -> Iterator[tuple[float, list[Visit]]]:
    """Each way of a class through its route, with its probability."""
    means, wrong = network.needs_means[kind], network.grading_error
    for needs, errs in product((True, False), repeat=2):
        holds = {
            Condition.NEEDS_MEANS: needs,
            Condition.GRADED_WRONG: errs,
            Condition.GRADED_RIGHT: not errs,
        }
        chance = prod((means if needs else 1 - means, wrong if errs else 1 - wrong))
        yield chance, [visit for visit in network.routes[kind] if all(holds[condition] for condition in visit.when)]


def _steps(visits: list[Visit]) -> Iterator[tuple[str, str, Line]]:
    trunk = [REPORT, *(visit.station for visit in visits if visit.line is Line.TRUNK)]
    for source, target in pairwise(trunk):
        yield source, target, Line.TRUNK
    lines = {line: [visit.station for visit in visits if visit.line is line] for line in (Line.LOCAL, Line.CENTRAL)}
    if not any(lines.values()):
        yield trunk[-1], LEAD, Line.TRUNK
    for line, stations in lines.items():
        if stations:
            yield from ((source, target, line) for source, target in pairwise([trunk[-1], *stations, LEAD]))
