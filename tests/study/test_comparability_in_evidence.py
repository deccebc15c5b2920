"""What the licences say of the study's own evidence."""

from itertools import combinations
from time import process_time

import pandas as pd
import pytest

from policy_report.analysis.comparability.degree import Degree, Reason
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.report import (
    headline_licences,
    licence_counts,
    licences,
    outcome_licences,
    places_of_claims,
)
from policy_report.analysis.headlines import outcomes
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import typed
from policy_report.project import Project
from tests.conftest import ROOT, this_study

FRAMES = {name: typed(frame) for name, frame in read_register(Project(ROOT)).frames.items()}
STUDY = this_study()
CLAIMS: pd.DataFrame = FRAMES["claims"]


@pytest.fixture(scope="module")
def all_licences() -> Licences:
    return licences(CLAIMS, FRAMES["series"], FRAMES["indicators"], FRAMES["cases"], STUDY)


def test_the_two_headlines_do_not_compare(all_licences: Licences) -> None:
    licence = all_licences.between("jx001", "sm001")
    assert licence.degree is Degree.NONE
    assert licence.reasons == (
        Reason.CONSTRUCT,  # all criminal cases, and small ones
        Reason.MEASURE,  # a change, and a level
        Reason.UNIT,  # percent or points, not said
        Reason.DENOMINATOR,  # of small cases
        Reason.PERIOD,  # 2024, and 2020-21
    )


def test_both_cities_say_that_the_clearance_rate_rose_and_no_more(all_licences: Licences) -> None:
    licence = all_licences.between("jx001", "sm004")
    assert licence.degree is Degree.DIRECTION
    assert Reason.UNIT in licence.reasons
    assert Reason.PERIOD_UNKNOWN in licence.reasons


@pytest.mark.parametrize(
    ("first", "second", "exp"),
    [
        ("jx083", "sm055", Degree.SAME),  # the census of 2020 in both cities
        ("jx041", "jx063", Degree.SAME),  # telecom fraud in 2020, the city and one of its counties
        ("sm077", "sm085", Degree.SAME),  # Fujian's clearance rate in two years
        ("sm131", "sm133", Degree.CONVERTIBLE),  # a rate and its denominator, Wuping 2018
        ("jx001", "jx163", Degree.DIRECTION),  # percent or points, and points
        ("jx110", "sm062", Degree.NONE),  # land area and area
        ("sm001", "sm115", Degree.NONE),  # clearance and quick investigation of small cases
        ("jx013", "jx022", Degree.NONE),  # million-yuan cases, and telecom fraud in seven days
        ("jx085", "jx090", Degree.NONE),  # residents and registered people
        ("sm082", "jx117", Degree.NONE),  # filed in Fujian, filed or occurred in Zhejiang
    ],
)
def test_pairs_that_the_text_speaks_of(first: str, second: str, exp: Degree, all_licences: Licences) -> None:
    assert all_licences.between(first, second).degree is exp


def test_all_pairs_are_symmetric_and_every_claim_compares_with_itself(all_licences: Licences) -> None:
    for first, second in combinations(CLAIMS["id"], 2):
        licence = all_licences.between(first, second)
        assert all_licences.between(second, first) == licence.reversed
        assert (licence.degree is Degree.SAME) == (licence.reasons == ())
    assert all(all_licences.between(row, row).degree is Degree.SAME for row in all_licences.rows)


@pytest.mark.slow
def test_all_pairs_of_claims_take_a_few_seconds_at_most() -> None:
    start = process_time()
    fresh = licences(CLAIMS, FRAMES["series"], FRAMES["indicators"], FRAMES["cases"], STUDY)
    pairs = [fresh.between(first, second) for first, second in combinations(CLAIMS["id"], 2)]
    assert len(pairs) == len(CLAIMS) * (len(CLAIMS) - 1) // 2
    assert process_time() - start < 5  # of processor time; about half a second


def test_the_kept_sets_are_complete_and_counted(all_licences: Licences) -> None:
    headline = headline_licences(all_licences, CLAIMS, STUDY)
    outcome = outcome_licences(all_licences, headline, CLAIMS, FRAMES["indicators"], STUDY)
    sides = outcomes(CLAIMS, FRAMES["indicators"], STUDY)
    assert {licence.first for licence in headline} | {licence.second for licence in headline} == set(STUDY.headline)
    assert outcome.pairs == len(sides["jiaxing"]) * len(sides["sanming"])
    assert {(licence.first, licence.second) for licence in headline} <= {
        (licence.first, licence.second) for licence in outcome
    }
    counts = licence_counts(
        licences=all_licences,
        headline_licences=headline,
        outcome_licences=outcome,
        places_of_claims=places_of_claims(CLAIMS),
        study=STUDY,
    )
    for name in ("all", "across", "outcome", "headline"):
        by_degree = [counts[f"{name}_{degree}"].quantity.value or 0 for degree in Degree]
        assert sum(by_degree) == counts[f"{name}_pairs"].quantity.value
    measured_alike = counts["outcome_one_construct"].quantity.value
    assert measured_alike == outcome.pairs - (counts["outcome_construct"].quantity.value or 0)
    assert counts["outcome_source_basis"].quantity.value == 0


def test_of_two_unrelated_claims_nothing_may_be_said(all_licences: Licences) -> None:
    rows = [*CLAIMS["id"]]
    unrelated = {*combinations(rows, 2)} - all_licences.related(rows)
    assert {all_licences.between(*pair).degree for pair in unrelated} == {Degree.NONE}
    assert len(unrelated) > len(rows)
