"""Errors say what is wrong and where, and come whole out of another process."""

import ast
import pickle
import tomllib
from string import Formatter

import pytest

from policy_report import errors
from policy_report.errors import UNSHOWN, PolicyReportError, Problem
from tests.conftest import ROOT

ENGINE = ROOT / "scripts" / "policy_report"
FILES = [*ENGINE.parent.rglob("*.py")]
WORDS = tomllib.loads((ENGINE / "faults.toml").read_text(encoding="utf-8"))

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PolicyReportError)]
FIRST = Problem("a.csv", 2, "value", "value-unknown", "not a value", "x", "write another", (("old", "y"),))
SECOND = Problem("a.csv", 3, "", "row-empty", "nothing there")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_outlives_pickling(kind: type[PolicyReportError]) -> None:
    error = kind([SECOND, FIRST])
    got = pickle.loads(pickle.dumps(error))
    assert type(got) is kind
    assert got.problems == error.problems == (FIRST, SECOND)
    assert str(got) == str(error)


def test_every_fault_in_the_catalogue_is_raised_with_what_its_words_leave_open() -> None:
    nodes = [node for path in FILES for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    known = {node.value for node in nodes if isinstance(node, ast.Constant)}
    made = {f"{kind}-{what}" for kind in ("figure", "table") for what in ("unused", "unavailable")}
    made |= {f"{kind}-unknown" for kind in ("regime", "scenario", "recipe-row", "recipe-column")}
    assert WORDS.keys() <= known | made | {"finding-unavailable"}
    calls = [node for node in nodes if isinstance(node, ast.Call) and len(node.args) > 3]
    for call in calls:
        name = call.args[3].value if isinstance(call.args[3], ast.Constant) else None
        if getattr(call.func, "id", "") == "problem" and name in WORDS and all(word.arg for word in call.keywords):
            wanted = {field for words in WORDS[name] for _, field, _, _ in Formatter().parse(words) if field}
            assert wanted - {"text", "column"} == {word.arg for word in call.keywords}, name


def test_what_a_problem_quotes_cannot_move_or_colour_a_terminal() -> None:
    hostile = "a\x1b]0;owned\x07\x1b[2J\x9b31m\u202eb"
    said = str(Problem(hostile, 1, hostile, "x", hostile, hostile, hostile, ((hostile, hostile),)))
    assert UNSHOWN.search(said) is None
    assert "\\u001b]0;owned\\u0007" in said
