"""Official tables as evidence: every cell, and the values of series that their recipes name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from policy_report.errors import EvidenceError, Problem
from policy_report.evidence.faults import problem, unknown
from policy_report.evidence.tables import TIDY_COLUMNS, OfficialTable, SeriesValue, read_table_file, series_values
from policy_report.evidence.tables.recipe import SUFFIX, ColumnRecipe
from policy_report.project import Project

_POINT = ("case", "indicator", "category", "period_start", "period_end", "source")
"""What two rows of a series have in common if they state one figure of one source twice."""


@dataclass(frozen=True)
class Series:
    """The values of all series: those of each official table, then those typed by hand."""

    # The values as text, indexed by their line in the file of the typed ones; the others continue the count
    frame: pd.DataFrame
    printed: Mapping[int, SeriesValue]  # the values that stand in a table, by their index

    def placed(self, problem: Problem, file: str) -> Problem:
        """Turn a problem of a line of the series into one of the official table that its value stands in."""
        value = self.printed.get(problem.row) if problem.file == file else None
        return replace(problem, file=value.file, row=value.line) if value else problem


def read_official_tables(project: Project, known: Mapping[str, set[str]]) -> tuple[list[OfficialTable], list[Problem]]:
    """Read every official table of a study, and what is wrong with them.

    `known`: the keys of the sources, and the ids of the cases, indicators and categories, under `source`, `case`,
    `indicator` and `category`.
    """
    tables: list[OfficialTable] = []
    problems: list[Problem] = []
    for path in project.table_files():
        if path.name.endswith(SUFFIX):
            continue
        try:
            table = read_table_file(path, name=project.relative(path))
        except EvidenceError as error:
            problems += error.problems
            continue
        found = list(_link_problems(table, known))
        problems += found
        tables += [] if found else [table]
    return tables, problems


def cells_of(tables: Iterable[OfficialTable]) -> pd.DataFrame:
    """Give every cell of the tables as a row."""
    frames = [pd.DataFrame(columns=list(TIDY_COLUMNS)), *(table.tidy().astype("object") for table in tables)]
    return pd.concat(frames, ignore_index=True)


def with_printed(typed: pd.DataFrame, tables: Iterable[OfficialTable], file: str) -> tuple[Series, list[Problem]]:
    """Join the typed values of the series with those that stand in official tables; a figure must not be both.

    `file`: how the file of the typed values is named to the reader.
    """
    values = [(table, value) for table in tables for value in series_values(table)]
    counts = Counter(value.cells["id"] for _, value in values)
    problems = [_repeated(table, value) for table, value in values if counts[value.cells["id"]] > 1]
    once = [value for _, value in values if counts[value.cells["id"]] == 1]
    again = list(_typed_again(typed, once, file))
    problems += [problem for problem, _ in again]
    taken = {value.cells["id"] for _, value in again}
    kept = [value for value in once if value.cells["id"] not in taken]
    start = int(typed.index.max()) + 1 if len(typed) else 2
    printed = dict(enumerate(kept, start=start))
    return Series(pd.concat([_frame(printed, typed), typed]), printed), problems


def _frame(printed: Mapping[int, SeriesValue], typed: pd.DataFrame) -> pd.DataFrame:
    rows = [[value.cells.get(column, "") for column in typed.columns] for value in printed.values()]
    return pd.DataFrame(
        rows, columns=typed.columns, index=pd.Index(list(printed), name="row", dtype="int64"), dtype="str"
    )


def _typed_again(
    typed: pd.DataFrame, values: Sequence[SeriesValue], file: str
) -> Iterator[tuple[Problem, SeriesValue]]:
    """The typed rows that have the id, or state the figure, of a value of a table."""
    by_id = {value.cells["id"]: value for value in values}
    by_point = {_point(value.cells): value for value in values}
    for line, cells in zip(typed.index.tolist(), typed.itertuples(index=False), strict=True):
        row = dict(zip(typed.columns, cells, strict=True))
        same = by_point.get(_point(row))
        found = same or by_id.get(row["id"])
        if found:
            yield _twice(row, found, file, line, same is not None), found


def _point(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in _POINT)


def _twice(row: Mapping[str, str], value: SeriesValue, file: str, line: int, same: bool) -> Problem:
    place = f"{value.file}, line {value.line}"
    if not same:
        return problem(file, line, "id", "series-id-taken", row["id"], place=place)
    if row["phrase"] == value.cells["phrase"]:
        return problem(file, line, "id", "series-typed-twice", row["id"], place=place)
    found = value.cells["phrase"]
    return problem(file, line, "phrase", "series-differs-from-table", row["phrase"], place=place, found=found)


def _repeated(table: OfficialTable, value: SeriesValue) -> Problem:
    file, place = table.recipe_file or table.file, f"line {value.line} of {table.file}"
    return problem(file, 0, "category", "series-id-repeated", value.cells["id"], place=place)


def _link_problems(table: OfficialTable, known: Mapping[str, set[str]]) -> Iterator[Problem]:
    """What an official table or its recipe names that the study does not have."""
    file = table.recipe_file or table.file
    if not table.source:
        yield problem(file, 0, "source", "table-source-missing")
    for key, kind, name in _links(table):
        if name and name not in known[kind]:
            yield unknown(file, 0, key, kind, name, "the study")
    if not all(value.cells["case"] for value in series_values(table)):
        yield problem(file, 0, "case", "table-case-missing", table.title)


def _links(table: OfficialTable) -> Iterator[tuple[str, str, str]]:
    """The key in the recipe, the kind and the name of everything that a table names."""
    yield from (("source", "source", table.source), ("case", "case", table.case))
    told: dict[str, ColumnRecipe] = {f'row."{row.label}"': row.told for row in table.rows}
    told |= {f'column."{column.label}"': column.told for column in table.columns}
    for place, said in told.items():
        for kind in ("indicator", "case", "category"):
            yield f"{place}.{kind}", kind, getattr(said, kind)
