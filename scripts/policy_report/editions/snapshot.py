"""What a study says at one time, by meaning: what two editions of it are compared by.

It holds plain data only, so that an archive carries it as JSON and a comparison needs nothing else.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from policy_report.errors import ProjectError, problem
from policy_report.project import Project
from policy_report.render.config import read_front_matter, read_variables
from policy_report.render.document import ARTICLE
from policy_report.render.source import Source
from policy_report.text.language import Language

if TYPE_CHECKING:
    import pandas as pd

    from policy_report.analysis.comparability.degree import Licence
    from policy_report.analysis.contradictions.contradiction import Contradiction
    from policy_report.analysis.results import Derived
    from policy_report.paper.findings.finding import Finding

VERSION: Final = 1
FILE: Final = "snapshot.json"
MARGINS: Final = "margins"
"""The key of how far each comparison of a finding's test is from turning out otherwise."""

LICENCES: Final = ("headline_licences", "outcome_licences")
"""The results whose verdicts of comparability the study rests on."""

_TOLD = (
    "case",
    "indicator",
    "category",
    "part",
    "phrase",
    "unit",
    "period_start",
    "period_end",
    "period_basis",
    "source",
)
_VARIABLE = re.compile(r"\{\{<\s*var\s+([\w.-]+)\s*>\}\}")
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^()]*\)(?:\{[^{}]*\})?|\{[^{}]*\})")
_END = re.compile(r"(?<=[.!?])(?:[)\]”\"*]|\{[^{}]*\})*\s+(?=\S)|(?<=[。！？])(?:[”」』）\]]|\{[^{}]*\})*\s*(?=\S)")
_NO_TEXT = re.compile(r"\s*(?:#|:::|\||: |!\[|\{\{<\s*include|```|$)")


@dataclass(frozen=True)
class Snapshot:
    """Everything by its id: published rows, verdicts, contradictions, findings, numbers; and sentences by language.

    `inputs` are the rows that each number was computed from.
    A sentence is its text as written, as a reader sees it, and its place.
    """

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    verdicts: dict[str, str] = field(default_factory=dict)
    contradictions: dict[str, str] = field(default_factory=dict)
    findings: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, list[str]] = field(default_factory=dict)
    sentences: dict[str, list[list[str]]] = field(default_factory=dict)

    def to_json(self) -> str:
        """Write it, the same for the same study."""
        return json.dumps({"version": VERSION, **vars(self)}, ensure_ascii=False, sort_keys=True, indent=0)


def read_snapshot(text: str | bytes, name: str) -> Snapshot:
    """Read what `to_json` wrote.

    Raises `ProjectError`: `snapshot-broken` if it is not that, `snapshot-version` if it is of another version.
    """
    try:
        said = json.loads(text)
        if said["version"] != VERSION:
            raise ProjectError(problem(name, 0, "", "snapshot-version", str(said["version"]), known=VERSION))
        return Snapshot(**{one.name: said[one.name] for one in fields(Snapshot)})
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ProjectError(problem(name, 0, "", "snapshot-broken", str(error))) from error


def snapshot(
    frames: Mapping[str, "pd.DataFrame"],
    *,
    licences: "Iterable[Licence]",
    contradictions: "Iterable[Contradiction]",
    findings: "Iterable[Finding]",
    numbers: "Mapping[str, Mapping[str, Derived]]",
) -> Snapshot:
    """Take it of the results of a build; it has no sentences yet."""
    from policy_report.evidence.records import by_id
    from policy_report.text.numbers import computed

    return Snapshot(
        rows={
            key: _row(name, row) for name, frame in frames.items() for key, row in by_id(frame, dict[str, Any]).items()
        },
        verdicts={f"{one.first} {one.second}": one.degree.value for one in licences},
        contradictions={
            one.id: ", ".join((*one.claims, "strict" if one.strict else "by use")) for one in contradictions
        },
        findings={one.id: _verdict(one) for one in findings},
        numbers={
            f"{name}.{key}": computed(number.quantity, Language.EN, number.decimals)
            for name, group in numbers.items()
            for key, number in group.items()
        },
        inputs={f"{name}.{key}": list(one.inputs) for name, group in numbers.items() for key, one in group.items()},
    )


def _row(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    """What a published row says, and how it reads."""
    from policy_report.evidence.records import quantity_of
    from policy_report.text.numbers import interval

    quantity = quantity_of(row)
    reading = f"{interval(quantity, Language.EN)} {quantity.unit} {quantity.change}" if quantity else ""
    return {"table": table, **{name: str(row.get(name, "")) for name in _TOLD}, "reading": reading}


def _verdict(finding: "Finding") -> dict[str, str]:
    margins = ", ".join(f"{margin:g}" for margin in finding.verdict.margins)
    return {
        "holds": "yes" if finding.verdict.holds else "no",
        **finding.values(Language.EN),
        **({MARGINS: margins} if margins else {}),
    }


def sentences(project: Project, texts: Iterable[tuple[Language, Source]]) -> dict[str, list[list[str]]]:
    """Every sentence of the articles: as written, as read with its variables filled in, and its place."""
    variables = read_variables(project)
    found: dict[str, list[list[str]]] = {}
    for language, source in texts:
        if Path(source.start.file).stem == ARTICLE:
            found[str(language)] = [[text, _read(text, variables), place] for text, place in _sentences(source)]
    return found


def _sentences(source: Source) -> Iterator[tuple[str, str]]:
    front = read_front_matter(source.front_matter)
    for key in ("title", "subtitle", "abstract"):
        yield from ((text, source.start.file) for text in _split(str(front.get(key) or "")))
    block: list[str] = []
    begin = source.start
    for line, text in zip(source.lines, source.prose.split("\n"), strict=True):
        if _NO_TEXT.match(text):
            yield from ((one, f"{begin.file}:{begin.row}") for one in _split(" ".join(block)))
            block = []
        else:
            begin = begin if block else line.place
            block.append(text)
    yield from ((one, f"{begin.file}:{begin.row}") for one in _split(" ".join(block)))


def _split(text: str) -> list[str]:
    return [one for part in _END.split(" ".join(text.split())) if (one := part.strip())]


def _read(text: str, variables: Mapping[str, Any]) -> str:
    """A sentence as a reader sees it: variables filled in, links and marks as their text."""
    filled = _VARIABLE.sub(lambda match: _value(variables, match[1].split(".")), text)
    while (plain := _LINK.sub(r"\1", filled)) != filled:
        filled = plain
    # A mark that closes behind the end of its sentence has been cut off.
    return filled.removeprefix("[") if filled.count("[") > filled.count("]") else filled


def _value(table: Any, path: list[str]) -> str:
    for part in path:
        table = table.get(part, "") if isinstance(table, Mapping) else ""
    return str(table)
