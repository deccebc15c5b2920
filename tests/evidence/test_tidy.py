"""Tests for the tidy frames."""

import pandas as pd
import pytest

from policy_report.evidence.records import Record, rows_as


@pytest.mark.parametrize("dtype", ["str", "object", "bool", "boolean", "int64", "Int64", "float64"])
def test_rows_are_those_of_pandas(dtype: str) -> None:
    values = {"str": ["a", None], "object": ["a", None], "bool": [True, False], "boolean": [True, None]}
    column = pd.Series(values.get(dtype, [1, 2] if dtype == "int64" else [1, None]), dtype=dtype)
    frame = pd.DataFrame({"id": ["x", "y"], "cell": column})
    rows, said = rows_as(frame, Record), frame.to_dict("records")
    assert repr(rows) == repr(said)
    assert [type(row["cell"]) for row in rows] == [type(row["cell"]) for row in said]


def test_a_frame_without_rows_has_none() -> None:
    assert rows_as(pd.DataFrame({"id": []}), Record) == []
