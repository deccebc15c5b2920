"""Rules that the schema cannot say: of the design comparison, of units, and of figures that may repeat another."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import Problem
from policy_report.evidence.faults import problem
from policy_report.evidence.records import AnyRow, Record, number_of, rows_as
from policy_report.quantities import Change, Quantity

if TYPE_CHECKING:
    import pandas as pd

_MEANT: Final = re.compile(r"no repetition: ([^\s,()]+) \([^)]+\)")

_SAME: Final = ("case", "indicator", "indicator_en", "category", "phrase", "unit", "part", "source")

_PERIOD: Final = ("period_start", "period_end")

Row = Mapping[str, Any]

_KINDS: Final = {
    "percent": "percent",
    "rank": "rank",
    **dict.fromkeys(("CNY", "元", "美元", "港元"), "money"),
    **dict.fromkeys(("km2", "平方公里", "平方千米", "亩", "公顷"), "area"),
    **dict.fromkeys(
        ("year", "month", "day", "hour", "minute", "second", "年", "月", "天", "日", "小时", "分钟", "秒"), "time"
    ),
}
"""The kind of a unit, of an indicator or as printed; every other unit counts things."""

_COUNT: Final = "count"

TABLES: Final = frozenset({"topics", "features", "judgements"})
"""The tables of a comparison."""

_SILENCE: Final = ("Not published", "Not mentioned")

Rows = Mapping[int, Record]
"""The rows of a table by line."""

Stated = Mapping[tuple[str, str], bool]
"""Whether something is stated on a topic of a case."""


def is_silent(value_en: str) -> bool:
    """Tell whether a feature's English value records that its source says nothing."""
    return value_en.startswith(_SILENCE)


def comparison_problems(frames: Mapping[str, "pd.DataFrame"], folder: str) -> Iterator[Problem]:
    """Find what is wrong with the topics of the comparison, beyond types and links.

    `frames`: the published tables as text by name, indexed by line; of them, topics, features and judgements.
    `folder`: how the folder of the published tables is named to the reader.
    """
    topics, features, judgements = (_rows(frames[name]) for name in ("topics", "features", "judgements"))
    answers = {line: row for line, row in features.items() if row["topic"]}
    stated = {(row["topic"], row["case"]): not is_silent(row["value_en"]) for row in answers.values()}
    yield from _feature_problems(topics, answers, f"{folder}/features.csv")
    yield from _judgement_problems(judgements, stated, f"{folder}/judgements.csv")
    judged = {(row["topic"], frozenset((row["first"], row["second"]))) for row in judgements.values()}
    yield from _topic_problems(topics, stated, judged, f"{folder}/topics.csv")


def _rows(frame: "pd.DataFrame") -> dict[int, Record]:
    return {int(line): row for line, row in zip(frame.index, rows_as(frame, Record), strict=True)}


def _feature_problems(topics: Rows, answers: Rows, name: str) -> Iterator[Problem]:
    """Features of another dimension than their topic, and second answers of a case to one topic."""
    dimensions = {row["id"]: row["dimension"] for row in topics.values()}
    seen: dict[tuple[str, str], int] = {}
    for line, row in answers.items():
        topic, asked = row["topic"], dimensions.get(row["topic"], row["dimension"])
        if row["dimension"] != asked:
            yield problem(name, line, "topic", "comparison-dimension-differs", topic, own=row["dimension"], asked=asked)
        first = seen.setdefault((topic, row["case"]), line)
        if first != line:
            yield problem(name, line, "topic", "comparison-feature-twice", topic, first=first, case=row["case"])


def _judgement_problems(judgements: Rows, stated: Stated, name: str) -> Iterator[Problem]:
    seen: dict[tuple[str, frozenset[str]], int] = {}
    for line, row in judgements.items():
        topic, cases = row["topic"], (row["first"], row["second"])
        strange = [column for column in ("first", "second") if (topic, row[column]) not in stated]
        first = seen.setdefault((topic, frozenset(cases)), line)
        if cases[0] == cases[1] or strange:
            column = (*strange, "second")[0]
            yield problem(name, line, column, "judgement-case-unknown", row[column])
        elif first != line:
            yield problem(name, line, "topic", "judgement-twice", topic, first=first)
        else:
            yield from _judged(row, [stated[topic, case] for case in cases], name, line)


def _judged(row: AnyRow, sides: list[bool], name: str, line: int) -> Iterator[Problem]:
    judgement = str(row["judgement"])
    if all(sides) and not judgement:
        yield _missing(name, line, "judgement", "")
    if judgement and not all(sides):
        yield problem(name, line, "judgement", "judgement-without-statement", judgement)


def _topic_problems(
    topics: Rows, stated: Stated, judged: set[tuple[str, frozenset[str]]], name: str
) -> Iterator[Problem]:
    """Topics that some case is not asked, and pairs of statements that nobody judged."""
    cases = list(dict.fromkeys(case for _, case in stated))
    for line, row in topics.items():
        for case in cases:
            if (row["id"], case) not in stated:
                yield problem(name, line, "id", "comparison-feature-missing", row["id"], case=case)
        for pair in combinations([case for case in cases if stated.get((row["id"], case))], 2):
            if (row["id"], frozenset(pair)) not in judged:
                yield _missing(name, line, "id", f"{row['id']}: {', '.join(pair)}")


def _missing(name: str, line: int, column: str, text: str) -> Problem:
    return problem(name, line, column, "judgement-missing", text)


def unit_problems(
    frame: "pd.DataFrame", readings: Sequence[Quantity | None], units: Mapping[str, str], name: str
) -> Iterator[Problem]:
    """Find levels whose unit is of another kind than their indicator's.

    `frame`: the published claims or series as text, indexed by line.
    """
    rows = zip(frame.index, frame["indicator"], frame["phrase"], readings, strict=True)
    for row, indicator, phrase, quantity in rows:
        if indicator in units and quantity is not None and not _fits(quantity, units[indicator]):
            stated, wanted = quantity.unit or "no unit", units[indicator]
            yield problem(name, int(row), "phrase", "unit-disagrees", str(phrase), stated=stated, wanted=wanted)


def _fits(quantity: Quantity, unit: str) -> bool:
    """A change speaks of percent whatever the indicator; a bare number may be anything but a percentage."""
    wanted = _KINDS.get(unit, _COUNT)
    if quantity.change not in (Change.LEVEL, Change.FROM_TO) or (quantity.unit == "" and wanted != "percent"):
        return True
    return _KINDS.get(quantity.unit, _COUNT) == wanted


def meant(row: str, why: str) -> str:
    """Say in a note that a figure does not repeat that of a row."""
    return f"no repetition: {row} ({why.translate(str.maketrans('()', '[]'))})"


def repetition_problems(frame: "pd.DataFrame", name: str) -> Iterator[Problem]:
    """Find rows that state what a row above them states: place, indicator, phrase, period and source.

    `frame`, `name`: a published table with phrases as text, indexed by line, and how its file is named to the reader.
    """
    seen: dict[Hashable, Row] = {}
    columns = [column for column in (*_SAME, *_PERIOD) if column in frame]
    for line, row in zip(frame.index, rows_as(frame, Record), strict=True):
        first = seen.setdefault(_key(row, columns), row)
        # Rows of one id are told as such.
        if first["id"] != row["id"] and row["phrase"]:
            yield problem(name, int(line), "phrase", "figure-repeated", row["phrase"], first=first["id"])


def repetition_warnings(rows: Sequence[AnyRow], name: str) -> Iterator[Problem]:
    """Find claims that may repeat another: its words under another indicator, or its figure in other words.

    `rows`, `name`: the tidy claims, and how their file is named to the reader. The text of each warning is the later
    row's id, and its details name the row `of` which it may be a repetition.
    """
    for first, second in _pairs(rows, ("case", "phrase", "part", "source", *_PERIOD)):
        if first["indicator"] != second["indicator"]:
            found = problem(
                name, 0, "indicator", "figure-under-other-indicator", second["id"],
                first=first["id"], phrase=first["phrase"], indicator=first["indicator"],
            )  # fmt: skip
            yield replace(found, details=(("of", first["id"]),))
    for first, second in _pairs(rows, ("case", "indicator", *_PERIOD, "read_unit")):
        if first["phrase"] != second["phrase"] and _may_be_one(first, second):
            found = problem(
                name, 0, "phrase", "figure-in-other-words", second["id"],
                first=first["id"], phrase=first["phrase"], own=second["phrase"],
            )  # fmt: skip
            yield replace(found, details=(("of", first["id"]),))


def _pairs(rows: Iterable[Row], columns: Iterable[str]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows that are alike in these columns and not marked as meant, in the order of the table."""
    alike: dict[Hashable, list[Row]] = {}
    for row in rows:
        alike.setdefault(_key(row, columns), []).append(row)
    for group in alike.values():
        for first, second in combinations(group, 2):
            if second["id"] not in _MEANT.findall(first["note"]) and first["id"] not in _MEANT.findall(second["note"]):
                yield first, second


def _key(row: Row, columns: Iterable[str]) -> Hashable:
    """What cells say, however their signs are written: in full width, or with blanks."""
    return tuple("".join(unicodedata.normalize("NFKC", str(row[column])).split()) for column in columns)


def _may_be_one(first: Row, second: Row) -> bool:
    """Whether two readings have values in common, and both are levels or both changes."""
    if (first["change"] == "level") != (second["change"] == "level"):
        return False
    lows, highs = ([number_of(row[end]) for row in (first, second)] for end in ("lower", "upper"))
    if (None, None) in zip(lows, highs, strict=True):
        return False
    # What is read with one end alone is open at the other.
    least, most = (
        max(-inf if low is None else low for low in lows),
        min(inf if high is None else high for high in highs),
    )
    return least < most or lows == highs == lows[::-1]
