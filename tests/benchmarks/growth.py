"""Studies of many claims in fifty places, made up for measuring what a build of one costs."""

import csv
import io
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

from policy_report.cli import main

PLACES, INDICATORS = 50, 40
KINDS = {
    "rate": ({"measure": "rate", "unit": "percent", "denominator": "all of them"}, "{}.5%", "over {}%"),
    "change": ({"measure": "count", "unit": "case"}, "up {}.5% year on year", "up over {}% year on year"),
    "count": ({"measure": "count", "unit": "case"}, "{},512 cases", "over {},000 cases"),
    "share": ({"measure": "share", "unit": "percent", "scale_max": "100"}, "nearly {}%", "about {}%"),
}
"""What an indicator of each kind is, and how it is told."""


def grown(folder: Path, size: int) -> Path:
    """Make a study of so many claims: of each of forty indicators in each place, year after year.

    Every twentieth tells a figure a second time, and every hundredth another one.
    """
    cases = [f"p{place}=Port-{place}" for place in range(1, PLACES + 1)]
    given = [option for case in cases for option in ("--case", case)]
    with redirect_stdout(io.StringIO()):
        main(["new", str(folder), "--title", "Fifty ports", "--language", "en", *given])
    published = folder / "data" / "published"
    indicators = ((f"i{number}", [*KINDS][number % len(KINDS)]) for number in range(INDICATORS))
    _add(
        published / "indicators.csv",
        ({"id": name, "name_en": f"Indicator {name}"} | KINDS[kind][0] for name, kind in indicators),
    )
    _add(published / "claims.csv", (_claim(number) for number in range(size)))
    return folder


def _claim(number: int) -> dict[str, str]:
    turn = number % 20
    told = number - turn if turn == 19 else number
    place, indicator, year = told % PLACES, told // PLACES % INDICATORS, 2025 - told // (PLACES * INDICATORS)
    _, *phrases = [*KINDS.values()][indicator % len(KINDS)]
    value = 10 + (told * 7 + (number % 100 == 99) * 5) % 80
    return {
        "id": f"c{number:05d}", "case": f"p{place + 1}", "indicator": f"i{indicator}",
        "phrase": phrases[turn % 3 == 1].format(value), "period_start": str(year), "period_end": str(year),
        "locator": f"p. {number}", "note": "",
    }  # fmt: skip


def _add(path: Path, more: Iterable[dict[str, str]]) -> None:
    """Add rows to a table, each of them as the first one where it says nothing else."""
    with path.open("r+", encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writerows(rows[0] | row for row in more)
