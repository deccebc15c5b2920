"""Every analysis of the engine works for other places, more cases, and no rows at all."""

from typing import Any

import pandas as pd
import pytest

from policy_report.analysis.before_reform import before_reform, reform_dates
from policy_report.analysis.comparability.report import (
    headline_licences,
    licence_counts,
    licences,
    outcome_licences,
    places_of_claims,
)
from policy_report.analysis.diffusion import (
    REST,
    diffusion,
    labels_in_time,
    order_of_bodies,
    orders,
    peers_in_time,
    timeline,
)
from policy_report.analysis.evidence_base import evidence_base, independence, independence_counts
from policy_report.analysis.headlines import claims_overview, outcomes
from policy_report.analysis.normalised import denominators, normalised, per_unit
from policy_report.analysis.places import breaks_of_places, regions, study_places
from policy_report.paper.tables.wording import method
from policy_report.study import Study
from policy_report.text.language import Language
from tests.analysis.small_study import study_of
from tests.analysis.tidy_rows import rows

HEALTH = study_of("bergen", "oslo", "tromso", around=("west", "norway"), headline=("b1", "o1", "t1"),
                  groups={"not_outcomes": ("people",), "people": ("residents",)})  # fmt: skip
"""Waiting times of three towns of Norway, one of which lies in a region of the study."""

PLACES = pd.DataFrame(
    [
        ("norway", "country", ""), ("west", "region", "norway"), ("east", "region", "norway"),
        ("north", "region", "norway"), ("bergen", "town", "west"), ("oslo", "town", "east"),
        ("tromso", "town", "north"), ("ward", "ward", "bergen"), ("voss", "town", "west"),
        ("bodo", "town", "north"),
    ],
    columns=["id", "level", "parent"],
).assign(name_en=lambda frame: frame["id"].str.title(), name_zh=lambda frame: frame["id"])  # fmt: skip
INDICATORS = pd.DataFrame(
    [("waits", "waiting", "count", "case"), ("median-wait", "waiting", "rate", "percent"),
     ("residents", "people", "stock", "person")],
    columns=["id", "phenomenon", "measure", "unit"],
).assign(**dict.fromkeys(
    ("name_en", "name_zh", "denominator", "numerator_indicator", "denominator_indicator"), ""
), scale_max=float("nan"))  # fmt: skip
SOURCES = pd.DataFrame([{"key": "gazette", "date": "2020", "tier": "press", "author": "", "publisher": "Gazette"}])
WAITS: dict[str, Any] = {"indicator": "waits", "source": "gazette", "period": "2016", "exact": 50}
CLAIMS = rows(
    {**WAITS, "id": "b1", "case": "bergen"},
    {**WAITS, "id": "b2", "case": "ward", "exact": 5},
    {**WAITS, "id": "o1", "case": "oslo"},
    {**WAITS, "id": "t1", "case": "tromso"},
    {**WAITS, "id": "v1", "case": "bodo"},
    {**WAITS, "id": "p1", "case": "oslo", "indicator": "residents", "exact": 700_000},
)


def test_each_case_has_the_region_that_it_shares_with_no_other() -> None:
    assert regions(HEALTH, PLACES) == {"bergen": "west", "oslo": "east", "tromso": "north"}
    assert regions(study_of("bergen", "voss"), PLACES) == {"bergen": "bergen", "voss": "voss"}


def test_what_lies_in_the_outermost_place_alone_is_elsewhere() -> None:
    known = study_places(PLACES, HEALTH)
    assert [known[place] for place in ("ward", "voss", "bodo", "norway")] == ["bergen", "west", "elsewhere", "norway"]
    assert set(evidence_base(CLAIMS, rows(), PLACES, HEALTH)["place"]) == {*known.values()}


def test_all_outcomes_are_results_where_a_study_names_no_performance() -> None:
    assert set(claims_overview(CLAIMS, INDICATORS, PLACES, HEALTH)["id"]) == {"b1", "b2", "o1", "t1"}
    assert outcomes(CLAIMS, INDICATORS, HEALTH) == {"bergen": ["b1"], "oslo": ["o1"], "tromso": ["t1"]}


def test_headlines_of_three_cases_are_licensed_two_by_two() -> None:
    known = licences(CLAIMS, rows(), INDICATORS, PLACES, HEALTH)
    pairs = headline_licences(known, CLAIMS, HEALTH)
    assert [(pair.first, pair.second) for pair in pairs] == [("b1", "o1"), ("b1", "t1"), ("o1", "t1")]
    counts = licence_counts(
        licences=known,
        headline_licences=pairs,
        outcome_licences=outcome_licences(known, pairs, CLAIMS, INDICATORS, HEALTH),
        places_of_claims=places_of_claims(CLAIMS),
        study=HEALTH,
    )
    assert counts["headline_pairs"].quantity.value == counts["outcome_pairs"].quantity.value == 3
    said = method(HEALTH, "licence_counts", "headline_pairs", counts["headline_pairs"], Language.EN)
    assert said == "headline of one case against headline of another"


def test_counts_are_set_against_whom_the_study_counts_as_people() -> None:
    found = normalised(CLAIMS, rows(), INDICATORS, HEALTH).set_index(["id", "base"])
    assert found.loc[("o1", "people"), "value"] == pytest.approx(50 / 7)
    assert found.loc[("b1", "people"), "refusal"] == "no-denominator"
    assert set(denominators(CLAIMS, rows(), HEALTH)) == {("oslo", "people", 2016)}
    assert per_unit(CLAIMS, rows(), INDICATORS, HEALTH)["per_head_oslo"].quantity.value == 1


def test_a_milestone_stands_in_the_lane_of_its_case() -> None:
    events = pd.DataFrame({"id": ["a", "b"], "case": ["ward", "bodo"], "date": ["2015", "2016"]})
    got = timeline(events, PLACES, study_of("bergen", "voss", around=("west", "norway")))
    assert list(zip(got["lane"], got["own"], strict=True)) == [("bergen", True), (REST, False)]


def test_what_was_published_is_traced_to_its_publisher() -> None:
    found = independence(
        claims=CLAIMS, series=rows(), cases=PLACES, sources=SOURCES, indicators=INDICATORS, study=HEALTH
    )
    assert set(found["publisher"]) == {"Gazette"}
    assert independence_counts(found)["voices"].quantity.value == 1


def empty_results(study: Study) -> dict[str, pd.DataFrame]:
    """Every tidy result of a study in which nothing is published yet."""
    none, breaks = rows(), pd.DataFrame(columns=["id", "case", "indicator", "date", "kind"])
    events = pd.DataFrame(columns=["id", "case", "date", "kind"])
    names = ("id", "case", "body_en", "body_zh", "family", "established", "established_basis", "staff", "branches")
    peers = peers_in_time(pd.DataFrame(columns=[*names, "tiers", "phrase", "source"]), PLACES, study)
    return {
        "claims_overview": claims_overview(none, INDICATORS, PLACES, study),
        "normalised": normalised(none, none, INDICATORS, study),
        "evidence_base": evidence_base(none, none, PLACES, study),
        "timeline": timeline(events, PLACES, study),
        "peers_in_time": peers,
        "order_of_bodies": order_of_bodies(peers),
        "labels_in_time": labels_in_time(peers, SOURCES, study),
        "independence": independence(
            claims=none, series=none, cases=PLACES, sources=SOURCES, indicators=INDICATORS, study=study
        ),
        "before_reform": before_reform(
            claims=none,
            series=none,
            indicators=INDICATORS,
            contradicted_levels=frozenset(),
            breaks_of_places=breaks_of_places(breaks, PLACES),
            reform_dates=reform_dates(events, PLACES),
            study=study,
        ),
    }


def test_without_rows_every_result_is_empty_and_well_formed() -> None:
    got = empty_results(HEALTH)
    assert got["evidence_base"]["count"].sum() == 0
    assert [name for name, frame in got.items() if not frame.empty] == ["evidence_base"]
    assert all(len(frame.columns) > 2 for frame in got.values())
    peers = got["peers_in_time"]
    assert orders(peers, got["order_of_bodies"], HEALTH)["found"].quantity.value == 0


def test_without_a_reform_no_body_is_earlier_than_one() -> None:
    peers = pd.DataFrame([{"case": "voss", "family": "other", "established": "2012", "established_basis": "stated"}])
    peers = peers.assign(staff="", phrase="")
    assert "bodies" in diffusion(peers, PLACES, {}, HEALTH)
    assert not [key for key in diffusion(peers, PLACES, {}, HEALTH) if "before" in key]
    assert diffusion(peers, PLACES, {"oslo": "2014-03"}, HEALTH)["bodies_before_2014"].quantity.value == 1
