"""`show` prints everything about a thing: the phrase, its reading, its source, and where the paper uses it."""

import json
import subprocess
import sys

import pytest

from policy_report.errors import ProjectError
from policy_report.lookup import as_json, as_text, show
from policy_report.lookup.comparison import comparison
from policy_report.project import Project
from tests.conftest import ROOT, give_kept_results

pytestmark = pytest.mark.slow

STUDY = Project(ROOT)


def test_a_claim_is_shown_with_its_reading_period_and_source() -> None:
    (card,) = show(STUDY, "sm001")
    assert (card["kind"], card["id"], card["phrase"]) == ("claim", "sm001", "85.68%")
    assert (card["reading"]["in words"], card["reading"]["interval"]) == ("85.68%; 85.68%", "[85.675, 85.685)")
    assert card["case"] == "sanming: Sanming 三明市"
    assert card["indicator"].startswith("clearance-rate-small-cases: ")
    assert "(inferred)" in card["period"] or "stated" in card["period"]
    assert card["source"]["tier"] == "press"
    assert card["source"]["url"].startswith("http")


def test_an_open_bound_is_an_open_bound_in_words_and_interval() -> None:
    (card,) = show(STUDY, next(row for row in ids("claims") if phrase(row).startswith("超")))
    assert card["reading"]["in words"].startswith("over ")
    assert card["reading"]["interval"].endswith("∞)")
    assert card["reading"]["upper"] is None


def ids(table: str) -> list[str]:
    text = (STUDY.published / f"{table}.csv").read_text(encoding="utf-8")
    return [line.partition(",")[0] for line in text.splitlines()[1:]]


def phrase(claim: str) -> str:
    text = (STUDY.published / "claims.csv").read_text(encoding="utf-8")
    return next(line.split(",")[3] for line in text.splitlines() if line.startswith(f"{claim},"))


def test_a_claim_is_found_wherever_the_paper_uses_it(study: Project) -> None:
    give_kept_results(study)
    page = study.report / "en" / "new.qmd"
    page.write_text("One.\n\nThe rate rose by {{< var en.jx001 >}}, says @jiaxing2024hexin (@fig-claims).\n", "utf-8")
    (claim,) = show(study, "jx001")
    assert "report/en/new.qmd:3" in claim["used in"]["text"]
    assert "fig-claims" in claim["used in"]["figures"]
    assert "tbl-claims" in claim["used in"]["tables"]
    assert "tbl-cities" not in claim["used in"]["tables"]
    assert any(number.startswith("clearance.") for number in claim["used in"]["numbers"])
    assert "report/en/new.qmd:3" in show(study, "jiaxing2024hexin")[0]["used in"]["text"]
    assert "report/en/new.qmd:3" in show(study, "fig-claims")[0]["used in"]["text"]
    assert "report/en/new.qmd:3" not in show(study, "jx002")[0]["used in"]["text"]


def test_a_figure_holds_the_claims_that_hold_it() -> None:
    (figure,) = show(STUDY, "fig-claims")
    assert (figure["kind"], figure["made by"]) == ("figure", "policy_report.figures.claims")
    assert "jx001" in figure["claims"]
    assert "fig-claims" in show(STUDY, figure["claims"][-1])[0]["used in"]["figures"]


def test_a_table_holds_what_it_prints() -> None:
    (table,) = show(STUDY, "tbl-claims")
    assert table["claims"] == ids("claims")
    assert table["series"] == []


def test_a_derived_number_names_its_formula_and_inputs() -> None:
    name = next(name for name in show(STUDY, "jx001")[0]["used in"]["numbers"] if name.startswith("clearance."))
    (number,) = show(STUDY, name)
    assert number["kind"] == "number"
    assert "jx001" in number["from"]
    assert number["method"]


def test_an_indicator_is_shown_with_its_definition_and_all_that_measures_it() -> None:
    (card,) = show(STUDY, "clearance-rate-small-cases")
    assert "Not defined by the source" in card["definition_en"]
    assert any(line.startswith("sm001 | 85.68%") for line in card["claims"])


def test_a_source_is_shown_with_its_entry_and_everything_taken_from_it() -> None:
    (card,) = show(STUDY, "jiaxing2024hexin")
    assert card["entry"][0] == "@online{jiaxing2024hexin,"
    assert card["entry"][-1] == "}"
    assert any(line.startswith("jx001 | ") for line in card["claims"])
    assert any(line.startswith("jxf001 | ") for line in card["features"])


def test_a_place_and_a_body_of_one_name_are_both_shown() -> None:
    case, peer = show(STUDY, "sanming")
    assert (case["kind"], peer["kind"]) == ("case", "peer")
    assert any(line.startswith("sm001 | ") for line in case["claims"])
    assert case["features"]
    assert case["milestones"]


@pytest.mark.parametrize(
    ("table", "kind"),
    [("features", "feature"), ("milestones", "milestone"), ("definitions", "definition"), ("series", "series value")],
)
def test_every_other_thing_has_a_card_too(table: str, kind: str) -> None:
    key = ids(table)[0]
    cards = show(STUDY, key)
    assert kind in {card["kind"] for card in cards}
    assert cards[-1]["source"]["title"]


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(ProjectError) as caught:
        show(STUDY, "clearance-rate-criminel")
    (problem,) = caught.value.problems
    assert problem.code == "id-unknown"
    assert "clearance-rate-criminal" in problem.remedy
    with pytest.raises(ProjectError, match="fig-claims"):
        show(STUDY, "fig-claim")


def test_the_text_says_all_that_the_data_says_and_nothing_empty() -> None:
    cards = show(STUDY, "sm001")
    text = as_text(cards)
    assert "phrase     85.68%" in text
    assert "  interval      [85.675, 85.685)" in text
    assert "None" not in text
    assert json.loads(as_json(cards)) == cards


def test_what_nothing_uses_is_said_to_be_used_nowhere() -> None:
    card = {"kind": "feature", "id": "x", "used in": {"text": [], "figures": []}}
    assert as_text([card]) == "kind  feature\nid    x\nused in\n  nothing"


def test_two_figures_are_compared_with_reasons() -> None:
    card = comparison(STUDY, "jx001", "sm001")
    assert (card["id"], card["degree"]) == ("jx001 sm001", "none")
    assert list(card["reasons"]) == ["construct", "measure", "unit", "denominator-unknown", "period-disjoint"]
    assert "同比上升55%" in card["figures"]["jx001"]
    assert json.loads(as_json([card])) == [card]


def test_a_conversion_is_shown_with_its_row_and_result() -> None:
    card = comparison(STUDY, "sm131", "sm132")
    assert card["degree"] == "convertible"
    assert card["conversion"] == {"sm132": "÷ its rate (sm133): (830.7967, 832.287]"}
    assert "conversion\n" in as_text([card])


def test_ids_that_cannot_be_compared_are_named_with_the_nearest() -> None:
    with pytest.raises(ProjectError) as unknown:
        comparison(STUDY, "jx01x", "clearance-rate-criminal")
    assert [problem.code for problem in unknown.value.problems] == ["id-unknown", "id-unknown"]
    assert "jx0" in str(unknown.value)


def test_a_finding_shows_its_test_its_values_and_where_the_text_states_it() -> None:
    (card,) = show(STUDY, "fnd-no-counterpart")
    assert (card["kind"], card["holds"]) == ("finding", "yes")
    places = card["used in"]["text"]
    assert any(place.startswith("report/en/06-figures.qmd") for place in places)
    assert any(place.startswith("report/en/paper.qmd") for place in places)


def test_a_second_look_imports_no_pandas() -> None:
    show(STUDY, "jx001")
    look = f"show({STUDY!r}, 'jx001'); sys.exit('pandas' in sys.modules)"
    names = "import sys; from pathlib import *; from policy_report.project import Project"
    program = f"{names}; from policy_report.lookup import show; {look}"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
