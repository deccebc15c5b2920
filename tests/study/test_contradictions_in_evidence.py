"""The contradictions of the published evidence: the known ones are found, and nothing else without our knowing."""

from pathlib import Path

import pytest

from policy_report.analysis.contradictions.contradiction import Contradiction, Explanation, Kind
from policy_report.analysis.contradictions.search import contradictions
from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.conftest import this_study

ROOT = Path(__file__).parents[2]

KNOWN = {
    "excluding-values--sm012--sm013",
    "excluding-values--resident-population-sanming-2017--sm059",
    "excluding-values--jx096--jx097",
    "excluding-values--jx098--jx099",
    "excluding-values--gdp-china-2022--gdp-china-2022-2",
    "excluding-values--sm062--sm063",
    "excluding-values--filed-criminal-cases-china-2005--filed-criminal-cases-china-2005-2",
    "narrower-rate-higher--jx013--jx022",
    "not-a-share--sm115",
    "falling-count--sm005--sm034",
    "years-out-of-step--sm020--sm022--sm033",
    "change-not-from-levels--fatal-violence-cases-zhejiang-2018--jx120--jx121",
    "change-not-from-levels--filed-criminal-cases-china-2022--filed-criminal-cases-china-2023"
    "--filed-criminal-cases-china-2023-2",
    "repeated-figure--arrests-approved-or-decided-persons-china-2006-requested-by-state-security-public-security-and-"
    "prisons--arrests-approved-persons-china-2006",
    "repeated-figure--arrests-approved-or-decided-persons-china-2008-requested-by-state-security-public-security-and-"
    "prisons--arrests-approved-persons-china-2008",
    "repeated-figure--prosecuted-persons-china-2006-requested-by-state-security-public-security-and-prisons"
    "--prosecuted-persons-china-2006-work-report",
    "repeated-figure--prosecuted-persons-china-2008-requested-by-state-security-public-security-and-prisons"
    "--prosecuted-persons-china-2008-work-report",
    "repeated-figure--sm005--sm021",
}


@pytest.fixture(scope="module")
def found() -> dict[str, Contradiction]:
    frames = read_register(Project(ROOT)).frames
    names = ("claims", "series", "indicators", "cases")
    return {item.id: item for item in contradictions(**{name: frames[name] for name in names}, study=this_study())}


def test_the_contradictions_of_the_evidence_are_the_known_ones(found: dict[str, Contradiction]) -> None:
    new = sorted(found.keys() - KNOWN)
    gone = sorted(KNOWN - found.keys())
    message = "\n".join(
        (
            "The evidence or a rule has changed what contradicts what.",
            "Look at each new one in the published sources. If it is right, add its id to KNOWN; if it is nonsense,",
            "sharpen the rule, never the list. If one is gone, make sure that the data were corrected, and remove it.",
            *(f"new:  {line}" for line in new),
            *(f"gone: {line}" for line in gone),
        )
    )
    assert [*new, *gone] == [], message


def test_what_only_hedges_exclude_is_marked_so(found: dict[str, Contradiction]) -> None:
    million_yuan = found["narrower-rate-higher--jx013--jx022"]
    assert not million_yuan.strict
    assert million_yuan.explanations[0] is Explanation.DENOMINATOR
    assert found["falling-count--sm005--sm034"].strict
    assert found["excluding-values--sm012--sm013"].gap == 2


def test_vintages_and_census_breaks_are_offered_first_where_they_explain(found: dict[str, Contradiction]) -> None:
    assert found["excluding-values--jx096--jx097"].explanations[0] is Explanation.VINTAGE
    population = found["excluding-values--resident-population-sanming-2017--sm059"]
    assert population.explanations[0] is Explanation.CENSUS


def test_what_only_looks_wrong_is_left_alone(found: dict[str, Contradiction]) -> None:
    taking_part = {claim for item in found.values() for claim in item.claims}
    # The published rise by 19.5% fits 6.8 and 8.2 ten thousand once their rounding is counted.
    assert not taking_part & {"jx001", "sm086", "sm087", "sm088"}


def test_every_contradiction_has_an_explanation(found: dict[str, Contradiction]) -> None:
    for item in found.values():
        assert item.explanations
        assert item.kind in Kind
