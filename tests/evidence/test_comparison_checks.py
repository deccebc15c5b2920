"""The topics of the comparison ask every case the same question, and judge what is stated."""

import pytest

from policy_report.evidence.register import read_register
from policy_report.project import Project
from tests.evidence.test_register import edit, problems, set_cell


def rows_of(study: Project, code: str) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.row, problem.column) for problem in problems(study) if problem.code == code]


def set_of(rows: list[dict[str, str]], key: str, column: str, text: str) -> None:
    next(row for row in rows if key in (row.get("id"), row.get("topic")))[column] = text


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("judgement", "", "judgement-missing"),
        ("judgement", "similar", "value-unknown"),
        ("first", "atlantis", "first-unknown"),
        ("first", "zhejiang", "judgement-case-unknown"),
        ("first", "sanming", "judgement-case-unknown"),
        ("topic", "weather", "topic-unknown"),
    ],
)
def test_a_judgement_amiss_is_said_with_its_place(study: Project, column: str, text: str, code: str) -> None:
    path = edit(study, "judgements", set_cell(0, column, text))
    place = "second" if text == "sanming" else column
    assert (study.relative(path), 2, place) in rows_of(study, code)


def test_a_topic_of_another_dimension_than_its_features_is_found_at_them(study: Project) -> None:
    edit(study, "topics", lambda rows: set_of(rows, "predecessor", "dimension", "workflow"))
    found = [(problem.code, problem.column, problem.text) for problem in problems(study)]
    assert found == [("comparison-dimension-differs", "topic", "predecessor")] * 2


def test_silence_cannot_be_judged(study: Project) -> None:
    edit(study, "judgements", lambda rows: set_of(rows, "oversight", "judgement", "same"))
    (problem,) = problems(study)
    assert (problem.code, problem.column, problem.text) == ("judgement-without-statement", "judgement", "same")
    assert problem.remedy


def test_a_pair_that_nobody_judged_is_named_at_its_topic(study: Project) -> None:
    edit(study, "judgements", lambda rows: rows.__delitem__(0))
    (problem,) = problems(study)
    assert (problem.code, problem.text) == ("judgement-missing", "predecessor: jiaxing, sanming")


def test_a_pair_judged_twice_is_found_in_whichever_order(study: Project) -> None:
    def repeat(rows: list[dict[str, str]]) -> None:
        rows.append(rows[0] | {"first": "sanming", "second": "jiaxing"})

    edit(study, "judgements", repeat)
    assert [problem.code for problem in problems(study)] == ["judgement-twice"]


def test_a_silence_needs_no_judgement(study: Project) -> None:
    edit(study, "judgements", lambda rows: rows.remove(next(row for row in rows if row["topic"] == "oversight")))
    assert "oversight" not in set(read_register(study).frames["judgements"]["topic"])


def test_a_case_that_does_not_answer_a_topic_is_named(study: Project) -> None:
    edit(study, "features", lambda rows: set_of(rows, "jxf018", "topic", ""))
    assert {problem.code for problem in problems(study)} == {"comparison-feature-missing", "judgement-case-unknown"}


def test_a_case_answers_a_topic_once(study: Project) -> None:
    edit(study, "features", lambda rows: set_of(rows, "jxf001", "topic", "predecessor"))
    assert rows_of(study, "comparison-feature-twice")[0][2] == "topic"


def test_a_feature_moved_to_another_dimension_is_found(study: Project) -> None:
    edit(study, "features", lambda rows: set_of(rows, "jxf018", "dimension", "staffing"))
    (problem,) = problems(study)
    assert (problem.code, problem.column, problem.text) == ("comparison-dimension-differs", "topic", "predecessor")


def test_a_break_of_an_unknown_series_is_said_with_its_place(study: Project) -> None:
    path = edit(study, "breaks", set_cell(0, "indicator", "happiness"))
    assert rows_of(study, "indicator-unknown") == [(study.relative(path), 2, "indicator")]
