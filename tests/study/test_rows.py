"""What the rows of the tidy frames are declared to hold is what they hold."""

from typing import Any

import pytest

from policy_report.evidence import records
from policy_report.evidence.records import FLAGS, NUMBERS
from tests.conftest import ROOT

DECLARED: list[tuple[Any, tuple[str, ...]]] = [
    (records.CaseRow, ("cases",)),
    (records.IndicatorRow, ("indicators",)),
    (records.SourceRow, ("sources",)),
    (records.PublishedRow, ("claims", "series")),
    (records.PeerRow, ("peers",)),
    (records.ParameterRow, ("process_parameters",)),
]


@pytest.mark.parametrize(("kind", "tables"), DECLARED)
def test_a_row_has_the_columns_of_its_table(kind: Any, tables: tuple[str, ...]) -> None:
    frames = [
        set((ROOT / f"data/tidy/{table}.csv").read_text(encoding="utf-8").partition("\n")[0].split(","))
        for table in tables
    ]
    assert set.union(*frames) == set(kind.__annotations__)
    assert set.intersection(*frames) >= kind.__required_keys__


@pytest.mark.parametrize("kind", [kind for kind, _ in DECLARED])
def test_flags_numbers_and_texts_are_declared_as_they_are_read(kind: Any) -> None:
    for name, declared in kind.__annotations__.items():
        wanted = bool if name in FLAGS else float if name in NUMBERS else str
        assert declared == wanted or wanted in getattr(declared, "__args__", ()), name
