"""`data/bounds.toml`: what it can say, and how a mistake in it is told."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from policy_report.analysis.bounds.constraint import ONE, Row
from policy_report.analysis.bounds.declared import bounds, questions
from policy_report.analysis.bounds.expression import ExpressionError, Scope, rows_of, target_of
from policy_report.analysis.bounds.question import Answers, by_key
from policy_report.analysis.published import exactly
from policy_report.errors import AnalysisError
from policy_report.evidence.register import read_register
from policy_report.project import Project
from policy_report.study import Study, read_study
from policy_report.text.language import Language
from tests.analysis.tidy_rows import cases, rows, up_to
from tests.conftest import ROOT

SOUND = """[[system]]
case = "fujian"
variables = ["now", "before"]

[system.constraints]
c1.points = { claim = "now - before = {c1}", en = "points" }
c1.relative = { claim = "now = (1 + {c1}%) * before", en = "relative" }
full = { assumption = ["now <= 100", "before <= 100"], en = "at most all" }
usual = { assumption = "before = {c2 implicature}", en = "as usually said" }

[system.readings]
points = { given = ["c1.points"], en = "in points" }
relative = { given = ["c1.relative", "usual"], en = "in percent" }

[[system.question]]
unknown = "earlier"
name = { en = "Earlier rate" }
value = "before"
unit = "percent"
readings = ["points", "relative"]

[[system.question]]
unknown = "rise"
name = { en = "Rise" }
value = "100 * (now - before) / before"
unit = "percent"
change = "percent_change"
given = ["c1.relative"]
"""
CLAIMS = rows(
    {"id": "c1", "value": 50.0, "lower": 49.5, "upper": 50.5},
    {"id": "c2", "value": 20.0, "lower": 20.0, "upper": 30.0, "lower_kind": "stated", "upper_kind": "implicature"},
    {"id": "about", "value": 2.0, "lower": 1.5, "upper": 2.5, "lower_kind": "implicature", "upper_kind": "implicature"},
    {"id": "none", "value": None},
)
THREE_TO_FIVE = replace(exactly(3), upper=5.0, lower_closed=False)
SCOPE = Scope(("x", "y"), lambda claim, _: {"c": THREE_TO_FIVE, "most": up_to(7), "exact": exactly(4)}[claim])
ENGLISH = Study("ports", (Language.EN,))


def asked(text: str, study: Study = ENGLISH, claims: pd.DataFrame = CLAIMS) -> Answers:
    return by_key(bounds(questions(claims, cases(), study, text), text))


def test_each_reading_holds_its_own_constraints_and_those_of_the_whole_system() -> None:
    got = asked(SOUND)
    assert list(got) == ["fujian.earlier_if_points", "fujian.earlier_if_relative", "fujian.rise"]
    assert got["fujian.earlier_if_points"].ends[1].at == pytest.approx(50.5)
    assert got["fujian.earlier_if_points"].ends[1].binding == ("c1", "full")
    assert [item.name for item in got["fujian.rise"].question.constraints] == ["not-negative", "c1", "full"]
    assert got["fujian.rise"].inputs == ("c1",)
    assert got["fujian.rise"].question.decimals == 0


def test_what_only_a_hedge_implies_is_an_assumption_that_is_marked_as_such() -> None:
    got = asked(SOUND)["fujian.earlier_if_relative"]
    assert (got.ends[1].at, got.ends[1].closed) == (30.0, False)
    assert (got.quantity.upper_kind, got.quantity.qualifier) == ("implicature", "range")
    assert got.inputs == ("c2",)


def test_a_study_without_the_file_asks_nothing() -> None:
    assert asked("") == {}


def test_a_reading_that_contradicts_itself_names_the_smallest_conflict() -> None:
    got = asked(SOUND.replace('"before <= 100"', '"before >= 100"'))
    assert set(got["fujian.earlier_if_points"].conflict) == {"c1", "full"}


@pytest.mark.parametrize(
    ("before", "after", "code", "row", "text"),
    [
        ("[[system]]", "[[system", "bounds-broken", 0, ""),
        ("[[system]]", "[[systems]]", "bounds-key-unknown", 1, "systems"),
        ('case = "fujian"', 'case = "atlantis"', "case-unknown", 2, "atlantis"),
        ('case = "fujian"', 'place = "fujian"', "bounds-key-unknown", 2, "place"),
        ('case = "fujian"\n', "", "bounds-value-wrong", 1, ""),
        ('["now", "before"]', '["now", "be fore"]', "bounds-value-wrong", 3, "be fore"),
        ('["now", "before"]', '["now", "lambda"]', "bounds-value-wrong", 3, "lambda"),
        ('variables = ["now", "before"]', "variables = 3", "bounds-value-wrong", 3, "3"),
        ("before = {c1}", "before = {c9}", "claim-unknown", 6, "c9"),
        ("before = {c1}", "before = {none}", "claim-numberless", 6, "none"),
        ("before = {c1}", "before = {about}", "claim-numberless", 6, "about"),
        ("{c2 implicature}", "{c1 implicature}", "claim-numberless", 9, "c1"),
        ("c1.points = ", "c1.miles = ", "constraint-unknown", 12, "c1.points"),
        ("now - before = {c1}", "now - then = {c1}", "variable-unknown", 6, "now - then = {c1}"),
        ("now - before = {c1}", "now * before = {c1}", "expression-not-linear", 6, "now * before = {c1}"),
        ("now - before = {c1}", "now / before = {c1}", "expression-not-linear", 6, "now / before = {c1}"),
        ("now - before = {c1}", "now - before", "expression-broken", 6, "now - before"),
        ("now - before = {c1}", "now - = {c1}", "expression-broken", 6, "now - = {c1}"),
        ("now <= 100", "now <= 1000000000000000", "expression-broken", 8, "now <= 1000000000000000"),
        ('value = "before"', 'value = "{c1} * before"', "expression-not-linear", 18, "{c1} * before"),
        ('claim = "now -', 'rumour = "now -', "bounds-key-unknown", 6, "rumour"),
        ('{ claim = "now -', '{ definition = "now = 1", claim = "now -', "bounds-value-wrong", 6, ""),
        ('{c1}", en = "points" }', '{c1}", en = 5 }', "bounds-value-wrong", 6, "5"),
        ('{c1}", en = "points" }', '{c1}", zh = "百分点" }', "text-missing", 6, ""),
        ('{c1}", en = "points" }', '{c1}", fr = "points" }', "bounds-key-unknown", 6, "fr"),
        ('given = ["c1.points"]', 'given = ["c2"]', "constraint-unknown", 12, "c2"),
        ('given = ["c1.points"]', 'given = ["c1.points", "c1.relative"]', "constraint-twice", 16, "c1"),
        ('given = ["c1.points"]', "given = 3", "bounds-value-wrong", 12, "3"),
        ('given = ["c1.relative"]\n', "given = [[1]]\n", "bounds-value-wrong", 28, "[[1]]"),
        ('readings = ["points", "relative"]', 'readings = ["miles"]', "reading-unknown", 20, "miles"),
        ('unknown = "rise"', 'unknown = "earlier"\nreadings = ["relative"]', "question-twice", 16, "earlier"),
        ('unknown = "rise"', 'unknown = "the rise"', "bounds-value-wrong", 23, "the rise"),
        ('change = "percent_change"', 'change = "much"', "bounds-value-wrong", 27, "much"),
        ('change = "percent_change"', "decimals = true", "bounds-value-wrong", 27, "true"),
        ('/ before"', '/ (before - now)"', "divisor-not-positive", 23, "rise"),
    ],
)
def test_a_mistake_is_told_at_its_line(before: str, after: str, code: str, row: int, text: str) -> None:
    assert before in SOUND
    with pytest.raises(AnalysisError) as caught:
        asked(SOUND.replace(before, after, 1))
    (problem,) = caught.value.problems
    assert (problem.code, problem.row, problem.text) == (code, row, text)
    assert problem.file == "data/bounds.toml"
    assert problem.remedy


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    wrong = SOUND.replace("now - before", "now - then").replace("{c2 ", "{c9 ").replace('"much"', "5")
    with pytest.raises(AnalysisError) as caught:
        asked(wrong.replace('"Rise"', '""'))
    assert [problem.code for problem in caught.value.problems] == ["variable-unknown", "claim-unknown", "text-missing"]


def test_everything_is_said_in_every_language_of_the_study() -> None:
    both = Study("ports", (Language.EN, Language.ZH))
    with pytest.raises(AnalysisError) as caught:
        asked(SOUND, both)
    assert {problem.code for problem in caught.value.problems} == {"text-missing"}
    assert len(caught.value.problems) == 8


@pytest.mark.parametrize(
    ("text", "exp"),
    [
        ("x <= y", [Row({"x": 1.0, "y": -1.0})]),
        ("x ≥ 2 × y", [Row({"x": -1.0, "y": 2.0})]),
        ("x < 3", [Row({"x": 1.0, ONE: -3.0}, strict=True)]),
        ("1 <= x <= y", [Row({ONE: 1.0, "x": -1.0}), Row({"x": 1.0, "y": -1.0})]),
        ("x = 20% * (y + x) / 2", [Row({"x": -0.9, "y": 0.1}), Row({"x": 0.9, "y": -0.1})]),
        ("x = {c}", [Row({"x": -1.0, ONE: 3.0}, strict=True), Row({"x": 1.0, ONE: -5.0})]),
        (
            "x = -{c} * y + 1",
            [Row({"x": -1.0, "y": -5.0, ONE: 1.0}), Row({"x": 1.0, "y": 3.0, ONE: -1.0}, strict=True)],
        ),
        ("x <= {c}", [Row({"x": 1.0, ONE: -5.0})]),
        ("x = {most}", [Row({"x": 1.0, ONE: -7.0})]),
        ("x * {exact} = y", [Row({"x": -4.0, "y": 1.0}), Row({"x": 4.0, "y": -1.0})]),
    ],
)
def test_a_relation_says_what_it_says_in_algebra(text: str, exp: list[Row]) -> None:
    got = rows_of(text, SCOPE)
    assert len(got) == len(exp)
    for row, wanted in zip(got, exp, strict=True):
        assert row.strict == wanted.strict
        assert row.terms == pytest.approx(wanted.terms)


@pytest.mark.parametrize(
    "text",
    ["x", "x != y", "x in y", "x = y; y", "x = __import__('os')", "x = y ** 2", "x = True", "x = 1e400", "(" * 300],
)
def test_what_is_no_relation_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        rows_of(text, SCOPE)
    assert caught.value.name.startswith("expression-broken")


@pytest.mark.parametrize(
    "text", ["x = y * y", "x = {c} * {c}", "x = {c} * {c} * y", "x = 1 / y", "x = y / 0", "x = y / (y - y)"]
)
def test_what_is_not_linear_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        rows_of(text, SCOPE)
    assert caught.value.name.startswith("expression-not-linear")


def test_the_value_asked_for_may_be_one_quotient() -> None:
    got = target_of("100 * (x - y) / y", SCOPE)
    assert (got.numerator, got.divisor) == ({"x": 100.0, "y": -100.0}, {"y": 1.0})


def test_the_how_to_gives_the_bounds_that_it_shows() -> None:
    page = (ROOT / "docs" / "how-to" / "bounds.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    project = Project(ROOT / "tests" / "studies" / "police_forces")
    frames = read_register(project).frames
    got = by_key(bounds(questions(frames["claims"], frames["cases"], read_study(project), example), example))
    shown = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`)? *\| ([\d.,]+) \| ([\d.,]+) \|$", page, flags=re.MULTILINE)
    assert len(shown) == len(got) == 3
    for answer, (unknown, reading, low, high) in zip(got.values(), shown, strict=True):
        assert (answer.question.unknown, answer.question.reading) == (unknown, reading)
        step = 0.05 if answer.question.decimals == 1 else 500
        ends = [float(end.replace(",", "")) for end in (low, high)]
        assert [end.at for end in answer.ends] == [pytest.approx(end, abs=step) for end in ends]
