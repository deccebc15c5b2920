"""A figure that is entered twice is refused, and one that may be is doubted until somebody says that it is meant."""

import pytest

from policy_report.evidence.comparison_checks import meant, repetition_warnings
from policy_report.evidence.records import PublishedRow, rows_as
from policy_report.evidence.register import read_register
from policy_report.evidence.tidy import records_of
from policy_report.project import Project
from tests.evidence.test_register import edit, problems


def repeat(study: Project, table: str, **cells: str) -> None:
    """Enter the last row that states a figure once more, with other cells."""
    edit(study, table, lambda rows: rows.append([row for row in rows if row["phrase"]][-1] | {"id": "jx999", **cells}))


def doubts(study: Project) -> list[tuple[str, str]]:
    claims = read_register(study).frames["claims"]
    found, again = (
        [(doubt.code, doubt.text) for doubt in repetition_warnings(rows, "claims.csv")]
        for rows in (records_of(claims), rows_as(claims, PublishedRow))
    )
    # What a command has just read says the same as what a build has written.
    assert again == found
    return found


@pytest.mark.parametrize("table", ["claims", "series", "peers"])
def test_a_figure_entered_twice_is_an_error(study: Project, table: str) -> None:
    repeat(study, table, note="another note")
    (problem,) = problems(study)
    assert (problem.code, problem.column) == ("figure-repeated", "phrase")
    assert "already" in problem.message


def test_full_width_signs_and_blanks_make_no_other_figure(study: Project) -> None:
    edit(study, "claims", lambda rows: rows.append(rows[0] | {"id": "jx999", "phrase": "同比上升 55％"}))
    assert [problem.code for problem in problems(study)] == ["figure-repeated"]


def test_a_phrase_under_another_indicator_is_doubted(study: Project) -> None:
    edit(
        study, "claims", lambda rows: rows.append(rows[0] | {"id": "jx999", "indicator": "clearance-rate-small-cases"})
    )
    assert doubts(study) == [("figure-under-other-indicator", "jx999")]


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("上升了55%", ["jx999"]),
        ("上升了56%", []),
        ("下降55%", []),
        ("上升超过50%", ["jx999"]),
        ("上升超过60%", []),
    ],
)
def test_a_figure_in_other_words_is_doubted(study: Project, phrase: str, found: list[str]) -> None:
    edit(study, "claims", lambda rows: rows.append(rows[0] | {"id": "jx999", "phrase": phrase}))
    assert doubts(study) == [("figure-in-other-words", key) for key in found]


def test_what_a_note_marks_as_meant_is_doubted_no_more(study: Project) -> None:
    note = meant("jx001", "the paper (of Jiaxing) says so twice")
    edit(study, "claims", lambda rows: rows.append(rows[0] | {"id": "jx999", "phrase": "上升了55%", "note": note}))
    assert doubts(study) == []
