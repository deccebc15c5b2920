"""The topics of the comparison ask both cities the same question, and judge what is stated."""

import pytest

from policy_report.project import Project
from tests.evidence.test_register import edit, problems, set_cell


def rows_of(study: Project, code: str) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.row, problem.column) for problem in problems(study) if problem.code == code]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("dimension", "colour", "value-unknown"),
        ("dimension", "workflow", "comparison-dimension-differs"),
        ("jiaxing_feature", "jxf034", "comparison-dimension-differs"),
        ("jiaxing_feature", "smf007", "comparison-case-differs"),
        ("jiaxing_feature", "jxf999", "jiaxing-feature-unknown"),
        ("judgement", "", "judgement-missing"),
        ("judgement", "similar", "value-unknown"),
    ],
)
def test_a_topic_that_asks_amiss_is_said_with_its_place(study: Project, column: str, text: str, code: str) -> None:
    path = edit(study, "comparisons", set_cell(0, column, text))
    place = column if code != "comparison-dimension-differs" else "jiaxing_feature"
    assert (study.relative(path), 2, place) in rows_of(study, code)


def test_silence_cannot_be_judged(study: Project) -> None:
    def judge(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["id"] == "oversight")["judgement"] = "same"

    edit(study, "comparisons", judge)
    (problem,) = problems(study)
    assert (problem.code, problem.column, problem.text) == ("judgement-without-statement", "judgement", "same")
    assert problem.remedy


def test_a_feature_moved_to_another_dimension_is_found_where_it_is_compared(study: Project) -> None:
    def move(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["id"] == "jxf018")["dimension"] = "staffing"

    edit(study, "features", move)
    (problem,) = problems(study)
    assert (problem.code, problem.column, problem.text) == ("comparison-dimension-differs", "jiaxing_feature", "jxf018")


def test_a_break_of_an_unknown_series_is_said_with_its_place(study: Project) -> None:
    path = edit(study, "breaks", set_cell(0, "indicator", "happiness"))
    assert rows_of(study, "indicator-unknown") == [(study.relative(path), 2, "indicator")]
