"""Find what is wrong with what people wrote, without making anything: quick enough to ask after every edit."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from policy_report.build.discovery import TaskFunctions, study_code, task_functions
from policy_report.build.memory import Memory
from policy_report.build.selection import figure_stem, table_file
from policy_report.checks.edition import Edition, editions
from policy_report.checks.findings import check_marks
from policy_report.checks.typed import check_prose
from policy_report.editions.make import edition_files
from policy_report.editions.since import since_file
from policy_report.errors import PolicyReportError, Problem, problem
from policy_report.project import Project
from policy_report.render.document import Format
from policy_report.render.engine import documents
from policy_report.render.extensions import extension_files
from policy_report.render.look import look
from policy_report.render.prepare import faults as document_faults
from policy_report.render.shortcodes import NAME
from policy_report.study import Study, read_study
from policy_report.text.forms import without_form

CONFLICT: Final = "conflict-marker"
_CAUSES: Final = (CONFLICT, "shortcode-not-closed")
"""Of a file with the first of these, and of a row with the second, nothing else is said."""

_UNMADE: Final = ("include-not-found", "file-not-found")
_IN_TABLES: Final = re.compile(r"#(?:clm|num|fnd|ctr|tbl)-[\w-]+$")
"""A link to what made tables hold."""


def text_faults(
    project: Project, memory: Memory, known: Collection[str] = (), formats: Collection[Format] = tuple(Format)
) -> list[Problem]:
    """Find the faults of the texts, each in the file, row and column where a person wrote it.

    A document that is as it was when it was last made had none of its own.

    `project`, `memory`: the study, and what is remembered of its builds.
    `known`: ids of the evidence, whose variables a build makes if it has not yet.
    `formats`: in which the documents are examined.

    Raises `PolicyReportError` if `_quarto.yml` or the study's code cannot be read.
    """
    study, texts = read_study(project), editions(project)
    study_code(study).remember(project.state / "code.json")
    functions = task_functions(study)
    made = made_files(project, study, functions)
    found = [problem for edition in texts for problem in edition.source.problems]
    for find in (
        partial(check_marks, project, functions.findings, texts),
        partial(check_prose, project, texts),
        partial(unused_outputs, functions, texts),
        partial(_of_documents, project, memory, made, formats),
    ):
        found += _said(find)
    # One fault of several formats is told once.
    places = {(one.file, one.row, one.code, one.text): one for one in sorted(found, reverse=True)}
    told = [one for one in places.values() if not _unmade(project, one, made, known)]
    # What a table holds that is not made yet cannot be missed.
    lacking = any(_unmade(project, one, made, ()) for one in places.values() if one.code in _UNMADE)
    kept = {_in_row(project, one) for one in told if not (lacking and _IN_TABLES.search(one.text))}
    torn = {(one.file, 0 if one.code == CONFLICT else one.row) for one in kept if one.code in _CAUSES}
    return [one for one in kept if one.code in _CAUSES or not torn & {(one.file, 0), (one.file, one.row)}]


def _said(find: Callable[[], Iterable[Problem]]) -> Sequence[Problem]:
    try:
        return [*find()]
    except PolicyReportError as error:
        return error.problems


def _of_documents(
    project: Project, memory: Memory, made: frozenset[Path], formats: Collection[Format]
) -> Iterator[Problem]:
    """The faults of each document that a build makes unasked, if it is out of date."""
    tasks = {task.name: task for task in memory.tasks}
    for document in documents(project):
        task = tasks.get(f"document/{document.name}.{document.format}")
        if document.by_default and document.format in formats and (task is None or memory.why(task)):
            yield from document_faults(project, document, made)


def made_files(project: Project, study: Study, functions: TaskFunctions) -> frozenset[Path]:
    """Name the files that a build makes for the documents, if they show them."""
    stems = [figure_stem(project, task, language) for task in functions.figures for language in study.languages]
    tables = [table_file(project, task, language) for task in functions.tables for language in study.languages]
    editions_of = [path for document in documents(project) for path in edition_files(project, document)]
    editions_of += [since_file(project, language) for language in study.languages]
    figures = [stem.with_suffix(suffix) for stem in stems for suffix in (".svg", ".png", ".csv")]
    looks = [path for part in look(project) for path in part.makes]
    return frozenset([*figures, *tables, *editions_of, *looks, *extension_files(project)])


def _unmade(project: Project, problem: Problem, made: Collection[Path], known: Collection[str]) -> bool:
    """Whether a build mends a fault, because it makes what is missing."""
    if problem.code in _UNMADE:
        return project.root / problem.text in made
    if problem.code == "unknown-variable" and (named := NAME.search(problem.text)):
        return without_form(named[1]) in known or not project.variables.is_file()
    return False


def _in_row(project: Project, problem: Problem) -> Problem:
    """A fault of a text with the column at which its words stand, as far as they are in its row."""
    path = project.root / problem.file
    if problem.column or not problem.row or path.suffix != ".qmd" or not problem.text:
        return problem
    row = path.read_text(encoding="utf-8", errors="replace").split("\n")[problem.row - 1]
    column = row.find(problem.text.split("\n")[0]) + 1
    return replace(problem, column=str(column)) if column else problem


def unused_outputs(functions: TaskFunctions, texts: Sequence[Edition]) -> list[Problem]:
    """Find the study's own figures and tables that an edition does not show: the build makes them for it."""
    kinds = {"fig": "figure", "tbl": "table"}
    named = [(kinds[name[:3]], name, task) for name, task in functions.shown.items() if not task.of_engine]
    return [
        problem(task.shown_file, 0, "", f"{kind}-unused", name, language=language)
        for language in dict.fromkeys(edition.language for edition in texts)
        for kind, name, task in named
        if name not in {found for edition in texts if edition.language is language for found in edition.shows}
    ]
