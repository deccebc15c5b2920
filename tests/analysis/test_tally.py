"""Counting pairs by groups gives what counting them one by one gives, and decides a few of them only."""

from collections import Counter
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_report.analysis.comparability import report
from policy_report.analysis.comparability.degree import Degree
from policy_report.analysis.comparability.licensing import Licences
from policy_report.analysis.comparability.report import (
    headline_licences,
    licence_counts,
    outcome_licences,
    places_of_claims,
)
from policy_report.analysis.comparability.tally import NAMED
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import typed
from policy_report.project import Project
from policy_report.study import Study
from tests.analysis.pair_by_pair import pair_by_pair
from tests.analysis.small_dictionary import dictionary
from tests.analysis.small_study import CITIES, study_of
from tests.analysis.test_comparability import CAVEATS, RATE, REACHED, RISE, SAME, YEAR, tidy, words
from tests.analysis.tidy_rows import cases, rows
from tests.conftest import ROOT, this_study

KINDS: list[dict[str, Any]] = [
    *(side for first, second, _ in (*REACHED.values(), *CAVEATS.values()) for side in (first, second)),
    *(side for pair in SAME.values() for side in pair),
    {"indicator": "filed-criminal-cases", **YEAR},
    {"indicator": "cleared-criminal-cases", **YEAR},
    {"indicator": "filed-criminal-cases", "period": "2021"},
    {**RATE, **RISE},
    words("下降"),
]
PLACES = ("jiaxing", "sanming", "fuzhou", "xuzhou")
STUDY = study_of(*PLACES, groups=CITIES.groups, vintages=CITIES.vintages, census=2020)
registers = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(PLACES)), min_size=2, max_size=14)


def check(claims: pd.DataFrame, series: pd.DataFrame, frames: dict[str, pd.DataFrame], study: Study) -> None:
    licences = Licences.of(claims, series, frames["indicators"], frames["cases"], study)
    headlines = headline_licences(licences, claims, study)
    found = outcome_licences(licences, headlines, claims, frames["indicators"], study)
    brute = pair_by_pair(found.listed)
    assert (found.pairs, found.degrees, found.barred) == (brute.pairs, brute.degrees, brute.barred)
    assert {row: {degree: one.number for degree, one in said.items()} for row, said in found.partners.items()} == {
        row: {degree: one.number for degree, one in said.items()} for row, said in brute.partners.items()
    }
    for row, said in brute.partners.items():
        assert all(found.partners[row][degree].named == one.named[:NAMED] for degree, one in said.items())
    places = places_of_claims(claims)
    counts = licence_counts(
        licences=licences,
        headline_licences=headlines,
        outcome_licences=found,
        places_of_claims=places,
        study=study,
    )
    every = [licences.between(*pair) for pair in combinations(places, 2)]
    across = [one for one in every if places[one.first] != places[one.second]]
    for name, pairs in (("all", every), ("across", across)):
        by_degree = Counter(one.degree for one in pairs)
        assert [counts[f"{name}_{degree}"].quantity.value for degree in Degree] == [by_degree[one] for one in Degree]


def test_every_kind_of_claim_in_every_place_is_counted_as_its_pairs_are() -> None:
    compare([(kind, case) for kind in KINDS for case in PLACES])


@settings(max_examples=40, deadline=None)
@given(registers)
def test_groups_count_what_pairs_count(register: list[tuple[dict[str, Any], str]]) -> None:
    compare(register)


def compare(register: list[tuple[dict[str, Any], str]]) -> None:
    given = [
        {"exact": 10.0 + place} | kind | {"id": f"c{place}", "case": case}
        for place, (kind, case) in enumerate(register)
    ]
    check(tidy(*given), rows(), {"indicators": dictionary(), "cases": cases()}, STUDY)


def test_they_do_so_on_the_evidence_of_the_study() -> None:
    frames = {name: typed(frame) for name, frame in read_register(Project(ROOT)).frames.items()}
    check(frames["claims"], frames["series"], frames, this_study())


def test_a_register_of_many_claims_is_decided_by_a_few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = Counter[int]()
    between = Licences.between

    def counted(self: Licences, first: str, second: str) -> Any:
        decided[0] += 1
        return between(self, first, second)

    monkeypatch.setattr(Licences, "between", counted)
    monkeypatch.setattr(report, "LISTED", 100)
    claims = tidy(
        *(
            {**RATE, "id": f"c{place}", "case": PLACES[place % 4], "period": str(2000 + place % 5), "exact": 50.0}
            for place in range(400)
        )
    )
    licences = Licences.of(claims, rows(), dictionary(), cases(), STUDY)
    found = outcome_licences(licences, (), claims, dictionary(), STUDY)
    assert (found.pairs, found.listed) == (60_000, ())
    assert found.degrees[Degree.SAME] == 5 * 6 * 20 * 20
    partners = found.partners["c0"][Degree.SAME]
    assert (partners.number, len(partners.named)) == (60, NAMED)
    licence_counts(
        licences=licences,
        headline_licences=(),
        outcome_licences=found,
        places_of_claims=places_of_claims(claims),
        study=STUDY,
    )
    assert decided[0] < 200
