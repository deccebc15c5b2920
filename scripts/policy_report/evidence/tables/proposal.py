"""A recipe by proposal: what a table's own faults ask for, guessed one after the other until it reads."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.tables.dates import names_period
from policy_report.evidence.tables.files import likely
from policy_report.evidence.tables.long import long_form
from policy_report.evidence.tables.model import OfficialTable
from policy_report.evidence.tables.reader import read_table_file
from policy_report.evidence.tables.recipe import Recipe
from policy_report.evidence.tables.units import split_unit

_ROUNDS: Final = 40
"""No table needs as many guesses; one that does is no table."""
_MOST_LABELS: Final = 40
_COMMA: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})*,\d+|[+-]?\d+,\d+")
_ABOUT_SHEET: Final = re.compile(r"notes?|contents?|cover|index|metadata|目录|说明|封面|注释|附注", re.I)
_TWO_YEARS: Final = re.compile(r"((?:19|20)\d{2})-(\d{2})")


@dataclass(frozen=True)
class Guess:
    """A key of a recipe that was guessed: where it stands, its value, and why."""

    key: tuple[str, ...]
    value: Any
    why: str


@dataclass(frozen=True)
class Proposal:
    """How a table reads by a guessed recipe; without `table`, `problems` are what no guess mends."""

    guesses: tuple[Guess, ...]
    table: OfficialTable | None
    problems: tuple[Problem, ...] = ()


def propose(path: Path, name: str) -> Proposal:
    """Read a table with as few guesses as it needs.

    `path`, `name`: the table, and how it is named to the reader.
    """
    guesses: dict[tuple[str, ...], Guess] = {}
    for _ in range(_ROUNDS):
        try:
            return Proposal(tuple(guesses.values()), read_table_file(path, recipe_of(guesses.values()), name=name))
        except EvidenceError as error:
            problems = tuple(error.problems)
        found = [
            guess for problem in problems for guess in _guesses(problem, path, guesses) if guess.key not in guesses
        ]
        if not found:
            break
        # A key of the whole table changes how all else reads; those of lines, rows and columns are taken together.
        whole = [guess for guess in found if len(guess.key) == 1]
        guesses |= {guess.key: guess for guess in whole[:1] or found}
    return Proposal(tuple(guesses.values()), None, problems)


def recipe_of(guesses: Any) -> Recipe:
    """Make the recipe that some guesses are."""
    said: dict[str, Any] = {}
    for guess in guesses:
        inner = said
        for part in guess.key[:-1]:
            inner = inner.setdefault(part, {})
        inner[guess.key[-1]] = guess.value
    return TypeAdapter(Recipe).validate_json(json.dumps(said))


def _guesses(problem: Problem, path: Path, made: Mapping[tuple[str, ...], Guess]) -> Iterator[Guess]:
    """What a problem may be mended with: one key after the other."""
    if ("long",) not in made and problem.code in _LONG_CODES and (form := long_form(path)):
        yield Guess(("long",), form, "each line has one figure")
    if make := _RULES.get(problem.code):
        yield from make(problem, path)


def _encoding(_: Problem, path: Path) -> Iterator[Guess]:
    yield Guess(("encoding",), likely(path.read_bytes()), "the likeliest, by the letters that it has")


def _sheet(problem: Problem, _: Path) -> Iterator[Guess]:
    names = problem.text.split(", ")
    chosen = next((name for name in names if not _ABOUT_SHEET.search(name)), names[0])
    yield Guess(("sheet",), chosen, f"the first of {problem.text}")


def _web_table(problem: Problem, _: Path) -> Iterator[Guess]:
    yield Guess(("table",), int(problem.text.split(",")[0]), f"the first with numbers of {problem.text}")


def _hidden(_: Problem, __: Path) -> Iterator[Guess]:
    yield Guess(("hidden",), "leave-out", "what the sheet hides is not published")


def _decimal(problem: Problem, _: Path) -> Iterator[Guess]:
    if _COMMA.fullmatch(problem.text):
        yield Guess(("decimal",), ",", f"{problem.text} has a decimal comma")


def _points(problem: Problem, _: Path) -> Iterator[Guess]:
    yield Guess(("decimal",), ",", f"all points stand before three digits, as in {problem.text}: thousands")


def _line(problem: Problem, path: Path) -> Iterator[Guess]:
    parted = path.suffix.lower() in (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".html", ".htm")
    heading = problem.text.endswith((":", "：")) or not parted or names_period(problem.text)
    kind = "heading" if heading else "row"
    yield Guess(("lines", problem.text), kind, "a heading, or a row without values; see the table")


def _text_column(problem: Problem, _: Path) -> Iterator[Guess]:
    yield Guess(("keys",), [problem.column], "a column of words; if it is none of labels: ignore_columns")


def _mark(problem: Problem, _: Path) -> Iterator[Guess]:
    if len(problem.text) <= 4 and not re.search(r"\d", problem.text):
        yield Guess(("missing", problem.text), "not_available", "a mark that no list has: see the table's notes")


def _parent(problem: Problem, _: Path) -> Iterator[Guess]:
    yield Guess(("row", problem.text, "parent"), "", "a row of its own, or a part of the one above")


def _period(problem: Problem, _: Path) -> Iterator[Guess]:
    label = re.search(r'\[column\."(.+)"\]', problem.remedy)
    found = _TWO_YEARS.fullmatch(label.group(1)) if label else None
    if label and found and int(found.group(2)) == (int(found.group(1)) + 1) % 100:
        years = f"{found.group(1)}/{int(found.group(1)) + 1}"
        yield Guess(("column", label.group(1), "period"), years, "a year of two calendar years, not a month")
    elif label and (year := re.search(r"(?<!\d)(?:19|20)\d{2}$", label.group(1))):
        yield Guess(("column", label.group(1), "period"), year[0], "the year at its end")


_RULES: Final[Mapping[str, Callable[[Problem, Path], Iterator[Guess]]]] = {
    "encoding-unclear": _encoding, "sheet-ambiguous": _sheet, "sheet-hidden": _hidden,
    "html-table-ambiguous": _web_table, "number-malformed": _decimal, "line-ambiguous": _line,
    "column-not-numeric": _text_column, "cell-not-a-number": _mark, "parts-ambiguous": _parent,
    "period-missing": _period, "decimal-unclear": _points,
}  # fmt: skip
_LONG_CODES: Final = (
    "cell-not-a-number",
    "column-not-numeric",
    "period-missing",
    "column-repeated",
    "parts-ambiguous",
    "row-without-label",
)


def written(proposal: Proposal, source: str = "", case: str = "") -> str:
    """Write a proposal as a recipe, each guess with its reason, and what people have to say themselves as comments."""
    lines = [
        f"source = {_text(source)}  # key of the source in references.bib",
        f"case = {_text(case)}  # id of the place (cases.csv)",
    ]
    lines += [f"{_key(guess.key)} = {_value(guess.value)}  # guessed: {guess.why}" for guess in proposal.guesses]
    for problem in proposal.problems:
        lines += [f"# {problem.code}: {problem.message} {problem.text}", f"#   {problem.remedy}"]
    return "\n".join([*lines, *_measures(proposal.table)]) + "\n"


def _measures(table: OfficialTable | None) -> Iterator[str]:
    """What people may say of each column, or of each row where the columns are times."""
    if table is None:
        return
    if words := _unread(table.title):
        yield f'# if `{words}` is the unit of all figures: unit = "{words}"'
    times = all(column.period for column in table.columns)
    labels = [row.label for row in table.rows] if times else [column.label for column in table.columns]
    kind = "row" if times else "column"
    yield from ("", f"# What a {kind} measures makes its cells values of a series:")
    for label in dict.fromkeys(labels[:_MOST_LABELS]):
        yield f'# {kind}.{_text(label)}.indicator = ""'
        if words := _unread(label):
            yield f'#   if `{words}` is a unit: {kind}.{_text(label)}.unit = "{words}"'


def _unread(label: str) -> str:
    """The words in brackets at the end of a label that are no known unit."""
    found = re.search(r"[(（]([^()（）\d]{1,12})[)）]$", label)
    return found.group(1) if found and split_unit(label)[1] is None else ""


def _key(parts: tuple[str, ...]) -> str:
    return ".".join(part if re.fullmatch(r"[\w-]+", part, re.ASCII) else _text(part) for part in parts)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
