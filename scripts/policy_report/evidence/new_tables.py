"""An official table as new evidence: it is taken as it stands once it reads, adds up and says where it is from."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.additions import Addition
from policy_report.evidence.register import read_register
from policy_report.evidence.tables import OfficialTable, read_table_file
from policy_report.evidence.tables.recipe import SUFFIX
from policy_report.project import Project


def add_table(project: Project, file: Path, recipe: Path | None = None) -> Addition:
    """A copy of a table and its recipe in `data/published/tables/`.

    Parameters
    ----------
    project
        The study.
    file
        The table: text, CSV, XLSX or HTML.
    recipe
        What its print does not say; by default `<table>.recipe.toml` beside it, if there is one.

    Raises
    ------
    EvidenceError
        If the table cannot be read, does not add up, has no known source, or a table of that name is there already.
    """
    table = read_table_file(file, recipe, name=file.name)
    register = read_register(project)
    problems = [*_link_problems(table, register.frames), *_name_problems(project, file)]
    if problems:
        raise EvidenceError(problems)
    beside = recipe or file.with_name(file.stem + SUFFIX)
    contents = {project.tables / file.name: file.read_bytes()}
    if beside.is_file():
        contents[project.tables / (file.stem + SUFFIX)] = beside.read_bytes()
    return Addition((file.name,), contents, dict.fromkeys(contents), register, table)


def _link_problems(table: OfficialTable, frames: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    remedy = 'name its key in the recipe, such as `source = "nbs2010registered"`, after `policy-report add source`'
    if not table.source:
        yield Problem(table.file, 0, "source", "table-source-missing", "nothing says what was read", "", remedy)
    indicators = {row.indicator for row in table.rows} | {column.indicator for column in table.columns}
    links = [("source", table.source, frames["sources"]["key"]), ("case", table.case, frames["cases"]["id"])]
    links += [("indicator", indicator, frames["indicators"]["id"]) for indicator in sorted(indicators)]
    for kind, name, known in links:
        if name and name not in set(known):
            remedy = "correct the spelling in the recipe, or add it to the study first"
            yield Problem(table.file, 0, kind, f"{kind}-unknown", f"no such {kind}", name, remedy)


def _name_problems(project: Project, file: Path) -> Iterator[Problem]:
    """One stem, one table: two of them would share a recipe."""
    present = project.tables.iterdir() if project.tables.is_dir() else ()
    for other in sorted(present):
        if other.name.partition(".")[0] == file.name.partition(".")[0]:
            message, remedy = "a table of this name is there already", "rename the file, or remove the other first"
            yield Problem(file.name, 0, "", "table-exists", message, project.relative(other), remedy)
