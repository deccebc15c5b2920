"""Partial dates begin and end on calendar days."""

import pytest

from policy_report.evidence.periods import first_day, last_day


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2024-07-12", "2024-07-12", "2024-07-12"),
        ("", "", ""),
    ],
)
def test_a_partial_date_spans_its_days(partial: str, first: str, last: str) -> None:
    assert (first_day(partial), last_day(partial)) == (first, last)


@pytest.mark.parametrize("impossible", ["2021-13", "2021-02-30", "2021-00", "soon"])
def test_an_impossible_date_is_refused(impossible: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        first_day(impossible)
    with pytest.raises(ValueError, match=r"."):
        last_day(impossible)
