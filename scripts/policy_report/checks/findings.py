"""Findings against the text: every test has its sentence, every sentence its test, and every test holds."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from policy_report.checks.edition import Edition
from policy_report.checks.marks import Mark, marks
from policy_report.errors import Problem, problem
from policy_report.paper.findings.finding import Finding
from policy_report.project import Project
from policy_report.text.language import Language

REFUTED = "finding-failed"
"""The one fault that `--allow-stale` passes over."""

_TABLE = "tbl-findings.md"
"""The table from which a document learns the numbers of its findings and which of them are refuted."""


class Test(Protocol):
    """The function that tests a finding: the finding's id, and where the function stands."""

    @property
    def name(self) -> str: ...
    @property
    def function(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def file(self) -> Path: ...
    @property
    def row(self) -> int: ...
    @property
    def shown_file(self) -> str: ...


Record = dict[str, dict[str, str]]
"""For each finding, its values by their English names, as they stood when it last held."""


def in_order_of_text(found: Iterable[Finding], marked: Sequence[Mark], language: Language) -> list[Finding]:
    """The findings in the order in which an edition states them; those that it does not state come last."""
    stated = [mark for mark in marked if mark.states]
    own = [mark.id for mark in stated if mark.language is language] or [mark.id for mark in stated]
    places = {name: place for place, name in reversed(list(enumerate(own)))}
    return sorted(found, key=lambda finding: (places.get(finding.id, len(own)), finding.id))


def check_marks(project: Project, tests: Sequence[Test], texts: Sequence[Edition]) -> list[Problem]:
    """What does not go together between tests and sentences of the editions that exist."""
    marked = [mark for edition in texts for mark in marks(edition)]
    known = {test.name for test in tests}
    stated = [mark for mark in marked if mark.states]
    return [
        *_without_test(marked, known),
        *_misplaced(stated),
        *_twice(project, tests, stated),
        *_missing(project, tests, stated, [edition.language for edition in texts]),
        *_not_shown(texts),
    ]


def _without_test(marked: Sequence[Mark], tests: set[str]) -> Iterator[Problem]:
    for mark in marked:
        if mark.id not in tests:
            yield _at(mark, "sentence-without-test" if mark.id else "sentence-without-test/name")


def _misplaced(stated: Sequence[Mark]) -> Iterator[Problem]:
    for mark in stated:
        if mark.in_front:
            yield _at(mark, "finding-in-front-matter")


def _twice(project: Project, tests: Sequence[Test], stated: Sequence[Mark]) -> Iterator[Problem]:
    sentences = Counter((mark.language, mark.id) for mark in stated)
    for mark in stated:
        if sentences[mark.language, mark.id] > 1:
            yield _at(mark, "finding-twice")
    names = Counter(test.name for test in tests)
    for test in tests:
        if names[test.name] > 1:
            yield _of_test(project, test, "finding-twice/test")


def _missing(
    project: Project, tests: Sequence[Test], stated: Sequence[Mark], languages: Sequence[Language]
) -> Iterator[Problem]:
    for test in tests:
        first = next((mark for mark in stated if mark.id == test.name), None)
        if first is None:
            yield _of_test(project, test, "finding-without-sentence")
            continue
        for language in languages:
            if not any(mark.id == test.name and mark.language is language for mark in stated):
                yield _at(first, "finding-missing-in-language", language=language)


def _not_shown(texts: Sequence[Edition]) -> Iterator[Problem]:
    shown = {edition.language for edition in texts if _TABLE in {path.name for path in edition.made}}
    for edition in texts:
        if marks(edition) and edition.language not in shown:
            place, table = edition.source.start, f"/report/generated/{edition.language}/{_TABLE}"
            yield problem(place.file, place.row, "", "findings-not-shown", table=table)


def refuted(
    project: Project, found: Iterable[Finding], tests: Sequence[Test], marked: Sequence[Mark], before: Record
) -> list[Problem]:
    """A problem for every finding whose test fails: sentence, test, and its values then and now."""
    named = {test.name: test for test in tests}
    problems = []
    for finding in found:
        sentences = [mark for mark in marked if mark.id == finding.id]
        if not finding.verdict.holds and sentences:
            problems.append(_refuted(project, finding, named[finding.id], sentences, before.get(finding.id, {})))
    return problems


def _refuted(
    project: Project, finding: Finding, test: Test, sentences: Sequence[Mark], before: dict[str, str]
) -> Problem:
    # The sentence that states it comes first; those that repeat it, and other languages, are listed.
    first, *others = sorted(sentences, key=lambda mark: not mark.states)
    values = finding.values(Language.EN)
    told = [("also", f"{mark.place.file}:{mark.place.row}:{mark.column}: {mark.sentence}") for mark in others]
    told += [("test", f"{_shown(project, test)}:{test.row} {test.function}: {test.about}")]
    told += [("old", f"{name}: {before.get(name, 'not recorded')}") for name in dict.fromkeys((*values, *before))]
    told += [("new", f"{name}: {value}") for name, value in values.items()]
    return replace(_at(first, REFUTED), details=tuple(told))


def read_record(project: Project) -> Record:
    """The values of the last build in which each finding held; empty if there was none, or its record is corrupt."""
    record: Record = {}
    with (
        suppress(OSError, UnicodeError, csv.Error, KeyError),
        project.findings.open(encoding="utf-8", newline="") as file,
    ):
        for row in csv.DictReader(file, strict=True):
            record.setdefault(row["finding"], {})[row["value"]] = row["reading"]
    return record


def record_of(found: Iterable[Finding], before: Record) -> str:
    """The record as CSV: new values where the finding holds, the old ones where it is refuted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("finding", "value", "reading"))
    for finding in sorted(found, key=lambda finding: finding.id):
        values = finding.values(Language.EN) if finding.verdict.holds else before.get(finding.id, {})
        writer.writerows((finding.id, name, value) for name, value in values.items())
    return text.getvalue()


def _at(mark: Mark, name: str, /, **said: object) -> Problem:
    place, column = mark.place, str(mark.column)
    return problem(place.file, place.row, column, name, mark.sentence, finding=mark.id, **said)


def _of_test(project: Project, test: Test, name: str) -> Problem:
    return problem(_shown(project, test), test.row, "", name, f"{test.name}: {test.about}", finding=test.name)


def _shown(project: Project, test: Test) -> str:
    """The file of a test, from the study's root if the code lies in the study."""
    inside = test.file.is_relative_to(project.root.resolve())
    return project.relative(test.file) if inside else test.shown_file
