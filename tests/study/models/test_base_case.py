"""What the text of the paper says of the base case holds for the parameters as they are."""

from dataclasses import asdict

import pandas as pd
import pytest

from jiaxing_sanming.models.designs import MODEL, CaseClass, Regime, Scenario
from jiaxing_sanming.models.robustness import model, simulation
from policy_report.models.measures import Measures
from policy_report.models.simulation import lead_times, process_measures, process_networks
from policy_report.models.stations import ENTRY, EXIT, links
from policy_report.text.language import Language
from policy_report.text.numbers import computed
from tests.study.models.models import EQUAL, PUBLISHED, study

Found = dict[str, dict[str, Measures]]

FRAME = pd.DataFrame([asdict(row) for row in study().rows])


@pytest.fixture(scope="module")
def measures() -> Found:
    return process_measures(MODEL, FRAME)


def test_parallel_is_ahead_at_the_base_load_for_both_classes_and_separate_last(measures: Found) -> None:
    for kind in CaseClass:
        within = {regime: measures[EQUAL][regime].lead_time[kind].within for regime in Regime}
        assert within[Regime.SEPARATE].high < within[Regime.TIERED].low
        assert within[Regime.TIERED].high < within[Regime.PARALLEL].low


def test_the_order_of_the_limits_is_the_reverse(measures: Found) -> None:
    limits = [measures[EQUAL][regime].limit for regime in (Regime.SEPARATE, Regime.TIERED, Regime.PARALLEL)]
    assert limits == sorted(limits, reverse=True)
    assert all(measures[scenario][regime].stable for scenario in Scenario for regime in Regime)


def test_the_published_staff_makes_the_city_centre_the_bottleneck(measures: Found) -> None:
    published, equal = measures[PUBLISHED][Regime.TIERED], measures[EQUAL][Regime.TIERED]
    assert published.bottleneck == "analysis_city"
    assert published.limit < equal.limit
    for regime in (Regime.SEPARATE, Regime.PARALLEL):
        assert measures[PUBLISHED][regime].lead_time == measures[EQUAL][regime].lead_time


def test_the_numbers_of_the_text_are_the_measures_with_their_intervals(measures: Found) -> None:
    made = simulation(measures)
    assert len(made) == 2 * 3 * 4
    within = measures[EQUAL][Regime.TIERED].lead_time[CaseClass.SMALL].within
    quantity = made["tiered_small_equal"].quantity
    assert (quantity.lower, quantity.upper) == (100 * within.low, 100 * within.high)
    assert computed(quantity, Language.EN, 0).endswith("%")


def test_what_is_published_and_what_is_assumed_make_up_the_whole() -> None:
    found = {key: derived.quantity.value for key, derived in model(FRAME).items()}
    assert found["parameters"] == len(FRAME)
    assert sum(found[kind] or 0 for kind in ("published", "assumed")) == len(FRAME)
    assert (found["small_share"], found["analysts"]) == (85, 120)


def test_distributions_rise_to_nearly_all_cases() -> None:
    found = lead_times(MODEL, FRAME)
    groups = found.groupby(["scenario", "regime", "case_class"])
    assert len(groups) == 12
    for _, line in groups:
        assert line["share"].is_monotonic_increasing
        assert line["hours"].is_monotonic_increasing


@pytest.mark.parametrize("scenario", Scenario)
@pytest.mark.parametrize("regime", Regime)
def test_a_diagram_loses_no_case_between_report_and_lead(regime: Regime, scenario: Scenario) -> None:
    made = process_networks(MODEL, FRAME)[scenario][regime]
    found = links(made)
    for kind in CaseClass:
        mine = [link for link in found if link.case_class == kind]
        assert sum(link.share for link in mine if link.source == ENTRY) == pytest.approx(1)
        lines = {link.line for link in mine if link.target == EXIT}
        assert sum(link.share for link in mine if link.target == EXIT) == pytest.approx(len(lines))
        for station in made.stations:
            into = sum(link.share for link in mine if link.target == station.id)
            exp = sum(visit.chance for owner, visit in made.visits(station.id) if owner == kind)
            assert into == pytest.approx(exp)
            out = [link for link in mine if link.source == station.id]
            for line in {link.line for link in out}:
                assert sum(link.share for link in out if link.line == line) == pytest.approx(into)
