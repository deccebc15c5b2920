"""A yearly series is due when its next value should be out by its own rhythm, and not before."""

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from policy_report.build import progress
from policy_report.cli import main
from policy_report.lookup.watchlist import due
from tests.editions.test_archive import a_study

DATES = {f"report{year}": f"{year}-03-01" for year in range(2018, 2026)}


def value(year: int, **changed: Any) -> dict[Any, Any]:
    """The value of a year, published on 1 March after it."""
    said = {"case": "north", "indicator": "ships", "start": f"{year}-01-01", "end": f"{year}-12-31", "change": "level"}
    return {**said, "source": f"report{year + 1}", **changed}


YEARS = [value(year) for year in (2019, 2020, 2021)]


@pytest.mark.parametrize(("today", "missing"), [(date(2023, 2, 27), 0), (date(2023, 3, 2), 1), (date(2024, 3, 2), 2)])
def test_a_yearly_series_is_due_as_long_after_its_year_as_before(today: date, missing: int) -> None:
    found = due(YEARS, DATES, today)
    assert [one.missing for one in found] == [missing] * bool(missing)
    if found:
        assert (found[0].last, found[0].next) == (date(2021, 12, 31), date(2022, 12, 31))
        assert (found[0].since, found[0].source) == (date(2023, 3, 1), "report2022")


def test_a_source_that_gives_many_years_tells_by_the_last_how_soon_it_came() -> None:
    together = [{**row, "source": "report2022"} for row in YEARS]
    assert due(together, DATES, date(2023, 3, 2))[0].since == date(2023, 3, 1)


def test_a_series_of_every_second_year_is_due_after_two() -> None:
    two_yearly = [value(year) for year in (2017, 2019, 2021)]
    assert due(two_yearly, DATES, date(2023, 12, 31)) == []
    assert due(two_yearly, DATES, date(2024, 3, 2))[0].next == date(2023, 12, 31)


@pytest.mark.parametrize(
    "rows",
    [
        YEARS[:2],
        [{**row, "change": "yoy_percent"} for row in YEARS],
        [{**row, "start": f"{row['end'][:4]}-07-01"} for row in YEARS],
        [{**row, "end": ""} for row in YEARS],
        [{**row, "source": "undated"} for row in YEARS],
    ],
)
def test_what_has_no_rhythm_is_never_due(rows: list[dict[Any, Any]]) -> None:
    assert due(rows, DATES, date(2030, 1, 1)) == []


def test_the_command_lists_what_is_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = a_study(tmp_path / "study")
    assert main(["--project", str(study.root), "watchlist", "--on", "2000-01-01"]) == 0
    assert capsys.readouterr().out.strip() == "no series is due"
    assert main(["--project", str(study.root), "watchlist", "--on", "2030-01-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["case"] for one in found} >= {"greater-manchester"}
    with pytest.raises(SystemExit) as caught:
        main(["--project", str(study.root), "watchlist", "--on", "tomorrow"])
    assert caught.value.code == 2


def test_who_waits_at_a_terminal_is_told_for_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    study = a_study(tmp_path / "study")

    def said() -> str:
        assert main(["--project", str(study.root), "watchlist", "--on", "2000-01-01"]) == 0
        return capsys.readouterr().err

    def change() -> None:
        study.references.write_text(study.references.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert "anew" not in said()
    monkeypatch.setattr(progress, "_PATIENCE", 0.0)
    change()
    assert "anew" not in said()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    change()
    assert re.search(r"before the answer, [1-9]\d* of \d+ parts are made anew, up to \d+ s", said())
    assert "anew" not in said()
