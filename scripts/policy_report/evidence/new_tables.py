"""An official table as new evidence: it is taken as it stands once it reads, adds up and says where it is from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.additions import Addition, register_with
from policy_report.evidence.faults import problem
from policy_report.evidence.tables import read_table_file
from policy_report.evidence.tables.recipe import SUFFIX
from policy_report.project import Project


def add_table(project: Project, file: Path, recipe: Path | None = None) -> Addition:
    """Copy a table and its recipe into `data/published/tables/`.

    `file`: the table, in any format that is read.
    `recipe`: what its print does not say; by default `<table>.recipe.toml` beside it, if there is one.

    Raises `EvidenceError` if the table cannot be read, does not add up, has no known source, states a figure that
    stands in the series already, or a table of that name is there already.
    """
    table = read_table_file(file, recipe, name=file.name)
    beside = recipe or file.with_name(file.stem + SUFFIX)
    contents = {project.tables / file.name: file.read_bytes()}
    if beside.is_file():
        contents[project.tables / (file.stem + SUFFIX)] = beside.read_bytes()
    problems = list(_name_problems(project, file))
    try:
        register = register_with(project, contents)
    except EvidenceError as error:
        given = dict(zip(map(project.relative, contents), (file.name, beside.name), strict=False))
        problems += [replace(problem, file=given.get(problem.file, problem.file)) for problem in error.problems]
    if problems:
        raise EvidenceError(problems)
    return Addition((file.name,), contents, dict.fromkeys(contents), register, table)


def _name_problems(project: Project, file: Path) -> Iterator[Problem]:
    """One stem, one table: two of them would share a recipe."""
    present = project.tables.iterdir() if project.tables.is_dir() else ()
    for other in sorted(present):
        if other.name.partition(".")[0] == file.name.partition(".")[0]:
            yield problem(file.name, 0, "", "table-exists", project.relative(other))
