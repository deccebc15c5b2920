"""Errors say what is wrong and where, and come whole out of another process."""

import pickle

import pytest

from policy_report import errors
from policy_report.errors import PolicyReportError, Problem

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
