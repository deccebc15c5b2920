"""A fault in the parameters of the models is said with its row, column and remedy."""

import pytest

from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.evidence.test_register import edit, problems, set_cell

PUBLISHED, ASSUMED = 0, 8
"""Places of a published parameter and of an assumption in the file."""


@pytest.mark.parametrize(
    ("row", "column", "text", "code"),
    [
        (PUBLISHED, "value", "48", "parameter-typed-twice"),
        (PUBLISHED, "source", "fang2021etijia", "parameter-typed-twice"),
        (PUBLISHED, "claim", "", "value-missing"),
        (PUBLISHED, "claim", "sm999", "claim-unknown"),
        (PUBLISHED, "claim", "sm016", "parameter-not-stated"),
        (1, "claim", "jx020", "parameter-not-stated"),
        (ASSUMED, "claim", "sm006", "parameter-kind-unclear"),
        (ASSUMED, "low", "", "value-missing"),
        (ASSUMED, "value", "10", "parameter-outside-range"),
        (ASSUMED, "value", "many", "value-malformed"),
        (ASSUMED, "regime", "centralised", "value-unknown"),
        (ASSUMED, "scenario", "ideal", "value-unknown"),
        (ASSUMED, "unit", "day", "value-unknown"),
        (ASSUMED, "kind", "guessed", "value-unknown"),
        (ASSUMED, "reasoning_en", "", "value-missing"),
        (ASSUMED + 1, "high", "1.2", "parameter-impossible"),
        (11, "value", "100.5", "parameter-impossible"),
        (11, "low", "0", "parameter-impossible"),
        (ASSUMED, "source", "nobody2020", "source-unknown"),
        (ASSUMED + 1, "name", "cases_per_day", "parameter-repeated"),
    ],
)
def test_a_fault_is_said_where_it_is(study: Project, row: int, column: str, text: str, code: str) -> None:
    edit(study, "process_parameters", set_cell(row, column, text))
    found = problems(study)
    assert [(problem.row, problem.column, problem.code) for problem in found] == [(row + 2, column, code)]
    assert found[0].file == "data/published/process_parameters.csv"
    assert found[0].remedy


def test_a_changed_claim_changes_the_model(study: Project) -> None:
    def raise_staff(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["id"] == "jx017")["phrase"] = "31名民警"

    edit(study, "claims", raise_staff)
    rows = read_register(study).frames["process_parameters"].to_dict("records")
    (centre,) = (row for row in rows if row["id"] == "centre_analysts")
    assert (centre["value"], centre["low"], centre["high"], centre["source"]) == (31, 31, 31, "jiaxing2024hexin")
