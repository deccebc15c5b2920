"""The report of a check in the forms that people and programs read."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, Final

from policy_report import __version__
from policy_report.errors import Problem
from policy_report.lookup.checking import Report

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(report: Report) -> str:
    """For people: faults and warnings in full, then remarks on a line each, and the counts."""
    remarks = [f"{_place(one)}: [{one.code}] {one.text}: {one.message}" for one in report.remarks]
    counts = f"{len(report.faults)} faults, {len(report.warnings)} warnings"
    counts += f", {len(remarks)} remarks" if remarks else "; --remarks lists what nothing uses"
    return "\n".join([*map(str, report.faults), *map(str, report.warnings), *remarks, *report.notes, counts])


def _place(problem: Problem) -> str:
    return ":".join(part for part in (problem.file, str(problem.row or "")) if part)


def _as_json(report: Report) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=1)


def _levels(report: Report) -> Iterator[tuple[str, Problem]]:
    for level, found in (("error", report.faults), ("warning", report.warnings), ("note", report.remarks)):
        yield from ((level, problem) for problem in found)


def _as_github(report: Report) -> str:
    """For the annotations of a workflow of GitHub."""
    names = {"error": "error", "warning": "warning", "note": "notice"}
    return "\n".join(_annotation(names[level], problem) for level, problem in _levels(report))


def _annotation(kind: str, problem: Problem) -> str:
    told = {"file": problem.file, "line": problem.row or 1, "col": _column(problem), "title": problem.code}
    pairs = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in told.items())
    said = "\n".join(part for part in (problem.message, problem.text, problem.remedy) if part)
    return f"::{kind} {pairs}::{_escaped(said)}"


def _escaped(text: str, also: str = "") -> str:
    """A text as workflow commands have it: percent signs, line ends and, in a property, separators."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{also}" else sign for sign in text)


def _column(problem: Problem) -> int:
    return int(problem.column) if problem.column.isdecimal() else 1


def _as_sarif(report: Report) -> str:
    """For the viewers of editors and of code hosts: SARIF 2.1.0."""
    rules = sorted({problem.code for _, problem in _levels(report)})
    driver = {"name": "policy-report", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [_result(level, problem) for level, problem in _levels(report)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(level: str, problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.row or 1, "startColumn": _column(problem)}
    place = {"artifactLocation": {"uri": problem.file}, "region": region}
    said = ". ".join(part for part in (problem.message, problem.remedy) if part)
    return {
        "ruleId": problem.code,
        "level": level,
        "message": {"text": said},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": as_text,
    "json": _as_json,
    "github": _as_github,
    "sarif": _as_sarif,
}
