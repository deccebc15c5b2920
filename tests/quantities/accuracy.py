"""How often phrases that the grammar was not made with read right: `python -m tests.quantities.accuracy [--write]`.

The phrases of `held_out.csv` were labelled by the convention and then read once; `first` says how that went: `right` in
every field, `refused` (a figure unread or a number broken), `doubted` (read otherwise, with a word beside it named as
unexplained; told apart since round 2), or `wrong` without a warning. What failed was mended later where it could be, so
that `first`, and not a reading of today, says what to expect of a new phrase. Each round met the grammar that the one
before had mended.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from policy_report.models.ranking import wilson
from policy_report.quantities import QuantityError, account
from tests.conftest import ROOT
from tests.quantities.labels import labels

HELD_OUT = ROOT / "tests/data/quantities/held_out.csv"
DOCUMENT = ROOT / "docs/reading.md"
BEGIN, END = "<!-- accuracy: python -m tests.quantities.accuracy --write -->\n", "<!-- end of accuracy -->\n"
LANGUAGES = {"en": "English", "zh": "Chinese"}


def held_out() -> list[dict[str, str]]:
    with HELD_OUT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def outcome(phrase: str, reading: str) -> str:
    """Say how a phrase reads now: `right`, `named` if right though a word is named, `refused`, `doubted` or `wrong`."""
    try:
        read = account(phrase)
    except QuantityError:
        return "refused"
    if labels(list(read.quantities)) == reading:
        return "named" if read.unexplained else "right"
    return "refused" if read.unread else "doubted" if read.unexplained else "wrong"


def line(language: str, sample: str, rows: Iterable[dict[str, str]]) -> str:
    group = list(rows)
    first = [row["first"] for row in group]
    right = first.count("right")
    low, high = (f"{100 * end:.1f}" for end in wilson(right, len(group)))
    now = Counter(outcome(row["phrase"], row["reading"]) for row in group)
    cells = (
        LANGUAGES[language], sample, len(group), f"{right} ({100 * right / len(group):.1f}%)", f"{low}–{high}%",
        first.count("refused"), first.count("doubted"), first.count("wrong"), now["right"] + now["named"], now["named"],
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def table() -> str:
    """Write the table of accuracy in Markdown: each language by round, then by genre over all rounds."""
    columns = (
        "language|sample|phrases|right at first|95% interval|refused|doubted|wrong, unwarned|right now|though warned"
    )
    lines = [f"| {columns.replace('|', ' | ')} |", f"|---|---|{'--:|' * 8}"]
    for language in LANGUAGES:
        for by, name in (("round", "**round {}**"), ("genre", "{}")):
            rows = sorted((row for row in held_out() if row["language"] == language), key=lambda row: row[by].zfill(2))
            lines += [line(language, name.format(kind), group) for kind, group in groupby(rows, key=itemgetter(by))]
    return "\n".join(lines) + "\n"


def written(text: str) -> str:
    """Put the table in its place in a document."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + "\n" + table() + "\n" + END + rest.partition(END)[2]


def main(path: Path = DOCUMENT) -> None:
    if "--write" in sys.argv:
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write(table())


if __name__ == "__main__":
    main()
