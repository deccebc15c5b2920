"""Every finding has its sentence, every sentence its test, and a test that fails is told in full."""

from pathlib import Path

import pytest

from policy_report.checks.findings import check_marks, in_order_of_text, read_record, record_of, refuted
from policy_report.checks.marks import marks
from policy_report.project import write_atomically
from policy_report.text.language import Language
from tests.checks.papers import HEAD, finding, maker, paper, texts

ONE = "[It *rose* to {{< var en.x >}} [@a2020].]{.finding #fnd-one}"


def faults(root: Path, *names: str, head: str = HEAD, **bodies: str) -> list[tuple[str, str, int]]:
    project = paper(root, head, **bodies)
    problems = check_marks(project, [maker(name) for name in names], texts(project))
    return [(problem.code, problem.file, problem.row) for problem in problems]


def test_a_sentence_with_its_test_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "fnd-one", en=f"Words. {ONE} More.") == []


def test_a_mark_holds_the_sentence_as_written_and_where_it_begins(tmp_path: Path) -> None:
    project = paper(tmp_path, en="Words [link](#x) and\n[a [link](#y)\nhere.]{.finding #fnd-one} End.")
    (mark,) = marks(texts(project)[0])
    assert (mark.id, mark.states, mark.sentence) == ("fnd-one", True, "a [link](#y) here.")
    assert (mark.place.file, mark.place.row, mark.column) == ("report/en/paper.qmd", 8, 2)


def test_a_div_can_be_a_finding(tmp_path: Path) -> None:
    body = "::: {.finding #fnd-one}\nIt rose.\n\n::: {.callout-note}\nA note.\n:::\n:::\n\nEnd."
    (mark,) = marks(texts(paper(tmp_path, en=body))[0])
    assert mark.id == "fnd-one"
    assert mark.sentence.startswith("It rose.")
    assert "End" not in mark.sentence


def test_a_mark_in_code_is_no_mark(tmp_path: Path) -> None:
    body = "Write `[Sentence.]{.finding #fnd-one}`.\n\n```\n[Sentence.]{.finding #fnd-two}\n```"
    assert marks(texts(paper(tmp_path, en=body))[0]) == []


MAIN = "report/en/paper.qmd"
TEST = "jiaxing_sanming/findings/cities.py"


@pytest.mark.parametrize(
    ("body", "names", "exp"),
    [
        (ONE, ("fnd-one", "fnd-two"), [("finding-without-sentence", TEST, 1)]),
        (f"{ONE}\n\n[So.]{{.finding #fnd-two}}", ("fnd-one",), [("sentence-without-test", MAIN, 9)]),
        (f"{ONE}\n\n[So.]{{.finding}}", ("fnd-one",), [("sentence-without-test", MAIN, 9)]),
        (f"{ONE}\n\n[So.]{{.finding repeats=fnd-two}}", ("fnd-one",), [("sentence-without-test", MAIN, 9)]),
        (f"{ONE}\n\n{ONE}", ("fnd-one",), [("finding-twice", MAIN, 7), ("finding-twice", MAIN, 9)]),
        (ONE, ("fnd-one", "fnd-one"), [("finding-twice", TEST, 1), ("finding-twice", TEST, 1)]),
        (f"{ONE}\n\n[So.]{{.finding repeats=fnd-one}}", ("fnd-one",), []),
        ("[So.]{.finding repeats=fnd-one}", ("fnd-one",), [("finding-without-sentence", TEST, 1)]),
    ],
)
def test_what_does_not_go_together_is_a_fault_in_its_place(
    tmp_path: Path, body: str, names: tuple[str, ...], exp: list[tuple[str, str, int]]
) -> None:
    assert faults(tmp_path, *names, en=body) == exp


def test_a_finding_is_stated_in_the_body_and_may_be_repeated_in_the_abstract(tmp_path: Path) -> None:
    stated = HEAD.replace("Words.", "[It rose.]{.finding #fnd-one}")
    assert faults(tmp_path / "a", "fnd-one", head=stated, en="Text.") == [("finding-in-front-matter", MAIN, 4)]
    repeated = HEAD.replace("Words.", "[It rose.]{.finding repeats=fnd-one}")
    assert faults(tmp_path / "b", "fnd-one", head=repeated, en=ONE) == []


def test_an_edition_that_exists_must_state_every_finding(tmp_path: Path) -> None:
    both = faults(tmp_path / "a", "fnd-one", en=ONE, zh="[上升。]{.finding #fnd-one}")
    assert both == []
    one = faults(tmp_path / "b", "fnd-one", en=ONE, zh="上升。")
    assert one == [("finding-missing-in-language", MAIN, 7)]


def test_an_edition_with_findings_shows_their_table(tmp_path: Path) -> None:
    project = paper(tmp_path, en=ONE)
    path = project.report / "en" / "paper.qmd"
    path.write_text(HEAD + ONE, encoding="utf-8")
    problems = check_marks(project, [maker("fnd-one")], texts(project))
    assert [problem.code for problem in problems] == ["findings-not-shown"]


def test_a_refuted_finding_tells_sentences_test_and_values_then_and_now(tmp_path: Path) -> None:
    project = paper(tmp_path, en=f"Words.\n\n{ONE}", zh="[上升。]{.finding #fnd-one}")
    marked = [mark for edition in texts(project) for mark in marks(edition)]
    before = {"fnd-one": {"a value": "12.5%", "gone": "3"}}
    (problem,) = refuted(project, [finding("fnd-one", "下降2.5%", holds=False)], [maker("fnd-one", 7)], marked, before)
    said = str(problem)
    assert said.startswith("report/en/paper.qmd:9:2: [finding-failed]")
    assert "It *rose* to {{< var en.x >}} [@a2020]." in said
    assert "report/zh/paper.qmd:7:2: 上升。" in said
    assert "jiaxing_sanming/findings/cities.py:7 fnd-one: What it tests." in said
    assert "old:    a value: 12.5%" in said
    assert "old:    gone: 3" in said
    assert "new:    a value: −2.5%" in said
    assert "--allow-stale" in said


def test_a_finding_that_holds_is_no_fault(tmp_path: Path) -> None:
    project = paper(tmp_path, en=ONE)
    assert refuted(project, [finding("fnd-one", "2.5%")], [maker("fnd-one")], marks(texts(project)[0]), {}) == []


def test_the_record_keeps_the_old_values_of_what_fell(tmp_path: Path) -> None:
    project = paper(tmp_path, en=ONE)
    assert read_record(project) == {}
    before = {"fnd-one": {"a value": "12.5%"}}
    text = record_of([finding("fnd-two", "7.5%"), finding("fnd-one", "2.5%", holds=False)], before)
    write_atomically(project.findings, text)
    assert read_record(project) == {"fnd-one": {"a value": "12.5%"}, "fnd-two": {"a value": "7.5%"}}


def test_findings_are_numbered_in_the_order_of_the_text_that_states_them(tmp_path: Path) -> None:
    head = HEAD.replace("Words.", "[So.]{.finding repeats=fnd-b}")
    body = "[A.]{.finding #fnd-c} [B.]{.finding #fnd-b} [C.]{.finding #fnd-a}"
    project = paper(tmp_path, head, en=body)
    found = [finding(f"fnd-{letter}", "1%") for letter in "abc"]
    got = in_order_of_text(found, marks(texts(project)[0]), Language.EN)
    assert [one.id for one in got] == ["fnd-c", "fnd-b", "fnd-a"]
