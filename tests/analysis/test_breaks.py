import pandas as pd
import pytest

from policy_report.analysis.places import breaks_of_places, crossed
from tests.analysis.tidy_rows import cases


def breaks(*given: tuple[str, str, str, str]) -> pd.DataFrame:
    """The result for breaks of id, case, date and kind, all of filed cases."""
    frame = pd.DataFrame(given, columns=["id", "case", "date", "kind"]).assign(indicator="filed")
    return breaks_of_places(frame, cases())


def test_how_cases_are_recorded_is_decided_from_above() -> None:
    assert set(breaks(("b", "china", "2009", "recording"))["place"]) == set(cases()["id"])


def test_a_census_and_the_accounts_are_of_the_place_alone() -> None:
    assert list(breaks(("b", "zhejiang", "2020-11-01", "census"))["place"]) == ["zhejiang"]


def test_a_break_of_a_province_does_not_reach_another() -> None:
    assert set(breaks(("b", "zhejiang", "2013", "definition"))["place"]) == {"zhejiang", "jiaxing", "tongxiang"}


@pytest.mark.parametrize(
    ("before", "after", "exp"),
    [
        ("2008-12-31", "2009-12-31", ["b"]),
        ("2009-12-31", "2015-12-31", []),
        ("2001-12-31", "2008-12-31", []),
        ("2001-12-31", "2015-12-31", ["b"]),
    ],
)
def test_a_year_in_which_a_drive_began_is_on_the_new_basis(before: str, after: str, exp: list[str]) -> None:
    found = breaks(("b", "china", "2009", "recording"))
    assert crossed(found, "fujian", "filed", before, after) == exp


def test_a_doubt_is_no_break() -> None:
    found = breaks(("d", "china", "2004-06-10", "doubt"))
    assert crossed(found, "china", "filed", "2003-12-31", "2005-12-31") == []


def test_another_series_is_not_broken() -> None:
    found = breaks(("b", "china", "2009", "recording"))
    assert crossed(found, "china", "cleared", "2001-12-31", "2015-12-31") == []
