"""Shortcodes: `{{< var … >}}`, `{{< meta … >}}`, `{{< pagebreak >}}`, and their escaped forms.

Each is replaced by a token of the same length made of private characters, which have no meaning in
Markdown. Tables keep their columns, and a filter later puts the value in: parsed as Markdown in text,
as plain characters in code, links and attributes, as Quarto does.
"""

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy_report.errors import Problem
from policy_report.render.source import Place, Source

# The tokens' alphabet; `filters/values.lua` reads it.
OPEN, FILL, DIGIT = 0xE000, 0xE001, 0xE010

_SHORTCODE = re.compile(r"(?P<escaped>\{\{\{<.*?>\}\}\})|\{\{<(?P<body>.*?)>\}\}|(?P<broken>\{\{<)")
NAME = re.compile(r"\{\{<\s*var\s+\w+\.([\w.-]+)")
"""How the text names a variable, which begins with its language."""

_WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")


@dataclass(frozen=True)
class Value:
    """What a token stands for: `kind` is markdown, literal or pagebreak."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Expanded:
    """A text with tokens for its shortcodes, and what the tokens stand for, in order."""

    text: str
    metadata: dict[str, Any]
    values: tuple[Value, ...]
    places: tuple[Place, ...]
    problems: tuple[Problem, ...]


class Expander:
    """Replaces shortcodes in a document's text and metadata: by `variables`, or by `options` for `{{< meta … >}}`."""

    def __init__(
        self, variables: Mapping[str, Any], metadata: dict[str, Any], source: Source, options: Mapping[str, Any]
    ) -> None:
        self._tables = {"var": variables, "meta": options}
        self._metadata = metadata
        self._source = source
        self._values: list[Value] = []
        self._places: list[Place] = []
        self._problems: list[Problem] = []

    def expand(self) -> Expanded:
        """The document with a token for each shortcode."""
        rows = zip(self._source.text.split("\n"), self._source.lines, strict=True)
        text = "\n".join(self._line(text, line.place) for text, line in rows)
        metadata = self._walk(self._metadata)
        return Expanded(text, metadata, tuple(self._values), tuple(self._places), tuple(self._problems))

    def _walk(self, node: Any) -> Any:
        if isinstance(node, dict):
            return {key: self._walk(value) for key, value in node.items()}
        if isinstance(node, list):
            return [self._walk(value) for value in node]
        if isinstance(node, str) and "{{<" in node:
            found = _SHORTCODE.search(node)
            places = self._source.locate(found.group()) if found else []
            return self._line(node, places[0] if places else Place("_quarto.yml", 0))
        return node

    def _line(self, text: str, place: Place) -> str:
        return _SHORTCODE.sub(lambda match: self._token(match, place), text)

    def _token(self, match: re.Match[str], place: Place) -> str:
        if match["broken"]:
            self._problems.append(place.fault("shortcode-not-closed", match.string.strip()))
            return ""
        value = Value("literal", match.group()[1:-1]) if match["escaped"] else self._value(match, place)
        self._values.append(value)
        self._places.append(place)
        return token(len(self._values), len(match.group()))

    def _value(self, match: re.Match[str], place: Place) -> Value:
        words = ["".join(groups) for groups in _WORD.findall(match["body"])]
        name, arguments = (words[0], words[1:]) if words else ("", [])
        if name == "pagebreak" and not arguments:
            if match.string.strip() != match.group():
                self._problems.append(place.fault("pagebreak-not-alone", match.group()))
            return Value("pagebreak")
        if name in self._tables and len(arguments) == 1:
            return self._lookup(name, arguments[0], match.group(), place)
        if name == "include":  # `source` has reported it
            return Value("literal")
        fault = "shortcode-arguments" if name in ("pagebreak", *self._tables) else "unknown-shortcode"
        takes = "no argument" if name == "pagebreak" else "one name"
        self._problems.append(place.fault(fault, match.group(), name=name or "(without a name)", arguments=takes))
        return Value("literal")

    def _lookup(self, table: str, name: str, text: str, place: Place) -> Value:
        node: Any = self._tables[table]
        for part in name.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        if isinstance(node, list) and len(node) == 1:
            node = node[0]
        if node is None or isinstance(node, Mapping | list):
            near = _nearest(self._tables[table], name)
            remedy = f"the nearest are: {', '.join(near)}" if near else "mend the name, or build what makes the value"
            fault = "unknown-variable" if table == "var" else "unknown-metadata"
            self._problems.append(place.fault(fault, text, name=name, remedy=remedy))
            return Value("literal")
        return Value("markdown", str(node).lower() if isinstance(node, bool) else str(node))


def _nearest(table: Mapping[str, Any], name: str) -> list[str]:
    """The names of values that are most like a name of none."""
    known = list(_names(table))
    within = [one for one in known if one.rpartition(".")[0] == name.rpartition(".")[0]]
    return difflib.get_close_matches(name, within or known, n=3)


def _names(table: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def token(index: int, length: int) -> str:
    """The token of the value with this index (from 1), filled up to a length."""
    digits = "".join(chr(DIGIT + int(digit)) for digit in str(index))
    return (chr(OPEN) + digits).ljust(length, chr(FILL))


def tokens(text: str) -> list[int]:
    """The indices (from 0) of the values whose tokens stand in a text."""
    return [_index(match) for match in _TOKEN.finditer(text)]


def renumbered(text: str, offset: int = 0) -> str:
    """The text with its tokens numbered in their order, the first one `offset` + 1; each keeps its length."""
    count = itertools.count(offset + 1)
    return _TOKEN.sub(lambda match: token(next(count), len(match.group())), text)


def restored(text: str, indices: Sequence[int]) -> str:
    """The text in which a token of number n stands again for the value `indices[n - 1]`."""
    return _TOKEN.sub(lambda match: token(indices[_index(match)] + 1, len(match.group())), text)


_TOKEN = re.compile(f"{chr(OPEN)}([{chr(DIGIT)}-{chr(DIGIT + 9)}]+){chr(FILL)}*")


def _index(match: re.Match[str]) -> int:
    return int("".join(str(ord(char) - DIGIT) for char in match[1])) - 1
