"""`data/bounds.toml` as it is read: which keys it may have, what its names refer to, and the problems found so far."""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, Final, TypeVar

import pandas as pd

from policy_report.analysis.bounds.constraint import Kind
from policy_report.analysis.bounds.expression import ExpressionError as Fault
from policy_report.analysis.contradictions.values import meant
from policy_report.analysis.published import Published, only_implicatures, without_implicatures
from policy_report.errors import AnalysisError, Problem, problem
from policy_report.quantities import Change, Quantity
from policy_report.text.language import Language, Text
from policy_report.text.toml import FLAG, NAME, ONE_OR_MORE, TABLE, TABLES, TEXT, TEXTS, WHOLE, one_of, read_toml
from policy_report.text.toml import Kind as Wanted

Said = Mapping[str, Any]

_ENTRIES: Final[Mapping[str, Mapping[str, Wanted]]] = {
    "file": {"system": TABLES},
    "system": {"case": TEXT, "variables": TEXTS, "constraints": TABLE, "readings": TABLE, "question": TABLES},
    "constraint": {str(kind): ONE_OR_MORE for kind in Kind},
    "reading": {"given": TEXTS},
    "question": {
        "unknown": NAME, "name": TABLE, "value": TEXT, "unit": TEXT, "change": one_of(Change), "decimals": WHOLE,
        "given": TEXTS, "readings": TEXTS, "prose": FLAG, "figure": FLAG,
    },
}  # fmt: skip

_NEEDED: Final = {"system": ("case", "variables", "constraints", "question"), "question": ("unknown", "name", "value")}

_WITH_WORDS: Final = ("constraint", "reading")
"""Entries whose words stand beside their other keys, one key a language."""

FILE: Final = "data/bounds.toml"

T = TypeVar("T")


class Entries:
    """The entries of the file's text, and the problems found in them so far."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._lines = text.split("\n")

    def made(self, start: int, entries: Iterable[tuple[str, Any]], make: Callable[[str, Any], T]) -> list[T]:
        """Make something of each named entry below a line; one that is wrong is noted, and the others still read."""
        found = []
        for name, said in entries:
            try:
                found.append(make(name, said))
            except Fault as fault:
                self.problems.append(self.problem(start, name, fault))
        return found

    def problem(self, start: int, name: str, fault: Fault) -> Problem:
        """Place a fault at its text within its entry, or else where the entry begins."""
        plain = name.replace(" ", "")
        marks = (f"{plain}=", f'unknown="{plain}"')
        below = list(enumerate(self._lines, 1))[max(start - 1, 0) :]
        entry = next((row for row, line in below if name and line.replace(" ", "").startswith(marks)), start)
        lines = takewhile(lambda line: line[0] <= entry or not name or not line[1].startswith("["), below)
        found = (row for row, line in lines if row >= entry and fault.text and fault.text in line)
        return problem(FILE, next(found, entry), name, fault.name, fault.text, **fault.said)

    def refuse(self) -> None:
        """Raise the problems, if there are any, as an `AnalysisError`."""
        if self.problems:
            raise AnalysisError(self.problems)


class BoundsFile(Entries):
    """The file of a study, with its evidence.

    `claims`: the tidy claims.
    `languages`: in which everything must be said.
    """

    def __init__(self, text: str, claims: pd.DataFrame, languages: tuple[Language, ...]) -> None:
        super().__init__(text)
        self._languages = languages
        self._published, self._claims = Published(claims), claims.set_index("id").to_dict("index")

    def systems(self) -> list[tuple[int, Said]]:
        """Give each system, with the line on which it begins; none if the file cannot be read."""
        rows = [row for row, line in enumerate(self._lines, 1) if line.strip() == "[[system]]"]
        said = self.made(0, [("", None)], lambda *_: self._read())
        systems = said[0].get("system", []) if said else []
        return list(zip([*rows, *(0 for _ in systems)], systems, strict=False))

    def _read(self) -> Said:
        try:
            return checked("file", read_toml("\n".join(self._lines)))
        except tomllib.TOMLDecodeError as error:
            raise Fault("bounds-broken", error=error) from error

    def text(self, said: Said) -> Text:
        """Read words, which must be there in every language of the study."""
        words = {language: said[language] for language in Language if isinstance(said.get(language), str)}
        for language in self._languages:
            if not words.get(language):
                raise Fault("text-missing", language=language)
        return Text(**words)

    def quantity(self, claim: str, implied: bool) -> Quantity:
        """Give what a claim strictly says, or what only the use of its hedge implies."""
        self.claim(claim)
        try:
            published = self._published[claim]
        except AnalysisError as error:
            raise Fault("claim-numberless", claim) from error
        found = only_implicatures(meant(published)) if implied else without_implicatures(published)
        if found.lower is None and found.upper is None:
            raise Fault("claim-numberless/side", claim, verb="imply" if implied else "strictly imply")
        return found

    def claim(self, claim: str) -> Mapping[Any, Any]:
        """Give the row of a claim."""
        if claim not in self._claims:
            raise Fault("claim-unknown", claim)
        return self._claims[claim]


def checked(entry: str, said: Any) -> Said:
    """Refuse keys and values that an entry cannot have.

    Raises `ExpressionError`: `bounds-key-unknown` or `bounds-value-wrong`.
    """
    if not isinstance(said, dict):
        raise _wrong(entry, said, TABLE)
    words = {str(language): TEXT for language in Language if entry in _WITH_WORDS}
    known = {**_ENTRIES[entry], **words}
    for key, value in said.items():
        if key not in known:
            raise Fault("bounds-key-unknown", key, entry=entry, known=", ".join(known))
        if not known[key].fits(value):
            raise _wrong(key, value, known[key])
    for key in _NEEDED.get(entry, ()):
        if key not in said:
            raise Fault("bounds-value-wrong/missing", entry=entry, key=key, wanted=known[key].wanted)
    if entry == "constraint" and len([kind for kind in Kind if kind in said]) != 1:
        raise Fault("bounds-value-wrong/kind", known=", ".join(f"{kind} = …" for kind in Kind))
    return said


def _wrong(key: str, value: Any, kind: Wanted) -> Fault:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return Fault("bounds-value-wrong", shown, key=key, wanted=kind.wanted)


def leaves(said: Said, above: str = "") -> Iterator[tuple[str, Any]]:
    """Give the constraints of a table by their names; `c1.points = {…}` stands in a table of its own."""
    for key, value in said.items():
        if isinstance(value, dict) and value and all(isinstance(item, dict) for item in value.values()):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield above + key, value
