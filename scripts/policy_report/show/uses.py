"""Where the paper uses a thing: results, numbers, figures and tables that hold it, and lines of the text."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from policy_report.analysis.results import Derived
from policy_report.discovery import Maker, figures, findings, results, tables
from policy_report.keeping import make
from policy_report.paper.findings.finding import Finding
from policy_report.paper.numbers import computed, interval
from policy_report.project import Language, Project

_MENTION = re.compile(
    r"\{\{<\s*var\s+(?:en|zh)\.(?P<number>[\w.-]+)"
    r"|@(?P<cited>[A-Za-z][\w-]*)"
    r"|/(?P<made>(?:fig|tbl)-[a-z0-9-]+)"
    r"|#clm-(?P<claim>[\w-]+)"
    r"|(?:#|repeats=)(?P<finding>fnd-[\w-]+)"
)
"""How the text names a number, a source or cross-reference, a made figure or table, a claim's anchor, a finding."""

_ROWS = ("claims", "series")
_LOOKUPS = ("cases", "indicators", "sources")
"""Frames that figures and tables take for the names of what other frames refer to."""

_ANCHOR = re.compile(r"clm-([a-z0-9-]+)")
"""How a made table names the row of Appendix A of a claim or series value."""

_NUMBERS, _FINDINGS, _FRAMES = "numbers", "findings", "frames"
"""The parameter names by which a table asks for all numbers, findings or frames, as the pipeline gives them."""


class Uses:
    """What the analyses, figures, tables and text of a study make of its evidence.

    Parameters
    ----------
    project
        The study.
    frames
        Its tidy evidence.
    """

    def __init__(self, project: Project, frames: Mapping[str, pd.DataFrame]) -> None:
        self._project = project
        self._frames = frozenset(frames)
        self._known: dict[str, Any] = dict(frames)
        self._makers = {maker.name: maker for maker in results()}
        self._tests = {maker.name: maker for maker in findings()}
        self._shown = {
            f"{prefix}-{maker.name.replace('_', '-')}": maker
            for prefix, makers in (("fig", figures()), ("tbl", tables()))
            for maker in makers
        }

    def made(self) -> list[str]:
        """The ids of all figures, tables, findings and derived numbers."""
        return [*self._shown, *self._tests, *self._numbers]

    def of(self, key: str) -> dict[str, Any]:
        """Where a thing of the evidence is used."""
        return {
            "numbers": [name for name, number in self._numbers.items() if key in number.inputs],
            "results": [name for name in self._makers if key in self._words(name)],
            "figures": [name for name in self._shown if name.startswith("fig") and key in self._held(name)],
            "tables": [name for name in self._shown if name.startswith("tbl") and key in self._held(name)],
            "text": self._mentions(key),
        }

    def card(self, key: str) -> dict[str, Any] | None:
        """What is known of a figure, table, finding or derived number; `None` if there is none of this id."""
        if key in self._numbers:
            return self._number_card(key, self._numbers[key])
        if key in self._tests:
            return self._finding_card(self._tests[key])
        return self._shown_card(key) if key in self._shown else None

    def _number_card(self, key: str, number: Derived) -> dict[str, Any]:
        return {
            "kind": "number",
            "id": key,
            "in words": "; ".join(computed(number.quantity, language, number.decimals) for language in Language),
            "interval": interval(number.quantity, Language.EN),
            "method": f"{number.method_en}; {number.method_zh}",
            "from": list(number.inputs),
            "used in": {"text": self._mentions(key)},
        }

    def _finding_card(self, maker: Maker) -> dict[str, Any]:
        found: Finding = self._value_of(maker)
        return {
            "kind": "finding",
            "id": found.id,
            "holds": "yes" if found.verdict.holds else "no",
            "test": f"{found.test_en}; {found.test_zh}",
            "values": [f"{value.name_en}: {value.shown(Language.EN)}" for value in found.verdict.values],
            "overturned by": f"{found.overturned_by_en}; {found.overturned_by_zh}",
            "made by": f"{maker.module}:{maker.row}",
            "needs": list(maker.needs),
            "used in": {"text": self._mentions(found.id)},
        }

    def _shown_card(self, key: str) -> dict[str, Any]:
        maker, held = self._shown[key], self._held(key)
        return {
            "kind": "figure" if key.startswith("fig-") else "table",
            "id": key,
            "about": _docstring(maker.module),
            "made by": maker.module,
            "needs": list(maker.needs),
            **{name: [row for row in self._known[name]["id"] if row in held] for name in _ROWS},
            "used in": {"text": self._mentions(key)},
        }

    def _held(self, shown: str) -> set[str]:
        """The ids that a figure or table holds.

        A figure takes them from its results; frames beside them only explain. A table names the claims and series
        values that it shows by their anchors, and holds what their rows refer to.
        """
        maker = self._shown[shown]
        needs = [need for need in maker.needs if need not in _LOOKUPS] or list(maker.needs)
        if shown.startswith("fig"):
            needs = [need for need in needs if need not in self._frames] or needs
            return set().union(*(self._words(need) for need in needs))
        anchors = _ANCHOR.findall(self._value_of(maker, language=Language.EN))
        rows = [frame[frame["id"].isin(anchors)] for frame in (self._known[name] for name in _ROWS)]
        return set(_words(rows)).union(*(self._words(need) for need in needs if need not in _ROWS))

    @cached_property
    def _numbers(self) -> dict[str, Derived]:
        return {
            f"{name}.{key}": number
            for name, maker in self._makers.items()
            if maker.kind == "numbers"
            for key, number in self._value(name).items()
        }

    @cached_property
    def _lines(self) -> list[tuple[str, str]]:
        """Each name in the text, and where it stands."""
        found = []
        for path in sorted(self._project.report.rglob("*.qmd")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                place = f"{self._project.relative(path)}:{number}"
                found += [(match[match.lastgroup or 0], place) for match in _MENTION.finditer(line)]
        return found

    def _mentions(self, key: str) -> list[str]:
        """The places in the text that name a number, a source, a figure or a table."""
        return list(dict.fromkeys(place for name, place in self._lines if name == key))

    def _value(self, name: str) -> Any:
        """A frame or result by name; computed once, without touching what a build keeps."""
        if name not in self._known:
            self._known[name] = self._computed(name)
        return self._known[name]

    def _computed(self, name: str) -> Any:
        if name == _NUMBERS:
            return {key: self._value(key) for key, maker in self._makers.items() if maker.kind == "numbers"}
        if name == _FINDINGS:
            return dict.fromkeys(Language, self.findings())
        if name == _FRAMES:
            return {frame: self._value(frame) for frame in self._frames}
        return self._value_of(self._makers[name])

    def findings(self) -> list[Finding]:
        """Every finding, tested on the evidence."""
        return [self._value_of(maker) for maker in self._tests.values()]

    def _value_of(self, maker: Maker, **language: Language) -> Any:
        return make(self._project, maker, {**language, **{need: self._value(need) for need in maker.needs}})

    def _words(self, name: str) -> set[str]:
        return set(_words(self._value(name)))


def cited_in_text(project: Project) -> set[str]:
    """The keys that the text cites."""
    texts = (path.read_text(encoding="utf-8") for path in project.report.rglob("*.qmd"))
    return {match["cited"] for text in texts for match in _MENTION.finditer(text) if match["cited"]}


def _words(thing: Any) -> Iterator[str]:
    """Every text in a result, and each member of those that are lists of ids."""
    for text in _texts(thing):
        yield from re.split(r"\s*[,;]\s*", text)


def _texts(thing: Any) -> Iterator[str]:
    """Every text in a result, however it is nested."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, pd.DataFrame):
        for column in thing.columns:
            yield from _texts(thing[column].tolist())
        yield from _texts(thing.index.tolist())
    else:
        for part in _parts(thing):
            yield from _texts(part)


def _parts(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return (part for item in thing.items() for part in item)
    if isinstance(thing, list | tuple | set | frozenset):
        return thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return (getattr(thing, field.name) for field in fields(thing))
    return ()


def _docstring(module: str) -> str:
    """The first line of a module's docstring, read without importing the module and its plotting library."""
    spec = find_spec(module)
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8")) if spec and spec.origin else ast.Module([], [])
    return (ast.get_docstring(tree) or "").partition("\n")[0]
